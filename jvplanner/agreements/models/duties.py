"""The two sides of an agreement with their licences, and whose each duty is."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.agreements.rules import DutyDraft, Side
from jvplanner.db import Base, choice
from jvplanner.people.names import LONGEST_KEY, name_key
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_DUTY = 200
LONGEST_LICENCE = 200


class Party(PracticeOwned, Base):
    """One of the two sides of an agreement, and what licence it has; "" for none."""

    __tablename__ = "agreement_party"
    __table_args__ = (
        UniqueConstraint("agreement_id", "side", name="each_side_once"),
        # What a duty refers to: its owner together with whether that side has a licence.
        UniqueConstraint(
            "practice_id", "agreement_id", "side", "is_licensed", name="a_side_has_a_licence_or_not"
        ),
        CheckConstraint("is_licensed = (licence != '')", name="a_licence_has_words"),
        reference("agreement_id", "agreement"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int]
    side: Mapped[Side] = mapped_column(choice(Side))
    licence: Mapped[str] = mapped_column(String(LONGEST_LICENCE), default="")
    is_licensed: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def of(cls, side: Side, licence: str) -> "Party":
        return cls(side=side, licence=licence, is_licensed=bool(licence))

    def take_licence(self, licence: str) -> None:
        self.licence, self.is_licensed = licence, bool(licence)


class Duty(PracticeOwned, Base):
    """Something that one side does, and only one.

    The last reference says whose it is and, with the check beside it, that a duty which needs a
    licence lies with a side that has one. It is looked at when the transaction ends: a licence and
    the duties that go with it change together.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("agreement_id", "text_key", name="one_owner_per_duty"),
        CheckConstraint("NOT needs_licence OR owner_is_licensed", name="needs_a_licensed_owner"),
        reference("agreement_id", "agreement"),
        ForeignKeyConstraint(
            ["practice_id", "agreement_id", "owner", "owner_is_licensed"],
            [
                "agreement_party.practice_id",
                "agreement_party.agreement_id",
                "agreement_party.side",
                "agreement_party.is_licensed",
            ],
            name="fk_duty_owner",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int]
    place: Mapped[int]
    text: Mapped[str] = mapped_column(String(LONGEST_DUTY))
    text_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    owner: Mapped[Side] = mapped_column(choice(Side))
    needs_licence: Mapped[bool] = mapped_column(default=False)
    owner_is_licensed: Mapped[bool] = mapped_column(default=False)

    @property
    def draft(self) -> DutyDraft:
        return DutyDraft(self.id, self.text, self.owner, self.needs_licence)

    def rewrite(self, typed: DutyDraft, licences: Mapping[Side, str]) -> None:
        """Say and give it as typed; the owner's licence comes along."""
        self.text, self.text_key = typed.text, name_key(typed.text)
        self.owner, self.needs_licence = typed.owner, typed.needs_licence
        self.owner_is_licensed = bool(licences[typed.owner])
