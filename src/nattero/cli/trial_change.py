"""A trial that runs, changed from the command line: a pause, going on, a look, a side effect, an end; and its file.

In: the diary of the data folder. Out: sentences or JSON; new versions of the trial in the journal, the same as the pages write.
"""

from pathlib import Path
from typing import Annotated

import typer

from nattero.cli.common import BAD_DATA, REFUSED, Data, Json, Lang, PersonName, StopError, Yes, bad_input
from nattero.cli.trial_room import Room, room

LONGEST = 2000  # letters of a note


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
    """Go on with your trial from the coming evening; or, on the evening of a stop that was a slip, as if nothing had happened."""
    from nattero.person.going_on import gone_back, gone_on, slipped

    with room(data, lang, person, as_json=as_json) as here:
        _, slip = here.desk.gettext, slipped(here.who)
        back = gone_back(here.who)
        if back:
            here.keep(back, slip)
            told = _(
                "It goes on as if nothing had happened. That it was stopped stays written down, and the report names it."
            )
            here.desk.tell(told, {"stage": "running", "slips": back.slips})
            return
        found = here.running
        again = gone_on(found, here.who)
        if again is None:
            raise StopError(REFUSED, _("It is not paused, or something still speaks against going on."))
        here.keep(again, found)
        here.desk.tell(_("It goes on from the coming evening."), {"stage": "running"})


def look(person: PersonName = "me", data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """Take the look that is due: your trial ends where it is clear or over, and goes on without a word of it otherwise.

    Of a trial that was stopped today, shows what came of it.
    """
    from nattero.person.going_on import looked, slipped, told
    from nattero.trial_answers import answer_lines

    with room(data, lang, person, as_json=as_json) as here:
        slip = slipped(here.who)
        shown = told(slip, here.who) if slip else None
        if shown:
            here.keep(shown, slip)
            here.desk.tell("\n".join(answer_lines(shown, here.voice)), {"ended": shown.ended, "result": shown.result})
            return
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
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What it was; kept in the diary.")] = None,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """End your trial now; what can be worked out from its nights is. For a side effect or danger that is shown the next day.

    Until five the next morning `nattero trial go-on` takes such a stop back, if it was a slip.
    """
    from nattero import pen
    from nattero.cli import danger
    from nattero.diary.payloads import Note
    from nattero.person.going_on import ENDS, described, stopped
    from nattero.trial_answers import answer_lines
    from nattero.trial_words import after_stop

    with room(data, lang, person, as_json=as_json) as here:
        known = next((one for one in ENDS if one == why), None)
        if known is None:
            raise bad_input("WHY", here.desk.gettext("This is one of: {words}.").format(words=", ".join(ENDS)))
        found = here.running
        ended = stopped(found, known, here.who)
        if note:
            now = here.who.person.now
            kept = pen.entry(here.journal, Note(at=now, text=note[:LONGEST]), person=person)
            here.journal.append([kept])
            ended = described(ended, kept.id, now)
        here.keep(ended, found)
        said = [*after_stop(here.voice), way_back(here)] if ended.concealed else answer_lines(ended, here.voice)
        here.desk.tell("\n".join(said), {"ended": ended.ended, "result": ended.result})
    danger.tell_heard(note, here.desk, person)


def way_back(here: Room) -> str:
    """How a stop that was a slip is taken back, and when what came of it is shown."""
    return here.desk.gettext(
        "Was it a slip? Until five in the morning “nattero trial go-on” takes it back. What came of it is shown after that, or now with "
        "“nattero trial look”."
    )


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
        _, over = here.desk.gettext, [each for each in here.who.over if not each.trial.concealed]
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
