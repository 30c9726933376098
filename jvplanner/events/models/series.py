"""The dates of an event that comes again: one page leads to all of them."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base
from jvplanner.links.models import Purpose
from jvplanner.tenancy import PracticeOwned

SERIES_PAGE = Purpose("series_page", "/e/series")
LONGEST_RULE = 100


class EventSeries(PracticeOwned, Base):
    """What several events have in common: how they were repeated, and the page of all dates.

    Everything else each event has for itself, so that one may be changed or called off alone.
    """

    __tablename__ = "event_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Given as soon as the row has an id for the code to lead to.
    code: Mapped[str] = mapped_column(String(12), unique=True, nullable=True)
    # RRULE of RFC 5545 by which the dates were made last; their own times count, not this.
    rule: Mapped[str] = mapped_column(String(LONGEST_RULE))
