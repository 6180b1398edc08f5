"""A diary is a set: its union and its current view depend on nothing else."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.entry import Entry, decode, encode, new_id
from nattero.diary.merge import current, families, taken_back, union, winner
from tests.diary.strategies import diaries, entries, tangled_diaries

START = datetime(2026, 11, 1, tzinfo=UTC)


def entry(
    n: int, kind: str = "cramp", supersedes: Entry | None = None, minutes: int | None = None, person: str = "me"
) -> Entry:
    return Entry(
        id=new_id(START + timedelta(hours=n), bytes([n] * 10)),
        person=person,
        recorded_at=START + timedelta(minutes=n if minutes is None else minutes),
        device="phone",
        zone="Europe/Amsterdam",
        kind=kind,
        supersedes=supersedes.id if supersedes else None,
        payload={} if kind == "retraction" else {"at": START.isoformat(), "pain": n % 11},
    )


@given(tangled_diaries, st.data())
def test_the_union_is_commutative_associative_and_idempotent(diary, data):
    a, b, c = ([entry for entry in diary if data.draw(st.booleans())] for _ in range(3))
    assert union(a, b) == union(b, a)
    assert union(union(a, b), c) == union(a, union(b, c))
    assert union(a, a) == union(a)


@given(tangled_diaries, st.randoms())
def test_the_view_is_the_same_whatever_the_order_and_the_retries(diary, rng: random.Random):
    shuffled = diary + rng.sample(diary, len(diary) // 2)
    rng.shuffle(shuffled)
    assert current(shuffled) == current(diary)


@given(tangled_diaries)
def test_the_view_of_a_view_is_itself(diary):
    once = current(diary)
    assert current(once) == once


@given(tangled_diaries)
def test_one_entry_stands_for_each_family_and_retractions_hide_the_rest(diary):
    assert len(current(diary)) + len(taken_back(diary)) == len(families(diary))
    assert all(entry.kind != "retraction" for entry in current(diary))


@given(diaries)
def test_entries_survive_their_encoding(diary):
    assert {decode(encode(entry)) for entry in diary} == union(diary)


@given(entries(), st.integers(1, 20))
def test_the_last_of_a_chain_of_corrections_stands(first, length):
    chain = [first]
    for n in range(length):
        chain.append(
            Entry(
                id=new_id(START + timedelta(days=n), bytes([n] * 10)),
                person=first.person,
                recorded_at=first.recorded_at,
                device="laptop",
                zone="UTC",
                kind="note",
                supersedes=chain[-1].id,
                payload={"at": START.isoformat(), "text": str(n)},
            )
        )
    assert [entry.id for entry in current(reversed(chain))] == [chain[-1].id]


def test_the_later_of_two_corrections_made_apart_stands():
    first = entry(1)
    on_phone, on_laptop = entry(2, supersedes=first, minutes=50), entry(3, supersedes=first, minutes=40)
    assert current([first, on_laptop, on_phone]) == [on_phone]


def test_corrections_of_an_entry_that_has_not_arrived_are_still_one_family():
    first = entry(1)
    on_phone, on_laptop = entry(2, supersedes=first), entry(3, supersedes=first)
    assert current([on_phone, on_laptop]) == current([first, on_phone, on_laptop]) == [on_laptop]


def test_a_deletion_hides_the_whole_family_and_undoing_it_brings_the_last_words_back():
    first = entry(1)
    corrected = entry(2, supersedes=first)
    gone = entry(3, kind="retraction", supersedes=corrected)
    assert current([first, corrected, gone]) == []
    assert taken_back([first, corrected, gone]) == [gone]
    back = entry(4, supersedes=gone)
    assert current([gone, back, first, corrected]) == [back]


def test_a_ring_of_corrections_still_leaves_one_entry_standing():
    a, b = entry(1), entry(2)
    ring = [
        Entry(id=a.id, recorded_at=a.recorded_at, device="x", zone="UTC", kind="note", supersedes=b.id, payload={}),
        Entry(id=b.id, recorded_at=b.recorded_at, device="x", zone="UTC", kind="note", supersedes=a.id, payload={}),
    ]
    assert winner(ring).id == b.id
    assert len(current(ring)) == 1


def test_nobody_corrects_another_persons_entry():
    mine = entry(1)
    theirs = entry(2, supersedes=mine, person="grandmother")
    assert set(current([mine, theirs])) == {mine, theirs}


def test_numbers_and_truths_that_python_calls_equal_are_different_entries():
    one = Entry(id=entry(1).id, recorded_at=START, device="x", zone="UTC", kind="odd", payload={"v": 1})
    true = Entry(id=entry(1).id, recorded_at=START, device="x", zone="UTC", kind="odd", payload={"v": True})
    assert len(union([one], [true])) == 2
