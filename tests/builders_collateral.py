"""What printed matter tells, for tests without a database, and what is read back from it."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pypdf
import zxingcpp
from PIL import Image

from jvplanner.collateral.particulars import Brand, Told
from jvplanner.collateral.printed import TEMPLATES, _data
from jvplanner.collateral.rules import Kind
from jvplanner.pictures.drawing import drawn_anew
from jvplanner.typesetting import png
from tests.builders_events import HOOK
from tests.builders_pictures import file_of

BASE = "https://plan.riverside.example"
EVERYTHING: dict[str, Any] = {
    "language": "en",
    "code": "bcdfghj",
    "title": HOOK,
    "when": "Wed 9 Dec 2026, 18:30 – 20:00 (New York)",
    "place": "Canal Street Theatre, main hall",
    "address": "1 Canal Street, Riverside",
    "take_home": ("Five questions for your next appointment", "A one-week energy log"),
    "colour": "#0f5c4d",
    "changed_at": datetime(2026, 11, 27, tzinfo=UTC),
}


def made(*names: str, has_logos: bool = True, **changed: Any) -> Told:
    """What is told of an event; names are of who invites."""
    logo = drawn_anew(file_of()).on_paper if has_logos else b""
    names = names or ("Riverside Nutrition", "Canal Street Pharmacy")
    return Told(**EVERYTHING | {"brands": tuple(Brand(name, logo) for name in names)} | changed)


def rasterised(kind: Kind, told: Told, *, ppi: float) -> Image.Image:
    """The printed page as a picture: the typesetter draws the very same page as for its PDF."""
    content = png(TEMPLATES.get(kind, kind.value), _data(kind, told), ppi=ppi)
    return Image.open(BytesIO(content)).convert("L")


def scanned(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def read(content: bytes) -> str:
    """The words of a PDF, one space between them."""
    pages = pypdf.PdfReader(BytesIO(content)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())
