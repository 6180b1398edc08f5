"""What began: medicines, trials, pregnancies and plans as dated lines, each once, on its day."""

from datetime import UTC, date, datetime

from nattero.diary.entry import Entry
from nattero.person import person
from nattero.person.insight import history_of, insight_of
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
    found = insight_of(person(entries, "me", NOW, small.ZONE), entries, small.pack())
    assert found.first is not None
    assert found.last == small.LAST_NIGHT
    assert found.recorded + found.open + found.missing == (found.last - found.first).days + 1
    assert len(found.lines) == len(found.findings.since)
