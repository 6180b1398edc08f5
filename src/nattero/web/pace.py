"""How often somebody may ask: so many calls in so many seconds for each key, and how long to wait when it was too often.

In: a key (a token's id, an address). Out: 0, or seconds. The method is the generic cell rate algorithm (ITU-T I.371), which
keeps one instant for each key. Keys come from tokens and sockets, never from what a request says about its sender.
"""

import time
from collections.abc import Callable
from threading import Lock

MOST_KEYS = 4096


class Pace:
    """Lets each key make `calls` at once, and then one more every `seconds / calls`."""

    def __init__(self, calls: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.each, self.room, self.clock = seconds / calls, seconds, clock
        self._free_at: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, key: str) -> float:
        """Counts a call and gives 0, or does not count it and gives the seconds until the next may come."""
        with self._lock:
            now = self.clock()
            free_at = max(self._free_at.get(key, now), now) + self.each
            if free_at - now > self.room:
                return free_at - now - self.room
            if len(self._free_at) >= MOST_KEYS:
                self._free_at = self._busy(now)
            self._free_at[key] = free_at
            return 0.0

    def _busy(self, now: float) -> dict[str, float]:
        """The keys that have called lately, without those that called longest ago."""
        busy = sorted(self._free_at.items(), key=lambda item: item[1])[MOST_KEYS // 2 :]
        return {key: at for key, at in busy if at > now}
