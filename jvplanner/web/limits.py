"""How often somebody may do something that costs us or could be abused."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=False, strategy="moving-window")


def address_and(part: str) -> str:
    """Return a key of the caller's address and one part of the request's path or form."""
    value = (request.view_args or {}).get(part) or request.form.get(part, "")
    return f"{get_remote_address()}|{str(value).strip().lower()[:254]}"
