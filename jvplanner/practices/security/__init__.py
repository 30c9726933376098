"""Flask-Security, fitted in once: its options, its accounts, its pages, who is signed in."""

from jvplanner.practices.security.accounts import make_account, reset_address
from jvplanner.practices.security.identity import act_for, identify, signed_in
from jvplanner.practices.security.sessions import end_every_session
from jvplanner.practices.security.set_up import init_app

__all__ = [
    "act_for",
    "end_every_session",
    "identify",
    "init_app",
    "make_account",
    "reset_address",
    "signed_in",
]
