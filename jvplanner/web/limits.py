"""How often somebody may do something that costs us or could be abused."""

from hashlib import sha256

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem
from limits.strategies import MovingWindowRateLimiter

from jvplanner.web.counting import InMemory

limiter = Limiter(key_func=get_remote_address, headers_enabled=False, strategy="moving-window")


# Counts while the storage that all processes share is away. To name it also makes it known: the
# library finds a counter by its scheme.
_beside = MovingWindowRateLimiter(InMemory())


def is_within(limit: RateLimitItem, key: str, *, cost: int = 1) -> bool:
    """Count once more against a limit, before the application is asked; tell whether it holds."""
    try:
        return limiter.limiter.hit(limit, key, cost=cost)
    except Exception:
        return _beside.hit(limit, key, cost=cost)


def address_and(part: str) -> str:
    """Return a key of the caller's address and one part of the request's path."""
    return address_with(str((request.view_args or {})[part]).lower())


def address_with(value: str) -> str:
    """Return a key of the caller's address and a value, spelled in the one way it is compared."""
    return address_of(get_remote_address(), value)


def address_of(address: str, value: str) -> str:
    """Return the same key of any caller's address."""
    return f"{address}|{_unreadable(value)}"


def link_alone() -> str:
    """Return a key of the private link in the request's path, whoever holds it."""
    return _unreadable(str((request.view_args or {})["token"]))


def _unreadable(value: str) -> str:
    """Return a digest: keys are logged, and tokens and addresses must not be."""
    return sha256(value.encode(errors="replace")).hexdigest()[:16]
