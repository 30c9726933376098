"""A partner and the people who work there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.people.models import Person, key_of_name
from jvplanner.people.names import LONGEST_KEY, name_key
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_NOTES = 4000
LONGEST_GROUNDWORK = 400


class HubKind(StrEnum):
    """What kind of place a partner is. Source: N1."""

    PHYSICIAN_PRACTICE = "physician_practice"
    COMPOUNDING_PHARMACY = "compounding_pharmacy"
    BOUTIQUE_GYM = "boutique_gym"
    ORGANIC_MARKET = "organic_market"
    CHIROPRACTOR = "chiropractor"
    OTHER_PROFESSIONAL = "other_professional"

    @property
    def label(self) -> str:
        return HUB_KIND_LABELS[self]


HUB_KIND_LABELS = {
    HubKind.PHYSICIAN_PRACTICE: "Physician practice",
    HubKind.COMPOUNDING_PHARMACY: "Compounding or specialty pharmacy",
    HubKind.BOUTIQUE_GYM: "Boutique gym or Pilates studio",
    HubKind.ORGANIC_MARKET: "Organic market or health food store",
    HubKind.CHIROPRACTOR: "Chiropractor",
    HubKind.OTHER_PROFESSIONAL: "Other professional",
}


class Partner(PracticeOwned, Base):
    """An organisation or professional the practice works with."""

    __tablename__ = "partner"
    __table_args__ = (Index("ix_partner_practice_name", "practice_id", "name_key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    # The name folded for sorting and search, the same on both engines.
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY), default=key_of_name)
    hub_kind: Mapped[HubKind] = mapped_column(choice(HubKind))
    address: Mapped[str] = mapped_column(String(300), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[str] = mapped_column(String(LONGEST_NOTES), default="")
    # What a proposal to them stands on: their problem, what the practice does about it, and what it
    # asks in return; or why nobody wrote that down. Source: N3.
    problem: Mapped[str] = mapped_column(String(LONGEST_GROUNDWORK), default="")
    our_part: Mapped[str] = mapped_column(String(LONGEST_GROUNDWORK), default="")
    asked_back: Mapped[str] = mapped_column(String(LONGEST_GROUNDWORK), default="")
    groundwork_skipped: Mapped[str] = mapped_column(String(LONGEST_GROUNDWORK), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    people: Mapped[list["PartnerPerson"]] = relationship(
        primaryjoin="Partner.id == foreign(PartnerPerson.partner_id)",
        order_by="PartnerPerson.id",
        cascade="all, delete-orphan",
        back_populates="partner",
    )

    @property
    def has_groundwork(self) -> bool:
        """Tell whether all three texts that a proposal stands on are written."""
        return bool(self.problem and self.our_part and self.asked_back)

    @property
    def is_groundwork_settled(self) -> bool:
        """Tell whether they are written, or somebody said why they are not."""
        return self.has_groundwork or bool(self.groundwork_skipped)

    @validates("name")
    def _fold(self, _attribute: str, name: str) -> str:
        self.name_key = name_key(name)
        return name


class PartnerPerson(PracticeOwned, Base):
    """A person who works at a partner."""

    __tablename__ = "partner_person"
    __table_args__ = (
        UniqueConstraint("partner_id", "person_id", name="one_row_per_person_and_partner"),
        reference("partner_id", "partner"),
        reference("person_id", "person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int]
    person_id: Mapped[int]
    works_as: Mapped[str] = mapped_column(String(120), default="")
    partner: Mapped[Partner] = relationship(
        primaryjoin="foreign(PartnerPerson.partner_id) == Partner.id", back_populates="people"
    )
    person: Mapped[Person] = relationship(
        primaryjoin="foreign(PartnerPerson.person_id) == Person.id", lazy="joined", innerjoin=True
    )
