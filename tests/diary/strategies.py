"""Entries as a phone, a laptop and a newer program might write them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from nattero.diary.entry import Entry, new_id

ZONES = [
    "Europe/Amsterdam",
    "Europe/Oslo",
    "Asia/Jakarta",
    "Asia/Jayapura",
    "America/St_Johns",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "UTC",
]
zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone
dates = st.dates(date(1990, 1, 2), date(2026, 10, 30))
notes = st.none() | st.text(max_size=40)


@st.composite
def ids(draw: st.DrawFn) -> str:
    return new_id(draw(instants), draw(st.binary(min_size=10, max_size=10)))


few_ids = st.sampled_from(
    [new_id(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n), bytes([n] * 10)) for n in range(6)]
)


written = instants.map(lambda instant: instant.isoformat())
days = dates.map(lambda day: day.isoformat())
digits = "0123456789abcdef"


def fields(**field: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(field)


PLAN = fields(
    at=written,
    first=days,
    measures=st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from(["evening-stretch", "walk"])}, optional={"time": st.just("21:30")}
        ),
        max_size=3,
    ),
    minutes=st.none() | st.integers(0, 120),
    limits=st.dictionaries(st.sampled_from(["unsteady", "pregnant"]), st.booleans()),
)
SESSION = fields(
    at=written,
    programme=st.sampled_from(["evening-stretch", "given"]),
    steps=st.lists(
        st.fixed_dictionaries(
            {"exercise": st.just("towel-stretch"), "of": st.integers(1, 60)},
            optional={"done": st.integers(0, 60), "hurt": st.booleans()},
        ),
        max_size=3,
    ),
    seconds=st.integers(0, 14_400),
)
CHECKUP = fields(
    at=written,
    answers=st.dictionaries(
        st.sampled_from(["fever", "duration_min", "side"]),
        st.none() | st.booleans() | st.integers(0, 60) | st.text(max_size=5),
        max_size=3,
    ),
    medicines=st.lists(st.text(max_size=10), max_size=2),
    done=st.booleans(),
)


@st.composite
def trials(draw: st.DrawFn) -> dict[str, Any]:
    order = draw(st.lists(st.sampled_from(["AB", "BA"]), min_size=4, max_size=10).map("".join))
    return {
        "at": draw(written),
        "first": draw(days),
        "arms": [{"id": "A"}, {"id": "B", "measure": "evening-stretch"}],
        "design": {"nights": len(order)},
        "seed": draw(st.text(digits, min_size=8, max_size=32)),
        "algorithm": "rounds-sha256-1",
        "order": order,
        "hash": draw(st.text(digits, min_size=64, max_size=64)),
        "prior": {"name": "sceptical", "mean": 0.0, "sd": 0.4},
        "looked": draw(st.lists(st.integers(28, 84), max_size=2)),
    }


KINDS: dict[tuple[str, int], st.SearchStrategy[dict[str, Any]]] = {
    ("cramp", 1): fields(at=written, seconds=st.none() | st.integers(0, 86_400), pain=st.none() | st.integers(0, 10)),
    ("night", 1): fields(date=days, cramps=st.integers(0, 50)) | fields(date=days, note=st.just("uncounted")),
    ("sleep", 1): fields(date=days, well=st.none() | st.integers(0, 10), dread=st.none() | st.integers(0, 10)).filter(
        lambda rating: rating.get("well") is not None or rating.get("dread") is not None
    ),
    ("answers", 1): fields(
        answers=st.dictionaries(
            st.sampled_from(["country", "language", "pregnant", "steady"]),
            st.none() | st.booleans() | st.text(max_size=5),
            max_size=3,
        )
    ),
    ("checkup", 1): CHECKUP,
    ("plan", 1): PLAN,
    ("session", 1): SESSION,
    ("trial", 1): trials(),
    ("retraction", 1): st.just({}),
    ("note", 1): fields(at=written, text=st.text(max_size=20)),
    ("cramp", 2): fields(when=st.text(max_size=5)),
    ("horoscope", 1): st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
    ("heartbeat", 1): st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
}


@st.composite
def payloads(draw: st.DrawFn) -> tuple[str, int, dict[str, Any]]:
    kind, version = draw(st.sampled_from(sorted(KINDS)))
    return kind, version, draw(KINDS[kind, version])


@st.composite
def entries(draw: st.DrawFn, which: st.SearchStrategy[str] | None = None) -> Entry:
    which = ids() if which is None else which
    kind, version, payload = draw(payloads())
    mine = draw(which)
    supersedes = draw(which if kind == "retraction" else st.none() | which)
    return Entry(
        id=mine,
        person=draw(st.sampled_from(["me", "me", "grandmother"])),
        recorded_at=draw(instants),
        device=draw(st.sampled_from(["phone", "laptop"])),
        zone=draw(zones),
        kind=kind,
        version=version,
        supersedes=supersedes,
        payload=payload,
    )


diaries = st.lists(entries(), max_size=8)
tangled_diaries = st.lists(entries(few_ids), max_size=10)
