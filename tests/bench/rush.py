"""Two hundred people want one of fifty seats at the same moment."""

import http.client
import time
from dataclasses import dataclass
from threading import Barrier, Thread
from urllib.parse import urlencode

PEOPLE, SEATS = 200, 50
MOST_SECONDS = 3.0
SAVED = "Your seat is saved"


@dataclass(frozen=True)
class Rush:
    """What became of everybody: how many have a seat, how many were not answered as they should."""

    seated: int
    refused: int
    slowest: float

    @property
    def went_well(self) -> bool:
        return self.seated == SEATS and not self.refused and self.slowest < MOST_SECONDS


def rush(port: int, event: str) -> Rush:
    """Register PEOPLE at an event of SEATS seats, all at once, each from a place of their own.

    event  the path of its page
    """
    gate, tickets, times = Barrier(PEOPLE), [], []

    def register(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        form = urlencode({"name": f"Person {number}", "email": f"person{number}@rush.example"})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}",
        }
        connection.connect()
        gate.wait()
        began = time.perf_counter()
        connection.request("POST", f"{event}/guests", form, headers)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - began)
        if answer.status == 303:
            tickets.append(answer.headers["Location"])
        connection.close()

    people = [Thread(target=register, args=(number,)) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    seated = sum(SAVED in _read(port, ticket) for ticket in tickets)
    return Rush(seated, PEOPLE - len(tickets), max(times, default=0.0))


def _read(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text
