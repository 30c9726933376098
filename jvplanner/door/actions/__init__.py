"""What can be done at a door, each in the caller's transaction."""

from jvplanner.door.actions.arrivals import arrive_by_hand, take_back_hand_arrival
from jvplanner.door.actions.deciding import (
    NamesNobody,
    accept,
    accept_all,
    set_all_aside,
    set_aside,
)
from jvplanner.door.actions.doors import NoDoor, close_door, open_door, renew_door, why_no_door
from jvplanner.door.actions.forgetting import forget_scans_of, forget_strangers_at
from jvplanner.door.actions.scans import Result, TooMuchKept, keep_scans, result_of, take_scans

__all__ = [
    "NamesNobody",
    "NoDoor",
    "Result",
    "TooMuchKept",
    "accept",
    "accept_all",
    "arrive_by_hand",
    "close_door",
    "forget_scans_of",
    "forget_strangers_at",
    "keep_scans",
    "open_door",
    "renew_door",
    "result_of",
    "set_all_aside",
    "set_aside",
    "take_back_hand_arrival",
    "take_scans",
    "why_no_door",
]
