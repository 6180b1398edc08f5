"""What the latest check-up found, for the doctor's page: danger signs asked, criteria, explanations, medicines, tests.

In: a check-up of the diary, the check-up's desk, and what was chosen. Out: `Checked`, each statement with what stands behind it.
Beliefs that nothing supports are for the patient's own page, and left out here.
"""

from collections.abc import Iterable
from dataclasses import replace

import msgspec

from nattero.checkup.consult import Checkup, consult
from nattero.checkup.danger import Raised as Sign
from nattero.checkup.desk import Desk, danger_signs
from nattero.checkup.explain import Bar, Fit, fits_well
from nattero.checkup.judging import concerning
from nattero.checkup.medicines import Typed, recognise
from nattero.checkup.next_steps import ALWAYS_WATCH
from nattero.diary.checkups import Run
from nattero.knowledge.explanations import NOT_KNOWN
from nattero.knowledge.finding import features
from nattero.knowledge.lexicon import tokens
from nattero.knowledge.medicines import local_names
from nattero.knowledge.pack import Pack
from nattero.person.planning import case_of
from nattero.report.choice import Choice
from nattero.report.letter import (
    Answer,
    Checked,
    Contributor,
    Criterion,
    Explanation,
    Guess,
    Medicine,
    Part,
    Raised,
    Test,
    Weight,
    Who,
)
from nattero.report.quoting import behind

CRITERIA = {"icsd": "what-it-is", "seven": "seven-features"}
"""The claim behind each set of criteria."""
MOST_EXPLANATIONS, LEAST_SHARE = 4, 0.05
MEDICINES: Part = "medicines"
SLEEP = ("sleep_disruption", "fear_of_sleep", "quality_impact")


def look(run: Run, desk: Desk, choice: Choice) -> Checkup:
    """Give what a check-up finds, its words heard in the patient's language."""
    return consult(case_of(run, desk.pack.features, choice.heard, choice.country), desk, count=False)


def who(found: Checkup, about: Who) -> Who:
    """Give the person with what the check-up knows of them."""
    case = found.case
    return msgspec.structs.replace(about, age=case.age, sex=case.sex, pregnant=case.pregnant)


def checked(run: Run, whole: Checkup, desk: Desk, choice: Choice) -> Checked:
    """Give a check-up as it goes on the page, with the parts that are wanted.

    Where medicines are left out, so is what only they tell (an illness behind them); danger and urgency never are.
    """
    wants, pack = choice.wants, desk.pack
    found = whole if wants(MEDICINES) else look(without_medicines(run), desk, choice)
    repeated = found.medicines.repeated()
    text = run.said.text if wants("words") else None
    best = [each for each in found.explanations if each.condition != NOT_KNOWN and each.probability >= LEAST_SHARE]
    return Checked(
        entry=run.id,
        at=run.said.at,
        zone=run.zone,
        done=run.said.done,
        urgency=whole.urgency,
        raised=tuple(raised(each, text, desk) for each in whole.raised if not each.weighed) if wants("flags") else (),
        safety=tuple(safety(run, found, desk)) if wants("flags") else (),
        unasked=tuple(unasked(found, pack)) if wants("flags") else (),
        criteria=tuple(
            Criterion(set=each.set, place=each.place, feature=each.feature, met=each.met, claims=(CRITERIA[each.set],))
            for each in found.criteria
        )
        if wants("criteria")
        else (),
        unclear=not fits_well(found.explanations[0]),
        explanations=tuple(explanation(each, best[0].probability, pack, choice) for each in best[:MOST_EXPLANATIONS])
        if wants("explanations")
        else (),
        contributors=tuple(contributors(found, pack, choice)),
        taken=taken(run, whole) if wants("medicines") else None,
        medicines=(
            *(medicine(each, desk) for each in found.medicines.medicines if each not in repeated),
            *unreadable(run, desk),
        )
        if wants("medicines")
        else (),
        again=tuple({each.item: each.typed for each in repeated}.values()) if wants("medicines") else (),
        unread=found.medicines.unread if wants("medicines") else 0,
        tests=tuple(tests(found, pack, choice)),
        answers=tuple(answers(run, found, desk, choice)),
        contradict=tuple(tuple(dict.fromkeys(pair.features)) for pair in found.ask_back)
        if wants("explanations")
        else (),
        text=text,
    )


def without_medicines(run: Run) -> Run:
    """Give a check-up as if no medicines had been listed."""
    return replace(run, said=msgspec.structs.replace(run.said, medicines=[]))


def raised(sign: Sign, text: str | None, desk: Desk) -> Raised:
    """Give a danger sign that the answers raise, with what own words say of it."""
    return Raised(
        id=sign.id,
        rule=sign.rule,
        urgency=sign.urgency,
        why=sign.why,
        wrote=behind(text, sign.why, desk.noted),
        claims=(desk.pack.red_flags[sign.id].claim,),
    )


def taken(run: Run, found: Checkup) -> int | None:
    """Give how many medicines the person said they take; None where nobody asked."""
    if any(line.strip() for line in run.said.medicines):
        return len(found.medicines.medicines)
    count = {**found.case.answers, **found.answers}.get("med_count")
    return int(count) if isinstance(count, int | float) else None


