"""A process beside the web processes: begun again when it has ended, and stopped with them."""

import logging
import subprocess
from collections.abc import Callable, Sequence
from time import monotonic

FIRST_PAUSE = 1.0  # seconds
LONGEST_PAUSE = 60.0
RAN_WELL = 60.0  # seconds after which an end is no sign that the next one is near
LONGEST_GOODBYE = 25.0  # seconds; one letter may be on its way

log = logging.getLogger(__name__)


class Beside:
    """A process that is to run for as long as the server does.

    name     what the log calls it
    command  what begins it
    """

    def __init__(
        self, name: str, command: Sequence[str], now: Callable[[], float] = monotonic
    ) -> None:
        self._name, self._command, self._now = name, command, now
        self._process: subprocess.Popen[bytes] | None = None
        self._began = self._begins_at = now()
        self._pause = FIRST_PAUSE / 2
        self._is_wanted = True

    def look_after(self) -> None:
        """Notice an end, and begin the process when its time has come; called every second."""
        self.notice_end()
        if not self._is_wanted or self._process or self._now() < self._begins_at:
            return
        self._began = self._now()
        try:
            self._process = subprocess.Popen(self._command)  # noqa: S603
            log.info("The %s runs as process %d.", self._name, self._process.pid)
        except OSError as problem:
            self._begin_later(f"cannot be begun: {problem.strerror}")

    def notice_end(self) -> None:
        """Say in the log that the process has ended, and when it begins again."""
        code = self._process.poll() if self._process else None
        if code is None:
            return
        self._process = None
        if self._is_wanted:
            self._begin_later(
                f"was ended by signal {-code}" if code < 0 else f"has ended with code {code}"
            )

    def _begin_later(self, why: str) -> None:
        ran_well = self._now() - self._began >= RAN_WELL
        self._pause = FIRST_PAUSE if ran_well else min(2 * self._pause, LONGEST_PAUSE)
        self._begins_at = self._now() + self._pause
        log.warning("The %s %s. It begins again in %.0f s.", self._name, why, self._pause)

    def ask_to_stop(self) -> None:
        """Let the process finish what it is at; it is not begun again."""
        self._is_wanted = False
        if self._process:
            self._process.terminate()

    def stop(self) -> None:
        """Return when the process has ended, of its own accord or not."""
        self.ask_to_stop()
        if self._process is None:
            return
        try:
            self._process.wait(LONGEST_GOODBYE)
        except subprocess.TimeoutExpired:
            log.warning("The %s does not stop, and is ended.", self._name)
            self._process.kill()
            self._process.wait()
