"""Remarks as an editor shows them: what is said in a field, and what could stand there instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jvplanner.papers.wording.guard import remarks


@dataclass(frozen=True)
class Suggestion:
    """A remark on one field, of the wording guard or of what a text carries with it.

    start, end  code points of the field's text
    better      what can stand in its place, with the capital letter that the place needs
    stops       the paper cannot be sent with it
    family      the guard's name for what it is about; "" for what it does not look for
    """

    field: str
    start: int
    end: int
    said: str
    better: str
    why: str
    source: str
    stops: bool
    family: str = ""

    @property
    def key(self) -> str:
        return f"{self.field}:{self.start}:{self.end}"

    def used_in(self, text: str) -> str:
        """Return the field's text with the better wording in its place."""
        return text[: self.start] + self.better + text[self.end :]


Suggestions = Mapping[str, Sequence[Suggestion]]


@dataclass(frozen=True)
class Worded:
    """A text that somebody typed and others will read; licensed as in remarks().

    field  what the text is called where it is typed
    """

    field: str
    text: str
    licensed: bool = False


def suggestions_in(texts: Iterable[Worded]) -> dict[str, list[Suggestion]]:
    """Return the wording guard's remarks on these texts, by field; none of a clean one."""
    found = {one.field: suggestions_on(one.field, one.text, licensed=one.licensed) for one in texts}
    return {field: remarked for field, remarked in found.items() if remarked}


def suggestions_on(field: str, text: str, *, licensed: bool = False) -> list[Suggestion]:
    """Return the wording guard's remarks on a field's text; licensed as in remarks()."""
    found = []
    for remark in remarks(text, licensed=licensed):
        said, better = text[remark.start : remark.end], remark.better
        found.append(
            Suggestion(
                field=field,
                start=remark.start,
                end=remark.end,
                said=said,
                better=better[:1].upper() + better[1:] if said[:1].isupper() else better,
                why=remark.why,
                source=remark.source,
                stops=remark.severity == "stop",
                family=remark.family,
            )
        )
    return found


def changed_fields(before: Suggestions, now: Suggestions) -> set[str]:
    """Return the fields about which there is something else to say than before."""
    said_before, said_now = (
        {field: [(one.said, one.better) for one in found] for field, found in remarked.items()}
        for remarked in (before, now)
    )
    return {name for name in (*before, *now) if said_before.get(name) != said_now.get(name)}
