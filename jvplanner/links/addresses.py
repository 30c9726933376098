"""Making addresses and opening them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import delete, select, update

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import Gone, NotFound
from jvplanner.languages import gettext as _
from jvplanner.links import tokens
from jvplanner.links.models import LONGEST_CODE, Link, PublicCode, Purpose
from jvplanner.tenancy import current_practice_id

# No vowels and nothing that is mistaken for another: a code is read aloud and typed from paper.
CODE_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
CODE_LENGTH = 7


class LinkGone(Gone):
    """A link that was ours and opens nothing any more."""

    def __init__(self, link: Link) -> None:
        super().__init__(
            _("This link is no longer in use. Ask whoever sent it to you for a new one.")
        )
        self.link = link


@dataclass(frozen=True)
class Installation:
    """Where this process's addresses begin, and the keys that prove them: current key first."""

    base_url: str
    secret_keys: tuple[str, ...] = field(repr=False)

    @cached_property
    def keys(self) -> dict[str, str]:
        return {tokens.key_id(secret): secret for secret in self.secret_keys if secret}


_installation: Installation | None = None


def install(installation: Installation) -> None:
    """Set once by composition: a process serves one installation."""
    global _installation  # noqa: PLW0603
    _installation = installation


def _here() -> Installation:
    if _installation is None:
        raise RuntimeError("create_app() has not run in this process")
    return _installation


def absolute(path: str) -> str:
    return _here().base_url + path


def key_ids() -> list[str]:
    """Return the short names of the server keys that are kept."""
    return list(_here().keys)


def has_key(link: Link) -> bool:
    """Tell whether the link's address can be shown: the server key it was made with is kept."""
    return link.key_id in key_ids()


def token(link: Link) -> str:
    """Return the link's token; raises LinkGone when its server key is no longer kept."""
    secret = _here().keys.get(link.key_id)
    if secret is None:
        raise LinkGone(link)
    return tokens.token(secret, link.purpose, link.id, link.generation)


def path(purpose: Purpose, link: Link) -> str:
    """Return the address below the installation's own, such as /t/<token>."""
    return f"{purpose.path}/{token(link)}"


def private(purpose: Purpose, link: Link) -> str:
    """Return the absolute private address."""
    return absolute(path(purpose, link))


def find(purpose: str, claimed: str) -> Link:
    """Return the link of a token of ours, though the link may be closed.

    Raises NotFound for a token we never made, and LinkGone for one whose link was sent anew.
    """
    link_id = tokens.link_id(claimed)
    link = db.session.get(Link, link_id) if link_id and link_id < 2**31 else None
    if link is not None and link.purpose == purpose and (secret := _here().keys.get(link.key_id)):
        if tokens.is_genuine(claimed, secret, purpose, link.id, link.generation):
            return link
        for secret in _here().keys.values():
            for generation in range(1, link.generation):
                if tokens.is_genuine(claimed, secret, purpose, link.id, generation):
                    raise LinkGone(link)
    raise NotFound


def open_link(purpose: str, claimed: str) -> Link:
    """Return the link that a token opens; raises as find() and LinkGone for a closed link."""
    link = find(purpose, claimed)
    if not link.is_open(clock.now()):
        raise LinkGone(link)
    return link


def issue(purpose: Purpose, subject_id: int, *, expires_at: datetime | None = None) -> Link:
    """Give subject_id its private address in the acting practice."""
    link = Link(
        practice_id=current_practice_id(),
        purpose=purpose.name,
        subject_id=subject_id,
        key_id=next(iter(_here().keys)),
        generation=1,
        expires_at=expires_at,
    )
    db.session.add(link)
    return link


def first_link(purpose: Purpose, practice_id: int, subject_id: int) -> dict[str, object]:
    """Return the row by which subject_id gets its private address, to be inserted."""
    return {
        "practice_id": practice_id,
        "purpose": purpose.name,
        "subject_id": subject_id,
        "key_id": next(iter(_here().keys)),
        "generation": 1,
    }


def first_path(purpose: Purpose, link_id: int) -> str:
    """Return where a link that was just inserted leads, below the installation's own address."""
    secret = next(iter(_here().keys.values()))
    return f"{purpose.path}/{tokens.token(secret, purpose.name, link_id, 1)}"


def renew(link: Link, *, expires_at: datetime | None = None) -> None:
    """Make a new address for the link's subject; every earlier one is gone for good."""
    link.generation += 1
    link.key_id = next(iter(_here().keys))
    link.expires_at, link.revoked_at = expires_at, None


def link_for(purpose: Purpose, subject_id: int) -> Link:
    """Return the subject's link in the acting practice; raises NotFound."""
    return links_for(purpose, [subject_id])[subject_id]


def links_for(purpose: Purpose, subject_ids: Sequence[int]) -> dict[int, Link]:
    """Return the links of many subjects by subject, in one statement."""
    found = db.session.scalars(
        select(Link).where(
            Link.practice_id == current_practice_id(),
            Link.purpose == purpose.name,
            Link.subject_id.in_(subject_ids),
        )
    )
    return _Links({link.subject_id: link for link in found})


class _Links(dict[int, Link]):
    def __missing__(self, subject_id: int) -> Link:
        raise NotFound("This has no link.")


def close_all(purpose: Purpose, subject_ids: Sequence[int], now: datetime) -> None:
    """Close the addresses of many subjects of the acting practice, in one statement."""
    db.session.execute(
        update(Link)
        .where(
            Link.practice_id == current_practice_id(),
            Link.purpose == purpose.name,
            Link.subject_id.in_(subject_ids),
            Link.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def delete_all(purpose: Purpose, subject_ids: Sequence[int]) -> None:
    """Delete the addresses of many subjects of the acting practice that are no more."""
    db.session.execute(
        delete(Link).where(
            Link.practice_id == current_practice_id(),
            Link.purpose == purpose.name,
            Link.subject_id.in_(subject_ids),
        )
    )


def publish(purpose: Purpose, subject_id: int) -> PublicCode:
    """Give subject_id a short public code in the acting practice."""
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    row = PublicCode(
        code=code,
        practice_id=current_practice_id(),
        purpose=purpose.name,
        subject_id=subject_id,
    )
    db.session.add(row)
    return row


def as_kept(code: str) -> str | None:
    """Return a public code as it is kept, however it was typed; None for what cannot be one.

    PostgreSQL would rather fail than look for what no text column can hold.
    """
    may_be = code.isascii() and code.isalnum() and len(code) <= LONGEST_CODE
    return code.lower() if may_be else None


def find_code(purpose: str, code: str) -> PublicCode:
    """Return where a public code leads; raises NotFound."""
    kept = as_kept(code)
    row = db.session.get(PublicCode, kept) if kept else None
    if row is None or row.purpose != purpose:
        raise NotFound
    return row
