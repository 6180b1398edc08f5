"""One press, one cramp: the entry that a press of a button makes, or the one that an earlier call of the same press made.

In: a button's token, what it says of the cramp, and the key of the call. Out: an entry that is on disk. A press is never
counted twice: with an `Idempotency-Key` (the IETF's draft of that header) a call may be sent again for ever; without one,
presses within `TOGETHER` are one. A button bounces, a hand in pain presses again because nothing seems to happen, and a home
system repeats itself, all within a minute; a cramp takes longer than that to end and come back.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any

from nattero.diary.entry import Entry, new_id
from nattero.diary.problems import Problem, examine
from nattero.store import tokens
from nattero.store.tokens import Token
from nattero.web.site import Site

TOGETHER = timedelta(seconds=60)
WRITING = Lock()  # so that two presses at the same instant see one another


def pressed(site: Site, token: Token, said: dict[str, Any], key: str) -> tuple[Entry, bool] | Problem:
    """The entry of a press, on disk, and whether it is new; a problem for what a cramp cannot be."""
    with WRITING:
        now = site.clock()
        entry = entry_of(token, said, key, now)
        if isinstance(entry, Problem):
            return entry
        mine = (one for one in site.entries() if one.device == entry.device and one.person == token.person)
        earlier = [one for one in mine if (is_same(one, entry) if key else is_near(one, now))]
        tokens.used(site.journal, token, now)
        if earlier:
            return earlier[-1], False
        site.journal.append([entry])
        return entry, True


def entry_of(token: Token, said: dict[str, Any], key: str, now: datetime) -> Entry | Problem:
    """The entry that a press makes, or its problem. The end of its id is made from the key, so that the same call finds it again."""
    seed = f"{token.id}\n{key}" if key else secrets.token_hex()
    value = {
        "id": new_id(now, sha256(seed.encode()).digest()[:10]),
        "person": token.person,
        "recorded_at": now.isoformat(),
        "device": f"button-{token.id[-8:]}",
        "zone": token.settings.zone,
        "kind": "cramp",
        "payload": {**said, "at": now.isoformat()},
    }
    return examine(value, now)


def is_same(earlier: Entry, entry: Entry) -> bool:
    """Whether two entries come from calls with the same key: all of their ids but the instant is equal."""
    return earlier.id[14:] == entry.id[14:]


def is_near(earlier: Entry, now: datetime) -> bool:
    """Whether an entry was made so shortly before that it is the same cramp."""
    return abs(now - earlier.recorded_at) < TOGETHER
