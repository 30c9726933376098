"""Events by their public codes: the code itself says whose event it is, so no practice acts."""

from typing import Any

from sqlalchemy import Select, and_, bindparam

from jvplanner.events.models import EVENT_PAGE, Event
from jvplanner.links.models import PublicCode
from jvplanner.partners.models import Partner
from jvplanner.practices.models import Practice


def by_code(asked: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return the statement for the event of one code, bound as "code", its practice and partner.

    Everything else that it reads has to be joined by the event's own practice.
    """
    return (
        asked.select_from(PublicCode)
        .join(
            Event,
            and_(Event.practice_id == PublicCode.practice_id, Event.id == PublicCode.subject_id),
        )
        .join(Practice, Practice.id == Event.practice_id)
        .outerjoin(
            Partner, and_(Partner.practice_id == Event.practice_id, Partner.id == Event.partner_id)
        )
        .where(PublicCode.code == bindparam("code"), PublicCode.purpose == EVENT_PAGE.name)
    )
