"""Tokens: a secret that is kept as a hash, works for its purpose alone, and never again once it was revoked."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nattero.store import tokens
from nattero.store.erasure import erase
from nattero.store.journal import Journal, open_journal
from nattero.store.tokens import Settings
from tests.store.made import NOW, cramp


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "data") as opened:
        yield opened


def test_a_token_comes_back_as_it_was_made(journal: Journal) -> None:
    chosen = Settings("nb", "Europe/Oslo", full=True, alarms=True)
    token, secret = tokens.make(journal, "calendar", "me", "", chosen, NOW)
    assert tokens.find(journal, "calendar", secret) == token
    assert token.settings == chosen
    assert (token.made, token.used, token.revoked) == (NOW, None, None)


def test_no_two_secrets_are_alike_and_each_has_256_bits(journal: Journal) -> None:
    made = {tokens.make(journal, "button", "me", "Bed", Settings(), NOW)[1] for _ in range(50)}
    assert len(made) == 50
    assert {len(secret) for secret in made} == {43}


def test_a_secret_works_for_its_purpose_alone(journal: Journal) -> None:
    _, secret = tokens.make(journal, "button", "me", "Bed", Settings(), NOW)
    assert tokens.find(journal, "calendar", secret) is None
    assert tokens.standing(journal, "calendar", "me") == []


def test_the_disk_holds_the_hash_and_not_the_secret(journal: Journal) -> None:
    _, secret = tokens.make(journal, "button", "me", "Bed", Settings(), NOW)
    kept = b"".join(path.read_bytes() for path in journal.path.parent.iterdir())
    assert secret.encode() not in kept
    assert tokens.digest(secret) in kept


def test_a_revoked_token_is_still_known_as_such_and_stays_revoked(journal: Journal) -> None:
    token, secret = tokens.make(journal, "button", "me", "Bed", Settings(), NOW)
    other, _ = tokens.make(journal, "button", "me", "Chair", Settings(), NOW + timedelta(1))
    assert tokens.revoke(journal, "button", "me", NOW, token.id) == 1
    assert tokens.revoke(journal, "button", "me", NOW + timedelta(1), token.id) == 0
    found = tokens.find(journal, "button", secret)
    assert found is not None
    assert found.revoked == NOW
    assert [one.id for one in tokens.standing(journal, "button", "me")] == [other.id]


def test_revoking_touches_no_other_person_and_no_other_purpose(journal: Journal) -> None:
    tokens.make(journal, "calendar", "me", "", Settings(), NOW)
    tokens.make(journal, "button", "me", "", Settings(), NOW)
    tokens.make(journal, "calendar", "ola", "", Settings(), NOW)
    assert tokens.revoke(journal, "calendar", "me", NOW) == 1
    assert len(tokens.standing(journal, "button", "me")) == len(tokens.standing(journal, "calendar", "ola")) == 1


def test_the_last_use_is_noted_at_most_once_a_minute(journal: Journal) -> None:
    _, secret = tokens.make(journal, "button", "me", "Bed", Settings(), NOW)
    for later in (0, 30, 59, 61):
        token = tokens.find(journal, "button", secret)
        assert token is not None
        tokens.used(journal, token, NOW + timedelta(seconds=later))
    (token,) = tokens.standing(journal, "button", "me")
    assert token.used == NOW + timedelta(seconds=61)


@pytest.mark.parametrize(
    ("name", "kept"), [("  Bed \n left\t", "Bed left"), ("\x00a\u202e\x1b[0m", "a [0m"), ("x" * 200, "x" * 80)]
)
def test_a_name_is_one_clean_line(name: str, kept: str) -> None:
    assert tokens.tidy(name) == kept


def test_erasing_a_person_takes_their_tokens_along_and_nobody_elses(journal: Journal) -> None:
    journal.append([cramp(1)])
    _, mine = tokens.make(journal, "button", "me", "Bed", Settings(), NOW)
    _, theirs = tokens.make(journal, "button", "ola", "Bed", Settings(), NOW)
    assert erase(journal, "me") == 1
    assert tokens.find(journal, "button", mine) is None
    assert tokens.find(journal, "button", theirs) is not None
    assert tokens.digest(mine) not in journal.path.read_bytes()
