"""Which logo the acting practice and its partners have."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from jvplanner.db import db
from jvplanner.errors import NotFound
from jvplanner.pictures.models import Picture, PictureOf
from jvplanner.pictures.rules import Logo, logo
from jvplanner.tenancy import current_practice_id


@dataclass(frozen=True)
class Logos:
    """The logos of those who invite together; None for who has none."""

    practice: Logo | None
    partner: Logo | None


def practice_logo() -> Logo | None:
    return logos(None).practice


def partner_logo(partner_id: int) -> Logo | None:
    return logos(partner_id).partner


def logos(partner_id: int | None) -> Logos:
    """Return the acting practice's logo and that of a partner of its, in one statement."""
    rows = db.session.execute(
        select(Picture.shows, Picture.code, Picture.width, Picture.height).where(
            _ours_or_theirs(partner_id)
        )
    )
    found = {shows: logo(code, width, height) for shows, code, width, height in rows}
    return Logos(found.get(PictureOf.PRACTICE_LOGO), found.get(PictureOf.PARTNER_LOGO))


def on_paper(partner_id: int | None) -> tuple[bytes | None, bytes | None]:
    """Return the acting practice's logo and that of a partner of its as PNG, for print."""
    printed = select(Picture.shows, Picture.on_paper).where(_ours_or_theirs(partner_id))
    found = {row.shows: row.on_paper for row in db.session.execute(printed)}
    return found.get(PictureOf.PRACTICE_LOGO), found.get(PictureOf.PARTNER_LOGO)


def _ours_or_theirs(partner_id: int | None) -> ColumnElement[bool]:
    ours, theirs = PictureOf.PRACTICE_LOGO, PictureOf.PARTNER_LOGO
    return or_(
        and_(Picture.shows == ours, Picture.subject_id == current_practice_id()),
        and_(Picture.shows == theirs, Picture.subject_id == partner_id),
    )


def content(picture_id: int) -> bytes:
    """Return the acting practice's picture as pages show it; raises NotFound."""
    found = db.session.scalar(select(Picture.on_pages).where(Picture.id == picture_id))
    if found is None:
        raise NotFound
    return found
