"""The day on which the demo plays, and the chances it takes: the same for the same seed."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from jvplanner.demo.names import people
from jvplanner.wall_time import utc_from_local


class Scene:
    """Where a practice's rows get their moments and their chances from.

    seed   rows made in the same order with the same seed are the same
    today  the practice's local day; everything is dated from it
    zone   the practice's time zone, an IANA name
    """

    def __init__(self, seed: str, today: date, zone: str) -> None:
        self.today, self.zone = today, zone
        self.random = Random(seed)  # noqa: S311  a demo has no secrets
        # What is dated in the past has passed, however early in its day the demo is loaded.
        self.now = self.at(0, 0)
        self.people = people(self.random, domain="guests.example")

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """Return the moment, in UTC, at which clocks show hour and minute, days after today."""
        return utc_from_local(self.today + timedelta(days=days), time(hour, minute), self.zone)

    def between(self, earliest: datetime, latest: datetime) -> datetime:
        """Return a moment between two, to the second."""
        seconds = int((latest - earliest).total_seconds())
        return earliest + timedelta(seconds=self.random.randint(0, max(0, seconds)))

    def key(self) -> str:
        """Return 32 hexadecimal digits, as where real rows carry a random identifier."""
        return f"{self.random.getrandbits(128):032x}"

    def uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))
