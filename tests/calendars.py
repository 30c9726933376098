"""Reading calendar files: by the grammar of RFC 5545 alone, and with another project's reader."""

import re
from typing import Any, NamedTuple

import vobject
import vobject.icalendar


class Line(NamedTuple):
    """One content line, read by the grammar of RFC 5545 3.1 and nothing else."""

    component: str
    name: str
    parameters: str
    value: str


def lines(file: bytes) -> list[Line]:
    """Return the file's properties with the component that each stands in; fail if it is broken."""
    assert file.endswith(b"\r\n")
    folded = file.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in folded)
    assert all(line.decode("utf-8") for line in folded), "a fold inside a character"
    found, inside = [], []
    for line in re.split("\r\n(?! )", file.decode("utf-8").removesuffix("\r\n")):
        unfolded = line.replace("\r\n ", "")
        parameter = r';[A-Z-]+=(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*)'
        grammar = rf"([A-Z-]+)((?:{parameter})*):([^\x00-\x08\x0a-\x1f\x7f]*)"
        match = re.fullmatch(grammar, unfolded)
        assert match, unfolded
        name, parameters, value = match.groups()
        if name == "BEGIN":
            inside.append(value)
        elif name == "END":
            assert inside.pop() == value
        else:
            found.append(Line(inside[-1], name, parameters, value))
    assert not inside
    return found


def the(name: str, file: bytes, component: str = "VEVENT") -> Line:
    (line,) = (line for line in lines(file) if (line.component, line.name) == (component, name))
    return line


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), "a comma or semicolon left bare"
    return re.sub(r"\\(.)", lambda escape: escape[1].replace("n", "\n"), value)


def by_another_reader(file: bytes) -> Any:
    """Return the calendar as vobject reads it, which knows no zone but those of this file.

    It keeps the first description of each zone that it has met, as long as the process lives.
    """
    vars(vobject.icalendar)["__tzidMap"].clear()
    (calendar,) = vobject.readComponents(file.decode())
    return calendar
