"""The letters that carry a paper to the partner and its answer to both sides."""

# Importing them registers what they say.
from jvplanner.papers.letters import answers, to_practice
from jvplanner.papers.letters.to_readers import to_be_read
from jvplanner.papers.letters.writing import (
    remind,
    stop_reminding,
    take_back_unsent,
    tell_answered,
    tell_asked,
    tell_handed_over,
    tell_passed_on,
    tell_replied,
    tell_sent,
)

__all__ = [
    "answers",
    "remind",
    "stop_reminding",
    "take_back_unsent",
    "tell_answered",
    "tell_asked",
    "tell_handed_over",
    "tell_passed_on",
    "tell_replied",
    "tell_sent",
    "to_be_read",
    "to_practice",
]
