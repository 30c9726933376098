"""What a member decides about an event, on its way from the form to the event."""

from dataclasses import dataclass
from datetime import datetime

from jvplanner.proposals.models import LONGEST_PART, CtaKind

BETWEEN_PARTS = "\n\n"
# Both parts of a proposal, each as long as it may be: what was agreed can be saved as it is.
LONGEST_DESCRIPTION = 2 * LONGEST_PART + len(BETWEEN_PARTS)
# A change of any of these is a letter to every guest; other changes are wording.
WHEN_AND_WHERE = ("starts_at", "ends_at", "time_zone", "place", "room", "address", "online_address")


@dataclass(frozen=True)
class Particulars:
    """What a member decides about an event. Times are in UTC; texts are shaped and checked."""

    title: str
    description: str
    take_home: str
    partner_id: int | None
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    address: str
    online_address: str
    seats: int
    call_to_action: str
    cta_kind: CtaKind
    room: str = ""
    map_link: str = ""
    parking: str = ""
    access_notes: str = ""
    closes_at: datetime | None = None
    reminds_week: bool = True
    reminds_day: bool = True
    reminds_hours: bool = True
