"""A trial that runs, changed from the command line: a pause, going on, a look, a side effect, an end; and its file.

In: the diary of the data folder. Out: sentences or JSON; new versions of the trial in the journal, the same as the pages write.
"""

from pathlib import Path
from typing import Annotated

import typer

from nattero.cli.common import BAD_DATA, REFUSED, Data, Json, Lang, PersonName, StopError, Yes, bad_input
from nattero.cli.trial_room import room


def pause(
    why: Annotated[str, typer.Argument(metavar="WHY", help="illness, travel or other.")] = "other",
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Pause your trial from this evening on."""
    from nattero.person.going_on import PAUSES
    from nattero.trials import running

    with room(data, lang, person, as_json=as_json) as here:
        _ = here.desk.gettext
        known = next((one for one in PAUSES if one == why), None)
        if known is None:
            raise bad_input("WHY", _("This is one of: {words}.").format(words=", ".join(PAUSES)))
        found = here.running
        here.keep(running.paused(found.trial, known, here.who.person.now, here.who.person.zone), found)
        here.desk.tell(_("Paused from this evening on."), {"stage": "paused"})


def go_on(person: PersonName = "me", data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """Go on with your trial from the coming evening."""
    from nattero.person.going_on import gone_on

    with room(data, lang, person, as_json=as_json) as here:
        _, found = here.desk.gettext, here.running
        again = gone_on(found, here.who)
        if again is None:
            raise StopError(REFUSED, _("It is not paused, or something still speaks against going on."))
        here.keep(again, found)
        here.desk.tell(_("It goes on from the coming evening."), {"stage": "running"})


def look(person: PersonName = "me", data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """Take the look that is due: your trial ends where it is clear or over, and goes on without a word of it otherwise."""
    from nattero.person.going_on import looked
    from nattero.trial_answers import answer_lines

    with room(data, lang, person, as_json=as_json) as here:
        _, found = here.desk.gettext, here.running
        seen = looked(found, here.who)
        if seen is None:
            raise StopError(REFUSED, _("No look is due now."))
        here.keep(seen, found)
        unclear = _("Not clear yet. It simply goes on; nothing is shown before it is clear or over.")
        said = "\n".join(answer_lines(seen, here.voice)) if seen.ended else unclear
        here.desk.tell(said, {"ended": seen.ended, "result": seen.result})


def stop(
    why: Annotated[str, typer.Argument(metavar="WHY", help="side-effect, given-up or danger.")] = "given-up",
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """End your trial now; what can be worked out from its nights is."""
    from nattero.person.going_on import ENDS, stopped
    from nattero.trial_answers import answer_lines

    with room(data, lang, person, as_json=as_json) as here:
        known = next((one for one in ENDS if one == why), None)
        if known is None:
            raise bad_input("WHY", here.desk.gettext("This is one of: {words}.").format(words=", ".join(ENDS)))
        found = here.running
        ended = stopped(found, known, here.who)
        here.keep(ended, found)
        here.desk.tell("\n".join(answer_lines(ended, here.voice)), {"ended": ended.ended, "result": ended.result})


def bags(
    yes: Yes = False, person: PersonName = "me", data: Data = None, lang: Lang = None, as_json: Json = False
) -> None:
    """The helper's list: what goes into each bag. Not for whoever does the trial; that it was opened is written down."""
    from nattero.person.going_on import opened
    from nattero.trial_words import arm_name
    from nattero.trials import running

    with room(data, lang, person, as_json=as_json) as here:
        _, found = here.desk.gettext, here.running
        packed = running.bags(found.trial)
        if not packed:
            raise StopError(REFUSED, _("No helper packs this trial."))
        here.desk.confirm(_("This list is for the helper alone. Look at it, and have that written down?"), yes=yes)
        seen = opened(found, here.who)
        if seen:
            here.keep(seen, found)
        names = [arm_name(arm, here.voice, blinded=True) for arm in packed]
        each = here.desk.ngettext("Each bag: for {n} evening", "Each bag: for {n} evenings", found.trial.design.block)
        lines = [each, *(f"{number:3}  {name}" for number, name in enumerate(names, start=1))]
        here.desk.tell("\n".join(lines), {"evenings": found.trial.design.block, "bags": names})


def share(
    out: Annotated[Path, typer.Option(metavar="FILE.json", help="Where the file goes.")],
    without_words: Annotated[
        bool, typer.Option("--without-words", help="Leave out what you wrote yourself; a letter stands for it.")
    ] = False,
    number: Annotated[int, typer.Option(metavar="N", min=1, help="Which one: 1 is the last that is over.")] = 1,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write a trial that is over as a small file. No name is put in; your own words go along, unless you leave them out."""
    from nattero.trials.protocol import own_words_in, shared

    with room(data, lang, person, as_json=as_json) as here:
        _, over = here.desk.gettext, here.who.over
        if number > len(over):
            raise StopError(REFUSED, _("There is no trial that is over."))
        try:
            out.write_bytes(shared(over[number - 1], without_words=without_words))
        except OSError as error:
            raise StopError(BAD_DATA, _("This file cannot be written: {path}").format(path=out)) from error
        own = [] if without_words else own_words_in(over[number - 1].trial)
        lines = [_("The trial is in {path}.").format(path=out)]
        if own:
            along = _("Your own words are in it: {words}. With --without-words they are left out.")
            lines.append(along.format(words=", ".join(f"“{each}”" for each in own)))
        here.desk.tell("\n".join(lines), {"file": str(out), "own_words": own})
