"""Makes the doctor's page out of a diary, as data.

In: a `Person`, all entries, what was chosen, the pack, and the check-up's desk, which is only opened for who did a check-up.
Out: a `Letter`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from unicodedata import category

import msgspec

from nattero.checkup.diary_flags import Noticed, ever_flagged
from nattero.diary.checkups import Run, runs
from nattero.diary.entry import Entry
from nattero.diary.night import ONE_DAY, Closed, Night, Open
from nattero.diary.payloads import Value
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.before_trial import before, trial_of
from nattero.person.open_sign import OpenSign
from nattero.person.sign_answers import by_doctor, local_day
from nattero.person.written import heard as heard_in
from nattero.report import nights as told
from nattero.report.attempts import tried
from nattero.report.choice import LONGEST_NAME, LONGEST_QUESTION, Choice
from nattero.report.letter import Checked, Denied, Letter, Raised, Said, Tried, Who
from nattero.report.quoting import Ear, behind
from nattero.report.seen import filled

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def letter(who: Person, entries: Iterable[Entry], choice: Choice, pack: Pack, desk: "Callable[[], Desk]") -> Letter:
    """Give a person's page. `entries` are all there are, also of others and superseded ones."""
    written_down, every = tuple(entries), told.every_night(who)
    found = told.nights_of(every, choice)
    trial = trial_of(who, written_down)
    rated = before(found, trial)
    period = told.period(rated, zones(rated))
    about, checkup = of_checkup(who, choice, desk)
    heard = lately(who, found, pack, desk) if choice.wants("flags") else []
    ear = desk().noted if heard and choice.wants("words") else None
    noticed = (*known(noticed_in(found, pack), who), *written(heard, pack, ear)) if choice.wants("flags") else ()
    checkup = msgspec.structs.replace(checkup, raised=known(checkup.raised, who, heard)) if checkup else None
    attempts = tried(who, written_down, found, pack, choice, trial)
    pattern = told.pattern(rated) if period and choice.wants("pattern") else None
    if checkup and pattern:
        checkup = msgspec.structs.replace(checkup, criteria=filled(checkup.criteria, pattern, said_in(checkup)))
    return Letter(
        made=who.now,
        zone=who.zone,
        who=about,
        period=period,
        trial=trial,
        pattern=pattern,
        noticed=noticed,
        denied=tuple(denied(heard)),
        checkup=checkup,
        tried=attempts,
        notes=told.notes(who, found[0].date, found[-1].date) if found and choice.wants("notes") else (),
        asked=cut(choice.question, LONGEST_QUESTION) if choice.wants("questions") else None,
        slept=told.slept(who, found[0].date, found[-1].date) if found and choice.wants("pattern") else None,
        course=told.course(before(every, trial), rated) if period and choice.wants("picture") else None,
        counts=told.counts(rated) if choice.wants("picture") else (),
        without=tuple(sorted(choice.without)),
        cited=tuple(cited(said(noticed, checkup, attempts), pack)),
    )


def known(signs: Iterable[Raised], who: Person, heard: Iterable[OpenSign] = ()) -> tuple[Raised, ...]:
    """Give danger signs with when the person said that their doctor or nurse knows of them; what was heard since is news again."""
    anew = {each.flag for each in heard if each.denied_on is None and each.known_on is None}
    told = {sign: each for sign, each in by_doctor(who).items() if sign not in anew}
    return tuple(
        msgspec.structs.replace(
            each,
            known_on=local_day(told[each.id].at, who.zone) if each.id in told else None,
            looked_on=told[each.id].looked if each.id in told else None,
        )
        for each in signs
    )


def said_in(checkup: Checked) -> dict[str, Value]:
    """Give the answers of a check-up, by question."""
    return {each.feature: each.value for each in checkup.answers}


def of_checkup(who: Person, choice: Choice, desk: "Callable[[], Desk]") -> tuple[Who, Checked | None]:
    """Give the person and their latest check-up; what they said in the settings where there is none."""
    pregnant = True if who.answers.get("pregnant") == "yes" else None
    about = Who(cut(choice.name, LONGEST_NAME), pregnant=pregnant, by_other=who.by_other)
    run = latest(who, choice)
    if run is None:
        return about, None
    from nattero.report import found  # slow to import, and without a check-up nothing is weighed

    room = desk()
    seen = found.look(run, room, choice)
    return found.who(seen, about), found.checked(run, seen, room, choice)


