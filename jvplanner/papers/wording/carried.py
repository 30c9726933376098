"""What a copied or pasted text carries with it unmeant: another partner's name, marks of HTML."""

import re
from collections.abc import Container, Mapping
from html import unescape

from jvplanner.papers.wording.suggestions import Suggestion, Suggestions

_TAGS = (
    "a|abbr|article|b|blockquote|body|br|div|em|font|h[1-6]|head|html|i|img|li|link|meta|ol|p|"
    "script|section|span|strong|style|table|tbody|td|th|thead|tr|u|ul"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENDS_A_LINE = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|tr|blockquote)>", re.IGNORECASE)


def carried(
    texts: Mapping[str, str], *, former: str, partner: str, lines: Container[str]
) -> dict[str, list[Suggestion]]:
    """Return what texts carry with them unmeant, by field.

    former   the partner whom a copied text was written for; "" if it is no copy
    partner  the partner who will read it
    lines    the fields that hold one line
    """
    found = {
        name: [
            *names_left(name, text, former=former, partner=partner),
            *marks_left(name, text, one_line=name in lines),
        ]
        for name, text in texts.items()
    }
    return {name: remarks for name, remarks in found.items() if remarks}


def joined(first: Suggestions, then: Suggestions) -> dict[str, list[Suggestion]]:
    """Return both, by field."""
    return {name: [*first.get(name, ()), *then.get(name, ())] for name in {**first, **then}}


def names_left(field: str, text: str, *, former: str, partner: str) -> list[Suggestion]:
    """Return each place where the text names the partner for whom it was first written."""
    if not former or former == partner:
        return []
    now = [found.span() for found in re.finditer(re.escape(partner), text, re.IGNORECASE)]
    return [
        Suggestion(
            field=field,
            start=found.start(),
            end=found.end(),
            said=found[0],
            better=partner,
            why=f"This was first written for {former}.",
            source="",
            stops=False,
        )
        for found in re.finditer(re.escape(former), text, re.IGNORECASE)
        if not any(start <= found.start() and found.end() <= end for start, end in now)
    ]


def marks_left(field: str, text: str, *, one_line: bool = False) -> list[Suggestion]:
    """Return the stretch of the text that holds HTML, with its words alone as the better text."""
    tags = list(_TAG.finditer(text))
    if not tags:
        return []
    start, end = tags[0].start(), tags[-1].end()
    return [
        Suggestion(
            field=field,
            start=start,
            end=end,
            said=text[start:end],
            better=_words_of(text[start:end], one_line=one_line),
            why="This was pasted with the marks of a web page, and they would read the marks, too.",
            source="",
            stops=False,
        )
    ]


def _words_of(html: str, *, one_line: bool) -> str:
    text = unescape(_TAG.sub("", _ENDS_A_LINE.sub("\n", html)))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return (" " if one_line else "\n").join(filter(None, lines))
