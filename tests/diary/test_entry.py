"""Entries and identifiers are what their standards say."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.entry import Entry, convert, encode, is_zone, new_id, read, write
from nattero.diary.payloads import Cramp, NightCheck
from tests.diary.strategies import entries, instants

randomness = st.binary(min_size=10, max_size=10)


@given(instants, randomness)
def test_an_identifier_is_a_uuid_of_version_7_that_holds_its_instant(instant, ten):
    made = uuid.UUID(new_id(instant, ten))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(instant.timestamp() * 1000)
    assert str(made) == str(made).lower()


@given(instants, randomness, randomness)
def test_identifiers_sort_by_their_instant(instant, first, second):
    assert new_id(instant, first) < new_id(instant + timedelta(milliseconds=1), second)


def test_an_identifier_needs_its_ten_random_bytes():
    with pytest.raises(ValueError, match="ten"):
        new_id(datetime(2026, 1, 1, tzinfo=UTC), b"short")


@given(entries(), st.integers(-14, 14))
def test_one_instant_has_one_spelling_whatever_the_offset_it_came_with(entry, hours):
    elsewhere = entry.recorded_at.astimezone(timezone(timedelta(hours=hours)))
    value = msgspec.json.decode(encode(entry)) | {"recorded_at": elsewhere.isoformat()}
    assert convert(value) == entry


@given(entries())
def test_a_typed_payload_goes_back_to_what_it_was_read_from(entry):
    payload = read(entry)
    if payload is not None:
        again = msgspec.structs.replace(entry, payload=msgspec.json.decode(msgspec.json.encode(write(payload))))
        assert read(again) == payload


def test_a_payload_that_is_not_of_its_kind_is_not_read_and_not_lost():
    odd = Entry(
        id=new_id(datetime(2026, 1, 1, tzinfo=UTC), bytes(10)),
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        device="x",
        zone="UTC",
        kind="cramp",
        payload={"pain": "much"},
    )
    assert read(odd) is None
    assert b"much" in encode(odd)


def test_what_was_not_told_is_absent_and_never_zero():
    assert write(Cramp(at=datetime(2026, 1, 1, tzinfo=UTC))).keys() == {"at"}
    assert write(NightCheck(date=datetime(2026, 1, 1, tzinfo=UTC).date(), cramps=0)).keys() == {"date", "cramps"}


@pytest.mark.parametrize("name", ["", "/", "Europe/", "../UTC", "Europe/Amsterdam\0", "a" * 300, "Mars/Base", "Europe"])
def test_a_name_that_is_no_zone_is_told_apart(name):
    assert not is_zone(name)


@pytest.mark.parametrize("name", ["UTC", "Europe/Oslo", "Asia/Jakarta", "America/Argentina/Ushuaia", "Etc/GMT+12"])
def test_zones_are_known_by_their_names(name):
    assert is_zone(name)