def latest(who: Person, choice: Choice) -> Run | None:
    """Give the latest check-up that had begun when the period ended."""
    begun = [run for run in runs(who.entries) if choice.last is None or run.local.date() <= choice.last]
    return begun[-1] if begun else None


def noticed_in(found: Sequence[Night], pack: Pack) -> Iterator[Raised]:
    """Give what the nights of the period show of danger, however long ago."""
    for each in ever_flagged(found, pack.diary_flags.values(), pack.red_flags):
        yield shown(each, pack)


def lately(who: Person, found: Sequence[Night], pack: Pack, desk: "Callable[[], Desk]") -> list[OpenSign]:
    """Give the danger signs heard in own words of the last days, as far as these are of the period; each once, the latest words first."""
    last = found[-1].date + ONE_DAY if found else None
    said = {each.flag: each for each in reversed(list(heard_in(who, pack, desk)))}
    return [each for each in said.values() if last is None or (each.wrote_on and each.wrote_on <= last)]


def written(heard: Iterable[OpenSign], pack: Pack, ear: Ear | None) -> Iterator[Raised]:
    """Give what own words of the last days say of danger and nobody denied; the words with it where there is an ear for them."""
    for each in heard:
        if each.denied_on is None:
            flag = pack.red_flags[each.flag]
            yield Raised(
                id=each.flag,
                rule=flag.rule,
                urgency=each.urgency,
                why=each.why,
                wrote_on=each.wrote_on,
                wrote=behind(each.wrote, each.why, ear) if ear else None,
                known_on=each.known_on,
                claims=(flag.claim,),
            )


def denied(heard: Iterable[OpenSign]) -> Iterator[Denied]:
    """Give what own words of the last days say of danger and the person said is not so."""
    for each in heard:
        if each.denied_on and each.wrote_on:
            yield Denied(each.flag, each.wrote_on, each.denied_on)


def shown(each: Noticed, pack: Pack) -> Raised:
    """Give what a diary shows as a danger sign."""
    flag = pack.red_flags[each.flag]
    rule = pack.diary_flags[each.rule]
    claims = tuple(dict.fromkeys((rule.claim, flag.claim)))
    return Raised(id=each.flag, rule=flag.rule, urgency=each.urgency, nights=each.nights, by=each.rule, claims=claims)


def zones(found: Iterable[Night]) -> Iterator[str]:
    """Give the zones that cramps were lived in."""
    for night in found:
        if isinstance(night, Open | Closed):
            yield from (each.zone for each in night.episodes)


def said(noticed: Iterable[Said], checkup: Checked | None, attempts: Tried) -> Iterator[Said]:
    """Give every statement, in the order of the page."""
    yield from noticed
    if checkup:
        for part in (
            checkup.raised,
            checkup.criteria,
            checkup.explanations,
            checkup.contributors,
            checkup.medicines,
            checkup.tests,
        ):
            yield from part
    yield from attempts.plan
    yield from attempts.trials


def cited(statements: Iterable[Said], pack: Pack) -> Iterator[str]:
    """Give the sources of statements, each once and in order."""
    found: dict[str, None] = {}
    for each in statements:
        for name in sources_of(each, pack):
            found.setdefault(name)
    return iter(found)


def sources_of(each: Said, pack: Pack) -> tuple[str, ...]:
    """Give the sources of one statement: its own, else those of its claims."""
    own = each.sources or tuple(name for claim in each.claims for name in pack.claims[claim].sources)
    return tuple(dict.fromkeys(own))


def cut(text: str | None, longest: int) -> str | None:
    """Give a text on one line, None for nothing; one that is too long ends in an ellipsis.

    Marks that turn the direction of writing and control characters are taken out: they would turn the page around them.
    """
    seen = "".join(" " if category(sign) == "Cc" else sign for sign in text or "" if sign not in TURNING)
    plain = " ".join(seen.split())
    if len(plain) > longest:
        return plain[: longest - 1].rstrip() + "…"
    return plain or None
