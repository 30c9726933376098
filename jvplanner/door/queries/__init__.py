"""Reading what happens at the door: for members, for helpers, for Today."""

from jvplanner.door.queries.doors import (
    Counts,
    counts,
    door_with_event,
    doors_of,
    guest_list,
    scan_at,
)
from jvplanner.door.queries.kept import KeptPart, kept_scans
from jvplanner.door.queries.today import due

__all__ = [
    "Counts",
    "KeptPart",
    "counts",
    "door_with_event",
    "doors_of",
    "due",
    "guest_list",
    "kept_scans",
    "scan_at",
]
