"""What may be tested: nothing that is unsafe for somebody, prescribed, or to be asked about first, for a thousand people."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nattero.knowledge.lexicon import tokens
from nattero.knowledge.own_words import alternatives, read_own_words
from nattero.person import Person
from nattero.person.beginning import Asks, Choice, Chosen, chosen
from nattero.person.own_words import heard
from nattero.person.planning import Outlook
from nattero.person.trying import Trying
from nattero.plan.fit import fit
from nattero.plan.profile import Said
from nattero.plan.shelf import shelf_of
from nattero.trials.allocation import Design, allocate
from nattero.trials.question import (
    RUN_IN,
    Heard,
    Start,
    Topic,
    Verdict,
    layout,
    must_pause,
    obstacles,
    options,
    own_words,
)
from tests import packed
from tests.plan.people import MEASURES, PACK, Drawn, drawn, faults

SHELF = shelf_of(PACK)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PEOPLE = 1000
LEXICON, DESK = packed.lexicon(), packed.desk()
OWN = read_own_words(PACK.root)
ASKED = Path(__file__).with_name("own_asked.yaml")
KIDNEYS = frozenset({"kidney_disease", "dialysis"})  # asked before what is swallowed
MAY_BE_REFUSED = 0.05  # of harmless ones; at first sight it was about one in five


def trying(one: Drawn) -> Trying:
    return Trying(Person("me", NOW, "Europe/Oslo", (), {}), Outlook(one.profile), PACK, SHELF, ())


def test_nothing_forbidden_can_be_chosen_by_any_of_a_thousand_people() -> None:
    rng = Random(20261122)
    offered = set()
    for _ in range(PEOPLE):
        one = drawn(rng)
        who = trying(one)
        for option in who.options:
            if option.why is None:
                name = option.topic.measure
                made = fit(PACK.measures[name], one.profile, SHELF, option.topic.programme).tailored
                offered.add(option.topic.id)
                bad = faults(one.said, {name: [turn.exercise.id for turn in made.turns] if made else []})
                wrong = [
                    each for each in bad.get(name, []) if each != "it is not offered"
                ]  # by a plan: a trial may ask
                assert not wrong, (one.said, option, wrong)
                assert MEASURES[name]["kind"] not in {"medicine", "device", "folk"}
                assert made is None or made.programme == option.topic.programme
                assert not (option.topic.swallowed and "children" in one.profile.people)
    assert len(offered) > 10  # it is not empty for everybody


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_an_option_is_free_only_without_anything_against_it(
    forbidden: bool, asks: bool, swallowed: bool, child: bool
) -> None:
    topic = Topic("x", swallowed=swallowed)
    (option,) = options([topic], {"x": Verdict(forbidden=forbidden, asks=asks)}, child=child)
    assert (option.why is None) == (not forbidden and not asks and not (swallowed and child))


def test_what_nobody_judged_cannot_be_chosen() -> None:
    (option,) = options([Topic("x")], {}, child=False)
    assert option.why == "never"


def test_what_nobody_knows_of_somebody_is_not_called_no() -> None:
    nobody = Drawn(Said())
    unknown = [option for option in trying(nobody).options if option.why == "unknown"]
    assert unknown
    assert not [option for option in trying(nobody).options if option.why == "never"]
    for option in unknown:
        assert set(option.because) <= nobody.profile.limits.assumed | KIDNEYS
    kidneys: dict[str, Any] = dict.fromkeys(KIDNEYS, False)
    no = dict.fromkeys(nobody.profile.limits.assumed, False)
    said = Drawn(Said(readings=(kidneys,), limits=no, age=50.0, clear=True))
    free = {option.topic.id for option in trying(said).options if option.why is None}
    assert {option.topic.id for option in unknown} <= free


@given(st.lists(st.sampled_from(["dvt", "claudication"])), st.booleans(), st.integers(0, 60), st.integers(0, 9))
def test_a_trial_starts_only_without_danger_alone_and_after_a_run_in(
    danger: list[str], running: bool, recorded: int, cramps: int
) -> None:
    free = not danger and not running and recorded >= RUN_IN and cramps > 0
    assert (not obstacles(Start(tuple(danger), running, recorded, cramps))) == free


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_danger_and_a_new_pregnancy_pause(before: bool, now: bool, danger: bool, forbidden: bool) -> None:
    why = must_pause(before, ["dvt"] if danger else [], now, forbidden)
    assert (why is not None) == (danger or forbidden or (now and not before))


@given(st.integers(0, 21), st.integers(0, 21), st.integers(2, 3), st.sampled_from([4, 8, 12]))
def test_a_design_gives_every_arm_its_turn_and_leaves_time_to_wear_off(
    onset: int, carry: int, arms: int, weeks: int
) -> None:
    design = layout([Topic("x", onset=onset, carry_over=carry)], arms, weeks)
    assert design.nights % (arms * design.block) == 0
    assert design.nights >= 2 * arms * design.block
    assert design.washout < design.block or design.block == 1
    assert design.washout >= min(max(onset, carry), 25)
    assert design.looks[-1] == design.nights
    drawn = allocate(Design(tuple("ABC"[:arms]), design.nights, design.block, design.washout), f"seed-{onset}-{carry}")
    for look in design.looks:  # none where too few nights can count
        assert sum(map(drawn.counts, range(look))) >= design.least


@pytest.mark.parametrize(
    "text",
    [
        "stop with my statin", "simvastatin every other day", "stoppen met plaspillen", "ta mindre blodtrykksmedisin", "minum kina",
        "quinine", "kinine", "ibuprofen before bed", "magnesium 300 mg", "vitamin D", "kalium tabletten", "pickle juice",
        "prick my calf with a pin", "a hot water bottle with boiling water", "drink vodka on it", "melatonin", "half my furosemide",
    ],
)  # fmt: skip
def test_medicines_what_is_swallowed_and_what_harms_is_no_arm_of_ones_own(text: str) -> None:
    assert own_words(text, heard(text, LEXICON, DESK, PACK)) in {
        "medicine",
        "hot",
        "unsafe",
        "swallowed",
    }


REFUSED = {
    "without": [
        "without {} stocking",
        "zonder {} elastische kous",
        "uten {} støttestrømpe",
        "tanpa {} stoking kompresi",
    ],
    "fasting": ["losing weight by not eating {}", "avondeten {} overslaan", "spise {} ingenting", "tidak makan {}"],
    "hot": ["hot bottle on {} calf", "hete kruik op {} been", "varmeflaske {} på leggen", "botol panas {} di betis"],
}


@pytest.mark.parametrize("why", list(REFUSED))
@given(place=st.integers(0, 3), between=st.sampled_from(["", "my", "mijn", "min", "saya", "prescribed"]))
def test_leaving_out_a_treatment_hunger_and_heat_are_refused_with_their_reason(
    why: str, place: int, between: str
) -> None:
    text = REFUSED[why][place].format(between)
    assert own_words(text, replace(heard(text, LEXICON, DESK, PACK), medicines=())) == why


@pytest.mark.parametrize(
    "text",
    [
        "zonder deken", "uten dyne", "tidur tanpa bantal", "no coffee", "walk fast in the evening", "faste leggetider", "warme sokken",
        "legs out of the blanket", "a warm bath before bed",
    ],
)  # fmt: skip
def test_what_is_put_likewise_and_harmless_is_not_refused_for_it(text: str) -> None:
    said = heard(text, LEXICON, DESK, PACK)
    assert (said.without, said.fasting, said.hot) == (False, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "spoonful of sherry",
        "kliniek op zaterdag",
        "rulle på isen",
        "getah pohon",
        "something",
        "at night",
        "pillow poder",
    ],
)
def test_what_is_not_wholly_understood_is_no_arm(text: str) -> None:
    assert own_words(text, heard(text, LEXICON, DESK, PACK)) is not None


@given(st.text(st.characters(categories=["L"]), min_size=3, max_size=12))
@settings(max_examples=20)
def test_a_word_that_nobody_knows_is_named_whatever_stands_beside_it(word: str) -> None:
    assume(tokens(word) and all(each.unknown for each in OWN.read(tokens(word))))
    text = f"a pillow between my {word}"
    said = heard(text, LEXICON, DESK, PACK)
    assert said.not_known
    assert own_words(text, said) is not None


@pytest.mark.parametrize(
    "text", ["a cup of warm milk", "een glas warme melk", "et glass varm melk", "segelas susu hangat"]
)
def test_what_is_swallowed_and_does_no_harm_is_not_said_to_do_harm(text: str) -> None:
    assert own_words(text, heard(text, LEXICON, DESK, PACK)) == "swallowed"


def why_refused(text: str) -> str | None:
    return own_words(text, heard(text, LEXICON, DESK, PACK))


@pytest.mark.parametrize("lang", ["en", "nl", "nb", "id"])
def test_of_what_people_ask_nothing_dangerous_gets_through_and_hardly_anything_harmless_is_refused(lang: str) -> None:
    asked = yaml.safe_load(ASKED.read_text(encoding="utf-8"))
    assert [text for text in asked["dangerous"][lang] if why_refused(text) is None] == []
    refused = [text for text in asked["harmless"][lang] if why_refused(text) is not None]
    assert len(refused) <= MAY_BE_REFUSED * len(asked["harmless"][lang]), refused


@given(st.sampled_from(["harm", "mouth", "skin", "upright"]), st.sampled_from(["en", "nl", "nb", "id"]), st.data())
@settings(max_examples=60, deadline=None)
def test_a_harm_is_heard_whatever_harmless_thing_stands_before_it(row: str, lang: str, data: st.DataObject) -> None:
    said = data.draw(st.sampled_from([each for one in OWN.rows[row].words[lang] for each in alternatives(one)]))
    harmless = sorted(OWN.words("harmless", lang))
    text = f"{data.draw(st.sampled_from(harmless))} {said}"
    assume(row == "harm" or not set(tokens(said)) & set(OWN.vocabularies[lang].phrases))
    assert why_refused(text) is not None


def test_what_has_to_be_so_with_a_kind_stands_on_claims_of_the_pack() -> None:
    for name in OWN.kinds:
        assert OWN.rows[name].claims
        assert set(OWN.rows[name].claims) <= PACK.claims.keys()


KINDS = {
    "kind-lie": "op mijn rug slapen",
    "kind-dark": "lamp naast mijn bed uit",
    "kind-flat": "sove uten pute",
    "kind-warmth": "a lukewarm shower before bed",
    "kind-rub": "rubbing my calves",
    "kind-legs": "mijn tenen bewegen",
    "kind-up": "legs up on a chair",
    "kind-heavy": "a weighted blanket",
    "kind-shoes": "platte schoenen overdag",
    "kind-day": "a walk after lunch",
}


def test_each_kind_is_heard_and_is_like_measures_of_the_pack() -> None:
    assert set(KINDS) == set(OWN.kinds)
    for name in KINDS:
        assert set(OWN.rows[name].like) <= set(PACK.measures)
    for name, text in KINDS.items():
        assert heard(text, LEXICON, DESK, PACK).kinds == (name,)


def barred(name: str, said: Said) -> str | None:
    option = trying(Drawn(said)).barred([name])
    return option.why if option else None


FIRM = Said(
    limits={"unsteady": False, "cannot_stand_unaided": False, "numb_feet": False, "varicose_veins": False, "blood_thinners": False},
    age=50.0,
    clear=True,
)  # fmt: skip


@pytest.mark.parametrize("name", list(KINDS))
def test_somebody_firm_and_well_may_test_every_kind(name: str) -> None:
    assert barred(name, FIRM) is None


@pytest.mark.parametrize(
    ("changed", "not_for"),
    [
        ({"age": 9.0}, {"kind-warmth", "kind-rub", "kind-up", "kind-heavy", "kind-day"}),
        ({"pregnant": True}, {"kind-warmth", "kind-rub", "kind-lie"}),
        ({"limits": {**FIRM.limits, "heart_failure": True}}, {"kind-up", "kind-flat"}),
        ({"limits": {**FIRM.limits, "numb_feet": True}}, {"kind-warmth", "kind-shoes"}),
        ({"limits": {**FIRM.limits, "unsteady": True}}, {"kind-warmth", "kind-shoes", "kind-day", "kind-dark"}),
        ({"limits": {**FIRM.limits, "blood_thinners": True}}, {"kind-rub"}),
        ({"limits": {**FIRM.limits, "artery_disease": True}}, {"kind-up"}),
        ({"limits": {**FIRM.limits, "diabetes": True}}, {"kind-warmth", "kind-shoes"}),
        ({"limits": {**FIRM.limits, "clot_sign": True}}, {"kind-rub", "kind-legs", "kind-up", "kind-warmth", "kind-day"}),
        ({"limits": {}}, {"kind-warmth", "kind-rub", "kind-shoes", "kind-day"}),
    ],
)  # fmt: skip
def test_a_kind_is_not_for_whom_what_it_is_like_is_not_for(changed: dict[str, Any], not_for: set[str]) -> None:
    said = replace(FIRM, **changed)
    assert {name for name in KINDS if barred(name, said)} >= not_for


def test_what_has_to_be_so_is_asked_before_a_kind_and_goes_into_the_trial() -> None:
    who = trying(Drawn(FIRM))

    def hear(text: str) -> Heard:
        return heard(text, LEXICON, DESK, PACK)

    assert chosen(Choice("own", "a lukewarm shower"), who, hear) == Asks(("kind-warmth",))
    found = chosen(Choice("own", "a lukewarm shower", agreed=True), who, hear)
    assert isinstance(found, Chosen)
    assert found.arms[1].kinds == ["kind-warmth"]
    plain = chosen(Choice("own", "a pillow between my knees"), who, hear)
    assert isinstance(plain, Chosen)
    assert not plain.arms[1].kinds


def test_empty_words_are_no_arm() -> None:
    assert own_words("  ", Heard()) == "empty"
