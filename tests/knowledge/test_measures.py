"""What a plan may hold: nothing that is no use or not safe is offered, and nobody is offered what is not for them."""

from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.check import check
from nattero.knowledge.facts import facts, meets
from nattero.knowledge.measures import ADVISED, Measure, meant_for
from nattero.knowledge.model import Population
from nattero.knowledge.words import LANGUAGES
from tests import packed
from tests.knowledge.packs import MEASURES, write_pack

PACK = packed.pack()
MEASURES_OF_PACK = list(PACK.measures.values())
OFFERED = [row for row in MEASURES_OF_PACK if row.offered]
ROW: dict[str, Any] = {
    "id": "a", "kind": "food", "people": ["adults"], "evidence": "uncertain", "certainty": "low", "judged": 28,
    "claims": ["stretch"],
}  # fmt: skip
any_measure = st.sampled_from(MEASURES_OF_PACK)
any_people = st.frozensets(st.sampled_from(get_args(Population)), min_size=1)


def measure(**changes: object) -> Measure:
    return msgspec.convert({**ROW, **changes}, Measure)


def forbids(one: Measure, said: str) -> bool:
    """Whether a measure is forbidden for somebody of whom one thing is known (`age` with its years)."""
    name, _, years = said.partition(" ")
    known = facts({} if years else {name: True}, float(years) if years else None, "female", None)
    return any(meets(line, known) is not None for line in one.never)


@pytest.mark.parametrize("one", OFFERED, ids=lambda one: one.id)
def test_nothing_that_is_no_use_or_not_safe_is_offered(one: Measure) -> None:
    assert one.evidence in ADVISED
    assert PACK.claims[one.claims[0]].verdict in {"supported", "uncertain"}
    assert one.remedy is None or PACK.interventions[one.remedy].verdict in {"helps", "may-help", "unknown"}
    assert one.kind not in {"supplement", "medicine", "device", "folk"}


def test_each_remedy_that_is_no_use_or_not_safe_is_named_and_not_offered() -> None:
    named = {row.remedy for row in MEASURES_OF_PACK if not row.offered}
    useless = {row.id for row in PACK.interventions.values() if row.verdict in {"no-help", "unsafe"}}
    assert useless <= named


@pytest.mark.parametrize("one", MEASURES_OF_PACK, ids=lambda one: one.id)
def test_a_measure_is_no_surer_than_what_it_stands_on(one: Measure) -> None:
    levels = ["very-low", "low", "moderate", "high"]
    best = max(levels.index(PACK.claims[claim].certainty) for claim in one.claims)
    assert levels.index(one.certainty) <= best


@pytest.mark.parametrize("one", OFFERED, ids=lambda one: one.id)
def test_a_number_that_is_noted_counts_as_done_when_it_is_none(one: Measure) -> None:
    assert one.exposure is None or PACK.exposures[one.exposure].type != "count" or one.done == "no"


@pytest.mark.parametrize(
    ("said", "forbidden"),
    [
        ("kidney_disease", {"potassium-food"}),
        ("dialysis", {"potassium-food", "magnesium-food", "calcium-food", "drink-by-day"}),
        ("heart_failure", {"drink-by-day", "potassium-food", "legs-up"}),
        ("overdrinking", {"drink-by-day"}),
        ("numb_tingling_feet", {"warm-bath"}),
        ("numb_feet", {"warm-bath"}),
        ("unsteady", {"warm-bath"}),
        ("cannot_stand_unaided", {"warm-bath", "daily-walk"}),
        ("rest_pain_foot", {"legs-up", "daily-walk", "warm-bath"}),
        ("foot_wounds", {"daily-walk", "warm-bath", "strong-feet", "foot-game"}),
        ("eating_disorder", {"lose-weight"}),
        ("alcohol_stop", {"less-alcohol"}),
        ("blood_thinners", {"evening-rub"}),
        ("prev_dvt", {"evening-rub"}),
        ("child_limp", {"foot-game"}),
        ("age 1", {"loose-bedclothes"}),
    ],
)
def test_what_is_known_of_a_person_forbids_what_could_harm_them(said: str, forbidden: set[str]) -> None:
    assert forbidden <= {row.id for row in OFFERED if forbids(row, said)}


