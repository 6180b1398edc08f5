"""What the build hook makes: a small font that has our languages' letters, and catalogues from translations."""

import ast
import re
import shutil
import unicodedata
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from fontTools.ttLib import TTFont

from scripts import build_hook, messages

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / build_hook.FONTS
WEIGHTS = ["atkinson-regular.woff2", "atkinson-bold.woff2"]
# Letters with which people in our countries write; rarer ones in names are drawn by the system's font.
ALPHABETS = "ÆØÅæøåÉéÈèÊêËëÏïÖöÜüÓóÒòÔôÁáÀàÂâÄäÍíÚúÇçÑñ"


@pytest.fixture(params=WEIGHTS)
def font(request: pytest.FixtureRequest) -> TTFont:
    return TTFont(FONTS / request.param)


@pytest.fixture(scope="module")
def phrases() -> Catalog:
    """Every phrase of the interface, collected once for all languages."""
    return messages.collect(ROOT)


def words_people_read() -> str:
    """Return the texts of all four languages, and the templates."""
    pack = sorted((ROOT / "src/nattero/pack/words").glob("*/*.yaml"))
    catalogues = sorted((ROOT / "src/nattero/locale").glob("*/LC_MESSAGES/*.po"))
    templates = sorted((ROOT / "src/nattero/web/templates").rglob("*.html"))
    return "".join(path.read_text(encoding="utf-8") for path in [*pack, *catalogues, *templates])


def test_the_font_has_every_letter_that_people_read_or_write(font: TTFont) -> None:
    used = {sign for sign in words_people_read() + ALPHABETS if not unicodedata.category(sign).startswith("C")}
    missing = {sign for sign in used if ord(sign) not in font.getBestCmap()}
    assert missing == set()


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_weight_of_the_font_weighs_at_most_13_kilobytes(name: str) -> None:
    assert (FONTS / name).stat().st_size <= 13_000


def test_digits_can_be_set_in_columns_and_pairs_are_kerned(font: TTFont) -> None:
    substitutions = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    positions = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert "tnum" in substitutions
    assert "kern" in positions


def test_the_fonts_licence_lies_beside_it() -> None:
    text = (FONTS / "LICENSE-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text


def test_no_phrase_stands_where_it_is_not_collected_for_translators() -> None:
    asking = {"_", "gettext", "ngettext"}
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and {getattr(call.func, "id", None), getattr(call.func, "attr", None)} & asking
        and any(isinstance(part, ast.Constant) for part in call.args)
    ]
    assert hidden == []


def test_a_translation_reaches_the_program_and_a_guess_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "src/nattero/locale/nl/LC_MESSAGES"
    folder.mkdir(parents=True)
    text = 'msgid "night"\nmsgstr "nacht"\n\n#, fuzzy\nmsgid "leg"\nmsgstr "arm"\n'
    (folder / "nattero.po").write_text(text)
    build_hook.compile_catalogues(tmp_path)
    with (folder / "nattero.mo").open("rb") as made:
        catalogue = GNUTranslations(made)
    assert catalogue.gettext("night") == "nacht"
    assert catalogue.gettext("leg") == "leg"


def test_nothing_is_made_twice(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src/nattero/locale", tmp_path / "src/nattero/locale")
    assert build_hook.build(tmp_path)
    assert build_hook.build(tmp_path) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_phrase_of_the_interface_is_translated(language: str, phrases: Catalog) -> None:
    assert messages.untranslated(ROOT, language, phrases) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_catalogue_holds_no_phrase_that_is_gone(language: str, phrases: Catalog) -> None:
    used = {(phrase.id, phrase.context) for phrase in phrases}
    held = messages.read(messages.catalogue_path(ROOT, language), language)
    assert [phrase.id for phrase in held if (phrase.id, phrase.context) not in used] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_keeps_what_is_filled_in(language: str) -> None:
    catalogue = messages.read(messages.catalogue_path(ROOT, language), language)
    blank = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    for phrase in catalogue:
        ids = phrase.id if isinstance(phrase.id, list | tuple) else (phrase.id,)
        for text in filter(None, messages.texts(phrase) if phrase.id else ()):
            asked = [set(blank.findall(each)) for each in ids]  # one night may be "the first night", without a number
            assert set(blank.findall(text)) in asked, phrase.id


def test_a_key_of_the_pack_is_no_phrase_of_the_interface(tmp_path: Path) -> None:
    source = tmp_path / "src/nattero/page.py"
    source.parent.mkdir(parents=True)
    source.write_text('say("step.flex.title")\nsay("step." + name)\nsay("Good night.")\n_("night")\n')
    assert {phrase.id for phrase in messages.collect(tmp_path) if phrase.id} == {"Good night.", "night"}


def test_no_phrase_is_said_in_a_way_that_collecting_would_miss() -> None:
    hidden = re.compile(r"translator\((?:[^()]|\([^()]*\))*\)\(\s*[\"']")
    sources = (ROOT / "src/nattero").rglob("*.py")
    assert [str(path.relative_to(ROOT)) for path in sources if hidden.search(path.read_text(encoding="utf-8"))] == []


def test_translations_survive_when_phrases_come_and_go(tmp_path: Path) -> None:
    source = tmp_path / "src/nattero/words.py"
    source.parent.mkdir(parents=True)
    source.write_text('_("night")\n_("leg")\n')
    path = messages.catalogue_path(tmp_path, "nl")
    path.parent.mkdir(parents=True)
    path.write_text(
        messages.updated(tmp_path, "nl", messages.collect(tmp_path)).replace(
            'msgid "night"\nmsgstr ""', 'msgid "night"\nmsgstr "nacht"'
        )
    )
    source.write_text('_("night")\n_("moon")\n')
    renewed = messages.updated(tmp_path, "nl", messages.collect(tmp_path))
    assert 'msgstr "nacht"' in renewed
    assert '"moon"' in renewed
    assert '"leg"' not in renewed
