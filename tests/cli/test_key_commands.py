"""`nattero calendar` and `nattero button`: secrets shown once, and taken back."""

from pathlib import Path

from nattero.store import tokens
from nattero.store.journal import open_journal
from tests.cli.conftest import Typed


def test_a_calendar_is_turned_on_with_an_address_and_off_again(typed: Typed, tmp_path: Path) -> None:
    came = typed("calendar", "on", "--full", "--ring", "--lang", "nl", "--json")
    address = came.json["address"]
    secret = address.removeprefix("http://127.0.0.1:8765/calendar/").removesuffix(".ics")
    with open_journal(tmp_path / "data") as journal:
        token = tokens.find(journal, "calendar", secret)
        assert token is not None
        assert token.settings == tokens.Settings("nl", "Europe/Amsterdam", full=True, alarms=True)
    assert typed("calendar", "off").out == "The calendar is off.\n"
    assert typed("calendar", "off").out == "The calendar was not on.\n"


def test_turning_it_on_again_ends_the_first_address(typed: Typed, tmp_path: Path) -> None:
    first = typed("calendar", "on").out.split()[-1].rpartition("/")[2].removesuffix(".ics")
    typed("calendar", "on")
    with open_journal(tmp_path / "data") as journal:
        found = tokens.find(journal, "calendar", first)
        assert found is not None
        assert found.revoked
        assert len(tokens.standing(journal, "calendar", "me")) == 1


def test_a_button_is_made_listed_and_taken_out_of_use(typed: Typed) -> None:
    made = typed("button", "add", "Bed, left side", "--json").json
    assert len(made["key"]) == 43
    listed = typed("button", "list")
    assert listed.out == f"{made['id']}  not yet  Bed, left side\n"
    assert made["key"] not in listed.out + typed("button", "list", "--json").out
    assert typed("button", "revoke", made["id"]).code == 0
    assert typed("button", "list").out == "There is no button.\n"


def test_a_button_that_is_not_there_or_has_no_name_is_said_so(typed: Typed) -> None:
    assert (typed("button", "revoke", "x").code, typed("button", "revoke", "x").err) == (
        2,
        "There is no such button.\n",
    )
    assert typed("button", "add", "  ", "--lang", "nb").err == "Gi den et navn.\n"
