"""The patient's own words behind a danger sign: the sentences it was heard in, not the whole note.

In: what was written, the answers that raise the sign, and the ear for notes. Out: the words to quote, None where the sign was not heard
in them. A doctor sees in them which of several findings it is, on which side, how bad and since when.
"""

import re
from collections.abc import Callable, Collection, Mapping

from nattero.knowledge.features import Answer

WHOLE = 160  # letters: a text so short is quoted as it is
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
UNSAID = (None, False)
Ear = Callable[[str], Mapping[str, Answer]]


def behind(text: str | None, why: Collection[str], ear: Ear) -> str | None:
    """Give the sentences in which a sign was heard, each with the one after it; all of a short text, or of one heard only as a whole."""
    if not text or not _heard(text, why, ear):
        return None
    if len(text) <= WHOLE:
        return text
    parts = [part for part in SENTENCE.split(text) if part.strip()]
    held = [at for at, part in enumerate(parts) if _heard(part, why, ear)]
    kept = sorted({*held, *(at + 1 for at in held if at + 1 < len(parts))})
    return " ".join(parts[at] for at in kept) or text


def _heard(text: str, why: Collection[str], ear: Ear) -> bool:
    """Tell whether a text says any of the answers."""
    told = ear(text)
    return any(told.get(name) not in UNSAID for name in why)
