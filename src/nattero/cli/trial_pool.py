"""The shared trials of several people together: `nattero trial pool FILE.json...`.

In: small files of trials that are over (`nattero trial share`). Out: what they say together of each thing, as sentences or JSON, and which
files say nothing, with why. Nothing is kept.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nattero.cli import known
from nattero.cli.common import BAD_DATA, Desk, Json, Lang, StopError
from nattero.cli.trial_reasons import reason
from nattero.words import number

if TYPE_CHECKING:
    from nattero.trials.pool import Effect, People, Said, Together

Left = tuple[str, str]


def pool(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.json...", help="Shared trials, or a folder of them.")],
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Put the shared trials of several people together: on average, how far people differ, what it says of the next."""
    from nattero.trials.pool import together

    desk = Desk(None, lang, as_json=as_json)
    paths = [path for file in files for path in (sorted(file.glob("*.json")) if file.is_dir() else [file])]
    said, left = _read(paths, desk)
    if not said:
        raise StopError(
            BAD_DATA, desk.gettext("There is no trial in these files that could be used."), *map(_why, left)
        )
    found = together(each for _, each in said)
    value = {
        "pooled": found,
        "each": [_each(path, one) for path, one in said],
        "left": [{"file": path, "refused": why} for path, why in left],
    }
    desk.tell(
        "\n\n".join(["\n".join(_lines(one, desk)) for one in found] + ["\n".join(map(_why, left))]).strip(), value
    )


def _read(paths: Sequence[Path], desk: Desk) -> tuple[list[tuple[str, "Said"]], list[Left]]:
    """What the trials of the files say, and the files that say nothing, each with why."""
    from nattero.trial_answers import unpacked_text
    from nattero.trials.pool import said_by
    from nattero.trials.protocol import read_shared
    from nattero.trials.series import Refused
    from nattero.trials.told import never_packed

    _ = desk.gettext
    said: list[tuple[str, Said]] = []
    left: list[Left] = []
    seen: set[str] = set()
    for path in paths:
        try:
            trial = read_shared(path.read_bytes()).trial
        except OSError:
            left.append((str(path), _("This file cannot be read.")))
            continue
        except ValueError:
            left.append((str(path), _("This is no trial of Nattero, or it was changed after it was drawn.")))
            continue
        told = said_by(trial)
        if trial.hash in seen:
            left.append((str(path), _("This trial is there twice.")))
        elif never_packed(trial):
            left.append((str(path), unpacked_text(_)))
        elif isinstance(told, Refused):
            left.append((str(path), reason(told, _)))
        elif not told:
            left.append((str(path), _("Here two things were compared with one another, and neither with nothing.")))
        else:
            said += [(str(path), each) for each in told]
            seen.add(trial.hash)
    return said, left


def _lines(found: "Together", desk: Desk) -> Iterator[str]:
    """One thing, in sentences."""
    _ = desk.gettext
    trials = desk.ngettext("{n} trial", "{n} trials", found.trials)
    nights = desk.ngettext("{n} night counted", "{n} nights counted", found.nights)
    yield f"{_named_thing(found.what, desk)}: {trials}, {nights}"
    yield from _of_people(found.people, desk) if found.people else [_too_few(desk)]
    prior = _(
        "As a prior for somebody new: mean {mean}, standard deviation {sd} of the log rate ratio ({share} % from this)."
    )
    mean, sd = (number(value, desk.lang, 2) for value in (found.prior.mean, found.prior.sd))
    yield prior.format(mean=mean, sd=sd, share=round(100 * found.prior.weight))


def _too_few(desk: Desk) -> str:
    from nattero.trials.pool import ENOUGH

    return desk.gettext("Too few people to say anything of others: it takes {n}.").format(n=ENOUGH)


def _of_people(found: "People", desk: Desk) -> Iterator[str]:
    """What is said of others, in sentences."""
    _ = desk.gettext
    average = _(
        "On average: for every 10 cramps without it about {n} (from {low} to {high} is possible); fewer: {p} %."
    )
    yield average.format(**_shown(found.average, desk))
    following = _("The next person: about {n} (from {low} to {high} is possible); fewer: {p} %.")
    yield following.format(**_shown(found.next, desk))
    spread = _("People differ by {n} (standard deviation of the log rate ratio; from {low} to {high} is possible).")
    middle, low, high = (number(value, desk.lang, 2) for value in found.spread)
    yield spread.format(n=middle, low=low, high=high)


def _shown(effect: "Effect", desk: Desk) -> dict[str, str]:
    """A rate ratio as cramps of ten."""
    from nattero.trial_words import percent

    n, low, high = (number(10 * value, desk.lang) for value in (effect.median, effect.lo, effect.hi))
    return {"n": n, "low": low, "high": high, "p": str(percent(effect.p_better))}


def _named_thing(what: str, desk: Desk) -> str:
    """What was tested: its name in the pack, or somebody's own words."""
    from nattero.plans import Voice

    pack = known.pack()
    return Voice(pack, desk.lang).say(f"measure.{what}.title") if what in pack.measures else f"“{what}”"


def _each(path: str, said: "Said") -> dict[str, Any]:
    """What one file says, for programs."""
    return {"file": path, "what": said.what, "mean_log": said.mean, "sd_log": said.variance**0.5, "nights": said.nights}


def _why(left: Left) -> str:
    return ": ".join(left)
