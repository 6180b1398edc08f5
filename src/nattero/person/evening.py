"""What is known of an evening before anybody was asked: what its sessions tell.

In: a person, an evening, the pack. Out: exposures of the night that follows, as the morning's list would have them.
"""

from datetime import date

from nattero.diary.night import Closed
from nattero.diary.payloads import number_of
from nattero.diary.plans import sessions
from nattero.knowledge.pack import Pack
from nattero.person import Person

EVENING, MORNING = 17, 4  # hours between which it is the evening before a night
STRETCHED = "stretched"


def told_by_sessions(person: Person, evening: date, pack: Pack) -> dict[str, bool]:
    """Whether a muscle was stretched in a session on an evening; nothing where none was: it may have been done without us."""
    bank = pack.exercises
    done = any(
        step.done and step.exercise in bank and bank[step.exercise].kind == "stretch"
        for each in sessions(person.entries)
        if each.day == evening and not MORNING <= each.local.hour < EVENING
        for step in each.session.steps
    )
    return {STRETCHED: True} if done else {}


def known_of_tonight(person: Person, evening: date, pack: Pack) -> dict[str, float]:
    """What is known of the night to come: what its sessions tell, and what somebody said of its day already."""
    latest = person.every_night[-1:]
    said = next((night.exposures for night in latest if isinstance(night, Closed) and night.date == evening), {})
    return {name: number_of(value) for name, value in {**told_by_sessions(person, evening, pack), **said}.items()}
