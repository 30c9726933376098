"""Picture files as people send them, and logos that are kept."""

from io import BytesIO
from typing import Any

from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from jvplanner.db import db
from jvplanner.pictures.actions import keep
from jvplanner.pictures.drawing import drawn_anew
from jvplanner.pictures.models import Picture, PictureOf
from jvplanner.tenancy import current_practice_id

GREEN = (15, 92, 77)


def file_of(
    kind: str = "PNG", size: tuple[int, int] = (400, 200), colour: Any = GREEN, **how: Any
) -> bytes:
    """The bytes of a picture in one colour; how are options of the format."""
    file = BytesIO()
    mode = "RGBA" if len(colour) == 4 else "RGB"
    Image.new(mode, size, colour).save(file, kind, **how)
    return file.getvalue()


def chosen(content: bytes, name: str = "logo.png", kind: str = "image/png") -> FileStorage:
    """A file as a browser's form sends it."""
    return FileStorage(BytesIO(content), filename=name, content_type=kind)


def form_with(**fields: Any) -> dict[str, Any]:
    """What a browser sends of a form with a file, made here: the client would leave a file open."""
    boundary, body = encode_multipart(fields)
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


def make_logo(partner_id: int | None = None, **drawn: Any) -> Picture:
    """A logo of the acting practice, or of a partner of its."""
    shows = PictureOf.PARTNER_LOGO if partner_id else PictureOf.PRACTICE_LOGO
    picture = keep(shows, partner_id or current_practice_id(), drawn_anew(file_of(**drawn)))
    db.session.commit()
    return picture
