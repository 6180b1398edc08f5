"""Words for one reader: the interface's catalogue, numbers and dates in their language, and what went wrong.

In: a language tag or an Accept-Language header, values, problems and errors. Out: text. English is the source language;
the other catalogues are gettext files (GNU gettext manual, section 10) made by Babel.
"""

import gettext
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nattero.diary.problems import Problem
from nattero.store.errors import StoreError

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("nl", "nb", "id", "en")
SOURCE = "en"
OTHER_TAGS = {"no": "nb", "nn": "nb", "in": "id"}
LOCALES = {"en": "en_GB"}
DAY = {"en": "EEEE d MMMM", "nl": "EEEE d MMMM", "nb": "EEEE d. MMMM", "id": "EEEE, d MMMM"}
FOLDER = Path(__file__).parent / "locale"


def language(requested: str | None = None, accept_language: str | None = None) -> str:
    """The language to speak: nl, nb, id or en. What was asked for goes before what a browser accepts."""
    if requested and (known := known_language(requested)):
        return known
    for tag in accepted(accept_language or ""):
        if known := known_language(tag):
            return known
    return SOURCE


def known_language(tag: str) -> str | None:
    """The language of ours that a tag such as `nl-BE`, `no` or `nb_NO.UTF-8` means, or None."""
    short = re.split(r"[-_.@]", tag.strip().lower())[0]
    short = OTHER_TAGS.get(short, short)
    return short if short in LANGUAGES else None


def accepted(header: str) -> list[str]:
    """The tags of an Accept-Language header, best first (RFC 9110, section 12.5.4)."""
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:1000].split(",")):
        tag, _, weight = part.partition(";")
        number = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight)
        quality = float(number.group(1)) if number else 1.0
        if tag.strip() and quality > 0:
            weighed.append((-quality, place, tag.strip()))
    return [tag for _, _, tag in sorted(weighed)]


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; for English, and where there is none, the source itself."""
    if lang == SOURCE:
        return gettext.NullTranslations()
    made = FOLDER / lang / "LC_MESSAGES" / "nattero.mo"
    source = made.with_suffix(".po")
    # In a source tree the words may be newer than what was built of them.
    if made.exists() and not (source.exists() and source.stat().st_mtime > made.stat().st_mtime):
        with made.open("rb") as file:
            return gettext.GNUTranslations(file)
    return gettext.GNUTranslations(compiled(source)) if source.exists() else gettext.NullTranslations()


def compiled(source: Path) -> io.BytesIO:
    """A .po file compiled in memory: a source tree that was not built speaks all its languages too."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with source.open("rb") as lines:
        write_mo(out, read_po(lines))
    out.seek(0)
    return out


def speaks(lang: str) -> bool:
    """Whether the catalogue of a language is there."""
    return lang == SOURCE or type(translations(lang)) is not gettext.NullTranslations


def translator(lang: str) -> Callable[[str], str]:
    """The `gettext` of a language."""
    return translations(lang).gettext


@cache
def locale(lang: str) -> "Locale":
    """Babel's locale of a language; English is written as in Europe, where its readers live."""
    from babel import Locale

    return Locale.parse(LOCALES.get(lang, lang))


def number(value: float, lang: str, digits: int = 1) -> str:
    """A number with at most so many decimals: 2.8, and 2,8 in Dutch."""
    from babel.numbers import format_decimal

    return format_decimal(value, format=f"#,##0.{'#' * digits}", locale=locale(lang))


def day(value: date, lang: str, *, year: bool = False) -> str:
    """A date in words: Sunday 22 November, zondag 22 november, søndag 22. november, Minggu, 22 November."""
    from babel.dates import format_date

    return format_date(value, DAY[lang] + (" y" if year else ""), locale=locale(lang))


def short_day(value: date, lang: str) -> str:
    """A date with its year in few letters: 22 nov 2026."""
    from babel.dates import format_date

    return format_date(value, "medium", locale=locale(lang))


def clock(value: datetime, lang: str) -> str:
    """The time of day that `value` shows: 03:05, and 03.05 in Indonesian."""
    from babel.dates import format_time

    return format_time(value, "short", locale=locale(lang), tzinfo=value.tzinfo)


