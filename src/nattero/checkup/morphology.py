"""Forms of words that stemming leaves apart: dialect endings, particles of verbs, spoken prefixes.

In: a folded word nobody listens for as it stands, and its language. Out: other forms it may be of, the likeliest first. Dutch
inflects by -t, -te and ge-; spoken Norwegian ends in -an where the book has -ene; spoken Indonesian says n- and -in for
me- and -kan (Sneddon 2006, Colloquial Jakartan Indonesian). Only a form that is listened for counts (`listening`).
"""

from collections.abc import Iterator

SHORTEST = 3  # letters of a form: of less too little would be left
NORWEGIAN = (("ane", "ene"), ("an", "ene"), ("an", "a"), ("ar", "er"), ("ann", "ene"), ("inga", "ing"), ("are", "ere"))
NASAL = (
    ("ngel", "kel"),
    ("nge", ""),
    ("ng", "k"),
    ("ng", ""),
    ("ny", "s"),
    ("ny", "c"),
    ("n", "t"),
    ("n", ""),
    ("m", "p"),
)
INDONESIAN_ENDS = ("innya", "in", "nya", "an", "ku")


def forms(word: str, lang: str) -> Iterator[str]:
    """Give the forms a word may be of, in a language."""
    found = {"nl": _dutch, "nb": _norwegian, "id": _indonesian}.get(lang)
    if found:
        yield from (form for form in found(word) if len(form) >= SHORTEST)


def _dutch(word: str) -> Iterator[str]:
    """Give `zak` of zakt, zakte and gezakt, and `dik` of dikje."""
    bare = word[2:] if word.startswith("ge") and len(word) > SHORTEST + 2 else word
    for end in ("den", "ten", "de", "te", "t", "d", "tje", "je", ""):
        if bare.endswith(end) and (end or bare != word):
            yield bare.removesuffix(end)
            yield bare.removesuffix(end) + "en"


def _norwegian(word: str) -> Iterator[str]:
    """Give `leggene` of leggan and leggane, `kjenner` of kjenn."""
    for end, plain in NORWEGIAN:
        if word.endswith(end):
            yield word.removesuffix(end) + plain


def _indonesian(word: str) -> Iterator[str]:
    """Give `angkat` of ngangkat and keangkat, `gerakkan` of gerakin."""
    starts = [word]
    starts += [plain + word.removeprefix(sound) for sound, plain in NASAL if word.startswith(sound)]
    starts += [word.removeprefix("ke")] if word.startswith("ke") else []
    for start in starts:
        if start != word:
            yield start
        for end in INDONESIAN_ENDS:
            if start.endswith(end):
                yield start.removesuffix(end) + ("kan" if end == "in" else "")
                yield start.removesuffix(end)
