"""What a partner's web address may be, and where its list goes on."""

from urllib.parse import urlsplit

from jvplanner.paging import NoPlace, parts_of, read_number, read_text
from jvplanner.people.names import LONGEST_KEY


class InvalidWebsite(ValueError):
    """No browser should be sent there; str() says what to do about it."""


def clean_website(typed: str) -> str:
    """Return a web address with its scheme; "" for none.

    People write "riverside.example"; that is meant as https. Other schemes are refused, because
    the address becomes a link on the partner's page. Raises InvalidWebsite.
    """
    text = typed.strip()
    if not text:
        return ""
    address = (
        text if "://" in text or text.startswith(("javascript:", "data:")) else f"https://{text}"
    )
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError as refusal:
        raise InvalidWebsite(
            "This is not a web address. It looks like riverside.example."
        ) from refusal
    if parts.scheme not in ("http", "https") or "." not in host.strip(".") or " " in address:
        raise InvalidWebsite("This is not a web address. It looks like riverside.example.")
    return address


def read_place(after: str | None) -> tuple[str, int] | None:
    """Return key and id of the last row shown; None at the beginning, and for what is no place."""
    try:
        row_id, key = parts_of(after, 2)
        return read_text(key)[:LONGEST_KEY], read_number(row_id)
    except NoPlace:
        return None
