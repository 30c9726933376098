"""Counting for rate limits in this process's memory, without a thread that clears up."""

from collections import deque
from threading import Lock
from time import monotonic
from typing import Any

from limits.storage import MovingWindowSupport, Storage

# Between two looks for keys that nobody counts by any more.
SWEEP = 30.0  # seconds


class InMemory(Storage, MovingWindowSupport):
    """Moving windows as times in a queue for each key.

    The library's own counter begins a thread up to a hundred times a second, and each goes through
    all keys there are: an event that is much registered for spends more on that than on seats.
    """

    STORAGE_SCHEME = ["jvplanner"]  # noqa: RUF012

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_more: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._hits: dict[str, deque[float]] = {}
        self._longest, self._swept_at = 0.0, monotonic()
        self._lock = Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count amount more, unless that were over limit in the last expiry seconds."""
        now = monotonic()
        with self._lock:
            self._longest = max(self._longest, expiry)
            if now - self._swept_at > SWEEP:
                self._sweep(now)
            hits = self._hits.setdefault(key, deque())
            _forget(hits, now - expiry)
            if len(hits) + amount > limit:
                return False
            hits.extend([now] * amount)
            return True

    def get_moving_window(self, key: str, _limit: int, expiry: int) -> tuple[float, int]:
        """Return when the window began, and how many were counted in it."""
        now = monotonic()
        with self._lock:
            hits = self._hits.get(key) or deque()
            _forget(hits, now - expiry)
            return (hits[0] if hits else now), len(hits)

    def _sweep(self, now: float) -> None:
        over = now - self._longest
        self._hits = {key: hits for key, hits in self._hits.items() if hits and hits[-1] > over}
        self._swept_at = now

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            count = len(self._hits)
            self._hits.clear()
        return count

    def clear(self, key: str) -> None:
        with self._lock:
            self._hits.pop(key, None)

    # Only other strategies count so; ours is the moving window.
    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError

    def get(self, key: str) -> int:
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError


def _forget(hits: deque[float], before: float) -> None:
    while hits and hits[0] <= before:
        hits.popleft()
