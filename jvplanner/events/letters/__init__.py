"""The letters that guests get, and when each is written."""

from jvplanner.events.letters import contents as contents
from jvplanner.events.letters.messages import MESSAGE, message_contents, tell_message
from jvplanner.events.letters.telling import (
    has_gone_out,
    tell_back,
    tell_called_off,
    tell_cancelled,
    tell_corrected,
    tell_handed_over,
    tell_lapsed,
    tell_moved,
    tell_new_ticket,
    tell_not_kept,
    tell_offered,
    tell_registered,
    tell_seated,
    tell_ticket_again,
    was_told_again,
)
from jvplanner.events.letters.to_partner import tell_partner_called_off, tell_partner_moved

__all__ = [
    "MESSAGE",
    "has_gone_out",
    "message_contents",
    "tell_back",
    "tell_called_off",
    "tell_cancelled",
    "tell_corrected",
    "tell_handed_over",
    "tell_lapsed",
    "tell_message",
    "tell_moved",
    "tell_new_ticket",
    "tell_not_kept",
    "tell_offered",
    "tell_partner_called_off",
    "tell_partner_moved",
    "tell_registered",
    "tell_seated",
    "tell_ticket_again",
    "was_told_again",
]
