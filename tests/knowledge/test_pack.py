"""The pack is read whole or refused with one sentence that says where."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.pack import coverage, export, load_pack, pack_root
from nattero.knowledge.rows import COMPILED, PackError, compiled, parse, sheet
from tests.knowledge.packs import FILES, TEXTS, changed, write_pack, write_words


def refusal(root: Path) -> str:
    with pytest.raises(PackError) as caught:
        load_pack(root)
    return str(caught.value)


def test_rows_are_found_by_their_ids(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    assert pack.claims["stretch"].sources == ("nhs", "allen")
    assert pack.sources["allen"].pmid == "22963024"
    assert list(pack.relief) == ["flex", "float", "stand"]
    assert pack.relief["float"].seconds is None


def test_norway_is_not_false_and_yes_is_a_word(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    assert pack.countries["NO"].emergency == "113"
    assert pack.questions["steady"].values == ("yes", "no")


def test_figures_are_plain_values_with_their_numbers(tmp_path: Path) -> None:
    pose = load_pack(write_pack(tmp_path)).poses["lie"]
    expected = {"id": "lie", "box": [220, 110.5], "frames": [{"hip": 90}], "still": True, "muscle": "NO", "note": None}
    assert pose == expected


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "claims",
            "verdict: supported",
            "verdict: proven",
            "claims.yaml, line 5, stretch.verdict: Invalid enum value 'proven'.",
        ),
        ("claims", "sources: [nhs, allen]", "sources: []", "claims.yaml, line 7, stretch.sources: A claim needs"),
        ("claims", "  certainty: low\n", "", "claims.yaml, line 1, stretch.certainty: Object missing required field"),
        (
            "claims",
            "topic: relief",
            "tpoic: relief",
            "claims.yaml, line 2, stretch.tpoic: Object contains unknown field",
        ),
        ("claims", "[nhs, allen]", "[nhs, alan]", "claims.yaml, line 7, stretch.sources: alan is not in sources.yaml."),
        ("claims", "id: pins", "id: stretch", "claims.yaml, line 8, stretch.id: the id is already used in line 1."),
        ("relief", "pose: lie", "pose: fly", "relief.yaml, line 6, flex.pose: fly is not in poses.yaml."),
        ("relief", "order: 10", "order: first", "relief.yaml, line 4, flex.order: Expected `int`"),
        ("relief", "muscles: [calf]", "muscles: [calves]", "relief.yaml, line 16, stand.muscles: Invalid enum value"),
        (
            "red_flags",
            "claim: stretch",
            "claim: gone",
            "red_flags.yaml, line 1, clot.claim: gone is not in claims.yaml.",
        ),
        ("rejected", "claim: pins", "claim: gone", "rejected.yaml, line 1, pins.claim: gone is not in claims.yaml."),
        ("exposures", "claim: stretch", "claim: gone", "exposures.yaml, line 1, stretched.claim: gone is not in"),
        ("countries", "[nhs]", "[gone]", "countries.yaml, line 1, NO.sources: gone is not in sources.yaml."),
        ("poses", "id: lie, ", "", "poses.yaml, line 1, id: this row has no id."),
        ("poses", "- {id: lie", "- {id: [lie", "poses.yaml, line 1, file: it is not valid YAML"),
        ("questions", "- {id", "{id", "questions.yaml, line 1, file: it must be a list of rows."),
        (
            "questions",
            "- {id: steady, values: [yes, no], when: stand}",
            "- steady",
            "questions.yaml, line 1, a row.row:",
        ),
        ("questions", "id: steady, ", "", "questions.yaml, line 1, a row without id.id: Object missing"),
    ],
)
def test_what_would_break_a_page_is_named_with_file_line_and_field(
    tmp_path: Path, name: str, old: str, new: str, sentence: str
) -> None:
    message = refusal(write_pack(tmp_path, **changed(name, old, new)))
    assert message.startswith(sentence)
    assert message.endswith(".")
    assert "\n" not in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "exposures.yaml").unlink()
    assert refusal(tmp_path) == "exposures.yaml, line 1, file: it cannot be read (FileNotFoundError)."


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert load_pack(write_pack(tmp_path, exposures="# nothing yet\n")).exposures == {}


def test_characters_yaml_does_not_allow_are_named(tmp_path: Path) -> None:
    assert refusal(write_pack(tmp_path, questions="- \x07\n")).startswith(
        "questions.yaml, line 1, file: it holds characters"
    )


@given(st.sampled_from(sorted(FILES)), st.text(max_size=80))
def test_no_content_of_a_file_makes_a_traceback(tmp_path_factory: pytest.TempPathFactory, name: str, text: str) -> None:
    root = write_pack(tmp_path_factory.mktemp("pack"))
    (root / name).write_text(text, encoding="utf-8")
    with suppress(PackError):
        load_pack(root)


def test_only_the_language_asked_for_is_read(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    (tmp_path / "words" / "nb" / "all.yaml").unlink()
    assert pack.text("no.pins", "nl") == "Do not prick the muscle."
    with pytest.raises(PackError, match=r"words/nb, line 1, folder: there are no texts here\."):
        pack.text("no.pins", "nb")


def test_a_missing_text_is_an_error_and_never_english(tmp_path: Path) -> None:
    write_words(write_pack(tmp_path), "id", {key: text for key, text in TEXTS.items() if key != "no.pins"})
    pack = load_pack(tmp_path)
    with pytest.raises(PackError, match=r"words/id, line 1, no\.pins: this text is missing\."):
        pack.text("no.pins", "id")
    with pytest.raises(PackError, match="the languages are en, nl, nb, id"):
        pack.text("no.pins", "de")


def test_placeholders_are_filled_with_the_words_of_the_country(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    assert pack.say("flag.clot.do", "nl", "NO") == "Ring 116 117 today. If you are short of breath, ring 113."
    with pytest.raises(PackError, match="there is no such country"):
        pack.say("flag.clot.do", "nl", "SE")


def test_a_placeholder_nothing_fills_is_an_error(tmp_path: Path) -> None:
    write_words(write_pack(tmp_path), "en", {**TEXTS, "no.pins": "Ring {neighbour}."})
    with pytest.raises(PackError, match=r"nothing fills \{neighbour\}"):
        load_pack(tmp_path).say("no.pins", "en", "NO")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("no.pins: a\nno.pins: b\n", "line 2, no.pins: the key is already used in words/nl/all.yaml, line 1."),
        ("no.pins:\n", "line 1, no.pins: there must be a text here."),
        ("no.pins: [a]\n", "line 1, no.pins: there must be a text here."),
        ("- no.pins\n", "line 1, file: it must be one flat mapping of keys to texts."),
    ],
)
def test_broken_words_are_named_with_their_line(tmp_path: Path, words: str, sentence: str) -> None:
    (write_pack(tmp_path) / "words" / "nl" / "all.yaml").write_text(words, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(tmp_path).text("no.pins", "nl")
    assert str(caught.value) == f"words/nl/all.yaml, {sentence}"


def test_coverage_counts_seed_claims_by_topic_and_verdict(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    assert coverage(pack) == {"relief": {"supported": ["C395", "C440"], "unsafe": ["C417"]}}


def test_the_export_gives_each_claim_with_its_words_and_its_sources(tmp_path: Path) -> None:
    rows = export(load_pack(write_pack(tmp_path)))
    assert [row["id"] for row in rows] == ["stretch", "pins"]
    assert rows[0]["sources"][1]["pmid"] == "22963024"
    assert "doi" not in rows[0]["sources"][1]
    assert set(rows[0]["text"]) == {"nl", "nb", "id", "en"}


def test_a_compiled_pack_is_the_same_pack_and_never_outlives_its_files(tmp_path: Path) -> None:
    plain, root = load_pack(write_pack(tmp_path / "plain")), write_pack(tmp_path / "compiled")
    (root / COMPILED).write_bytes(compiled(root))
    fast = load_pack(root)
    for name in ("sources", "claims", "red_flags", "relief", "questions", "countries", "poses"):
        assert getattr(fast, name) == getattr(plain, name)
    assert fast.words("nl") == plain.words("nl")
    write_words(root, "nl", {**TEXTS, "no.pins": "Prik er niet in."})
    assert load_pack(root).text("no.pins", "nl") == "Prik er niet in."
    write_pack(root, claims="- {id: broken}\n")
    with pytest.raises(PackError, match=r"claims\.yaml, line 1"):
        load_pack(root)


def test_a_compiled_pack_that_cannot_be_read_does_no_harm(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / COMPILED).write_bytes(b"\xc1 not ours")
    assert load_pack(tmp_path).claims.keys() == {"stretch", "pins"}


def test_the_shipped_pack_is_compiled_file_by_file() -> None:
    root = pack_root()
    assert isinstance(root, Path)
    for file in ("claims.yaml", "poses.yaml", "words/nl/claims.yaml", "people_like_you.yaml"):
        assert sheet(root, file) == parse((root / file).read_bytes(), file)
