"""The page of what the nights show: honest whatever the diary, danger first, words for every picture."""

from datetime import timedelta
from pathlib import Path

import pytest

from nattero.diary.entry import Entry
from nattero.web.view import LANGUAGES
from tests.web import small
from tests.web.pages_of import Page

LAST = small.LAST_NIGHT


def page(folder: Path, entries: list[Entry], lang: str = "en") -> str:
    site = small.site_in(folder / "data")
    site.journal.append(entries)
    answer = small.client_of(site, lang).get("/insight")
    site.journal.close()
    assert answer.status_code == 200
    assert Page(answer.text).forbidden == []
    return answer.text


def nights(counts: list[int], zone: str = small.ZONE) -> list[Entry]:
    """Check-ins that end with last night, the latest first."""
    return [
        small.entry("night", {"date": (LAST - timedelta(days=back)).isoformat(), "cramps": count}, zone=zone)
        for back, count in enumerate(reversed(counts))
    ]


def test_an_empty_diary_is_asked_for_its_first_night(tmp_path: Path) -> None:
    text = page(tmp_path, [])
    assert "Nothing is written down yet." in text
    assert "<svg class" not in text


def test_one_night_says_what_is_still_missing(tmp_path: Path) -> None:
    text = page(tmp_path, nights([2]))
    assert "Fill in 6 more nights" in text
    assert "How often, week by week: 20 more nights" in text
    assert "a week." not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_season_has_its_pictures_with_words_in_every_language(tmp_path: Path, lang: str) -> None:
    text = page(tmp_path, small.season(), lang)
    assert text.count('role="img"') == 2
    assert 'id="course-desc"' in text
    assert 'id="hours-desc"' in text


def test_fifty_cramps_a_night_and_nights_in_far_zones_are_a_whole_page(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert "Now about 350 cramps a week." in page(tmp_path / "one", nights([50] * 60))
    mixed = [*nights([1] * 40, "Pacific/Apia")[20:], *nights([2] * 20, "America/St_Johns")]
    assert "in the last four weeks" not in page(tmp_path / "two", mixed)


def test_quiet_nights_are_told_as_quiet_and_untold_ones_are_not(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert "No cramp in the last four weeks, in the 28 nights you filled in." in page(
        tmp_path / "one", nights([0] * 60)
    )
    assert "Fill in 7 more nights" in page(tmp_path / "two", nights([0] * 60)[28:])


def test_how_one_sleeps_is_told_with_the_time_before(tmp_path: Path) -> None:
    said = [
        small.entry("sleep", {"date": (LAST - timedelta(days=back)).isoformat(), "well": well, "dread": 3})
        for back, well in ((60, 4), (31, 5), (1, 7))
    ]
    text = page(tmp_path, [*nights([1] * 60), *said])
    assert "slept 7 of 10, dreaded the night 3 of 10. 21 Oct 2026: slept 5 of 10" in text
    assert "slept 4 of 10" not in text


def test_danger_that_the_diary_shows_stands_before_everything_else(tmp_path: Path) -> None:
    long = [small.cramp(f"{LAST - timedelta(days=back)}T23:30", seconds=1500) for back in range(3)]
    text = page(tmp_path, [*nights([1] * 60), *long])
    assert text.index("noticed-1") < text.index('class="now"') < text.index("course-title")


def test_a_medicine_noted_in_a_night_is_a_line_with_what_to_mind(tmp_path: Path) -> None:
    told = nights([1] * 60)
    changed = small.night(LAST - timedelta(days=30), 1, exposures={"medicine_change": "<b>water</b> tablet"})
    text = page(tmp_path, [*told[:30], changed, *told[31:]])
    assert "Medicine: &lt;b&gt;water&lt;/b&gt; tablet" in text
    assert "Never stop a medicine on your own." in text
    assert text.count('class="course-when"') == 1


def test_the_diary_leads_to_it_once_there_is_something_to_see(tmp_path: Path) -> None:
    for counts, there in (([1] * 20, False), ([1] * 21, True)):
        site = small.site_in(tmp_path / str(len(counts)))
        site.journal.append(nights(counts))
        assert ("/insight" in Page(small.client_of(site).get("/diary").text).links) is there
        site.journal.close()


def test_years_are_told_by_their_seasons_and_weeks_nobody_told_as_such(tmp_path: Path) -> None:
    text = page(tmp_path, [*nights([1] * 850)[:100], *nights([1] * 850)[150:]])
    assert "Each bar is 3 weeks, as you filled them in." in text
    assert "June to August" in text
    assert text.count('class="course-gap"') >= 1


def test_of_many_dated_lines_the_latest_are_drawn(tmp_path: Path) -> None:
    changed = [
        small.night(LAST - timedelta(days=back), 1, exposures={"medicine_change": f"{'long ' * 70}{back}"})
        for back in range(60)
    ]
    text = page(tmp_path, changed)
    assert text.count('class="course-when"') == text.count("Never stop a medicine on your own.") == 9
    assert "long 0<" in text
