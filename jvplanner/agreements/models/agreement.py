"""The agreement as the practitioner drafts it, and for how long it holds."""

from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner.agreements.models.duties import Duty, Party
from jvplanner.agreements.rules import Draft, Side, is_allowed, without_licence
from jvplanner.db import Base
from jvplanner.errors import Conflict
from jvplanner.papers.models import Drafted, PaperState
from jvplanner.people.names import name_key
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_PART = 2000
MOST_DUTIES = 40


class NeedsLicence(Conflict):
    """A duty that needs a licence would lie with a side that has none."""


class DutyTwice(Conflict):
    """The duty is named already: it has its one owner."""


class TooManyDuties(Conflict):
    """No further duty can be added."""


class NotInForce(Conflict):
    """Only what is agreed and has not ended can be looked at again, or end."""


class TooEarly(ValueError):
    """The next look would be on a day that is over; str() says so."""


class Agreement(Drafted, PracticeOwned, Base):
    """A co-management agreement with one partner. Never changed once settled."""

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("paper_id", name="one_agreement_per_paper"),
        reference("paper_id", "paper"),
        Index("ix_agreement_practice_updated", "practice_id", "updated_at"),
    )

    NOUN = "agreement"
    UNTITLED = "An agreement without a title"
    SETTLED = MappingProxyType(
        {
            PaperState.APPROVED: "It was approved, and what was agreed stays as it was agreed.",
            PaperState.DECLINED: "It was declined. Begin another one from the partner's page.",
            PaperState.WITHDRAWN: "You withdrew it. Begin another one from the partner's page.",
        }
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    review_on: Mapped[date | None]
    notice: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    # What Today goes by: of the version that was sent, and later of the last look at it. The
    # columns above may say something else by then, in a draft of a further version.
    next_review_on: Mapped[date | None]
    runs_until: Mapped[date | None]
    reviewed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    parties: Mapped[list[Party]] = relationship(
        primaryjoin="Agreement.id == foreign(Party.agreement_id)",
        order_by="Party.id",
        cascade="all, delete-orphan",
    )
    duties: Mapped[list[Duty]] = relationship(
        primaryjoin="Agreement.id == foreign(Duty.agreement_id)",
        order_by="(Duty.place, Duty.id)",
        cascade="all, delete-orphan",
    )

    @property
    def is_in_force(self) -> bool:
        """Tell whether it was agreed and nobody has noted its end."""
        return self.paper.state is PaperState.APPROVED and self.ended_at is None

    @property
    def may_be_archived(self) -> bool:
        return super().may_be_archived and not self.is_in_force

    @property
    def licences(self) -> dict[Side, str]:
        return {party.side: party.licence for party in self.parties}

    @property
    def draft(self) -> Draft:
        """Return what is saved, as an editor shows it."""
        return Draft(
            title=self.title,
            scope=self.scope,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            review_on=self.review_on,
            notice=self.notice,
            licences=self.licences,
            duties=tuple(duty.draft for duty in self.duties),
        )

    def rewrite(self, draft: Draft, *, revision: int | None, now: datetime) -> None:
        """Replace everything that is typed with what a window shows that last saw the revision.

        Saying again what is saved already is no conflict: the answer to it may have been lost.
        Raises SettledPaper, SavedElsewhere, NeedsLicence and DutyTwice.
        """
        self.refuse_if_settled()
        if draft == self.draft:
            return
        self.refuse_if_saved_since(revision)
        if found := without_licence(draft):
            raise NeedsLicence(f"“{found[0].text}” can only be given to a side that has a licence.")
        if len({name_key(duty.text) for duty in draft.duties}) < len(draft.duties):
            raise DutyTwice("A duty is named twice, but each has exactly one owner.")
        for name in ("title", "scope", "starts_on", "ends_on", "review_on", "notice"):
            setattr(self, name, getattr(draft, name))
        for party in self.parties:
            party.take_licence(draft.licences[party.side])
        typed = {duty.id: duty for duty in draft.duties}
        for duty in self.duties:
            duty.rewrite(typed[duty.id], self.licences)
        self.note_saved(now)

    def add_duty(self, text: str, owner: Side, *, needs_licence: bool, now: datetime) -> Duty:
        """Add a duty at the end; raises as rewrite() does, and TooManyDuties."""
        self.refuse_if_settled()
        licence = self.licences[owner]
        if not is_allowed(needs_licence=needs_licence, licence=licence):
            raise NeedsLicence("This needs a licence, and none is noted for this side.")
        if self.names(text):
            raise DutyTwice("This stands in the list already, and each duty has one owner.")
        if len(self.duties) >= MOST_DUTIES:
            raise TooManyDuties(f"Up to {MOST_DUTIES} duties can be named. Put some together.")
        duty = Duty(
            place=max((duty.place for duty in self.duties), default=0) + 1,
            text=text,
            text_key=name_key(text),
            owner=owner,
            needs_licence=needs_licence,
            owner_is_licensed=bool(licence),
        )
        self.duties.append(duty)
        self.note_saved(now)
        return duty

    def names(self, text: str) -> bool:
        """Tell whether a duty is called so, however it is capitalised."""
        return any(duty.text_key == name_key(text) for duty in self.duties)

    def remove_duty(self, duty: Duty, now: datetime) -> None:
        """Take a duty out; raises SettledPaper."""
        self.refuse_if_settled()
        self.duties.remove(duty)
        self.note_saved(now)

    def move_duty(self, duty: Duty, by: int, now: datetime) -> None:
        """Put a duty so many places further down, or up; raises SettledPaper."""
        self.refuse_if_settled()
        in_order = [one for one in self.duties if one is not duty]
        in_order.insert(max(0, self.duties.index(duty) + by), duty)
        if in_order == self.duties:
            return
        for place, one in enumerate(in_order, 1):
            one.place = place
        self.note_saved(now)

    def note_sent(self) -> None:
        """Let Today go by the days of the version that has just been sent."""
        self.next_review_on, self.runs_until = self.review_on, self.ends_on

    def review(self, next_on: date, *, today: date, now: datetime) -> None:
        """Note that it was looked at, and when it is next; raises NotInForce and TooEarly."""
        if not self.is_in_force:
            raise NotInForce("Only an agreement that holds can be looked at again.")
        if next_on <= today:
            raise TooEarly("Choose a day to come.")
        self.next_review_on, self.reviewed_at = next_on, now

    def end(self, now: datetime) -> None:
        """Note that it holds no more; raises NotInForce."""
        if not self.is_in_force:
            raise NotInForce("Only an agreement that holds can end.")
        self.ended_at = now
