"""The worker of `serve --with-worker`: begun again when it dies, and stopped with the pages."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jvplanner.serving.beside import Beside
from tests.serving import COMMAND, ROOT, SECRET
from tests.smtp import free_port


class Hours:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def ended(beside: Beside, hours: Hours, *, after: float = 0.0) -> None:
    """Let the process that runs come to its end, after it has run for some seconds."""
    assert beside._process
    beside._process.wait()
    hours.now += after
    beside.look_after()
    assert beside._process is None


def pause_of(beside: Beside, hours: Hours) -> float:
    """Return for how many seconds the process is not begun."""
    began = hours.now
    while beside._process is None:
        hours.now += 0.5
        beside.look_after()
    return hours.now - began


def test_each_early_end_makes_a_longer_pause_until_the_process_runs_well_again() -> None:
    hours = Hours()
    beside = Beside("worker", ["true"], hours)
    beside.look_after()
    pauses = []
    for _ in range(8):
        ended(beside, hours)
        pauses.append(pause_of(beside, hours))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    ended(beside, hours, after=60)
    assert pause_of(beside, hours) == 1
    beside.stop()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("raise SystemExit(3)", "has ended with code 3"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by signal 9"),
    ],
)
def test_the_log_says_how_it_ended(
    caplog: pytest.LogCaptureFixture, command: str, words: str
) -> None:
    hours = Hours()
    beside = Beside("worker", [sys.executable, "-c", command], hours)
    beside.look_after()
    ended(beside, hours)
    assert caplog.messages == [f"The worker {words}. It begins again in 1 s."]


def test_one_that_cannot_be_begun_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    beside = Beside("worker", ["/nonexistent"])
    beside.look_after()
    assert caplog.messages == [
        "The worker cannot be begun: No such file or directory. It begins again in 1 s."
    ]


def test_one_that_will_not_stop_is_ended(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("jvplanner.serving.beside.LONGEST_GOODBYE", 0.2)
    os.mkfifo(ready := tmp_path / "ready")
    stubborn = f"trap '' TERM; echo > {ready}; while true; do read x < {ready}; done"
    beside = Beside("worker", ["sh", "-c", stubborn])
    beside.look_after()
    process = beside._process
    assert process
    assert ready.read_text() == "\n"
    beside.stop()
    assert process.returncode == -signal.SIGKILL
    assert caplog.messages == ["The worker does not stop, and is ended."]
    beside.look_after()
    assert beside._process is None, "it is not begun again"


def begun_worker(server: subprocess.Popen[str]) -> int:
    """Wait for the log to say that a worker runs; return its process id."""
    said = re.search(r"process (\d+)", line_with(server, "The worker runs"))
    assert said
    return int(said[1])


def line_with(server: subprocess.Popen[str], words: str) -> str:
    assert server.stderr
    said = next((line for line in server.stderr if words in line), None)
    assert said, f"the log ended before it said {words!r}"
    return said


def test_a_worker_that_is_killed_runs_again_and_both_stop_together(tmp_path: Path) -> None:
    environment = {name: text for name, text in os.environ.items() if "JVPLANNER" not in name}
    environment |= {"JVPLANNER_DATA_DIR": str(tmp_path), "JVPLANNER_SECRET_KEY": SECRET}
    subprocess.run([COMMAND, "db", "upgrade"], env=environment, cwd=ROOT, check=True)
    with subprocess.Popen(
        [COMMAND, "serve", "--with-worker", "--port", str(free_port())],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        first = begun_worker(server)
        os.kill(first, signal.SIGKILL)
        assert "was ended by signal 9. It begins again in 1 s." in line_with(server, "The worker")
        second = begun_worker(server)
        assert second != first
        server.terminate()
        assert server.stderr
        assert not re.search("worker|Traceback", server.stderr.read())
    assert server.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)
