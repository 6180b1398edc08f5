"""The check names whatever a reviewer would want to know, and nothing of a good pack."""

from pathlib import Path

import pytest

from nattero.knowledge.check import check
from nattero.knowledge.rows import PackError
from nattero.knowledge.words import fingerprint, stamp
from tests.knowledge.packs import TEXTS, changed, write_pack, write_words


def sentences(root: Path, level: str = "error") -> list[str]:
    return [str(finding) for finding in check(root) if finding.level == level]


def test_nothing_is_said_about_a_good_pack(tmp_path: Path) -> None:
    assert check(write_pack(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "relief",
            "answers: [R01]",
            "answers: []",
            "relief.yaml, line 1, R01: no step and no rejected procedure answers R01.",
        ),
        (
            "relief",
            "answers: [R01]",
            "answers: [R01, R02]",
            "rejected.yaml, line 1, pins.answers: R02 is already answered by flex.",
        ),
        (
            "relief",
            "answers: [R01]",
            "answers: [R01, R99]",
            "relief.yaml, line 8, flex.answers: there is no procedure R99.",
        ),
        (
            "relief",
            "[unsteady, numb_feet]",
            "[unsteady]",
            "relief.yaml, line 20, stand.never: a standing step needs stand",
        ),
        ("relief", "  needs: [stand]\n", "", "relief.yaml, line 19, stand.never: a standing step needs stand"),
        (
            "relief",
            "order: 10\n",
            "order: 10\n  never: [child]\n",
            "relief.yaml, line 1, bed.calf: calf has no step in bed that",
        ),
        ("relief", "pose: lie", "pose: fly", "relief.yaml, line 6, flex.pose: fly is not in poses.yaml."),
        (
            "claims",
            "verdict: supported",
            "verdict: so",
            "claims.yaml, line 5, stretch.verdict: Invalid enum value 'so'.",
        ),
        (
            "claims",
            "sources: [nhs, allen]",
            "sources: [allen]",
            "red_flags.yaml, line 1, clot.claim: stretch cites no guideline",
        ),
        (
            "red_flags",
            "within: same-day",
            "within: weeks",
            "red_flags.yaml, line 1, clot.within: urgent means same-day, not weeks.",
        ),
    ],
)
def test_an_error_in_the_rows_is_named(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    found = sentences(write_pack(tmp_path, **changed(name, old, new)))
    assert any(sentence.startswith(said) for sentence in found), found


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("claims", "[nhs, allen]", "[nhs]", "sources.yaml, line 2, allen.id: nothing cites this source."),
        ("claims", "answers: [C417]", "answers: []", None),
        ("rejected", "claim: pins", "claim: stretch", None),
        (
            "poses",
            "- {id: lie",
            "- {id: spare}\n- {id: lie",
            "poses.yaml, line 1, spare: no step, no exercise and no look shows this figure.",
        ),
        (
            "relief",
            "order: 10\n",
            "order: 10\n  never: [child]\n",
            "relief.yaml, line 5, flex.never: this would be the first",
        ),
    ],
)
def test_what_deserves_a_look_is_a_warning(tmp_path: Path, name: str, old: str, new: str, said: str | None) -> None:
    found = sentences(write_pack(tmp_path, **changed(name, old, new)), "warning")
    assert any(sentence.startswith(said) for sentence in found) if said else not found


def test_a_sign_that_can_wait_needs_no_guideline(tmp_path: Path) -> None:
    soon = {**changed("red_flags", "urgent, within: same-day", "soon, within: days")}
    soon |= changed("claims", "sources: [nhs, allen]", "sources: [allen]")
    assert sentences(write_pack(tmp_path, **soon)) == []


def test_a_claim_that_nothing_uses_and_that_answers_nothing_is_a_warning(tmp_path: Path) -> None:
    broken = {
        **changed("claims", "answers: [C417]", "answers: []"),
        **changed("rejected", "claim: pins", "claim: stretch"),
    }
    assert sentences(write_pack(tmp_path, **broken), "warning") == [
        "claims.yaml, line 8, pins.id: nothing uses this claim, and it answers nothing."
    ]


def test_every_error_is_named_at_once_and_in_order(tmp_path: Path) -> None:
    broken = {**changed("claims", "verdict: supported", "verdict: so"), **changed("countries", "[nhs]", "[gone]")}
    files = [finding.file for finding in check(write_pack(tmp_path, **broken))]
    assert {"claims.yaml", "countries.yaml", "relief.yaml"} <= set(files)
    assert files == sorted(files)


def test_a_missing_file_does_not_hide_the_other_findings(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "poses.yaml").unlink()
    found = sentences(tmp_path)
    assert "poses.yaml, line 1, file: it cannot be read (FileNotFoundError)." in found
    assert "relief.yaml, line 6, flex.pose: lie is not in poses.yaml." in found


@pytest.mark.parametrize("lang", ["en", "nl", "nb", "id"])
def test_a_missing_text_is_an_error_in_every_language(tmp_path: Path, lang: str) -> None:
    write_words(write_pack(tmp_path), lang, {key: text for key, text in TEXTS.items() if key != "step.flex.say"})
    file = "words/en" if lang == "en" else f"words/{lang}/all.yaml"
    assert f"{file}, line 1, step.flex.say: this text is missing." in sentences(tmp_path)


def test_a_translation_of_an_english_text_that_changed_is_stale_until_it_is_stamped(tmp_path: Path) -> None:
    write_words(write_pack(tmp_path), "en", {**TEXTS, "no.pins": "Never prick the muscle."})
    stale = [finding for finding in check(tmp_path) if "has changed" in finding.message]
    assert [(finding.file, finding.key) for finding in stale] == [
        ("words/id/all.yaml", "no.pins"),
        ("words/nb/all.yaml", "no.pins"),
        ("words/nl/all.yaml", "no.pins"),
    ]
    assert stamp(tmp_path, "nl", ["no.pins"]) == ["no.pins"]
    assert [finding.file for finding in check(tmp_path)] == ["words/id/all.yaml", "words/nb/all.yaml"]


