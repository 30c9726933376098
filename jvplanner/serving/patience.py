"""An end to the server's patience: whoever sends or reads too slowly keeps no thread for good.

A proxy in front does this better, for any number of connections. This is for the time without one.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from errno import ECONNRESET
from math import inf
from socket import SHUT_RDWR, socket
from time import monotonic
from typing import Any, TypeVar

from gunicorn.util import close_graceful
from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

PAUSE = 10.0  # seconds in which nothing comes
WHOLE = 30.0  # seconds for a whole request to come in, and for an answer to be taken

T = TypeVar("T")


class Impatient(socket):
    """A connection that is given up, and then says that the other side has gone."""

    _until = inf

    def expect_request(self) -> None:
        """Count from now how long the next request takes to come in."""
        self._until = monotonic() + WHOLE

    def setblocking(self, flag: bool) -> None:
        """Wait no longer than a pause where gunicorn would wait for good."""
        with suppress(OSError):  # gunicorn asks this of closed ones, too
            self.settimeout(PAUSE if flag else 0)

    def recv(self, *args: Any) -> bytes:
        if monotonic() > self._until:
            self._give_up()
        return self._or_give_up(super().recv, *args)

    def sendall(self, *args: Any) -> None:
        if self.gettimeout():
            self.settimeout(WHOLE)  # for all of it, where the others count each step
        self._or_give_up(super().sendall, *args)

    def sendfile(self, *args: Any, **more: Any) -> int:
        return self._or_give_up(super().sendfile, *args, **more)

    def _or_give_up(self, step: Callable[..., T], *args: Any, **more: Any) -> T:
        try:
            return step(*args, **more)
        except TimeoutError:
            self._give_up()
            raise

    def _give_up(self) -> None:
        with suppress(OSError):
            self.shutdown(SHUT_RDWR)
        raise ConnectionResetError(ECONNRESET, "given up: too slow")


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threads, each for who has something to say, and for no longer than it takes."""

    def enqueue_req(self, conn: TConn) -> None:
        """Give a new connection a thread once it says something."""
        if isinstance(conn.sock, Impatient):
            super().enqueue_req(conn)
        else:
            conn.sock = Impatient(fileno=conn.sock.detach())
            silent: Future[object] = Future()
            silent.set_result(_DEFER)
            self.finish_request(conn, silent)

    def handle(self, conn: TConn) -> object:
        """Answer a request; the slow end of a connection is waited for here, beside the others."""
        conn.sock.expect_request()
        stays = super().handle(conn)
        if not stays:
            close_graceful(conn.sock)
        return stays
