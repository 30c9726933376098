"""Logos of the demo, drawn here: the same strokes make the same picture."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from math import pi, sin

from PIL import Image, ImageDraw

from jvplanner.db import db
from jvplanner.links.models import PublicCode
from jvplanner.pictures.actions import keep
from jvplanner.pictures.drawing import drawn_anew
from jvplanner.pictures.models import PICTURE, PictureOf
from jvplanner.tenancy import current_practice_id

SIDE = 320
# Drawn so many times larger and then made smaller, so that edges are smooth.
FINER = 4
GREEN, LEAF, PAPER = "#0f5c4d", "#9cc7a4", "#fffdf8"
PLUM, CREAM = "#7a3e6b", "#f6e7d3"


def river(pen: ImageDraw.ImageDraw, side: int) -> None:
    """Draw a leaf above two waves, on green."""
    pen.rounded_rectangle((0, 0, side - 1, side - 1), side * 0.24, fill=GREEN)
    middle, top, foot = side * 0.5, side * 0.13, side * 0.6
    bent = [
        (sin(step / 60 * pi) * side * 0.2, top + (foot - top) * step / 60) for step in range(61)
    ]
    pen.polygon(
        [(middle + x, y) for x, y in bent] + [(middle - x, y) for x, y in reversed(bent)], fill=LEAF
    )
    pen.line((middle, side * 0.28, middle, side * 0.64), fill=GREEN, width=round(side * 0.02))
    for height in (0.7, 0.83):
        wave = [
            (side * (0.16 + 0.68 * step / 90), side * (height + 0.03 * sin(step / 90 * 4 * pi)))
            for step in range(91)
        ]
        pen.line(wave, fill=PAPER, width=round(side * 0.05), joint="curve")


def mortar(pen: ImageDraw.ImageDraw, side: int) -> None:
    """Draw a mortar with its pestle, on a plum round."""
    pen.ellipse((0, 0, side - 1, side - 1), fill=PLUM)
    pen.line(
        (side * 0.44, side * 0.5, side * 0.68, side * 0.2), fill=CREAM, width=round(side * 0.09)
    )
    pen.pieslice((side * 0.22, side * 0.14, side * 0.78, side * 0.74), 0, 180, fill=CREAM)
    pen.rectangle((side * 0.18, side * 0.41, side * 0.82, side * 0.47), fill=CREAM)
    pen.rectangle((side * 0.36, side * 0.72, side * 0.64, side * 0.78), fill=CREAM)


def give_logo(
    draw: Callable[[ImageDraw.ImageDraw, int], None],
    *,
    code: str,
    at: datetime,
    partner_id: int | None = None,
) -> None:
    """Let the acting practice, or a partner of its, show a logo at an address told by heart."""
    large = Image.new("RGBA", (SIDE * FINER, SIDE * FINER))
    draw(ImageDraw.Draw(large), SIDE * FINER)
    file = BytesIO()
    large.reduce(FINER).save(file, "PNG")
    shows = PictureOf.PARTNER_LOGO if partner_id else PictureOf.PRACTICE_LOGO
    practice_id = current_practice_id()
    picture = keep(shows, partner_id or practice_id, drawn_anew(file.getvalue()))
    db.session.delete(db.session.get_one(PublicCode, picture.code))
    db.session.add(
        PublicCode(code=code, practice_id=practice_id, purpose=PICTURE.name, subject_id=picture.id)
    )
    picture.code, picture.updated_at = code, at
    db.session.flush()
