"""The rows about medicines: none without a ground to stand on, and the check names what leads nowhere."""

from pathlib import Path

import pytest

from nattero.knowledge.check import check
from nattero.knowledge.medicines import FILES, listed, read_medicines
from nattero.knowledge.pack import load_pack
from nattero.knowledge.rows import PackError
from tests.knowledge.packs import write_pack

GOOD = {
    "medicines": "- {id: aaa, inn: aaa, association: weak, mechanism: muscle, ask: review, sources: [nhs]}\n",
    "other_medicines": "- {id: zzz, names: zzz; Zet}\n",
    "medicine_words": '- {id: pills, kind: group, members: [aaa], words: {en: "pill"}}\n',
    "interactions": "- {id: one, advice: salt, caution: ask-first, medicines: [aaa], sources: [nhs]}\n",
}


def written(root: Path, **changed: str) -> Path:
    for name, text in (GOOD | changed).items():
        (root / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def test_names_between_semicolons_are_read_without_their_blanks() -> None:
    assert listed(" Lasix;Furix ; ; co-amilofruse;") == ["Lasix", "Furix", "co-amilofruse"]


def test_good_rows_are_read_by_id(tmp_path: Path) -> None:
    known = read_medicines(written(tmp_path))
    assert (list(known.medicines), list(known.others), list(known.interactions)) == (["aaa"], ["zzz"], ["one"])


@pytest.mark.parametrize(
    ("name", "row", "problem"),
    [
        (
            "medicines",
            "- {id: aaa, inn: aaa, association: strong, mechanism: muscle, ask: review}\n",
            "at least one of",
        ),
        ("medicines", "- {id: aaa, inn: aaa, atc: nonsense, association: none, mechanism: m, ask: a}\n", "line 1"),
        ("interactions", "- {id: one, advice: salt, caution: ask-first, medicines: [aaa], sources: []}\n", "`sources`"),
        ("interactions", "- {id: one, advice: salt, caution: ask-first, sources: [nhs]}\n", "`medicines`"),
    ],
)
def test_a_row_without_its_ground_is_refused(tmp_path: Path, name: str, row: str, problem: str) -> None:
    with pytest.raises(PackError, match=problem):
        read_medicines(written(tmp_path, **{name: row}))


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("medicines", "[nhs]", "[nowhere]", "medicines.yaml, line 1, aaa.sources: nowhere is not in sources.yaml."),
        (
            "medicine_words",
            "[aaa]",
            "[bbb]",
            "medicine_words.yaml, line 1, pills.members: bbb is not in medicines.yaml.",
        ),
        ("interactions", "[aaa]", "[bbb]", "interactions.yaml, line 1, one.medicines: bbb is not in medicines.yaml."),
        (
            "interactions",
            "medicines: [aaa]",
            "conditions: [moon]",
            "interactions.yaml, line 1, one.conditions: moon is neither in conditions.yaml nor in features.yaml.",
        ),
    ],
)
def test_the_check_names_what_leads_nowhere(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    root = write_pack(tmp_path)
    written(root, **{name: GOOD[name].replace(old, new)})
    assert message in [str(finding) for finding in check(root)]


def test_the_check_asks_for_the_words_of_each_medicine_and_interaction(tmp_path: Path) -> None:
    root = written(write_pack(tmp_path))
    asked = {finding.key for finding in check(root) if finding.message == "this text is missing"}
    assert asked >= {"medicine.ask.review", "medicine.link.weak", "medicine.back.group", "interaction.one"}


def test_a_pack_without_medicines_is_a_pack(tmp_path: Path) -> None:
    root = write_pack(tmp_path)
    assert not any((root / f"{name}.yaml").exists() for name in FILES)
    assert check(root) == []
    assert load_pack(root).claims
