"""What can be done at a door, each in the caller's transaction."""

from jvplanner.door.actions.arrivals import arrive_by_hand, take_back_hand_arrival
from jvplanner.door.actions.doors import NoDoor, close_door, open_door, renew_door, why_no_door
from jvplanner.door.actions.scans import Result, keep_scans, result_of, take_scans

__all__ = [
    "NoDoor",
    "Result",
    "arrive_by_hand",
    "close_door",
    "keep_scans",
    "open_door",
    "renew_door",
    "result_of",
    "take_back_hand_arrival",
    "take_scans",
    "why_no_door",
]
