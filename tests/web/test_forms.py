"""Forms that become entries: the browser's script and the server read every form alike, and as the page meant it."""

import json
import re
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page

from nattero.web.forms import payload, plain
from tests.serving import Served
from tests.web.test_offline import FORM, MODULE

ZONES = ["Europe/Amsterdam", "Europe/Oslo", "Asia/Jakarta", "America/New_York", "Australia/Lord_Howe", "UTC"]
EARLIEST, LATEST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1975, 2037))
PATHS = ["at", "pain", "note", "exposures.alcohol", "exposures.tea", "answers.country", "answers.exposures"]
KINDS = ["bool", "button", "count", "date", "int", "json", "list", "local", "minutes", "text", "unheard"]
Pair = tuple[str, str]

blanks = st.text(st.sampled_from(" \t\r\n\u00a0"), max_size=3)
# Around the changes of clocks of four zones, and any other time; also days and hours that do not exist.
changes = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 10, 4),
]
near_changes = st.builds(
    lambda day, minute: f"{datetime.combine(day, time()) + timedelta(minutes=minute):%Y-%m-%dT%H:%M}",
    st.sampled_from(changes),
    st.integers(-120, 1500),
)
anywhen = st.datetimes(EARLIEST, LATEST).map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}")
never = st.from_regex(
    r"\A(0000|1999|2024|2026|9999)-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9](:[0-6][0-9])?(\.[0-9])?\Z"
)
numbers = st.from_regex(r"\A[-+]?[0-9]{0,10}[.,]?[0-9]{0,4}\Z")
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "b"]), inner),
    max_leaves=4,
).map(json.dumps)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# Before 1970 the browser's time-zone database and Python's differ by seconds.
texts = st.one_of(
    blanks, numbers, near_changes, anywhen, never, values, words, st.sampled_from(["true", "false", "NaN", "null"])
).filter(lambda text: not re.match(r"\s*1[0-9]{3}-", text) or text.strip() > "1970")
was = st.builds(lambda path, shown, exact: (f"{path}:was", f"{shown}|{exact}"), st.sampled_from(PATHS), texts, values)
fields = st.builds(
    lambda path, kind, before, text, after: (f"{path}:{kind}", before + text + after),
    st.sampled_from(PATHS),
    st.sampled_from(KINDS),
    blanks,
    texts,
    blanks,
)
others = st.tuples(st.sampled_from(["kind", "next", "zone", ""]), texts)


@pytest.fixture(scope="module")
def form_page(lasting_context: Callable[..., BrowserContext], shared_server: Served) -> Page:
    """A page that has the script of forms."""
    page = lasting_context().new_page()
    page.goto(shared_server.url + FORM)
    page.evaluate(f"async () => {{ {MODULE} globalThis.forms = await load('forms.js'); }}")
    return page


def in_browser(page: Page, pairs: list[Pair], zone: str) -> Any:
    """Return what the page's script makes of the pairs."""
    return json.loads(page.evaluate("([pairs, zone]) => JSON.stringify(forms.payload(pairs, zone))", [pairs, zone]))


@settings(max_examples=400)
@given(st.lists(st.one_of(fields, fields, was, others), max_size=6), st.sampled_from([*ZONES, "No/Where"]))
@example([("at:local", "2026-10-25T02:30")], "Europe/Amsterdam")
@example([("at:local", "2026-03-29T02:30")], "Europe/Amsterdam")
@example([("at:local", "2026-02-31T10:00")], "UTC")
@example([("at:local", "2024-02-29T24:00")], "UTC")
@example([("seconds:minutes", "0,125")], "UTC")
@example([("exposures.tea:count", "-0,0")], "UTC")
def test_browser_and_server_read_every_form_alike(form_page: Page, pairs: list[Pair], zone: str) -> None:
    assert in_browser(form_page, pairs, zone) == payload(pairs, zone)


@given(st.datetimes(EARLIEST, LATEST), st.sampled_from(ZONES))
def test_a_time_on_the_clock_is_the_instant_at_which_the_clock_showed_it(at: datetime, zone: str) -> None:
    read = payload([("at:local", f"{at:%Y-%m-%dT%H:%M}")], zone)["at"]
    shown = datetime.fromisoformat(read).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    left_out = shown - at.replace(second=0, microsecond=0)
    assert left_out in {timedelta(), timedelta(hours=1), timedelta(minutes=30)}


