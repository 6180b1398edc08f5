"""Diaries to be shared: entries of every kind with every field, and one of each kind that is always the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from nattero.diary.entry import Entry, new_id
from tests.diary import strategies as written
from tests.diary.strategies import fields

NOW = datetime(2026, 11, 22, 7, 12, tzinfo=UTC)
SECRET = "Zuster Brigitte weet ervan"  # in every field that is nobody else's business
texts = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n\t"), min_size=1, max_size=30
).filter(str.strip)
names = st.sampled_from(["calf-pull", "foot-pull", "stand-up", "a  b", "een stap", "x" * 80])
ratings = st.none() | st.integers(0, 10)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(-1e9, 1e9, allow_nan=False).filter(lambda number: number == number + 0.0),
    texts,
)
ANSWERS = {
    "fever": st.booleans() | st.none(),
    "duration_min": st.integers(0, 90) | st.floats(0, 90) | st.none(),
    "side": st.sampled_from(["both_together", "one_leg_always_same"]) | st.none(),
    "age": values,
    "sex": values,
    "asked by a newer one": values,
}
HEARD = st.dictionaries(
    st.sampled_from(["sudden_cold_pale", "age", "sex"]),
    st.booleans() | st.integers(0, 99) | st.just("female"),
    max_size=2,
)
PAYLOADS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "cramp": fields(
        at=written.written,
        seconds=st.none() | st.integers(0, 86_400),
        pain=ratings,
        side=st.sampled_from([None, "left", "right", "both"]),
        muscle=st.sampled_from([None, "calf", "foot", "toes", "shin", "hamstring", "thigh"]),
        steps=st.lists(names, max_size=3),
        danger=st.lists(names, max_size=2),
        note=st.none() | texts,
        heard=HEARD,
    ),
    "night": fields(
        date=written.days,
        cramps=st.none() | st.integers(0, 50),
        sore=st.none() | st.booleans(),
        exposures=st.dictionaries(
            st.sampled_from(["stretched", "alcohol", "medicine_change", "a  b"]), values, max_size=4
        ),
        note=st.none() | texts,
        heard=HEARD,
    ).filter(lambda said: said.get("cramps") is not None or any(map(said.get, ("exposures", "note", "heard")))),
    "sleep": fields(date=written.days, well=ratings, dread=ratings).filter(
        lambda said: said.get("well") is not None or said.get("dread") is not None
    ),
    "answers": fields(
        answers=st.dictionaries(
            st.sampled_from(["country", "pregnant", "exposure.alcohol"]), values | st.just("no"), max_size=3
        )
    ),
    "checkup": fields(
        at=written.written,
        answers=st.fixed_dictionaries({}, optional=ANSWERS),
        medicines=st.lists(texts, max_size=3),
        text=st.none() | texts,
        done=st.booleans(),
    ),
    "plan": written.PLAN,
    "session": written.SESSION,
    "trial": written.trials(),
    "note": fields(at=written.written, text=texts, heard=HEARD),
}


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    kind = draw(st.sampled_from(sorted(PAYLOADS)))
    return Entry(
        id=draw(written.ids()),
        recorded_at=draw(written.instants),
        device=draw(st.sampled_from(["phone-3f2a", "laptop", "0"])),
        zone=draw(written.zones),
        kind=kind,
        supersedes=draw(st.none() | written.ids()),
        payload=draw(PAYLOADS[kind]),
    )


diaries = st.lists(entries(), max_size=8, unique_by=lambda entry: entry.id)
AT = "2026-11-20T02:14:10Z"
GIVEN = {
    "title": "Rek en strek",
    "by": SECRET,
    "note": SECRET,
    "parts": [{"exercise": "towel-stretch", "hold": 30, "note": SECRET}],
}
TRIAL = {
    "at": AT,
    "first": "2026-11-01",
    "arms": [{"id": "A"}, {"id": "B", "measure": "evening-stretch"}],
    "design": {"nights": 8},
    "seed": "0123456789abcdef",
    "algorithm": "rounds-sha256-1",
    "order": "ABBABAAB",
    "hash": "0" * 64,
    "prior": {"name": "sceptical", "mean": 0.0, "sd": 0.4},
    "ended": {"date": "2026-11-09", "why": "done"},
    "result": {
        "at": AT,
        "table": [{"night": "2026-11-01", "arm": "A", "cramps": 2}],
        "numbers": {
            "arm": "B",
            "reference": "A",
            "rate_ratio": {"mean_log": -0.5, "sd_log": 0.2, "median": 0.6, "lo": 0.41, "hi": 0.9},
        },
    },
    "note": SECRET,
}
ONE_OF_EACH: list[tuple[str, dict[str, Any]]] = [
    (
        "cramp",
        {"at": AT, "seconds": 150, "pain": 7, "side": "left", "muscle": "calf", "steps": ["calf-pull"], "note": SECRET},
    ),
    ("cramp", {"at": "2026-11-18T22:00:00Z", "muscle": "shin", "danger": ["swelling_one_leg"]}),
    ("cramp", {"at": "2026-11-17T22:00:00Z", "side": "both"}),
    (
        "night",
        {"date": "2026-11-19", "cramps": 2, "sore": True, "exposures": {"alcohol": 2, "medicine_change": SECRET}},
    ),
    ("night", {"date": "2026-11-16", "cramps": 0, "exposures": {"stretched": None, "walked": 1.5}, "note": SECRET}),
    ("night", {"date": "2026-11-17", "cramps": 0}),
    *(("night", {"date": f"2026-11-0{day}", "cramps": day % 3}) for day in range(1, 8)),
    ("sleep", {"date": "2026-11-15", "well": 4}),
    ("answers", {"answers": {"country": "NL", "pregnant": None, "exposure.alcohol": True}}),
    (
        "checkup",
        {
            "at": AT,
            "answers": {
                "age": 78,
                "sex": "female",
                "fever": False,
                "duration_min": 2.5,
                "side": None,
                "unheard_of": "yes",
            },
            "medicines": ["Simvastatine 40 mg", "iets van de drogist"],
            "text": SECRET,
            "done": True,
        },
    ),
    (
        "plan",
        {
            "at": AT,
            "first": "2026-11-10",
            "measures": [{"id": "given", "programme": "given", "time": "21:30"}, {"id": "night-light"}],
            "ended": [{"id": "loose-bedclothes", "date": "2026-11-12", "why": "no-help"}],
            "given": GIVEN,
        },
    ),
    ("session", {"at": AT, "programme": "given", "seconds": 300, "ended": "whole", "note": SECRET}),
    ("trial", TRIAL),
    ("note", {"at": AT, "text": SECRET}),
]


def one_of_each() -> list[Entry]:
    """A diary with an entry of each kind, and several of some, with all that is nobody else's business in it."""
    return [
        Entry(
            id=new_id(NOW - timedelta(days=1, seconds=number), bytes([number] * 10)),
            recorded_at=NOW - timedelta(days=1, seconds=number),
            device=f"phone-of-{SECRET}",
            zone="Europe/Amsterdam",
            kind=kind,
            payload=payload,
        )
        for number, (kind, payload) in enumerate(ONE_OF_EACH)
    ]
