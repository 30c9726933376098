"""Headers in any script, as mail programs expect them."""

from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any

from email_validator import EmailNotValidError, validate_email


class Policy(EmailPolicy):
    """Writes names and subjects of other scripts so that no space is lost where a line is folded.

    The standard library drops one now and then between two encoded words; its older Header class
    does not.
    """

    def fold(self, name: str, value: Any) -> str:
        if any(end in str(value) for end in "\r\n"):
            raise ValueError(f"{name} would begin another header")
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}"  # an address folded is another address
        if self.utf8 or str(value).isascii() or name not in ("From", "To", "Subject"):
            return str(super().fold(name, value))
        parts = [(value, "")]
        if name != "Subject":
            parts = [(one.display_name, f" <{one.addr_spec}>") for one in value.addresses]
        return f"{name}: {', '.join(self._encoded(name, *part) for part in parts)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")

    def _encoded(self, name: str, text: str, address: str) -> str:
        header = Header(str(text), "utf-8", maxlinelen=75, header_name=name)
        encoded = header.encode(linesep=self.linesep)
        last = encoded.rpartition(self.linesep)[2]
        fits = len(last) + len(address) <= (self.max_line_length or 998)
        return encoded + (address if fits else self.linesep + address)


WIRE = Policy(linesep="\r\n")


def header_text(text: str) -> str:
    """Return text in one line that no reader of headers takes for something encoded (RFC 2047).

    What looks encoded is decoded before it is written, line breaks included, and would then begin
    headers of a stranger's own. Source: A10.
    """
    return " ".join(text.split()).replace("=?", "= ?")


def header_address(name: str, email: str) -> Address:
    """Return a header address; a line break in a name cannot start another header.

    The domain is written in ASCII, so that every mail server takes it. Raises ValueError for what
    cannot be an address.
    """
    try:
        valid = validate_email(email, check_deliverability=False, test_environment=True)
        email = valid.ascii_email or f"{valid.local_part}@{valid.ascii_domain}"
    except EmailNotValidError:
        pass  # the mail server has the last word
    return Address(header_text(name), addr_spec=email)
