"""Flask-Security, fitted in once: its options, its accounts, its pages, who is signed in."""

from jvplanner.practices.security.accounts import (
    change_address,
    change_password,
    is_password_of,
    make_account,
    reset_address,
)
from jvplanner.practices.security.identity import act_for, identify, signed_in
from jvplanner.practices.security.sessions import end_every_session
from jvplanner.practices.security.set_up import init_app

__all__ = [
    "act_for",
    "change_address",
    "change_password",
    "end_every_session",
    "identify",
    "init_app",
    "is_password_of",
    "make_account",
    "reset_address",
    "signed_in",
]
