"""A closed loop of clients against one server: each sends its next request after an answer."""

import http.client
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from threading import Thread

PROCESSES, CLIENTS_EACH = 2, 4


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"
    expected: tuple[int, ...] = (200,)
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Measured:
    """What one load brought. Times in milliseconds."""

    requests: int
    errors: int
    seconds: float
    p50: float
    p95: float
    slowest: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def load(port: int, make: Callable[[int], Request], seconds: float) -> Measured:
    """Ask for `seconds` with eight clients in two processes; make(n) gives the n-th request."""
    queue: multiprocessing.Queue[tuple[list[float], int]] = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=_process, args=(port, make, seconds, number, queue))
        for number in range(PROCESSES)
    ]
    started = time.perf_counter()
    for worker in workers:
        worker.start()
    parts = [queue.get(timeout=seconds + 60) for _ in workers]
    took = time.perf_counter() - started
    for worker in workers:
        worker.join()
    times = sorted(one for part, _ in parts for one in part)
    errors = sum(count for _, count in parts)
    cuts = quantiles(times, n=20) if len(times) > 1 else [0.0] * 19
    return Measured(
        len(times), errors, took, 1000 * cuts[9], 1000 * cuts[18], 1000 * max(times, default=0.0)
    )


def _process(
    port: int,
    make: Callable[[int], Request],
    seconds: float,
    number: int,
    queue: "multiprocessing.Queue[tuple[list[float], int]]",
) -> None:
    times: list[float] = []
    errors: list[int] = []
    threads = [
        Thread(
            target=_client,
            args=(port, make, seconds, number * CLIENTS_EACH + client),
            kwargs={"times": times, "errors": errors},
        )
        for client in range(CLIENTS_EACH)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put((times, len(errors)))


def _client(
    port: int,
    make: Callable[[int], Request],
    seconds: float,
    client: int,
    *,
    times: list[float],
    errors: list[int],
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    end, turn = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        number = turn * PROCESSES * CLIENTS_EACH + client
        turn += 1
        request = make(number)
        # Each request comes from an address of its own: what is measured is not the rate limit.
        sender = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"Content-Type": request.content_type, "X-Forwarded-For": sender}
        headers |= dict(request.headers)
        began = time.perf_counter()
        try:
            connection.request(request.method, request.path, request.body or None, headers)
            answer = connection.getresponse()
            answer.read()
            right = answer.status in request.expected
        except (OSError, http.client.HTTPException):
            connection.close()
            right = False
        if right:
            times.append(time.perf_counter() - began)
        else:
            errors.append(number)