def test_an_hour_that_comes_twice_is_the_first_and_one_left_out_the_next() -> None:
    assert payload([("at:local", "2026-10-25T02:30")], "Europe/Amsterdam") == {"at": "2026-10-25T00:30:00Z"}
    assert payload([("at:local", "2026-03-29T02:30")], "Europe/Amsterdam") == {"at": "2026-03-29T01:30:00Z"}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("pain:int", "7")], {"pain": 7}),
        ([("pain:int", "")], {}),
        ([("pain:int", "seven")], {"pain": "seven"}),
        ([("seconds:minutes", "2,5")], {"seconds": 150}),
        ([("sore:bool", "false")], {"sore": False}),
        ([("exposures.alcohol:count", "2"), ("exposures.heat:bool", "")], {"exposures": {"alcohol": 2}}),
        ([("answers.country:text", "NL"), ("answers.steady:text", "")], {"answers": {"country": "NL", "steady": None}}),
        ([("steps:list", "a"), ("steps:list", ""), ("steps:list", "b")], {"steps": ["a", "b"]}),
        ([("answers.exposures:list", ""), ("answers.exposures:list", "tea")], {"answers": {"exposures": "tea"}}),
        ([("answers.exposures:list", "")], {"answers": {"exposures": ""}}),
        ([("note:text", " one\r\ntwo ")], {"note": "one\ntwo"}),
        ([("note:text", "<script>alert(1)</script>")], {"note": "<script>alert(1)</script>"}),
        ([("seconds:was", "2.5|151"), ("seconds:minutes", "2.5")], {"seconds": 151}),
        ([("seconds:was", "2.5|151"), ("seconds:minutes", "3")], {"seconds": 180}),
        ([("cramps:int", "0"), ("cramps:int", "2")], {"cramps": 2}),
        ([("cramps:button", "0"), ("cramps:int", "2")], {"cramps": 0}),
        ([("cramps:int", "2"), ("cramps:button", "0")], {"cramps": 0}),
        ([("kind", "cramp"), ("next", "/")], {}),
    ],
)
def test_a_field_says_what_its_name_and_type_say(pairs: list[Pair], expected: dict[str, Any]) -> None:
    assert payload(pairs, "UTC") == expected


def test_what_a_form_says_about_its_entry_is_not_in_the_payload() -> None:
    pairs = [("kind", "night"), ("supersedes", ""), ("next", "/diary"), ("zone", "UTC"), ("cramps:int", "1")]
    assert plain(pairs) == {"kind": "night", "next": "/diary", "zone": "UTC"}


@pytest.mark.parametrize("address", [FORM, "/diary/cramp/new"])
def test_with_and_without_script_a_form_writes_the_same(
    new_context: Callable[..., BrowserContext], shared_server: Served, address: str
) -> None:
    known = {entry["id"] for entry in held(shared_server)}
    for script in (True, False):
        page = new_context(java_script_enabled=script, timezone_id="Europe/Oslo").new_page()
        page.context.add_cookies([{"name": "zone", "value": "Europe/Oslo", "url": shared_server.url}])
        page.goto(shared_server.url + address)
        if address == FORM:
            page.get_by_label("The night that began on").fill("2026-01-05")
            page.get_by_label("2", exact=True).check()
        else:
            page.get_by_label("When did it begin?").fill("2026-01-05T03:14")
            page.get_by_label("How many minutes did it last?").fill("1.5")
        page.get_by_label("Note").fill(" a <b> & 'c' \n é 🌙 ")
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url(lambda url: address not in url)
    written = [entry for entry in held(shared_server) if entry["id"] not in known]
    assert len(written) == 2
    for part in ("payload", "zone", "kind", "person", "supersedes"):
        assert written[0][part] == written[1][part]
    assert datetime.fromisoformat(written[0]["recorded_at"]) <= datetime.now(UTC)


def held(served: Served) -> list[dict[str, Any]]:
    """Return the entries that the server has on disk."""
    with urllib.request.urlopen(f"{served.url}/api/entries", timeout=10) as answer:
        return list(json.load(answer)["entries"])
