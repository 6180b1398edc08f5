"""The check names what would break the question box: dangling ids, silent concepts, signs nothing raises."""

from pathlib import Path

import pytest

from nattero.knowledge.check import check
from tests.knowledge.packs import TEXTS, write_pack, write_words

WORDS = "{en: [a], nl: [b], nb: [c], id: [d]}"
LEXICON = f"""\
- {{id: cramp, kind: generic, words: {WORDS}}}
- {{id: swollen, kind: sign, claims: [pins], words: {WORDS}}}
- {{id: small, kind: language, words: {WORDS}}}
- {{id: not, kind: language, words: {WORDS}}}
"""
SIGNS = """\
- {id: swelling, urgency: urgent, when: ["swollen & cramp", "swollen & over_ten"], flag: clot}
- {id: pin, urgency: soon, when: [swollen], claim: warn-pin}
"""
ASKED = """\
- {id: stretch, asked: {en: [a], nl: [b], nb: [c], id: [d]}}
- {id: pins, asked: {en: [a], nl: [b], nb: [c], id: [d]}}
"""
WARNING = "- {id: warn-pin, topic: warning, populations: [everyone], verdict: unsafe, certainty: low, sources: [nhs]}\n"


def box(root: Path, file: str = "", old: str = "", new: str = "") -> list[str]:
    """What the check says of a pack with a question box, with one text replaced in one of its files."""
    write_pack(root)
    files = {"lexicon.yaml": LEXICON, "signs.yaml": SIGNS, "asked.yaml": ASKED}
    for name, text in files.items():
        root.joinpath(name).write_text(text.replace(old, new) if name == file else text, encoding="utf-8")
    claims = root / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8") + WARNING, encoding="utf-8")
    return [str(finding) for finding in check(root) if "claim.warn-pin" not in finding.key]


def test_nothing_is_said_about_a_good_box(tmp_path: Path) -> None:
    assert box(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("lexicon.yaml", "claims: [pins]", "claims: [nails]", "swollen.claims: nails is not in claims.yaml"),
        ("lexicon.yaml", "id: cramp", "id: swollen", "swollen.id: the id is already used"),
        ("lexicon.yaml", "id: cramp", "id: cramped", "cramp: this concept is missing"),
        (
            "lexicon.yaml",
            "kind: generic, words: {en: [a], ",
            "kind: generic, words: {",
            "cramp.words: it has no words in en",
        ),
        (
            "lexicon.yaml",
            "kind: generic, words: {",
            "kind: generic, words: {de: [x], ",
            "cramp.words: de is no language",
        ),
        ("signs.yaml", "flag: clot", "flag: wart", "swelling.flag: wart is not in red_flags.yaml"),
        ("signs.yaml", "claim: warn-pin", "claim: wart", "pin.claim: wart is not in claims.yaml"),
        ("signs.yaml", "claim: warn-pin", "claim: warn-pin, flag: clot", "pin.when: it shows either a flag or a claim"),
        ("signs.yaml", "[swollen]", "[puffy]", "pin.when: puffy is not in lexicon.yaml"),
        ("signs.yaml", "[swollen]", "[swollen], unless: [swollen]", "pin.when: nothing can raise this sign"),
        ("asked.yaml", "id: stretch", "id: stretches", "stretches.id: stretches is not in claims.yaml"),
        ("asked.yaml", "{id: pins, asked: {en: [a], ", "{id: pins, asked: {", "pins.asked: it has no question in en"),
    ],
)
def test_what_is_wrong_with_the_box_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    assert any(said in sentence for sentence in box(tmp_path, file, old, new))


def test_a_claim_that_nobody_can_ask_for_is_a_warning(tmp_path: Path) -> None:
    found = box(tmp_path, "asked.yaml", ASKED.splitlines()[1], "")
    assert any("pins.id: asked.yaml has no question for this claim" in sentence for sentence in found)


def test_a_claim_waits_for_no_country(tmp_path: Path) -> None:
    write_pack(tmp_path)
    text = "Call {emergency} now."
    for lang in ("en", "nl", "nb", "id"):
        write_words(tmp_path, lang, {**TEXTS, "claim.pins": text})
    assert any("claim.pins: a claim has no placeholders" in str(finding) for finding in check(tmp_path))


def test_what_is_listened_for_in_own_words_is_checked(tmp_path: Path) -> None:
    box(tmp_path)
    rows = "- {id: medicine, match: concept, concepts: [pill]}\n- {id: hot, match: word, words: {fi: [kuuma]}}\n"
    tmp_path.joinpath("own_words.yaml").write_text(rows, encoding="utf-8")
    said = "\n".join(str(finding) for finding in check(tmp_path))
    for wrong in (
        "medicine.concepts: pill is not in lexicon.yaml",
        "hot.words: fi is no language of the pack",
        "leg: this is missing",
    ):
        assert wrong in said
