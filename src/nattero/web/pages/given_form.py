"""The builder's form: a programme as the fields of a page, and what its buttons do to it. No script is needed.

In: the pairs of a posted form, or a programme. Out: a `Draft`, which may still be wrong, and the same as JSON values for
`plan.given`. A button names what it does in `do`: `add:toes-up`, `up:2`, `down:0`, `remove:1`, `start:seated`, `clear`, `show`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nattero.diary.payloads import Given
from nattero.knowledge.exercises import Exercise, Programme, dose
from nattero.plan.given import DOSES, part_of
from nattero.web.forms import tidy

FILTERS = ("muscle", "position", "kind")
PART = re.compile(r"parts\.([0-9]{1,2})\.([a-z]+)")
WHOLE = re.compile(r"[0-9]{1,6}")
MOST = 20  # exercises of one programme, as the diary keeps them

Part = dict[str, str]


@dataclass(frozen=True)
class Draft:
    """A programme as typed: texts, exercises in order with their fields as text, and which of the bank are shown."""

    title: str = ""
    by: str = ""
    note: str = ""
    parts: tuple[Part, ...] = ()
    shown: Mapping[str, str] = field(default_factory=lambda: {"kind": "stretch"})

    @property
    def value(self) -> dict[str, Any]:
        """The programme as JSON values; what is left open is absent, what is no number stays text."""
        texts = {name: getattr(self, name) for name in ("title", "by", "note")}
        told = {name: text for name, text in texts.items() if text or name == "title"}
        return told | {
            "parts": [{name: read(name, text) for name, text in part.items() if text} for part in self.parts]
        }


def read(name: str, text: str) -> Any:
    """A field's value: a dose as a number."""
    return int(text) if name in DOSES and WHOLE.fullmatch(text) else text


def draft_in(pairs: list[tuple[str, str]]) -> Draft:
    """The draft of a posted form, its exercises in the order of their numbers."""
    plain: dict[str, str] = {}
    parts: dict[int, Part] = {}
    for name, raw in pairs:
        found = PART.fullmatch(name)
        if found is None:
            plain[name] = tidy(raw)
        elif found[2] in {"exercise", "note", *DOSES}:
            parts.setdefault(int(found[1]), {})[found[2]] = tidy(raw)
    shown = {name: plain[name] for name in FILTERS if name in plain}
    texts = {name: plain.get(name, "") for name in ("title", "by", "note")}
    return Draft(**texts, parts=tuple(parts[place] for place in sorted(parts)), shown=shown)


def draft_of(given: Given, bank: Mapping[str, Exercise]) -> Draft:
    """The draft of a programme that is there already, with the bank's doses where it names none."""
    parts = (
        filled(bank[part.exercise], dose(bank[part.exercise], part_of(part)), part.note or "") for part in given.parts
    )
    return Draft(given.title, given.by or "", given.note or "", tuple(parts))


def filled(exercise: Exercise, much: Any, note: str = "") -> Part:
    """An exercise as fields, with a dose."""
    return {"exercise": exercise.id, **{name: str(getattr(much, name)) for name in DOSES}, "note": note}


def done(
    draft: Draft, action: str, bank: Mapping[str, Exercise], programmes: Mapping[str, Programme], title: str = ""
) -> Draft:
    """The draft after a button; one that means nothing changes nothing. `title` names a programme that one starts from."""
    verb, _, what = action.partition(":")
    place = int(what) if WHOLE.fullmatch(what) else -1
    parts = list(draft.parts)
    if verb == "clear":
        return Draft()
    if verb == "add" and what in bank and len(parts) < MOST:
        parts.append(filled(bank[what], dose(bank[what])))
    elif verb == "start" and what in programmes:
        rows = programmes[what].parts
        parts += [filled(bank[row.exercise], dose(bank[row.exercise], row)) for row in rows][: MOST - len(parts)]
        return replace(draft, parts=tuple(parts), title=draft.title or title)
    elif verb == "remove" and 0 <= place < len(parts):
        del parts[place]
    elif verb in {"up", "down"} and 0 <= place < len(parts):
        other = place + (1 if verb == "down" else -1)
        if 0 <= other < len(parts):
            parts[place], parts[other] = parts[other], parts[place]
    return replace(draft, parts=tuple(parts))


def fitting(draft: Draft, bank: Mapping[str, Exercise]) -> list[Exercise]:
    """The exercises of the bank that the builder shows, by muscle, position and kind."""
    shown = draft.shown
    return [
        exercise
        for exercise in bank.values()
        if shown.get("muscle", "") in {"", *exercise.muscles}
        and shown.get("position", "") in {"", exercise.position}
        and shown.get("kind", "") in {"", exercise.kind}
    ]
