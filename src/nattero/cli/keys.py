"""Keys for what has no screen: `nattero calendar on/off` and `nattero button add/list/revoke`.

In: a name, or an id. Out: a secret, shown this once. The same keys as the pages /plan/calendar and /plan/buttons make.
"""

from typing import Annotated

import typer

from nattero.cli.common import BAD_INPUT, EXIT_CODES, Data, Desk, Json, Lang, StopError

HELP = {"help_option_names": ["-h", "--help"]}
NOWHERE = "http://127.0.0.1:8765"
Full = Annotated[bool, typer.Option("--full", help="Name what there is to do. Otherwise only that there is something.")]
Ring = Annotated[bool, typer.Option("--ring", help="Let the calendar ring at the time.")]
calendar = typer.Typer(help="Put the times of the plan into a calendar.", no_args_is_help=True, rich_markup_mode=None)
button = typer.Typer(help="Log cramps with a button in the home.", no_args_is_help=True, rich_markup_mode=None)


@calendar.command("on", epilog=EXIT_CODES, context_settings=HELP)
def turn_on(
    full: Full = False, ring: Ring = False, data: Data = None, lang: Lang = None, as_json: Json = False
) -> None:
    """Turn the calendar on and show its secret address, this once.

    An earlier address stops working.
    """
    from nattero import pen
    from nattero.store import tokens

    desk = Desk(data, lang, as_json=as_json)
    chosen = tokens.Settings(desk.lang, pen.local_zone(), full=full, alarms=ring)
    with desk.journal() as journal:
        tokens.revoke(journal, "calendar", pen.ME, pen.now())
        _, secret = tokens.make(journal, "calendar", pen.ME, "", chosen, pen.now())
    address = f"{served_at(desk)}/calendar/{secret}.ics"
    said = desk.gettext("Your calendar fetches the times of your plan here. The address is shown only now.")
    desk.tell(f"{said}\n{address}", {"address": address})


@calendar.command("off", epilog=EXIT_CODES, context_settings=HELP)
def turn_off(data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """Turn the calendar off: its address never works again."""
    from nattero import pen
    from nattero.store import tokens

    desk = Desk(data, lang, as_json=as_json)
    with desk.journal() as journal:
        gone = tokens.revoke(journal, "calendar", pen.ME, pen.now())
    said = desk.gettext("The calendar is off.") if gone else desk.gettext("The calendar was not on.")
    desk.tell(said, {"revoked": gone})


@button.command("add", epilog=EXIT_CODES, context_settings=HELP)
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you call the button.")],
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Make a button's key and show it, this once."""
    from nattero import pen
    from nattero.store import tokens

    desk = Desk(data, lang, as_json=as_json)
    if not tokens.tidy(name):
        raise StopError(BAD_INPUT, desk.gettext("Please give it a name."))
    with desk.journal() as journal:
        chosen = tokens.Settings(desk.lang, pen.local_zone())
        token, key = tokens.make(journal, "button", pen.ME, name, chosen, pen.now())
    said = desk.gettext("The key of this button is shown only now. docs/home-buttons.md says what to do with it.")
    desk.tell(f"{said}\n{key}", {"id": token.id, "name": token.name, "key": key})


@button.command("list", epilog=EXIT_CODES, context_settings=HELP)
def list_(data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """Show the buttons: id, when last used, name."""
    from nattero import pen
    from nattero.store import tokens

    desk = Desk(data, lang, as_json=as_json)
    with desk.journal() as journal:
        found = tokens.standing(journal, "button", pen.ME)
    unused = desk.gettext("not yet")
    lines = [f"{one.id}  {one.used.isoformat(' ', 'minutes') if one.used else unused}  {one.name}" for one in found]
    desk.tell(
        "\n".join(lines) or desk.gettext("There is no button."),
        [{"id": one.id, "name": one.name, "made": one.made, "used": one.used} for one in found],
    )


@button.command("revoke", epilog=EXIT_CODES, context_settings=HELP)
def revoke(
    name: Annotated[str, typer.Argument(metavar="ID", help="The button's id, as `list` shows it.")],
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Take a button out of use: its key never works again."""
    from nattero import pen
    from nattero.store import tokens

    desk = Desk(data, lang, as_json=as_json)
    with desk.journal() as journal:
        gone = tokens.revoke(journal, "button", pen.ME, pen.now(), name)
    if not gone:
        raise StopError(BAD_INPUT, desk.gettext("There is no such button."))
    desk.tell(desk.gettext("The button is out of use."), {"revoked": gone})


def served_at(desk: Desk) -> str:
    """Where Nattero is served at this moment, or where it usually is, without a slash at the end."""
    from nattero.store import place

    server = place.running_server(desk.folder)
    return str((server or {}).get("address") or NOWHERE).rstrip("/")
