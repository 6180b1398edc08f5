"""What a person answered of danger signs since they were raised: that one is not so, or that their doctor knows of it.

In: a `Person`. Out: the ids of the signs that were answered so, each with when. An answer is an entry of the diary (answers,
`danger.<id>`); the last one stands, and an empty one takes it back.
"""

from datetime import datetime, timedelta

from nattero.diary.entry import read
from nattero.diary.payloads import Answers
from nattero.person import Person

ANSWER = "danger."
"""The question that a sign is, before its id."""
NO, KNOWN = "no", "known"
KNOWN_HOLDS = timedelta(days=182)
"""For so long it counts that a doctor knows of something; then it is asked again. Judged: twice a year."""


def answered(person: Person, value: str) -> dict[str, datetime]:
    """Give the signs whose last answer is `value`, each with when that was said last."""
    found: dict[str, datetime] = {}
    for entry in person.entries:
        payload = read(entry) if entry.kind == "answers" else None
        if isinstance(payload, Answers):
            for name, said in payload.answers.items():
                sign = name.removeprefix(ANSWER)
                if said == value == person.answers.get(name) and sign != name:
                    found[sign] = max(entry.recorded_at, found.get(sign, entry.recorded_at))
    return found


def known_to_doctor(person: Person) -> dict[str, datetime]:
    """Give the signs of which the person said lately that their doctor or nurse knows, each with when that was said last."""
    return {sign: at for sign, at in answered(person, KNOWN).items() if at > person.now - KNOWN_HOLDS}
