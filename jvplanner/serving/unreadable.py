"""What answers a request that gunicorn cannot read, and so never hands to the application."""

import logging
import re
from collections.abc import Callable
from socket import socket

from gunicorn import util

from jvplanner.web.errors import WORDS
from jvplanner.web.headers import bare_headers

UNREADABLE = {
    414: (
        "That address is too long",
        "It may have been put together wrongly. Go back and open the page from its link.",
    ),
    431: (
        "Your browser sent too much along",
        "Delete the cookies of this site in your browser, then try again.",
    ),
}

# What follows the first word of a path, and a query.
_WHOSE = re.compile(r"(/[a-z]+/|\?)[^\s']+")


class Discreet(logging.Filter):
    """Leaves out of the log which address could not be answered: it may be a private one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _WHOSE.sub(r"\1…", record.getMessage()), ()
        return True


def in_our_words(*, https: bool) -> Callable[[socket, int, str, str], None]:
    """Return what writes such an answer: a page of ours, without a word of what was sent."""

    def write_error(client: socket, status: int, reason: str, _message: str) -> None:
        client_error = 400 <= status < 500
        title, text = UNREADABLE.get(status) or WORDS[400 if client_error else 500]
        body = (
            '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<h1>{title}</h1><p>{text}</p></html>\n"
        ).encode()
        headers = bare_headers(https=https) | {
            "Connection": "close",
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
        }
        lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {headers[name]}" for name in headers)]
        util.write_nonblock(client, "\r\n".join([*lines, "", ""]).encode() + body)

    return write_error
