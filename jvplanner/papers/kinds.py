"""What a kind of paper (a JV proposal, later an agreement) tells the shared mechanism of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jvplanner.papers.wording import Remark


@dataclass(frozen=True)
class Part:
    """One part that the partner can ask to change; the form's field is note_<name>."""

    name: str
    label: str


@dataclass(frozen=True)
class Kind:
    """A kind of paper.

    template  the fragment that shows one version's content to the partner; needs: content, version
    remarks   the wording guard's remarks on each part of a content, by part name
    """

    name: str
    noun: str
    parts: tuple[Part, ...]
    template: str
    remarks: Callable[[Mapping[str, Any]], dict[str, list[Remark]]]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    return _kinds[name]
