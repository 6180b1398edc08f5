"""The diary without script: gaps stay gaps, everything can be changed, what is deleted comes back as it was."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.entry import read
from nattero.diary.night import Closed, night_of
from nattero.diary.payloads import TrialArm, TrialDesign, TrialPrior
from nattero.trials.registered import register
from nattero.web import forms
from nattero.web.pages.calendar import parse_month
from nattero.web.pages.fields import exact
from nattero.web.site import Site
from tests.web import small
from tests.web.pages_of import Form, Page

values = (
    st.none()
    | st.booleans()
    | st.integers(-1000, 1000)
    | st.text(max_size=20)
    | st.lists(st.text(max_size=5), max_size=3)
)
names = st.from_regex(r"\A[a-z]{1,6}\Z")
payloads = st.dictionaries(names, values | st.dictionaries(names, values, min_size=1, max_size=3), max_size=4)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


def page(site: Site, address: str = "/diary", lang: str = "en") -> str:
    answer = small.client_of(site, lang).get(address)
    assert answer.status_code == 200, address
    return answer.text


def post(site: Site, form: Form, chosen: dict[str, str] | None = None) -> str:
    client = small.client_of(site)
    answer = client.post(form.action, data=dict(form.pairs(chosen)), follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


@given(payloads)
def test_hidden_fields_carry_any_payload_unchanged(payload: dict[str, object]) -> None:
    assert forms.payload(exact(payload), "UTC") == payload


def test_the_calendar_tells_quiet_open_and_missing_nights_apart_in_words(site: Site) -> None:
    site.journal.append(
        [small.night(date(2026, 11, 18), 0), small.night(date(2026, 11, 19), 2), small.cramp("2026-11-22T02:00")]
    )
    text = page(site)
    for name in [
        "Wednesday 18 November: no cramp",
        "Thursday 19 November: 2 cramps",
        "Friday 20 November: not filled in",
    ]:
        assert f'aria-label="{name}"' in text
    assert '"night cramps open" href="/diary/night/2026-11-21" aria-label="Saturday 21 November: 1 cramp"' in text


def test_a_rate_waits_for_seven_nights_that_were_told(site: Site) -> None:
    site.journal.append([small.night(date(2026, 11, day), 0) for day in (19, 20, 21)])
    assert "Fill in 4 more nights" in page(site)
    assert "per week</h2>" not in page(site)


def test_the_rate_counts_told_nights_only_and_says_so(site: Site) -> None:
    site.journal.append(
        [small.night(date(2026, 11, day), day % 2) for day in range(8, 22)] + [small.cramp("2026-11-05T03:00")]
    )
    text = page(site)
    assert "3.5 per week" in text
    assert "Counted over the 14 nights you filled in, of the last 18." in text
    assert "1 night does not count yet" in text
    assert "3,5 per week" in page(site, lang="nl")


def test_while_a_trial_runs_the_numbers_are_those_before_it(site: Site) -> None:
    before = [small.night(small.LAST_NIGHT - timedelta(days=back), 0) for back in range(20, 40)]
    since = [small.night(small.LAST_NIGHT - timedelta(days=back), 2) for back in range(18)]
    site.journal.append(before + since)
    begun, quiet = small.MORNING - timedelta(days=18), page(site)
    arms = [TrialArm(id="A"), TrialArm(id="B", words="warm bath before bed")]
    prior = TrialPrior(name="flat", mean=0.0, sd=0.5)
    drawn = register(begun, begun.date(), arms, TrialDesign(nights=28), prior, "0123456789abcdef")
    site.journal.append([small.entry("trial", msgspec.to_builtins(drawn), begun)])
    shown = page(site)
    assert "Your trial is running" in shown
    assert "Your trial is running" not in quiet
    assert ">0 per week" in shown
    assert ">0 per week" not in quiet


def test_an_empty_diary_has_no_numbers(site: Site) -> None:
    text = page(site)
    assert "Fill in 7 more nights" in text
    assert "chart" not in text


def test_saving_a_cramp_again_changes_nothing_but_its_entry(site: Site) -> None:
    site.journal.append(
        [small.cramp("2026-11-22T02:14:10", seconds=154, steps=["calf-pull"], danger=["dark-urine"], pain=7)]
    )
    (before,) = site.person().episodes()
    post(site, Page(page(site, f"/diary/cramp/{before.id}")).form("cramp"))
    (after,) = site.person().episodes()
    assert after.id != before.id
    assert after.cramp == before.cramp


def test_the_second_of_two_half_past_twos_stays_the_second(site: Site) -> None:
    site.journal.append([small.entry("cramp", {"at": "2026-10-25T01:30:00Z", "note": "after the clock went back"})])
    (before,) = site.person().episodes()
    post(site, Page(page(site, f"/diary/cramp/{before.id}")).form("cramp"), {"note:text": "changed"})
    (after,) = site.person().episodes()
    assert after.cramp.at == before.cramp.at
    assert after.cramp.note == "changed"


def test_every_field_of_a_cramp_can_be_changed_and_emptied(site: Site) -> None:
    site.journal.append([small.cramp("2026-11-22T02:14", seconds=150, pain=7, side="left", muscle="calf", note="x")])
    (episode,) = site.person().episodes()
    form = Page(page(site, f"/diary/cramp/{episode.id}")).form("cramp")
    goes = post(
        site,
        form,
        {
            "at:local": "2026-11-20T23:50",
            "side:text": "both",
            "muscle:text": "",
            "pain:int": "0",
            "seconds:minutes": "",
            "note:text": "",
        },
    )
    (changed,) = site.person().episodes()
    assert night_of(changed.cramp.at, small.ZONE) == date(2026, 11, 20)
    assert (changed.cramp.side, changed.cramp.muscle, changed.cramp.pain) == ("both", None, 0)
    assert (changed.cramp.seconds, changed.cramp.note) == (None, None)
    assert goes == "/diary/night/2026-11-21"


def test_a_cramp_keeps_the_zone_it_was_lived_in(site: Site) -> None:
    site.journal.append([small.cramp("2026-11-21T02:00", zone="Asia/Jakarta")])
    (episode,) = site.person().episodes()
    shown = page(site, f"/diary/cramp/{episode.id}")
    assert 'value="2026-11-21T02:00"' in shown
    assert "Asia/Jakarta" in shown
    post(site, Page(shown).form("cramp"), {"at:local": "2026-11-21T03:00"})
    (changed,) = site.person().episodes()
    assert (changed.zone, changed.local.hour) == ("Asia/Jakarta", 3)


def test_the_address_of_a_corrected_cramp_leads_to_what_stands(site: Site) -> None:
    site.journal.append([small.cramp("2026-11-21T02:00")])
    (first,) = site.person().episodes()
    post(site, Page(page(site, f"/diary/cramp/{first.id}")).form("cramp"), {"pain:int": "3"})
    (now,) = site.person().episodes()
    client = small.client_of(site, "en")
    moved = client.get(f"/diary/cramp/{first.id}", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (302, f"/diary/cramp/{now.id}")
    post(site, Page(page(site, f"/diary/cramp/{now.id}")).form("retraction"))
    assert client.get(f"/diary/cramp/{first.id}").status_code == 404


def test_a_cramp_can_be_added_to_an_earlier_night(site: Site) -> None:
    form = Page(page(site, "/diary/cramp/new?date=2026-11-10")).form("cramp")
    assert post(site, form, {"pain:int": "4"}) == "/diary/night/2026-11-10"
    (episode,) = site.person().episodes()
    assert night_of(episode.cramp.at, episode.zone) == date(2026, 11, 10)


def test_what_was_deleted_is_gone_from_the_numbers_and_comes_back_as_it_was(site: Site) -> None:
    site.journal.append([small.cramp("2026-11-22T02:14:10", seconds=154, steps=["calf-pull"], note="it's <b>")])
    (before,) = site.person().episodes()
    goes = post(site, Page(page(site, f"/diary/cramp/{before.id}")).form("retraction"))
    assert site.person().episodes() == []
    shown = page(site, goes)
    assert "Deleted." in shown
    post(site, Page(shown).form("cramp"))
    (after,) = site.person().episodes()
    assert after.cramp == before.cramp
    assert "Deleted." not in page(site, goes)


def test_the_night_of_a_deleted_cramp_that_was_told_with_it_is_asked_about(site: Site) -> None:
    logged = [small.cramp(f"2026-11-22T0{hour}:14") for hour in (2, 3)]
    site.journal.append([*logged, small.night(small.LAST_NIGHT, 2, exposures={"alcohol": 1})])
    shown = page(site, post(site, Page(page(site, f"/diary/cramp/{logged[0].id}")).form("retraction")))
    assert "That night still says 2. Make it 1?" in shown
    post(site, Page(shown).form("night"))
    (night,) = site.person().nights(small.LAST_NIGHT, small.LAST_NIGHT)
    assert isinstance(night, Closed)
    assert (night.count, night.exposures) == (1, {"alcohol": 1})
    shown = page(site, f"/diary?deleted={logged[0].id}")
    assert "That night still says" not in shown


def test_a_deleted_check_in_comes_back_too(site: Site) -> None:
    site.journal.append([small.night(small.LAST_NIGHT, 2, exposures={"alcohol": 1}, sore=False, note="n")])
    goes = post(site, Page(page(site, "/diary/night/2026-11-21")).form("retraction"))
    assert site.person().entries == ()
    post(site, Page(page(site, goes)).form("night"))
    (entry,) = site.person().entries
    assert read(entry) == read(small.night(small.LAST_NIGHT, 2, exposures={"alcohol": 1}, sore=False, note="n"))


@pytest.mark.parametrize("month", ["banana", "2026-13", "9999-12", "", "2026-11-01", "0000-01", "٢٠٢٦-١١"])
def test_a_month_that_is_none_or_has_not_begun_shows_this_month(site: Site, month: str) -> None:
    assert "November 2026</h2>" in page(site, f"/diary?month={month}")


@given(st.text(max_size=12))
def test_any_text_for_a_month_is_a_first_day_or_nothing(text: str) -> None:
    found = parse_month(text)
    assert found is None or found.day == 1


@pytest.mark.parametrize(
    "address", ["/diary/night/9999-99-99", "/diary/night/2026-12-01", "/diary/night/x", "/diary/cramp/unknown"]
)
def test_what_is_not_there_is_a_friendly_404(site: Site, address: str) -> None:
    answer = small.client_of(site, "nl").get(address)
    assert answer.status_code == 404
    assert "<main" in answer.text
    assert "Traceback" not in answer.text


def test_script_in_a_note_is_shown_as_text(site: Site) -> None:
    note = "<script>alert(1)</script> & \"quoted\" 'x'"
    site.journal.append([small.cramp("2026-11-22T02:00", note=note), small.night(small.LAST_NIGHT, 1, note=note)])
    (episode,) = site.person().episodes()
    for address in ("/diary", "/diary/night/2026-11-21", f"/diary/cramp/{episode.id}", "/checkin"):
        text = page(site, address)
        assert "<script>alert" not in text
    assert dict(Page(page(site, f"/diary/cramp/{episode.id}")).form("cramp").pairs())["note:text"] == note


def test_a_page_cannot_be_told_to_lead_elsewhere_afterwards(site: Site) -> None:
    client = small.client_of(site)
    for asked in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"):
        answer = client.post(
            "/entries",
            data={"kind": "night", "date:date": "2026-11-20", "cramps:int": "0", "next": asked},
            follow_redirects=False,
        )
        assert answer.headers["location"] == "/"


def test_what_the_diary_shows_of_danger_stands_above_the_nights_with_what_to_do(site: Site) -> None:
    site.journal.append([small.night(date(2026, 11, day), 1) for day in range(8, 22)])
    text = page(site)
    assert "You have had a cramp every night for two weeks." in text
    assert text.index("every night for two weeks") < text.index('id="month"')
    assert "noticed-1" not in page(site, "/")  # an ordinary appointment is no news for every morning
    assert "/learn/flag-often" in text


def test_a_danger_sign_that_was_touched_is_said_again_on_the_start_page(site: Site) -> None:
    site.journal.append([small.cramp("2026-11-21T02:00", danger=["one-leg-swollen"])])
    assert "alert-text" in page(site, "/")
    assert "One leg is swollen" in page(site, "/")


def test_a_sign_that_stands_is_said_where_a_page_advises_what_it_forbids_and_can_be_answered_there(site: Site) -> None:
    site.journal.append([small.cramp("2026-11-21T02:00", danger=["one-leg-swollen"])])
    for address in ("/learn/gentle-rub", "/ask?q=massage"):
        shown = page(site, address)
        assert "One leg is swollen" in shown
        assert "No, this is not so" in shown
    assert "noticed-1" not in page(site, "/learn/no-pins")


def test_a_diary_without_danger_shows_no_warning(site: Site) -> None:
    site.journal.append([small.night(date(2026, 11, 20), 1)])
    assert "noticed-1" not in page(site) + page(site, "/")
