"""A paper while it is written, whatever its kind: nothing of one window is lost to another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, declared_attr, foreign, mapped_column, relationship, validates

from jvplanner import clock
from jvplanner.errors import Conflict
from jvplanner.papers.models.papers import Paper
from jvplanner.papers.models.states import MAY_BE_SENT, PaperState
from jvplanner.people.names import LONGEST_KEY, name_key

LONGEST_TITLE = 120
LONGEST_PARTNER = 120


class SettledPaper(Conflict):
    """The paper has its end and cannot be changed any more."""


class SavedElsewhere(Conflict):
    """Another window has saved the paper since this one was opened."""


class SentMeanwhile(Conflict):
    """A version was sent after the page was opened."""


def _key_of_title(context: Any) -> str:
    return name_key(context.get_current_parameters()["title"])


class Drafted:
    """What the drafts of all kinds have: their paper, a title, and a count of the changes.

    NOUN      what it is, such as "proposal"
    UNTITLED  what lists call it while it has no title
    SETTLED   why it cannot be changed any more, in a sentence for each state that ends it
    """

    NOUN: ClassVar[str]
    UNTITLED: ClassVar[str]
    SETTLED: ClassVar[Mapping[PaperState, str]]

    id: Mapped[int]
    paper_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    title_key: Mapped[str] = mapped_column(String(LONGEST_KEY), default=_key_of_title)
    # The partner for whom its wording was first written, when it is a copy; their name may still
    # stand in it.
    written_for: Mapped[str] = mapped_column(String(LONGEST_PARTNER), default="")
    # Counts every change of what would be sent, so that nobody sends what they have not read.
    revision: Mapped[int] = mapped_column(default=1)
    # The revision in which the wording was changed last: a second tab cannot overwrite the first
    # in silence, and does not stumble over what changed beside the wording.
    wording_revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)

    @declared_attr
    @classmethod
    def paper(cls) -> Mapped[Paper]:
        return relationship(
            primaryjoin=lambda: foreign(cls.paper_id) == Paper.id, lazy="joined", innerjoin=True
        )

    @validates("title")
    def _fold(self, _attribute: str, title: str) -> str:
        self.title_key = name_key(title)
        return title

    @property
    def called(self) -> str:
        """Return its title, or what a list shows while it has none."""
        return self.title or self.UNTITLED

    @property
    def is_open(self) -> bool:
        """Tell whether its wording may still change and a further version may be sent."""
        return self.paper.state in MAY_BE_SENT

    @property
    def may_be_archived(self) -> bool:
        """Tell whether a list may offer to put it away: nobody waits for anything of it."""
        return self.paper.state is not PaperState.SENT

    @property
    def why_settled(self) -> str:
        """Return why it cannot be changed any more; "" while it can."""
        if self.is_open:
            return ""
        return f"This {self.NOUN} cannot be changed any more. {self.SETTLED[self.paper.state]}"

    def refuse_if_settled(self) -> None:
        """Raise SettledPaper once it has come to its end."""
        if not self.is_open:
            raise SettledPaper(self.why_settled)

    def refuse_if_saved_since(self, revision: int | None) -> None:
        """Raise SavedElsewhere when a window has not seen the wording that is kept."""
        if revision is None or not self.wording_revision <= revision <= self.revision:
            raise SavedElsewhere(f"Another window saved this {self.NOUN} meanwhile.")

    def refuse_if_changed_since(self, revision: int | None) -> None:
        """Raise SavedElsewhere when a reader of that revision has not read what would be sent."""
        if revision is not None and revision != self.revision:
            raise SavedElsewhere("This was changed meanwhile. Read it again below.")

    def refuse_if_sent_since(self, version: int | None) -> None:
        """Raise SentMeanwhile when a reader of that version has not seen the last one."""
        if version is not None and version != self.paper.version:
            raise SentMeanwhile(f"Version {self.paper.version} was sent already.")

    def note_saved(self, now: datetime) -> None:
        """Count a change of the wording."""
        self.note_changed(now)
        self.wording_revision = self.revision

    def note_changed(self, now: datetime) -> None:
        """Count a change of what would be sent beside the wording."""
        self.revision += 1
        self.updated_at = now
