"""A picture of a practice's, drawn anew from what was sent, with an address for everybody."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.links.models import LONGEST_CODE, Purpose
from jvplanner.tenancy import PracticeOwned

PICTURE = Purpose("picture", "/pictures")


class PictureOf(StrEnum):
    """What a picture shows; each practice and each partner has at most one."""

    PRACTICE_LOGO = "practice_logo"
    PARTNER_LOGO = "partner_logo"


class Picture(PracticeOwned, Base):
    """A picture in our own sizes: see drawing.py. Another picture gets another code."""

    __tablename__ = "picture"
    __table_args__ = (
        UniqueConstraint("practice_id", "shows", "subject_id", name="one_picture_of_each"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shows: Mapped[PictureOf] = mapped_column(choice(PictureOf))
    # The id of the practice or of the partner.
    subject_id: Mapped[int]
    # Given as soon as the row has an id for the code to lead to.
    code: Mapped[str] = mapped_column(String(LONGEST_CODE), unique=True, nullable=True)
    on_paper: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    on_pages: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)
