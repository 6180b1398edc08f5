"""What began: medicines, trials, pregnancies and plans as dated lines, each once, on its day; and what a running trial hides."""

from datetime import UTC, date, datetime, timedelta

import msgspec

from nattero.checkup.desk import Desk
from nattero.diary.entry import Entry
from nattero.diary.payloads import TrialArm, TrialDesign, TrialPrior
from nattero.insight.course import Course
from nattero.person import person
from nattero.person.evening import known_of_tonight
from nattero.person.insight import history_of, insight_of
from nattero.report.choice import Choice
from nattero.report.nights import course
from nattero.report.writing import letter
from nattero.trials.registered import register
from tests import packed
from tests.web import small

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def lines(*entries: Entry) -> list[tuple[date, str, str]]:
    found = history_of(person(entries, "me", NOW, small.ZONE), entries).lines
    return [(line.date, line.kind, line.name) for line in found]


def noted(day: date, text: str | bool) -> Entry:
    return small.night(day, 0, exposures={"medicine_change": text})


def test_a_medicine_stands_on_the_day_it_was_first_noted_in_these_words() -> None:
    first, second, third = date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 3)
    told = lines(noted(second, "new water tablet "), noted(first, "New water tablet"), noted(third, True))
    assert told == [(first, "medicine", "New water tablet"), (third, "medicine", "")]


def test_a_medicine_nobody_changed_is_no_line() -> None:
    assert lines(noted(date(2026, 9, 1), ""), noted(date(2026, 9, 2), False)) == []


def test_a_pregnancy_is_told_once_until_it_is_over_and_another_is_told() -> None:
    days = [datetime(2026, month, 1, 20, tzinfo=UTC) for month in (2, 3, 6, 9)]
    said = ["yes", "yes", "no", "yes"]
    other = small.entry("answers", {"answers": {"country": "NL"}}, days[1])
    told = lines(
        other,
        *[small.entry("answers", {"answers": {"pregnant": text}}, at) for text, at in zip(said, days, strict=True)],
    )
    assert told == [(date(2026, 2, 1), "pregnancy", ""), (date(2026, 9, 1), "pregnancy", "")]


def test_a_plan_begins_and_what_joins_it_later_has_its_own_day() -> None:
    measures = [{"id": "evening-stretch"}, {"id": "loose-bedclothes", "since": "2026-10-05"}]
    plan = small.entry("plan", {"at": "2026-09-01T18:00:00Z", "first": "2026-09-02", "measures": measures})
    assert lines(plan) == [(date(2026, 9, 2), "plan", ""), (date(2026, 10, 5), "plan", "loose-bedclothes")]
    assert (
        lines(small.entry("plan", {"at": "2026-09-01T18:00:00Z", "first": "2026-09-02", "limits": {"unsteady": True}}))
        == []
    )


def test_everything_together_counts_each_night_of_the_diary_once() -> None:
    entries = small.season()
    found = insight_of(person(entries, "me", NOW, small.ZONE), entries, packed.pack())
    assert found.first is not None
    assert found.last == small.LAST_NIGHT
    assert found.recorded + found.open + found.missing == (found.last - found.first).days + 1
    assert len(found.lines) == len(found.findings.since)


def with_a_trial() -> list[Entry]:
    arms = [TrialArm(id="A"), TrialArm(id="B", words="warm bath before bed")]
    begun = datetime(2026, 10, 10, 8, tzinfo=UTC)
    prior = TrialPrior(name="flat", mean=0.0, sd=0.5)
    drawn = register(begun, date(2026, 10, 11), arms, TrialDesign(nights=28), prior, "0123456789abcdef")
    return [*small.season(), small.entry("trial", msgspec.to_builtins(drawn), begun)]


def test_while_a_trial_runs_only_the_nights_before_it_are_shown() -> None:
    entries = with_a_trial()
    found = insight_of(person(entries, "me", NOW, small.ZONE), entries, packed.pack())
    assert found.trial == date(2026, 10, 11)
    assert found.last == date(2026, 10, 10)


def test_nor_are_later_nights_counted_on_the_doctors_page_which_tells_danger_of_every_night() -> None:
    note = {"at": "2026-11-21T20:00:00Z", "text": "My left calf is swollen and red since this morning"}
    entries, pack = [*with_a_trial(), small.entry("note", note)], packed.pack()
    desk = Desk(pack)
    found = letter(person(entries, "me", NOW, small.ZONE), entries, Choice(lang="en"), pack, lambda: desk)
    assert found.period is not None
    assert found.period.last == max(day for day, _ in found.counts) == date(2026, 10, 10)
    assert {each.wrote_on for each in found.noticed if each.id == "one-leg-swollen"} == {date(2026, 11, 21)}


def test_only_unfinished_nights_that_somebody_may_still_know_are_asked_for() -> None:
    days = [small.LAST_NIGHT - timedelta(days=back) for back in (2, 40)]
    entries = [small.cramp(f"{day}T23:30") for day in days]
    found = insight_of(person(entries, "me", NOW, small.ZONE), entries, packed.pack())
    assert (found.unfinished, found.forgotten) == ((days[0],), 1)


def test_a_night_that_still_goes_on_is_not_unfinished() -> None:
    entries = [small.cramp("2026-11-21T21:05")]
    for at, asked in (
        (datetime(2026, 11, 21, 20, 30, tzinfo=UTC), ()),
        (datetime(2026, 11, 22, 2, tzinfo=UTC), ()),
        (NOW, (small.LAST_NIGHT,)),
    ):
        found = insight_of(person(entries, "me", at, small.ZONE), entries, packed.pack())
        assert found.unfinished == asked


def test_a_stretch_of_this_evening_is_known_of_tonight() -> None:
    pack, late = packed.pack(), datetime(2026, 11, 22, 21, tzinfo=UTC)
    stretch = next(row.id for row in pack.exercises.values() if row.kind == "stretch")
    done = {"at": "2026-11-22T20:00:00Z", "programme": "x", "steps": [{"exercise": stretch, "of": 3, "done": 3}]}
    evening = date(2026, 11, 22)
    assert known_of_tonight(person([small.entry("session", done)], "me", late, small.ZONE), evening, pack) == {
        "stretched": 1
    }
    assert known_of_tonight(person([], "me", late, small.ZONE), evening, pack) == {}


def test_the_report_and_the_page_say_the_same_of_a_week() -> None:
    entries = small.season()
    who = person(entries, "me", NOW, small.ZONE)
    whole = insight_of(who, entries, packed.pack()).course
    part = course(who.every_night, who.every_night[-40:])
    assert isinstance(whole, Course)
    assert isinstance(part, Course)
    assert part.points == whole.points[-len(part.points) :]
