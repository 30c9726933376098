"""The audit chain of a paper: each entry carries the hash of the one before it.

What is personal (a name, a note) stands beside an entry, which holds only a salted commitment to
it: erasing the text and its salt leaves every hash as it was. Source: P7.
"""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

BEGINNING = "0" * 64
# What every entry says.
SAYS = {"number", "before", "kind", "at", "facts", "personal"}


class Entry(Protocol):
    """One link of the chain, as it is kept."""

    number: int
    payload: str
    sha256: str
    personal: str | None
    salt: str | None


@dataclass(frozen=True)
class Checked:
    """What a look at a chain found.

    faults  what does not hold, each in words; none in a sound chain
    erased  how many entries had something personal that was erased since
    """

    faults: tuple[str, ...]
    erased: int = 0


def canonical(content: Mapping[str, Any]) -> str:
    """Return content as JSON that is the same for equal content: what is hashed and kept."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def commitment(personal: str, salt: str) -> str:
    """Return what binds an entry to a text without saying anything about it."""
    return hmac.digest(salt.encode(), personal.encode(), sha256).hex()


def checked(entries: Sequence[Entry], *, length: int, head: str) -> Checked:
    """Look through a chain that ought to have a length and end with a hash.

    entries  in the order of their numbers
    """
    faults: list[str] = []
    before, erased = BEGINNING, 0
    for place, entry in enumerate(entries, 1):
        said = _said(entry)
        if said is None:
            faults.append(f"entry {place}: its text is not the one that was hashed")
        else:
            faults += [f"entry {place}: {fault}" for fault in _faults(entry, said, place, before)]
            erased += said["personal"] is not None and entry.personal is None and entry.salt is None
        before = entry.sha256
    if len(entries) != length:
        faults.append(f"there are {len(entries)} entries where {length} were written")
    elif before != head:
        faults.append("the last entry is not the one that was written last")
    return Checked(tuple(faults), erased)


def _said(entry: Entry) -> Mapping[str, Any] | None:
    """Return what the entry says; None if that is not what was hashed, or says nothing."""
    if hash_of(entry.payload) != entry.sha256:
        return None
    try:
        said = json.loads(entry.payload)
    except ValueError:
        return None
    is_whole = isinstance(said, dict) and said.keys() >= SAYS
    return said if is_whole else None


def _faults(entry: Entry, said: Mapping[str, Any], place: int, before: str) -> Iterator[str]:
    if (entry.number, said["number"]) != (place, place):
        yield "its number is not its place"
    if said["before"] != before:
        yield "it does not follow the entry before it"
    promised, personal, salt = said["personal"], entry.personal, entry.salt
    if promised is None:
        if personal is not None or salt is not None:
            yield "a personal part was added to it"
    elif (personal is None) != (salt is None):
        yield "half of its personal part is missing"
    elif personal is not None and salt is not None and commitment(personal, salt) != promised:
        yield "its personal part was changed"
