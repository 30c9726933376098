"""Decisions about letters that need nothing but their arguments."""

from urllib.parse import quote


def mailto(to_email: str, subject: str, text: str) -> str:
    """Return the address that opens a mail program with the letter filled in (RFC 6068)."""
    body = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:{quote(to_email, safe='@+')}?subject={quote(subject)}&body={quote(body)}"
