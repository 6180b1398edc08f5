"""Which medicines a person has named up to now, so that a check-up that begins does not forget them.

In: the entries that stand, and what opens the check-up's desk. Out: lines for a list: those of the last check-up as they were typed,
then what its own words and notes since then name. The person reads the list and takes out what is taken no longer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from nattero.diary.checkups import Run, runs
from nattero.diary.entry import Entry, read
from nattero.diary.payloads import NightCheck
from nattero.person.lines import MEDICINE_NOTED

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk


def named_before(standing: Sequence[Entry], desk: Callable[[], "Desk"]) -> list[str]:
    """The medicines that were named up to now, each once."""
    before = runs(standing)
    last = before[-1] if before else None
    listed = list(last.said.medicines) if last else []
    texts = [text for text in (_own(last), *_noted(standing, last)) if text]
    if not texts:
        return listed
    known = {each.id or each.typed for each in desk().recognised(tuple(listed), "").medicines}
    for each in (each for text in texts for each in desk().recognised((), text).medicines):
        if (each.id or each.typed) not in known:
            known.add(each.id or each.typed)
            listed.append(each.typed)
    return listed


def _own(last: Run | None) -> str:
    return (last.said.text or "") if last else ""


def _noted(standing: Iterable[Entry], last: Run | None) -> Iterator[str]:
    """What was noted of medicines with the nights told since the last check-up."""
    for entry in standing:
        if entry.kind == "night" and (last is None or entry.recorded_at >= last.said.at):
            said = payload.exposures.get(MEDICINE_NOTED) if isinstance(payload := read(entry), NightCheck) else None
            if isinstance(said, str):
                yield said
