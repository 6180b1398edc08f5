"""Trials as files: `nattero trial simulate` writes tables whose truth is known.

In: a truth as JSON (`trials/simulate.py` says what its fields mean). Out: a table a trial, and the truth beside them.
"""

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nattero.cli.common import BAD_DATA, BAD_INPUT, Desk, Json, Lang, StopError, bad_input

if TYPE_CHECKING:
    from nattero.trials.simulate import Nights, Truth

COLUMNS = ("night", "arm", "cramps", "adhered")


def simulate(
    truth: Annotated[Path, typer.Option(metavar="FILE.json", help="What is true in these trials.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the tables go.")],
    n: Annotated[int, typer.Option("--n", metavar="N", min=1, max=100_000, help="How many trials.")] = 1,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="The same number gives the same trials.")] = 1,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write simulated trials, as tables for nattero trial analyse."""
    import msgspec
    import numpy as np

    from nattero.trials.simulate import simulate as simulated

    desk = Desk(None, lang, as_json=as_json)
    _ = desk.gettext
    told = _truth(truth, desk)
    names = [f"{trial + 1:0{len(str(n))}}.csv" for trial in range(n)]
    if out.is_dir() and {each.name for each in out.glob("*.csv")} - set(names):
        raise StopError(BAD_INPUT, _("There are other tables in this folder: {path}").format(path=out))
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "truth.json").write_bytes(msgspec.json.encode({"seed": seed, "trials": n, **msgspec.to_builtins(told)}))
        for trial, name in enumerate(names):  # each from a seed of its own, so that how many there are changes none
            _write(out / name, simulated(told, 1, np.random.default_rng([seed, trial])))
    except OSError as error:
        raise StopError(BAD_DATA, _("This file cannot be written: {path}").format(path=error.filename)) from error
    sentence = desk.ngettext("{n} trial is in {path}.", "{n} trials are in {path}.", n, path=out)
    desk.tell(sentence, {"trials": n, "folder": str(out), "seed": seed, "truth": told})


def _truth(file: Path, desk: Desk) -> "Truth":
    """The truth in a file. Raises StopError for what is none."""
    import msgspec

    from nattero.trials.simulate import Truth

    _ = desk.gettext
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StopError(BAD_DATA, _("This file cannot be read: {path}").format(path=file)) from error
    try:
        pairs = json.loads(content, object_pairs_hook=tuple)
    except ValueError:
        pairs = None
    if not isinstance(pairs, tuple):
        raise StopError(BAD_INPUT, _("This is not how a truth is written: {path}").format(path=file))
    fields = [name for name, _value in pairs]
    for name, value in pairs:
        if name not in Truth.__struct_fields__:
            known = ", ".join(Truth.__struct_fields__)
            raise bad_input(str(name), _("This is one of: {words}.").format(words=known))
        if fields.count(name) > 1:
            raise bad_input(name, _("This is there twice."))
        try:
            msgspec.convert({name: value}, Truth)
        except msgspec.ValidationError as error:
            allowed = _("{value} cannot be. Possible: {allowed}.")
            raise bad_input(name, allowed.format(value=json.dumps(value), allowed=_allowed(name, desk))) from error
    return msgspec.convert(dict(pairs), Truth)


def _allowed(name: str, desk: Desk) -> str:
    """What a field of a truth may be, in words."""
    from msgspec import inspect

    from nattero.trials.simulate import Truth

    whole: Any = inspect.type_info(Truth)
    held = next(field.type for field in whole.fields if field.name == name)
    _ = desk.gettext
    kind = _("a whole number") if isinstance(held, inspect.IntType) else _("a number")
    limits = {
        "least": held.ge,
        "above": held.gt,
        "most": held.le,
        "below": held.lt,
    }
    said = {
        "least": _("at least {n}"),
        "above": _("above {n}"),
        "most": _("at most {n}"),
        "below": _("below {n}"),
    }
    parts = [said[which].format(n=f"{value:g}") for which, value in limits.items() if value is not None]
    return ", ".join([kind, *parts])


def _write(file: Path, nights: "Nights") -> None:
    """One trial as a table; a night that nobody wrote down has an arm and no count."""
    parts = (part[0] for part in (nights.arm, nights.cramps, nights.recorded, nights.done))
    with file.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(COLUMNS)
        for night, (arm, cramps, recorded, done) in enumerate(zip(*parts, strict=True), start=1):
            told = (int(cramps), "yes" if done else "no") if recorded else ("", "")
            table.writerow((night, "AB"[int(arm)], *told))
