"""What both sides do with a paper, each in the caller's transaction and under the paper's lock."""

from jvplanner.papers.actions.answering import answer, ask, expect_answer, reply, see
from jvplanner.papers.actions.archiving import archive, note_end, take_out
from jvplanner.papers.actions.guarding import KeptWording, NotReady
from jvplanner.papers.actions.handing_over import give_back, hand_over, take_back
from jvplanner.papers.actions.links import renew, reopen, revoke, withdraw
from jvplanner.papers.actions.sending import (
    Dispatch,
    NotSigned,
    Signature,
    send,
)
from jvplanner.papers.actions.time import expire_due, has_any_run_out
from jvplanner.papers.actions.verifying import verified
from jvplanner.papers.actions.waiting import give_time, remind, send_now

__all__ = [
    "Dispatch",
    "KeptWording",
    "NotReady",
    "NotSigned",
    "Signature",
    "answer",
    "archive",
    "ask",
    "expect_answer",
    "expire_due",
    "give_back",
    "give_time",
    "hand_over",
    "has_any_run_out",
    "note_end",
    "remind",
    "renew",
    "reopen",
    "reply",
    "revoke",
    "see",
    "send",
    "send_now",
    "take_back",
    "take_out",
    "verified",
    "withdraw",
]