def problem_text(problem: Problem, lang: str) -> str:
    """One sentence that says what is wrong with which field of an entry."""
    _ = translator(lang)
    field = problem.field.removeprefix("payload.")
    allowed = {
        "pain": _("Pain is a whole number from 0 (none) to 10 (worst)."),
        "seconds": _("How long it lasted is between 0 seconds and one day."),
        "cramps": _("The number of cramps is a whole number from 0 to 50."),
        "side": _("Side is left, right or both."),
        "muscle": _("Muscle is calf, foot, toes, shin, hamstring or thigh."),
        "at": _("The time needs a date, a time and a time zone."),
        "date": _("The date is written as year-month-day, for example 2026-11-22."),
        "recorded_at": _("The time of writing needs a date, a time and a time zone."),
        "zone": _("Nattero does not know this time zone. An example that works: Europe/Amsterdam."),
        "sore": _("Still sore is yes or no."),
        "exposures": _("What happened that day is yes, no, a number or a short text."),
        "answers": _("An answer is yes, no, a number or a short text."),
        "line": _("This line is not an entry in JSON."),
        "id": _("The number of this entry does not have the right form."),
        "supersedes": _("This entry does not say rightly which entry it corrects."),
    }
    if problem.code == "wrong" and field in allowed:
        return allowed[field]
    sentences = {
        "missing": _("“{field}” is missing."),
        "unknown": _("Nattero does not know “{field}” here."),
        "future": _("“{field}” has not happened yet."),
        "past": _("“{field}” lies before the year 1990."),
        "long": _("“{field}” is too long."),
        "nul": _("“{field}” holds a character that cannot be kept (NUL). Take it out and try again."),
        "ambiguous": _("“{field}” can be read in two ways. Say which with --date-format dmy or --date-format mdy."),
    }
    sentence = sentences.get(problem.code, _("“{field}” is not written in a way that Nattero understands."))
    return sentence.format(field=field_name(field, lang))


def field_name(field: str, lang: str) -> str:
    """What a field of an entry is called in the reader's language; an unknown one keeps its own name."""
    _ = translator(lang)
    names = {
        "pain": _("Pain"),
        "seconds": _("How long"),
        "cramps": _("Number of cramps"),
        "well": _("How well did you sleep?"),
        "side": _("Side"),
        "muscle": _("Muscle"),
        "at": _("Time"),
        "date": _("Date"),
        "recorded_at": _("Time of writing"),
        "zone": _("Time zone"),
        "note": _("Note"),
        "text": _("Text"),
        "reason": _("Reason"),
        "sore": _("Still sore"),
        "exposures": _("What happened that day"),
        "answers": _("Answers"),
        "medicines": _("Medicines"),
        "done": _("Finished"),
        "steps": _("What you did"),
        "danger": _("Danger signs"),
        "heard": _("Read in a note by a program"),
        "person": _("Person"),
        "device": _("Device"),
        "kind": _("Kind of entry"),
        "version": _("Version"),
        "supersedes": _("Which entry it corrects"),
        "payload": _("Content"),
        "entry": _("Entry"),
        "line": _("Line"),
    }
    return names.get(field, field[:80])


def error_text(error: StoreError, lang: str) -> str:
    """One sentence that says what is the matter with a data folder or a file, and what helps."""
    _ = translator(lang)
    sentences = {
        "not-ours": _("{path} is not a diary file of Nattero. Nothing was changed."),
        "corrupt": _("{path} is damaged. Nothing was changed. A backup brings your diary back: nattero restore FILE."),
        "newer": _("A newer Nattero wrote {path}. Please update this one. Nothing was changed."),
        "read-only": _("Nattero may not write to {path}. Choose another folder with --data."),
        "not-a-folder": _(
            "{path} is a file, or lies inside one; a folder is needed there. Choose another with --data."
        ),
        "disk-full": _("There is no room left on the disk for {path}. What was saved before is safe."),
        "disk-trouble": _("The disk did not read or write {path}. What was saved before is safe."),
        "busy": _("Another program is using {path}. Please try again in a moment."),
        "in-use": _("Nattero is already running on this data: {address} (process {pid})."),
        "not-there": _("There is no file {path}."),
        "no-folder": _("There is no folder {path}."),
        "not-empty": _("{path} is not empty. Choose an empty folder, so that nothing gets mixed."),
        "taken": _("{path} is there already, and holds what this diary does not. Choose another name."),
        "not-text": _("{path} is not a text file that Nattero can read."),
        "not-table": _("{path} is not a table that Nattero can read. Perhaps a quotation mark is left open."),
    }
    values = {**error.values, "pid": error.values.get("pid") or "?"}
    values["address"] = error.values.get("address") or error.path
    return sentences.get(error.code, _("Something is wrong with {path}.")).format(**values)


def muscle_names(_: Callable[[str], str]) -> dict[str, str]:
    """The muscles by name, from the calf down and up."""
    return {
        "calf": _("Calf"),
        "foot": _("Foot"),
        "toes": _("Toes"),
        "shin": _("Shin"),
        "hamstring": _("Back of the thigh"),
        "thigh": _("Front of the thigh"),
    }


def side_names(_: Callable[[str], str]) -> dict[str, str]:
    """The legs by name."""
    return {"left": _("Left leg"), "right": _("Right leg"), "both": _("Both legs")}
