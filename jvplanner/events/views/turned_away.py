"""Counting in memory what is refused at events' forms, and writing it down now and then.

Under an attack each refusal costs nothing that those who mean to come would wait for.
"""

import logging
from collections import Counter
from threading import Lock, Timer

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from jvplanner import clock
from jvplanner.events.actions.turning_away import add_refused
from jvplanner.links.addresses import as_kept

EVERY = 3.0  # seconds
# Codes that lead nowhere are counted, too, until they are looked up.
MOST_CODES = 500

log = logging.getLogger(__name__)


class TurnedAway:
    """What one process has refused and not yet written down."""

    def __init__(self) -> None:
        self._in_trap: Counter[str] = Counter()
        self._too_many: Counter[str] = Counter()
        self._lock = Lock()
        self._timer: Timer | None = None

    def note(self, code: str, engine: Engine, *, in_trap: bool) -> None:
        """Count one attempt at the event of a public code, to be written down in a moment."""
        kept = as_kept(code)
        counts = self._in_trap if in_trap else self._too_many
        with self._lock:
            if kept is None or (kept not in counts and len(counts) >= MOST_CODES):
                return
            counts[kept] += 1
            if self._timer is None:
                self._timer = Timer(EVERY, self.write_down, [engine])
                self._timer.daemon = True
                self._timer.start()

    def write_down(self, engine: Engine) -> None:
        """Write down what was counted, in a transaction for each event."""
        with self._lock:
            in_trap, too_many = self._in_trap, self._too_many
            self._in_trap, self._too_many = Counter(), Counter()
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None
        for code in in_trap.keys() | too_many.keys():
            try:
                add_refused(
                    code,
                    engine,
                    in_trap=in_trap[code],
                    too_many=too_many[code],
                    now=clock.now(),
                )
            except DBAPIError as problem:
                log.warning("refused attempts were not counted: %s", problem.orig)