@pytest.mark.parametrize("sign", ["swelling_one_leg", "red_warm", "clot_sign"])
def test_a_leg_that_may_hold_a_clot_is_not_worked_on(sign: str) -> None:
    worked = {row.id for row in OFFERED if row.kind in {"exercise", "walk", "massage", "legs-up", "relief", "sitting"}}
    assert worked - {row.id for row in OFFERED if forbids(row, sign)} <= {"calm-breathing"}


@given(any_measure, any_people, any_people)
def test_who_belongs_to_more_groups_is_meant_by_no_less(
    one: Measure, some: frozenset[Population], more: frozenset[Population]
) -> None:
    assert meant_for(one, some) <= meant_for(one, some | more)
    assert meant_for(one, ["everyone"]) == ("everyone" in one.people)


def test_what_is_for_a_child_or_in_pregnancy_says_so() -> None:
    children = {row.id for row in OFFERED if meant_for(row, ["children"])}
    assert "foot-game" in children
    assert not children & {
        "evening-stretch",
        "less-caffeine",
        "less-alcohol",
        "lose-weight",
        "warm-bath",
        "medicine-review",
    }
    pregnant = {row.id for row in OFFERED if meant_for(row, ["pregnant"])}
    assert "pregnancy-movement" in pregnant
    assert not pregnant & {"evening-stretch", "evening-rub", "warm-bath", "lose-weight"}


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": "none"},
        {"evidence": "contradicted"},
        {"offered": False},
        {"judged": None},
        {"claims": []},
        {"people": []},
        {"kind": "exercise"},
        {"programmes": ["evening"]},
        {"kind": "supplement", "people": ["children"]},
        {"kind": "medicine", "people": ["everyone"]},
        {"never": ["kidney disease"]},
        {"when": "age>old"},
        {"ask_first": ["&"]},
        {"judged": 3},
        {"effort": 4},
    ],
)
def test_a_measure_that_could_mislead_cannot_be_built(changes: dict[str, object]) -> None:
    assert measure().offered
    with pytest.raises(msgspec.ValidationError):
        measure(**changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"measures": MEASURES.replace("[swollen, clot_sign]", "[thirsty]")}, "thirsty is neither in features.yaml"),
        ({"measures": MEASURES.replace("[stretch]", "[pins]")}, "it is offered, and pins is unsafe"),
        ({"measures": MEASURES.replace("[evening]", "[marathon]")}, "marathon is not in programmes.yaml"),
        (
            {
                "measures": MEASURES + "  remedy: salve\n",
                "interventions": "- {id: salve, kind: care, verdict: no-help, certainty: low, people: [adults],"
                " claims: [stretch], why_not: no-effect}\n",
            },
            "it is offered, and salve is no-help",
        ),
    ],
)
def test_the_check_names_what_should_not_be_offered(tmp_path: Path, changes: dict[str, str], problem: str) -> None:
    assert any(problem in str(finding) for finding in check(write_pack(tmp_path, **changes)))


def test_the_check_asks_for_no_instructions_for_what_is_not_offered(tmp_path: Path) -> None:
    useless = MEASURES.replace("  judged: 28\n", "  offered: false\n")
    said = [str(finding) for finding in check(write_pack(tmp_path, measures=useless)) if finding.level == "warning"]
    assert any("measure.evenings.do: nothing uses this text" in line for line in said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_has_not_been_tested_says_so(lang: str) -> None:
    said = {
        "en": ("test", "shown", "not known", "studied", "no trial", "sometimes", "can lower", "in one", "one small", "sure"),
        "nl": ("onderzo", "aangetoond", "niet bekend", "soms", "kan je kalium", "niet zeker"),
        "nb": ("undersøkt", "vist", "vet vi ikke", "av og til", "kan senke", "sikkerhet", "i én", "ingen studie"),
        "id": ("belum", "kadang", "bisa menurunkan", "tidak pasti", "dalam satu"),
    }  # fmt: skip
    for one in OFFERED:
        text = PACK.text(f"measure.{one.id}.why", lang).lower()
        assert one.evidence == "supported" or any(words in text for words in said[lang]), (one.id, text)
