"""What a kind of paper (a JV proposal, an agreement) tells the shared mechanism of itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jvplanner.papers.models import Paper
from jvplanner.papers.rules import Passage
from jvplanner.papers.wording import Worded


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
    """A kind of paper. Composition registers each one, in blueprints.py.

    wishes    what else the partner can ask to change; no text of the version has this name
    template  the fragment that shows one version's content to the partner, with its headline large
              (as h2: the page's h1 says who asks); needs: content, version
    noun      in the middle of a sentence, such as "proposal"
    href      path of the page where members see what the paper is about, such as /proposals/7
    check     what keeps a content from being sent at a moment, each in a sentence
    told      everything that a reader sees of a content, in words and in the order of the page
    headline  the one line that says what a content is about
    worded    every text of a content that somebody typed, for the wording guard
    part_of   in which part a text is read, by the name of the field in which it is typed
    yes       what the partner presses to agree
    after_yes what happens then, in a sentence to the partner; "" where a date has to be found first
    over      when what was agreed ended, in a sentence to the partner; "" while it holds
    both_sign whether a member signs what is sent, before the partner does
    """

    name: str
    noun: str
    parts: tuple[Part, ...]
    template: str
    href: Callable[[Paper], str]
    check: Callable[[Mapping[str, Any], datetime], list[str]]
    told: Callable[[Mapping[str, Any]], list[Passage]]
    headline: Callable[[Mapping[str, Any]], str]
    worded: Callable[[Mapping[str, Any]], Iterable[Worded]]
    part_of: Callable[[str], str] = str
    wishes: tuple[Part, ...] = ()
    yes: str = "Yes, let’s do it"
    after_yes: str = ""
    over: Callable[[Paper], str] = lambda _paper: ""
    both_sign: bool = False

    @property
    def noted(self) -> tuple[Part, ...]:
        """Return everything that the partner can write a note about."""
        return (*self.parts, *self.wishes)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    return _kinds[name]
