"""How often somebody may do something that costs us or could be abused."""

from hashlib import sha256

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=False, strategy="moving-window")


def address_and(part: str) -> str:
    """Return a key of the caller's address and one part of the request's path."""
    return address_with(str((request.view_args or {})[part]).lower())


def address_with(value: str) -> str:
    """Return a key of the caller's address and a value, spelled in the one way it is compared."""
    return f"{get_remote_address()}|{_unreadable(value)}"


def link_alone() -> str:
    """Return a key of the private link in the request's path, whoever holds it."""
    return _unreadable(str((request.view_args or {})["token"]))


def _unreadable(value: str) -> str:
    """Return a digest: keys are logged, and tokens and addresses must not be."""
    return sha256(value.encode(errors="replace")).hexdigest()[:16]
