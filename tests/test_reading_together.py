"""Whoever asks at one moment shares a read, and nobody is told what was true before they asked."""

from threading import Event, Thread

import pytest

from jvplanner.reading_together import ReadTogether

PATIENCE = 20


class Clock:
    """Reads a number that counts the reads; each read waits until it is let go."""

    def __init__(self) -> None:
        self.reads = 0
        self.begun, self.may_go_on = Event(), Event()

    def read(self, key: str) -> tuple[str, int]:
        self.reads += 1
        number = self.reads
        self.begun.set()
        assert self.may_go_on.wait(PATIENCE)
        return key, number


class Counted(Event):
    """An event that says when so many wait for it."""

    def __init__(self, enough: int) -> None:
        super().__init__()
        self.enough, self.are_there = enough, Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.enough -= 1
        if not self.enough:
            self.are_there.set()
        return super().wait(timeout)


def test_who_asks_while_a_read_goes_on_shares_the_next_one() -> None:
    clock, found = Clock(), []
    ask = ReadTogether(clock.read)

    def asked(key: str = "a") -> Thread:
        thread = Thread(target=lambda: found.append(ask(key)))
        thread.start()
        return thread

    threads = [asked()]
    assert clock.begun.wait(PATIENCE)
    threads.append(asked())
    while not (gathering := ask._gathering.get("a")):
        threads[-1].join(0.01)
    gathering.done = Counted(4)
    threads += [asked() for _ in range(4)]
    assert gathering.done.are_there.wait(PATIENCE)
    clock.may_go_on.set()
    for thread in threads:
        thread.join(PATIENCE)

    assert sorted(found) == [("a", 1)] + [("a", 2)] * 5
    assert not ask._gathering
    assert not ask._going_on


def test_other_things_are_read_meanwhile() -> None:
    clock, found = Clock(), []
    ask = ReadTogether(lambda key: clock.read(key) if key == "slow" else (key, 0))
    slow = Thread(target=lambda: found.append(ask("slow")))
    slow.start()
    assert clock.begun.wait(PATIENCE)
    assert ask("quick") == ("quick", 0)
    clock.may_go_on.set()
    slow.join(PATIENCE)
    assert found == [("slow", 1)]


def test_a_read_that_fails_fails_for_those_who_shared_it_alone() -> None:
    numbers = iter(range(10))

    def read(_key: str) -> int:
        if (number := next(numbers)) == 0:
            raise ConnectionError("away")
        return number

    ask = ReadTogether(read)
    with pytest.raises(ConnectionError):
        ask("a")
    assert ask("a") == 1