def safety(run: Run, found: Checkup, desk: Desk) -> Iterable[Answer]:
    """Give the danger signs that were asked and concern such a person, in the order of the pack."""
    signs = danger_signs(desk.pack) & concerning(found.case, found.answers, desk)
    said = {**found.case.answers, **found.answers}
    given = run.said.answers
    return (Answer(name, said[name], name in given) for name in desk.pack.features if name in signs and name in said)


def unasked(found: Checkup, pack: Pack) -> Iterable[str]:
    """Give the danger signs that everybody should be asked about and this person was not."""
    said = found.case.answers.keys() | found.answers.keys()
    return (sign for sign in ALWAYS_WATCH if said.isdisjoint(features(pack.red_flags[sign].finding)))


def explanation(fit: Fit, best: float, pack: Pack, choice: Choice) -> Explanation:
    """Give an explanation with what speaks for it and against it."""
    row = pack.conditions[fit.condition]
    return Explanation(
        condition=fit.condition,
        share=fit.probability,
        fit="best" if fit.probability == best else "too" if fit.probability >= best / 3 else "less",
        pro=tuple(weights(fit.pro, choice)),
        con=tuple(weights(fit.con, choice)),
        claims=row.claims,
        sources=row.sources,
    )


def weights(bars: Iterable[Bar], choice: Choice) -> Iterable[Weight]:
    """Give what weighs; medicines only where they are on the page."""
    return (
        Weight(bar.feature, bar.answer, bar.weight)
        for bar in bars
        if bar.feature != MEDICINES or choice.wants("medicines")
    )


def contributors(found: Checkup, pack: Pack, choice: Choice) -> Iterable[Contributor]:
    """Give what may play a part and is more than a belief."""
    for each in found.around.contributors if choice.wants("contributors") else ():
        row = pack.factors[each.id]
        own = pack.conditions[each.id] if each.kind == "condition" else row
        if not each.folk and (each.why != (MEDICINES,) or choice.wants("medicines")):
            yield Contributor(
                id=each.id,
                kind=each.kind,
                evidence=each.evidence,
                strength=each.strength,
                certainty=each.certainty,
                why=each.why,
                claims=row.claims or own.claims,
                sources=row.sources,
            )


def medicine(typed: Typed, desk: Desk) -> Medicine:
    """Give a medicine with its link."""
    row = desk.names.known.medicines.get(typed.id or "") if typed.what == "medicine" else None
    return Medicine(
        typed=typed.typed,
        what=typed.what,
        id=typed.id,
        inn=typed.inn,
        atc=row.atc if row else None,
        association=typed.association,
        mechanism=row.mechanism if row else None,
        ask=typed.ask,
        suggestions=tuple(guess(inn, desk) for inn in typed.suggestions),
        names=local_names(row) if row else {},
        sources=row.sources if row else (),
    )


def guess(inn: str, desk: Desk) -> Guess:
    """Give a medicine that may be meant, as each language writes it."""
    rows = desk.names.known.medicines.values()
    return Guess(inn, next((local_names(row) for row in rows if row.inn == inn), {}))


def unreadable(run: Run, desk: Desk) -> Iterable[Medicine]:
    """Give the lines of the list that no medicine was read from, as they were written; not those that say there is none."""
    for line in run.said.medicines:
        denied = desk.names.words["not"].intersection(tokens(line))
        if line.strip() and not denied and not recognise([line], desk.names).medicines:
            yield Medicine(typed=line.strip(), what="unknown")


def tests(found: Checkup, pack: Pack, choice: Choice) -> Iterable[Test]:
    """Give the tests that guidelines would consider, and why."""
    for each in found.around.steps.tests if choice.wants("tests") else ():
        if each.why != (MEDICINES,) or choice.wants("medicines"):
            yield Test(id=each.id, why=each.why, claims=pack.tests[each.id].claims)


def answers(run: Run, found: Checkup, desk: Desk, choice: Choice) -> Iterable[Answer]:
    """Give what was said, heard or implied: all of it beside the explanations, else what the other parts show."""
    said = {**found.case.answers, **found.answers}
    inferred = told_by_medicines(run, found, desk, choice)
    hidden = {group for group, part in (("safety", "flags"), (MEDICINES, MEDICINES)) if part in choice.without}
    shown = set(SLEEP if choice.wants("pattern") else ()) | {
        each.feature for each in found.criteria if choice.wants("criteria")
    }
    return (
        Answer(name, said[name], name in run.said.answers, name in inferred)
        for name, row in desk.pack.features.items()
        if name in said and row.group not in hidden and (choice.wants("explanations") or name in shown)
    )


def told_by_medicines(run: Run, found: Checkup, desk: Desk, choice: Choice) -> frozenset[str]:
    """Give the features that hold only because of a medicine of the list: nobody said them."""
    ids = found.medicines.ids() | found.medicines.others()
    signs = desk.table.expectations.medicine_signs
    if all(not sign.means or ids.isdisjoint(sign.medicines) for sign in signs):
        return frozenset()
    plain = look(without_medicines(run), desk, choice)
    return (
        frozenset(found.case.answers.keys() | found.answers.keys()) - plain.case.answers.keys() - plain.answers.keys()
    )
