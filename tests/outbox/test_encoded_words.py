"""A name or a title that looks encoded cannot smuggle headers into a letter (A10)."""

from email.message import EmailMessage

import pytest

from jvplanner.outbox.headers import WIRE, header_address, header_text

TRICKS = [
    "=?utf-8?q?=0D=0ABcc:_v=40example.org?=",
    "=?utf-8?q?=0D=0ASubject:_Pay_now=0D=0A=0D=0AClick?=",
    "=?utf-8?b?DQpCY2M6IHZAZXhhbXBsZS5vcmc=?=",
    "Ana =?utf-8?q?=0A?= =?utf-8?q?Bcc:_x=40example.org?=",
    "עדה =?utf-8?q?=0D=0ABcc:_v=40example.org?=",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_name_or_title_stays_in_its_own_header(trick: str) -> None:
    message = EmailMessage(policy=WIRE)
    message["Subject"] = header_text(f"Your ticket: {trick}")
    message["From"] = header_address(trick, "planner@plan.example")
    message["To"] = header_address(trick, "ana@example.org")
    message.set_content("Hello")

    head = message.as_bytes().split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    known = {b"Subject", b"From", b"To", b"Content-Type", b"Content-Transfer-Encoding"}
    assert set(names) <= known | {b"MIME-Version"}
    assert len(names) == len(set(names))


def test_a_header_that_decodes_to_a_line_break_is_not_written() -> None:
    message = EmailMessage(policy=WIRE)
    message["Subject"] = "=?utf-8?q?=0D=0ABcc:_v=40example.org?="

    with pytest.raises(ValueError, match="another header"):
        message.as_bytes()
