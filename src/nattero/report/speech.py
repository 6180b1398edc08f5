"""How the page speaks: the reader's language, numbers and dates in its own form, and the numbers of sources.

In: the pack and what was chosen. Out: a `Speech`. Sources are numbered in the order in which they are first named.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from nattero import words
from nattero.diary.payloads import Value
from nattero.knowledge.model import Source
from nattero.knowledge.pack import Pack
from nattero.plans import Voice
from nattero.report.choice import Choice
from nattero.report.letter import Said
from nattero.report.writing import cut, sources_of

MINUTE, HOUR = 60, 3600
LONGEST_TITLE = 110
WHOLE = 1000  # letters: no danger sign is as long, and none is ever cut


class Speech(Voice):
    """The words of one language for one reader. `terse`: where there is little room, the less important is counted."""

    def __init__(self, pack: Pack, choice: Choice, *, terse: bool = False) -> None:
        super().__init__(pack, choice.lang, choice.country)
        self.choice, self.terse = choice, terse
        self.ngettext: Callable[[str, str, int], str] = words.translations(choice.lang).ngettext
        self._numbers: dict[str, int] = {}

    @property
    def mine(self) -> bool:
        """Whether the page is for the patient, not for a doctor."""
        return self.choice.audience == "me"

    def refs(self, said: Said, most: int = 1) -> tuple[int, ...]:
        """Give the numbers of the first sources of a statement, for a page has no room for all; none where they are left out."""
        if not self.choice.wants("sources"):
            return ()
        names = sources_of(said, self.pack)[: 1 if self.terse else most]
        return tuple(self._numbers.setdefault(name, len(self._numbers) + 1) for name in names)

    def sources(self) -> tuple[str, ...]:
        """Give the sources that were named, in the order of their numbers, each in one short line."""
        return tuple(source(self.pack.sources[name]) for name in self._numbers)

    def term(self, word: str, name: str, part: str = "") -> str:
        """Give what a row is called: for a doctor in the terms of the profession, where those are others than the patient's."""
        clinical = f"{word}.{name}.clinical"
        known = not self.mine and clinical in self.pack.words(self.lang)
        return self.say(clinical if known else f"{word}.{name}{part}")

    def inner(self, word: str, name: str) -> str:
        """Give the same as it stands within a sentence: terms of the profession are written so already."""
        clinical = f"{word}.{name}.clinical" in self.pack.words(self.lang) and not self.mine
        return self.term(word, name) if clinical else lower(self.term(word, name))

    def short(self, feature: str) -> str:
        """Give what a question is about, in a few words."""
        return self.term("feature", feature, ".short")

    def sign(self, flag: str) -> str:
        """Give a danger sign; to a doctor in the patient's words only as a quotation."""
        if self.mine or f"flag.{flag}.clinical" in self.pack.words(self.lang):
            return self.term("flag", flag, ".sign")
        return self.quoted(self.say(f"flag.{flag}.sign"), WHOLE)

    def statement(self, feature: str, value: Value) -> str:
        """Give a question with its answer as a statement."""
        if feature == "medicines" or feature not in self.pack.features:
            return self.gettext("medicines")
        short = self.short(feature)
        if value is True:
            return short
        if value is False:
            return self.gettext("not: %(statement)s") % {"statement": short}
        return f"{short}: {self.answer(feature, value)}"

    def answer(self, feature: str, value: Value) -> str:
        """Give an answer that is no yes or no in words."""
        row = self.pack.features[feature]
        if isinstance(value, int | float) and not isinstance(value, bool):
            _ = self.gettext
            units = {"years": _("years"), "weeks": _("weeks"), "minutes": _("minutes")}
            return f"{self.number(value)} {units.get(row.unit or '', '')}".strip()
        key = f"feature.{feature}.{value}"
        return lower(self.say(key)) if key in self.pack.words(self.lang) else self.gettext("not known")

    def number(self, value: float, digits: int = 1) -> str:
        """Give a number in the reader's form."""
        return words.number(value, self.lang, digits)

    def exact(self, value: float, digits: int = 1) -> str:
        """Give a number with so many decimals."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, format=f"#,##0.{'0' * digits}", locale=words.locale(self.lang)))

    def day(self, value: date) -> str:
        """Give a date with its year."""
        return words.short_day(value, self.lang)

    def days(self, first: date, last: date) -> str:
        """Give two dates as a span."""
        return f"{self.day(first)} – {self.day(last)}"

    def local(self, at: datetime, zone: str) -> date:
        """Give the date of an instant on the clock of a zone."""
        return at.astimezone(ZoneInfo(zone)).date()

    def duration(self, seconds: float) -> str:
        """Give how long, as people say it, in few letters: 40 s, 2.5 min, 2 h."""
        if seconds < MINUTE:
            return self.unit(round(seconds), "second")
        if seconds < HOUR:
            exact = seconds / MINUTE
            return self.unit(round(exact * 2) / 2 if exact < 5 else round(exact), "minute")
        return self.unit(round(seconds / HOUR, 1), "hour")

    def unit(self, value: float, unit: str) -> str:
        """Give so many of a unit of time, abbreviated."""
        from babel.units import format_unit

        whole = int(value) if value == int(value) else value
        return str(format_unit(whole, f"duration-{unit}", "short", locale=words.locale(self.lang)))

    def quoted(self, text: str, longest: int = LONGEST_TITLE) -> str:
        """Give the patient's own words in quotation marks, cut where they are long."""
        return self.gettext("“%(words)s”") % {"words": cut(text, longest) or ""}

    def more(self, rest: int) -> str:
        """Give how many more there are."""
        return self.ngettext("%(num)s more", "%(num)s more", rest) % {"num": rest}

    def joined(self, parts: Iterable[str], most: int = 1000) -> str:
        """Give parts as a list, with semicolons where a part has commas of its own; what is beyond `most` is counted."""
        every = [part for part in parts if part]
        if len(every) > most:
            every = [*every[:most], self.more(len(every) - most)]
        return ("; " if any(", " in part for part in every) else ", ").join(every)


def source(row: Source) -> str:
    """Give a source in one short line: who, when, and where to find it."""
    address = str(row.url).split("://")[-1].removeprefix("www.").rstrip("/")
    where = f"doi:{row.doi}" if row.doi else f"PMID {row.pmid}" if row.pmid else address
    return f"{cut(row.by.split(',')[0], 40)} {row.year}. {where}"


def lower(text: str) -> str:
    """Give a text as it stands within a sentence; an abbreviation keeps its letters, Dutch "Eén" becomes "één"."""
    if text[1:2].isupper():
        return text
    return ("é" if text.startswith("Eén") else text[:1].lower()) + text[1:]


def upper(text: str) -> str:
    """Give a text as it stands at the beginning of a line."""
    return text[:1].upper() + text[1:]
