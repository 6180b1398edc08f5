"""How one's own trial stands, as lines and as JSON; and somebody else's trial from its file.

In: the trial room of a command, or a file. Out: text and values. Of nights to come nothing is said.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from nattero import words
from nattero.cli import known
from nattero.cli.common import BAD_DATA, REFUSED, Data, Desk, Json, Lang, PersonName, StopError
from nattero.cli.trial_change import way_back
from nattero.cli.trial_room import Room, room


def status(person: PersonName = "me", data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """How your trial stands and, from noon on, what comes tonight; the answer of one that is over."""
    with room(data, lang, person, as_json=as_json) as here:
        from nattero.cli import danger

        person_, desk = here.who.person, here.desk
        open_ = danger.open_signs(person_, desk.lang)
        voice = danger.voice_of(person_.answers, here.who.pack, desk.lang)
        desk.tell("\n".join([*danger.lines(open_, voice), *lines(here)]), {"danger": open_, **value(here)})


def lines(here: Room) -> list[str]:
    """How the trial stands, as sentences."""
    from nattero.trial_words import arm_names, changed_text, obstacle_texts
    from nattero.trials.question import obstacles

    _, found, start = here.desk.gettext, here.who.running, here.who.start
    told: list[str] = []
    if found is None:
        told.append(_("No trial runs."))
        told += obstacle_texts(obstacles(start), start, here.voice) or [_("You can begin")]
        return told + _past(here)
    from nattero.person.trying import changed_since

    state, changed = here.who.state(found.trial), changed_since(found)
    told.append(" / ".join(arm_names(found.trial, here.voice)))
    told += [changed_text(changed, here.voice)] if changed else []
    told += _now(here)
    past = _("{gone} of {nights} nights are over, {recorded} of them filled in.")
    told.append(past.format(gone=state.gone, nights=found.trial.design.nights, recorded=state.recorded))
    if state.due:
        told.append(_("It is time for a look: nattero trial look"))
    return told


def _now(here: Room) -> list[str]:
    """What there is to do tonight."""
    from nattero.trial_words import tonight_name, tonight_text
    from nattero.trials.running import open_pause

    _, made = here.desk.gettext, here.who.running.trial if here.who.running else None
    if made is None:
        return []
    evening = here.who.tonight(made)
    if open_pause(made):
        return [_("Paused")]
    if here.who.state(made).stage == "ahead":
        return [_("It begins on %(day)s") % {"day": words.day(made.first, here.desk.lang)}]
    if evening is None:
        return [_("From noon on you see here what comes tonight.")]
    tonight = _("Tonight: {arm}").format(arm=tonight_name(made, evening, here.voice))
    return [tonight, tonight_text(made, evening, here.voice)]


def _past(here: Room) -> list[str]:
    """The trials that are over, with their answers."""
    from nattero.trial_answers import answer_lines
    from nattero.trial_words import arm_names, ended_text

    found: list[str] = []
    for each in here.who.over:
        title = " / ".join(arm_names(each.trial, here.voice)[1:])
        lines = [way_back(here)] if each.trial.concealed else answer_lines(each.trial, here.voice)
        found += ["", f"{title}. {ended_text(each.trial, here.voice)}", *lines]
    return found


def value(here: Room) -> dict[str, Any]:
    """How the trial stands, for programs."""
    from nattero.person.trying import changed_since
    from nattero.trial_words import arm_names, tonight_name
    from nattero.trials.question import obstacles

    found = here.who.running
    past = [
        {"arms": arm_names(each.trial, here.voice), "ended": each.trial.ended, "result": each.trial.result}
        for each in here.who.over
    ]
    if found is None:
        return {"running": None, "obstacles": obstacles(here.who.start), "past": past}
    evening = here.who.tonight(found.trial)
    state = here.who.state(found.trial)
    running = {
        "arms": arm_names(found.trial, here.voice),
        "first": found.trial.first,
        "nights": found.trial.design.nights,
        "stage": state.stage,
        "gone": state.gone,
        "recorded": state.recorded,
        "missing": state.missing,
        "due": state.due,
        "next_look": state.next_look,
        "changed": changed_since(found),
        "hash": found.trial.hash,
        "tonight": tonight_name(found.trial, evening, here.voice) if evening else None,
    }
    return {"running": running, "past": past}


def read(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="The small file of somebody's trial.")],
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Work out somebody else's trial again from its file. Nothing of it goes into your diary."""
    from nattero.plans import Voice
    from nattero.trial_answers import answer_lines, counted_lines
    from nattero.trial_words import changed_file
    from nattero.trials.answering import again
    from nattero.trials.protocol import ChangedError, read_shared

    desk = Desk(None, lang, as_json=as_json)
    _, voice = desk.gettext, Voice(known.pack(), desk.lang)
    try:
        found = read_shared(file.read_bytes())
    except OSError as error:
        raise StopError(BAD_DATA, _("This file cannot be read: {path}").format(path=file)) from error
    except ChangedError as error:
        raise StopError(REFUSED, changed_file(voice)) from error
    except ValueError as error:
        raise StopError(BAD_DATA, _("This is no file of a trial of Nattero.")) from error
    made, same = again(found.trial)
    value = {"same": same, "late": not found.early, "hash": made.hash, "result": made.result}
    if same and found.early:
        told = [
            _("Worked out again from its nights: the same, to the last digit."),
            _("This is another person's result, not yours. “You” means them. Nothing of it is kept."),
        ]
        desk.tell("\n".join([*told, *answer_lines(made, voice)]), value)
        return
    if as_json:
        desk.tell("", value)
    otherwise = _(
        "Worked out again from its nights, it comes out otherwise than the file says. It was changed, or worked out by another version of "
        "Nattero. Here are only the numbers that come out now."
    )
    late = _("This trial was written down after its first night had begun.")
    raise StopError(REFUSED, late if same else otherwise, *counted_lines(made, voice))
