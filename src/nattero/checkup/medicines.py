"""Which medicines somebody has typed, pasted or told of, and what each has to do with night leg cramps.

In: lines as they stand on the boxes, free text, and the index of names (`checkup.names`). Out: what was recognised, asked
back, or left alone, each with its confidence; only what is sure counts. Exact names come before spellings, spellings before
slips, and a look-alike is asked back. In free text only exact names and spellings count, and one slip in a long name; what
is denied ("no statins") does not, nor what somebody only asks about.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from nattero.checkup.alike import near, one_of
from nattero.checkup.finding import Found, find, is_strength, rest
from nattero.checkup.names import NAMED, SUGGESTED, Name, Names
from nattero.checkup.saying import counts, is_denied, is_over
from nattero.knowledge.lexicon import tokens
from nattero.knowledge.medicines import Association, listed

SURE = 0.8  # confidence from which a medicine counts
SLIPPED = 0.85  # confidence of a name with slips that can only mean one
SENTENCE = 3  # words that are no name from which on an item is a sentence, and a word like a name is only asked back
ITEMS, LETTERS, TEXT = 500, 300, 20_000  # items of a list, letters of an item, letters of a text that are looked at
_SPLIT = re.compile(r"[\n\r;|•·▪●◦‣]+|,(?!\d)|(?<!\d),|\t+|(?<=\s)[-–*]\s+")
_CLAUSE = re.compile(r"[.!?;:\n()\[\]]+(?!\d)|,(?!\d)|(?<!\d),")

What = Literal["medicine", "other", "group", "unsure", "unknown"]


@dataclass(frozen=True)
class Typed:
    """What one typed name turned out to be; `inn`, `association` and `ask` only where it is a medicine for sure.

    `what`: medicine (it counts), other (known, nothing to say), group (a kind of medicine: ask which), unsure (it may be
    one of `suggestions`), unknown. `said`: the words it was named by; `item`: which item of
    the list it stands in, None where it is told of; `again`: an item before it says the same medicine.
    """

    typed: str
    what: What
    inn: str | None = None
    confidence: float = 0.0
    association: Association | None = None
    ask: str | None = None
    id: str | None = None
    suggestions: tuple[str, ...] = ()
    said: str = ""
    item: int | None = None
    again: bool = False


@dataclass(frozen=True)
class Recognised:
    """Every item that was typed and what was told besides, in order; how many items were left unread."""

    medicines: tuple[Typed, ...] = ()
    unread: int = 0

    def ids(self) -> frozenset[str]:
        """Give the ids of the medicines that are sure."""
        return frozenset(each.id for each in self.medicines if each.what == "medicine" and each.id)

    def others(self) -> frozenset[str]:
        """Give the ids of the other medicines that were recognised."""
        return frozenset(each.id for each in self.medicines if each.what == "other" and each.id)

    def inns(self) -> tuple[str, ...]:
        """Give the names of the medicines that are sure, each once and in order."""
        return tuple(dict.fromkeys(each.inn for each in self.medicines if each.inn))

    def repeated(self) -> tuple[Typed, ...]:
        """Give what the items hold that name nothing but medicines that stand in the list already."""
        new = {each.item for each in self.medicines if not each.again}
        return tuple(each for each in self.medicines if each.item not in new)

    def asked_back(self) -> tuple[Typed, ...]:
        """Give what has to be asked back: kinds of medicine, and what may be one of several or is not known."""
        return tuple(each for each in self.medicines if each.what in {"group", "unsure", "unknown"})


def recognise(typed: Iterable[str], names: Names, text: str = "") -> Recognised:
    """Give what a list of medicines and, if there is one, a text name; the list goes before the text.

    Every item of the list that names anything comes back, also where it names a medicine that stands there already; the text
    adds only what the list does not hold.
    """
    items, unread = _items(typed)
    found: list[Typed] = []
    before: set[tuple[str, str]] = set()
    for number, item in enumerate(items):
        read = _once(_read_item(item, names))
        found += (replace(each, item=number, again=_same(each, names) in before) for each in read)
        before |= {_same(each, names) for each in read if each.what in NAMED}
    listed = {each.id for each in found}
    found += (each for each in _once(_read_text(text[:TEXT], names)) if each.id not in listed)
    return Recognised(tuple(found), unread)


def _once(found: Iterable[Typed]) -> Collection[Typed]:
    """Give each medicine once, at its surest."""
    surest: dict[tuple[str, str], Typed] = {}
    for each in found:
        where = (each.what, each.id or each.typed)
        if where not in surest or surest[where].confidence < each.confidence:
            surest[where] = each
    return surest.values()


def _same(each: Typed, names: Names) -> tuple[str, str]:
    """Give what two items that say the same medicine share: of a row of several medicines, how it was named as well."""
    row = names.known.medicines.get(each.id or "") or names.known.others.get(each.id or "")
    return (each.id or "", each.said if row is not None and row.several else "")


def split(typed: str) -> list[str]:
    """Give the items of a pasted list: one a line, or between commas, semicolons or bullets."""
    return [item.strip(" .-*\u2022") for item in _SPLIT.split(typed) if item and re.search(r"[^\W\d_]", item)]


def _items(typed: Iterable[str]) -> tuple[list[str], int]:
    """Give the items that are looked at, and how many are not."""
    found: list[str] = []
    unread = 0
    for line in typed:
        items = split(line[: ITEMS * LETTERS])
        room = max(0, ITEMS - len(found))
        found += [item[:LETTERS] for item in items[:room]]
        unread += len(items[room:])
    return found, unread


def _read_item(item: str, names: Names) -> Iterator[Typed]:
    """Give what one item of a list is; nothing where it only says that there is none, how much or how often."""
    words = tokens(item)
    named = find(words, names)
    found = [each for each in named if not is_denied(words, each, names)]
    left = rest(words, named, names)
    sure = [each for each in found if each.name.means in NAMED and not (each.name.everyday and left)]
    if len(left) <= SENTENCE:
        sure += _slips(words, left, names)
    if sure:
        yield from (each for hit in sure for each in _typed(item, hit, words, names))
        return
    asked = next((each for each in found if each.name.means in {"group", "maybe"} or each.name.everyday), None)
    if asked:
        yield _asked(item, asked.name, names)
    elif left and not any(word in names.words["not"] for word in words):
        yield _guess(item, (*left.values(), *_joined(words, left, names)), names)


def _slips(words: list[str], left: Mapping[int, str], names: Names) -> Iterator[Found]:
    """Give the names that misspelt words can only mean, with what belongs to them: enelapril comp, olmetac plus."""
    dosed = len(left) == 1 and any(is_strength(word, names) or word in names.words["forms"] for word in words)
    alike = {place: near(word, names) for place, word in left.items()}
    meant = {place: one_of(alike[place], word, names, dosed=dosed) for place, word in left.items()}
    right = [alike[place][0].spelled if meant.get(place) else word for place, word in enumerate(words)]
    longer = [each for each in find(right, names) if each.size > 1] if right != words else []
    for place, name in meant.items():
        if name is not None:
            whole = next(
                (each for each in longer if each.start <= place < each.end), Found(place, place + 1, name, 1.0)
            )
            yield replace(whole, sure=SLIPPED)


def _asked(typed: str, name: Name, names: Names) -> Typed:
    """Give a name that has to be asked back: a kind of medicine, or what may be one of ours."""
    what: What = "group" if name.means == "group" else "unsure"
    return Typed(typed, what, None, 0.5, id=name.other or None, suggestions=_inns(name, names))


def _typed(typed: str, hit: Found, words: list[str], names: Names) -> Iterator[Typed]:
    """Give each medicine that a found name means."""
    said = " ".join(words[hit.start : hit.end])
    if hit.name.means == "other":
        yield Typed(typed, "other", None, hit.sure, id=hit.name.other, said=said)
    for one in hit.name.medicines if hit.name.means == "medicine" else ():
        row = names.known.medicines[one]
        yield Typed(typed, "medicine", row.inn, hit.sure, row.association, row.ask, one, said=said)


def _joined(words: list[str], left: Mapping[int, str], names: Names) -> Iterator[str]:
    """Give what may be one name written apart: neighbours of a word that could be a name, as one word."""
    small = names.words["noise"] | names.words["link"]
    for start in range(len(words) - 1):
        pair = words[start : start + 2]
        if (start in left or start + 1 in left) and not any(is_strength(each, names) or each in small for each in pair):
            yield "".join(pair)


def _guess(item: str, left: Iterable[str], names: Names) -> Typed:
    """Give up to three medicines that an item may be, or that it is not known."""
    alike = sorted((each for word in left for each in near(word, names)), key=lambda each: each.away)
    inns = dict.fromkeys(inn for each in alike for inn in _inns(each.name, names))
    if not inns:
        return Typed(item, "unknown")
    return Typed(item, "unsure", None, 0.4, suggestions=tuple(inns)[:SUGGESTED])


def _inns(name: Name, names: Names) -> tuple[str, ...]:
    """Give the names of the medicines a name leads to, three at most; of another medicine, the first of its names."""
    known = names.known
    others = known.words[name.other].others if name.means == "group" else (name.other,) if name.means == "other" else ()
    inns = (
        *(known.medicines[one].inn for one in name.medicines),
        *(listed(known.others[one].names)[0] for one in others),
    )
    return inns[:SUGGESTED]


def _read_text(text: str, names: Names) -> Iterator[Typed]:
    """Give the medicines, and the kinds of medicine, that a text says somebody takes."""
    for clause in _CLAUSE.split(text):
        words = tokens(clause) if clause else []
        for hit in find(words, names, text=True):
            typed = " ".join(words[hit.start : hit.end])
            if hit.name.means == "group" and not (is_denied(words, hit, names) or is_over(words, hit, names)):
                yield _asked(typed, hit.name, names)
            elif hit.name.means in NAMED and counts(words, hit, names):
                yield from _typed(typed, hit, words, names)
