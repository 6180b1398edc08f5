"""Explanations: what cannot be a chance cannot be written, and the pack's own fit its features and conditions."""

from pathlib import Path

import pytest

from nattero.knowledge.explanations import read_expectations, unfit_expectations
from nattero.knowledge.pack import pack_root
from nattero.knowledge.reading import read_pack
from nattero.knowledge.rows import PackError
from tests.knowledge.packs import FILES

REFERENCES = """\
- {id: hard, cluster: hard, yes: 0.4}
- {id: minutes, cluster: lasting, bins: [1, 10], chance: [0.3, 0.4, 0.3]}
- {id: side, cluster: side, choice: {one: 0.6, both: 0.4}}
"""
EXPLANATIONS = """\
- {id: cramp, prior: {any: 300}, yes: {hard: 0.9}, numbers: {minutes: [0.8, 0.15, 0.05]}, choices: {side: {one: 0.9, both: 0.1}}}
- {id: insufficient_info, prior: {any: 100}}
"""
SIGNS = "- {id: water-tablets, medicines: [furosemide], means: [hard], for: {cramp: 0.5}}\n"


def pack(folder: Path, explanations: str = EXPLANATIONS, references: str = REFERENCES, signs: str = SIGNS) -> Path:
    for name, text in FILES.items():
        folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(name).write_text(text, encoding="utf-8")
    (folder / "explanations.yaml").write_text(explanations, encoding="utf-8")
    (folder / "references.yaml").write_text(references, encoding="utf-8")
    (folder / "medicine_signs.yaml").write_text(signs, encoding="utf-8")
    return folder


def test_a_good_table_is_read(tmp_path: Path) -> None:
    found = read_expectations(pack(tmp_path))
    assert list(found.explanations) == ["cramp", "insufficient_info"]
    assert found.references["hard"].chances == pytest.approx((0.4, 0.6))
    assert found.references["side"].values == ("one", "both")
    assert found.medicine_signs[0].favours == {"cramp": 0.5}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hard: 0.9", "hard: 1.2"),
        ("hard: 0.9", "hard: 0"),
        ("hard: 0.9", "soft: 0.9"),
        ("hard: 0.9", "minutes: 0.9"),
        ("[0.8, 0.15, 0.05]", "[0.8, 0.2]"),
        ("[0.8, 0.15, 0.05]", "[0.8, 0.8, 0.8]"),
        ("{one: 0.9, both: 0.1}", "{one: 0.9, none: 0.1}"),
        ("{any: 300}", "{young: 300}"),
        ("{any: 300}", "{any: 3000}"),
        ("insufficient_info", "nothing"),
        ("prior: {any: 100}", "prior: {any: 100}, measured: {hard: nhs}"),
    ],
)
def test_what_is_no_chance_is_refused_with_its_line(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"explanations\.yaml, line \d"):
        read_expectations(pack(tmp_path, EXPLANATIONS.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[0.3, 0.4, 0.3]", "[0.3, 0.4]"),
        ("[0.3, 0.4, 0.3]", "[0.3, 0.4, 0.9]"),
        ("[1, 10]", "[10, 1]"),
        ("yes: 0.4", "yes: 0.4, bins: [1], chance: [0.5, 0.5]"),
        ("{one: 0.6, both: 0.4}", "{one: 0.6, both: 0.6}"),
    ],
)
def test_a_background_that_does_not_add_up_is_refused(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"references\.yaml"):
        read_expectations(pack(tmp_path, references=REFERENCES.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"), [("cramp: 0.5", "cold: 0.5"), ("[hard]", "[soft]"), ("cramp: 0.5", "cramp: 9")]
)
def test_a_medicine_that_speaks_for_nothing_known_is_refused(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"medicine_signs\.yaml"):
        read_expectations(pack(tmp_path, signs=SIGNS.replace(old, new)))


def test_strangers_and_what_is_missing_are_named(tmp_path: Path) -> None:
    keys = {finding.key for finding in unfit_expectations(read_pack(pack(tmp_path)))}
    assert {"cramp", "insufficient_info", "hard", "minutes", "side"} <= keys


def test_a_broken_table_is_a_finding(tmp_path: Path) -> None:
    broken = pack(tmp_path, EXPLANATIONS.replace("hard: 0.9", "hard: 2"))
    assert [finding.file for finding in unfit_expectations(read_pack(broken))] == ["explanations.yaml"]


def test_a_pack_without_explanations_has_nothing_wrong_with_them(tmp_path: Path) -> None:
    (pack(tmp_path) / "explanations.yaml").unlink()
    assert not list(unfit_expectations(read_pack(tmp_path)))


def test_the_packs_own_explanations_fit_its_conditions_features_and_sources() -> None:
    assert not list(unfit_expectations(read_pack(pack_root())))