def test_a_translation_nobody_stamped_is_an_error(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "words" / "seen" / "nl" / "all.yaml").unlink()
    assert len([one for one in sentences(tmp_path) if "nobody has stamped" in one]) == len(TEXTS)


def test_a_stamp_whose_text_is_gone_is_named_and_dropped_by_the_next_stamping(tmp_path: Path) -> None:
    write_pack(tmp_path)
    fewer = {key: text for key, text in TEXTS.items() if key != "no.pins"}
    write_words(tmp_path, "nl", fewer)
    assert any("the text of this stamp is gone" in one for one in sentences(tmp_path, "warning"))
    stamp(tmp_path, "nl", ["claim.pins"])
    assert not sentences(tmp_path, "warning")


def test_a_stamp_is_the_fingerprint_of_the_english_text(tmp_path: Path) -> None:
    write_pack(tmp_path)
    assert f'no.pins: "{fingerprint(TEXTS["no.pins"])}"' in (tmp_path / "words/seen/nb/all.yaml").read_text(
        encoding="utf-8"
    )
    assert fingerprint("abc") == "ba7816bf"


@pytest.mark.parametrize(("lang", "key"), [("en", "no.pins"), ("de", "no.pins"), ("nl", "no.such")])
def test_what_cannot_be_stamped_is_refused(tmp_path: Path, lang: str, key: str) -> None:
    with pytest.raises(PackError):
        stamp(write_pack(tmp_path), lang, [key])


def test_placeholders_that_differ_between_languages_are_named(tmp_path: Path) -> None:
    write_words(write_pack(tmp_path), "nb", {**TEXTS, "flag.clot.do": "Ring {emergency}."})
    said = "words/nb/all.yaml, line 4, flag.clot.do: its placeholders must be those of English: emergency, medical."
    assert said in sentences(tmp_path)


def test_braces_nothing_fills_are_named(tmp_path: Path) -> None:
    write_words(write_pack(tmp_path), "en", {**TEXTS, "no.pins": "Ring {} or {neighbour}."})
    found = sentences(tmp_path)
    assert "words/en/all.yaml, line 14, no.pins: nothing fills {neighbour}." in found
    assert "words/en/all.yaml, line 14, no.pins: nothing fills {}." in found


def test_a_text_nothing_uses_is_a_warning_and_one_for_a_topic_is_not(tmp_path: Path) -> None:
    more = {**TEXTS, "no.spare": "Spare.", "topic.relief": "Relief", "pose.lie": "A person lies down."}
    for lang in ("en", "nl", "nb", "id"):
        write_words(write_pack(tmp_path) if lang == "en" else tmp_path, lang, more)
    unused = [finding for finding in check(tmp_path) if finding.message == "nothing uses this text"]
    assert {finding.key for finding in unused} == {"no.spare"}


def test_a_source_at_no_good_address_is_an_error(tmp_path: Path) -> None:
    found = sentences(write_pack(tmp_path, **changed("sources", "www.nhs.uk", "192.0.2.7")))
    assert found == [
        "sources.yaml, line 1, nhs.url: https://192.0.2.7/conditions/leg-cramps/ is a bare number, not a name."
    ]


def test_a_promise_is_an_error(tmp_path: Path) -> None:
    write_words(write_pack(tmp_path), "id", {**TEXTS, "no.pins": "Dijamin aman."})
    assert sentences(tmp_path) == ["words/id/all.yaml, line 14, no.pins: texts never say 'Dijamin'."]


def test_an_empty_language_misses_every_text(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "words" / "nb" / "all.yaml").write_text("# not begun\n", encoding="utf-8")
    missing = [finding.key for finding in check(tmp_path) if finding.message == "this text is missing"]
    assert sorted(missing) == sorted(TEXTS)


def test_broken_words_are_one_finding(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "words" / "nl" / "all.yaml").write_text("a: b\nc: d: e\n", encoding="utf-8")
    assert [one for one in sentences(tmp_path) if one.startswith("words/nl/all.yaml")] == [
        "words/nl/all.yaml, line 2, file: it is not valid YAML (mapping values are not allowed in this context)."
    ]


def test_broken_stamps_are_named(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "words" / "seen" / "nl" / "all.yaml").write_text("- 1\n", encoding="utf-8")
    assert "words/seen/nl/all.yaml, line 1, file: it must be one flat mapping of keys to texts." in sentences(tmp_path)


def test_texts_that_are_hard_to_read_are_warnings_with_numbers(tmp_path: Path) -> None:
    hard = "Intermittent gastrocnemius contractions necessitate individualised physiotherapeutic reconsideration "
    write_words(write_pack(tmp_path), "en", {**dict.fromkeys(TEXTS, hard), "no.pins": hard * 8})
    found = sentences(tmp_path, "warning")
    assert any("Flesch-Kincaid grade" in one and "words a sentence" in one for one in found)
    assert any("no.pins: a sentence of 56 words is too long." in one for one in found)


def test_a_claim_of_more_than_three_sentences_is_a_warning(tmp_path: Path) -> None:
    write_words(write_pack(tmp_path), "en", {**TEXTS, "claim.pins": "It is not safe. " * 4, "no.pins": "Do not. " * 4})
    found = sentences(tmp_path, "warning")
    assert [one.split(", ")[-1] for one in found] == ["claim.pins: more than 3 sentences are too many."]
