"""What people type, as it is kept: the same letters for the same words, and nothing unseen."""

import re
import unicodedata

from jvplanner.languages import N_

# No field takes as much. Composing hostile text takes time that grows with its square, so what is
# longer stays as it is, for the length check to refuse.
LONGEST_COMPOSED = 8_000
LONGEST_SEARCH = 200
CANNOT_BE_SHOWN = N_("This contains characters that cannot be shown. Type it again.")
# Everything a keyboard cannot mean: control characters other than tab and line breaks.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def composed(text: str | None) -> str:
    """Return text with its accents composed (NFC), so that equal words are equal."""
    text = text or ""
    return unicodedata.normalize("NFC", text) if len(text) <= LONGEST_COMPOSED else text


def one_line(text: str | None) -> str:
    """Strip, and turn every run of white space into one space."""
    return " ".join(composed(text).split())


def searched(text: str | None) -> str:
    """Return what somebody searches by as one line, without what no database can hold."""
    return one_line(text).replace("\x00", "")[:LONGEST_SEARCH]


def paragraphs(text: str | None) -> str:
    """Strip, with line breaks as \\n; what was pasted keeps its paragraphs."""
    text = composed(text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def has_control_characters(text: str) -> bool:
    """Tell whether text holds characters that no keyboard types; they hide text, break letters."""
    return bool(_UNWANTED.search(text))
