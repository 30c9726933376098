"""Reading the post: waiting for a letter at the mail server, and what is in it."""

import re
import time
from email.message import EmailMessage
from io import BytesIO

import zxingcpp
from icalendar import Calendar, Event
from PIL import Image

from tests.smtp import MailServer

PATIENCE = 30  # seconds; the worker looks for letters every second


def letter_to(mail: MailServer, address: str, subject: str) -> EmailMessage:
    """Wait for a letter to address whose subject contains some words."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for received in list(mail.received):
            if address in received.recipients and subject in received.message["Subject"]:
                return received.message
        time.sleep(0.05)
    raise AssertionError(f"no letter to {address} about {subject!r}; there are {mail.subjects()}")


def link_in(letter: EmailMessage, path: str) -> str:
    """Return the address in the letter's plain text that leads below path."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S+{path}[0-9A-Za-z]+", body.get_content())
    assert found, body.get_content()
    return found[0]


def picture_in(letter: EmailMessage) -> bytes:
    """Return the PNG that the letter's HTML shows from within the letter itself."""
    html = letter.get_body(("html",))
    assert html is not None
    (content_id,) = set(re.findall(r'src="cid:([^"]+)"', html.get_content()))
    (part,) = [part for part in letter.walk() if part["Content-ID"] == f"<{content_id}>"]
    assert part.get_content_type() == "image/png"
    assert part.get_content_disposition() == "inline"
    return bytes(part.get_content())


def entry_in(letter: EmailMessage) -> Event:
    """Return the one event of the calendar file that is attached to the letter."""
    (part,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    content = part.get_content()
    calendar = Calendar.from_ical(content.encode() if isinstance(content, str) else content)
    (entry,) = calendar.events
    return entry


def text_of_code(picture: bytes) -> str:
    """Return what a QR code says."""
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("L"))
    return str(code.text)
