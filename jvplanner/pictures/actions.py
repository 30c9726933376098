"""Keeping a logo, and taking it away again."""

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import PublicCode
from jvplanner.pictures.drawing import Drawing
from jvplanner.pictures.models import PICTURE, Picture, PictureOf


def change(shows: PictureOf, subject_id: int, *, drawing: Drawing | None, is_removed: bool) -> None:
    """Do what a form says about a picture: a new one counts more than the tick to remove it."""
    if drawing is not None:
        keep(shows, subject_id, drawing)
    elif is_removed:
        remove(shows, subject_id)


def keep(shows: PictureOf, subject_id: int, drawing: Drawing) -> Picture:
    """Show the subject of the acting practice with this picture, in place of any earlier one."""
    picture = _kept(shows, subject_id)
    if picture is None:
        picture = Picture(shows=shows, subject_id=subject_id)
        db.session.add(picture)
    else:
        _forget_code(picture)
    for name, value in vars(drawing).items():
        setattr(picture, name, value)
    picture.updated_at = clock.now()
    db.session.flush()
    picture.code = addresses.publish(PICTURE, picture.id).code
    db.session.flush()
    return picture


def remove(shows: PictureOf, subject_id: int) -> None:
    """Show the subject with its name alone from now on."""
    if picture := _kept(shows, subject_id):
        _forget_code(picture)
        db.session.delete(picture)
        db.session.flush()


def _kept(shows: PictureOf, subject_id: int) -> Picture | None:
    return db.session.scalar(
        select(Picture).filter_by(shows=shows, subject_id=subject_id).with_for_update()
    )


def _forget_code(picture: Picture) -> None:
    if code := db.session.get(PublicCode, picture.code):
        db.session.delete(code)
