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


@st.composite
def payloads(draw: st.DrawFn) -> tuple[str, int, dict[str, Any]]:
    kind = draw(
        st.sampled_from(
            [
                "cramp",
                "night",
                "answers",
                "checkup",
                "plan",
                "session",
                "trial",
                "retraction",
                "note",
                "cramp2",
                "unknown",
            ]
        )
    )
    if kind == "cramp":
        return (
            "cramp",
            1,
            {
                "at": draw(instants).isoformat(),
                "seconds": draw(st.none() | st.integers(0, 86_400)),
                "pain": draw(st.none() | st.integers(0, 10)),
            },
        )
    if kind == "night":
        return "night", 1, {"date": draw(dates).isoformat(), "cramps": draw(st.integers(0, 50))}
    if kind == "answers":
        keys = st.sampled_from(["country", "language", "pregnant", "steady"])
        return (
            "answers",
            1,
            {"answers": draw(st.dictionaries(keys, st.none() | st.booleans() | st.text(max_size=5), max_size=3))},
        )
    if kind == "checkup":
        features = st.sampled_from(["fever", "duration_min", "side"])
        said = st.none() | st.booleans() | st.integers(0, 60) | st.text(max_size=5)
        return (
            "checkup",
            1,
            {
                "at": draw(instants).isoformat(),
                "answers": draw(st.dictionaries(features, said, max_size=3)),
                "medicines": draw(st.lists(st.text(max_size=10), max_size=2)),
                "done": draw(st.booleans()),
            },
        )
    if kind == "plan":
        measures = st.fixed_dictionaries(
            {"id": st.sampled_from(["evening-stretch", "walk"])}, optional={"time": st.just("21:30")}
        )
        return (
            "plan",
            1,
            {
                "at": draw(instants).isoformat(),
                "first": draw(dates).isoformat(),
                "measures": draw(st.lists(measures, max_size=3)),
                "minutes": draw(st.none() | st.integers(0, 120)),
                "limits": draw(st.dictionaries(st.sampled_from(["unsteady", "pregnant"]), st.booleans())),
            },
        )
    if kind == "session":
        steps = st.fixed_dictionaries(
            {"exercise": st.just("towel-stretch"), "of": st.integers(1, 60)},
            optional={"done": st.integers(0, 60), "hurt": st.booleans()},
        )
        return (
            "session",
            1,
            {
                "at": draw(instants).isoformat(),
                "programme": draw(st.sampled_from(["evening-stretch", "given"])),
                "steps": draw(st.lists(steps, max_size=3)),
                "seconds": draw(st.integers(0, 14_400)),
            },
        )
    if kind == "trial":
        order = draw(st.lists(st.sampled_from(["AB", "BA"]), min_size=4, max_size=10).map("".join))
        return (
            "trial",
            1,
            {
                "at": draw(instants).isoformat(),
                "first": draw(dates).isoformat(),
                "arms": [{"id": "A"}, {"id": "B", "measure": "evening-stretch"}],
                "design": {"nights": len(order)},
                "seed": draw(st.text("0123456789abcdef", min_size=8, max_size=32)),
                "algorithm": "rounds-sha256-1",
                "order": order,
                "hash": draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
                "prior": {"name": "sceptical", "mean": 0.0, "sd": 0.4},
                "looked": draw(st.lists(st.integers(28, 84), max_size=2)),
            },
        )
    if kind == "note":
        return "note", 1, {"at": draw(instants).isoformat(), "text": draw(st.text(max_size=20))}
    if kind == "cramp2":
        return "cramp", 2, {"when": draw(st.text(max_size=5))}
    if kind == "unknown":
        return (
            draw(st.sampled_from(["horoscope", "heartbeat"])),
            1,
            draw(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3)),
        )
    return "retraction", 1, {}


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
