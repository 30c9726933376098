"""One read for everybody who asks for the same at the same moment."""

from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class _Round(Generic[Answer]):
    """Those who wait for one read, and what it found or why it failed."""

    def __init__(self) -> None:
        self.done = Event()
        self.answer: Answer
        self.problem: BaseException | None = None


class ReadTogether(Generic[Key, Answer]):
    """Reads for whoever asks, and lets those share a read who asked before it began.

    Nobody is told what was true before they asked: a read that has begun already is waited for, and
    the next one is shared. So an answer is as fresh as if each had read alone.
    """

    def __init__(self, read: Callable[[Key], Answer]) -> None:
        self._read = read
        self._lock = Lock()
        # By key: whose read has not begun yet, and whose is going on.
        self._gathering: dict[Key, _Round[Answer]] = {}
        self._going_on: dict[Key, _Round[Answer]] = {}

    def __call__(self, key: Key) -> Answer:
        """Return what is read for key; raises what the read raised."""
        with self._lock:
            mine = self._gathering.get(key)
            leads = mine is None
            if mine is None:
                mine = self._gathering[key] = _Round()
            before = self._going_on.get(key)
        if leads:
            self._lead(key, mine, before)
        else:
            mine.done.wait()
        if mine.problem is not None:
            raise mine.problem
        return mine.answer

    def _lead(self, key: Key, mine: _Round[Answer], before: _Round[Answer] | None) -> None:
        if before is not None:
            before.done.wait()
        with self._lock:
            del self._gathering[key]
            self._going_on[key] = mine
        try:
            mine.answer = self._read(key)
        except BaseException as problem:
            mine.problem = problem
        finally:
            with self._lock:
                if self._going_on.get(key) is mine:
                    del self._going_on[key]
            mine.done.set()
