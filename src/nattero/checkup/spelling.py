"""How the name of a medicine may be spelled: one key for the spellings of four languages, and how far slips may go.

In: folded words (`knowledge.lexicon.fold`). Out: a key that amlodipine and amlodipin share, or ciclosporine and siklosporin;
and whether a typed key that is some slips away from a name can be taken for it. Names of one class share their end (the
stems of the WHO's list of international nonproprietary names: -sartan, -pril, -olol, -statin), so the beginning has to tell.
"""

import re
from functools import lru_cache

_SOUNDS = (("sch", "sk"), ("ph", "f"), ("th", "t"), ("rh", "r"), ("kh", "k"), ("ch", "k"), ("qu", "kv"), ("x", "ks"))
_SOFT_C = re.compile(r"c(?=[eiy])")
_LETTERS = str.maketrans("cqyz", "kkis")
_TWICE = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"ku(?=[aeio])")
STEMS = (
    "sartan",
    "april",
    "opril",
    "pril",
    "olol",
    "statin",
    "prasol",
    "dipin",
    "tidin",
    "floksasin",
    "asepam",
    "dronat",
    "tiasid",
    "lukast",
    "gliptin",
    "gliflosin",
    "terol",
    "sulfonat",
)
SHORTEST = 6  # letters of a key below which only the exact name will do
SURE_AWAY = 8  # letters of a key from which a slip in the first letter may be forgiven


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """Give one spelling for the spellings of four languages: ciclosporine, siklosporin and cyclosporin share theirs."""
    for sound, plain in _SOUNDS:
        if sound in word:
            word = word.replace(sound, plain)
    if "c" in word:
        word = _SOFT_C.sub("s", word)
    word = _GLIDE.sub("kv", word.translate(_LETTERS)).replace("ae", "e").replace("oe", "e")
    word = _TWICE.sub(r"\1", word)
    return word[:-1] if len(word) > 2 and word[-1] == "e" else word


def slips(length: int) -> int:
    """Give how many letters may be wrong in a name of so many letters."""
    if length < SHORTEST:
        return 0
    return 1 if length <= 8 else 2 if length <= 12 else 3


def may_be(typed: str, name: str, away: int) -> bool:
    """Tell whether a typed key that is so many slips away from a name can be taken for it."""
    if away > slips(min(len(typed), len(name))):
        return False
    if typed[0] != name[0] and (away > 1 or len(typed) < SURE_AWAY):
        return False
    stem = next((stem for stem in STEMS if typed.endswith(stem) and name.endswith(stem)), None)
    if stem is None:
        return True
    start = min(len(typed), len(name)) - len(stem)
    return away <= (0 if start <= 2 else 1 if start <= 5 else 2)
