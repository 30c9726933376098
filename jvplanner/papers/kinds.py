"""What a kind of paper (a JV proposal, later an agreement) tells the shared mechanism of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from jvplanner.papers.models import Paper


@dataclass(frozen=True)
class Part:
    """One part that the partner can ask to change; the form's field is note_<name>.

    label        what members call it, such as "Their part"
    for_partner  what the same part is called on the partner's page, such as "Your part"
    """

    name: str
    label: str
    for_partner: str


@dataclass(frozen=True)
class Kind:
    """A kind of paper.

    template  the fragment that shows one version's content to the partner, with its headline large
              (as h2: the page's h1 says who asks); needs: content, version
    noun      in the middle of a sentence, such as "proposal"
    href      path of the page where members see what the paper is about, such as /proposals/7
    """

    name: str
    noun: str
    parts: tuple[Part, ...]
    template: str
    href: Callable[[Paper], str]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    return _kinds[name]
