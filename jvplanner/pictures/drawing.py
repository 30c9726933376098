"""A file that somebody sent becomes a picture of ours: drawn anew from its pixels, or refused."""

from dataclasses import dataclass
from io import BytesIO
from math import ceil
from threading import Lock

from PIL import Image, ImageOps

from jvplanner.errors import Refusal
from jvplanner.pictures.rules import (
    HEAVIEST,
    HEAVIEST_ON_PAGES,
    LONGEST_SIDE,
    MEGABYTE,
    MOST_PIXELS,
    MOST_SCANS,
    ON_PAGES,
    ON_PAPER,
    in_millions,
)

# Told by what a file holds; its name and the type that was declared are not looked at.
ACCEPTED = ("PNG", "JPEG", "WEBP")
JPEGS = ("JPEG", "MPO")  # several pictures in one file; the first one counts
UNKNOWN = "This is no picture that can be used. Choose a PNG, JPEG or WebP file."
TANGLED = "This picture is put together in a way that takes too long to read. Save it anew as PNG."
SCAN = b"\xff\xda"  # what begins each pass over a JPEG; in what it holds, no 0xff comes before 0xda
EMPTY = "Nothing can be seen in this picture: every pixel is transparent. Choose another one."
# One at a time in each process: unpacked pictures are large.
_one_at_a_time = Lock()


class Unusable(Refusal):
    """What was sent is no picture, or one too large to be looked at."""


@dataclass(frozen=True)
class Drawing:
    """A picture without anything that the file told beside its pixels.

    on_paper       PNG, at most ON_PAPER
    on_pages       WebP, at most ON_PAGES and hardly more than HEAVIEST_ON_PAGES
    width, height  pixels of on_pages
    """

    on_paper: bytes
    on_pages: bytes
    width: int
    height: int


def drawn_anew(sent: bytes) -> Drawing:
    """Return the picture that a file holds, upright and in our own sizes.

    It is made of decoded pixels alone: no place where it was taken, no colour profile, no text and
    nothing that was hung onto the file comes along. The size is read before anything is unpacked.
    Raises Unusable. Source: T6.
    """
    if len(sent) > HEAVIEST:
        weight, most = ceil(len(sent) / MEGABYTE * 10) / 10, HEAVIEST // MEGABYTE
        raise Unusable(f"This picture weighs {weight} MB. Use one of at most {most} MB.")
    with _one_at_a_time:
        try:
            with Image.open(BytesIO(sent), formats=ACCEPTED) as opened:
                _refuse_too_large(opened.width, opened.height)
                if opened.format in JPEGS and sent.count(SCAN) > MOST_SCANS:
                    raise Unusable(TANGLED)
                picture = _small(opened)
        except Unusable:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Unusable("This picture has far too many pixels. Use a smaller one.") from None
        except Exception as problem:  # a file made to do harm may fail in any way
            raise Unusable(UNKNOWN) from problem
        return _written(picture)


def _refuse_too_large(width: int, height: int) -> None:
    pixels = width * height
    if pixels > MOST_PIXELS:
        raise Unusable(
            f"This picture has {in_millions(pixels)} pixels. Use one of at most "
            f"{in_millions(MOST_PIXELS)}, such as 4000 by 4000."
        )
    if max(width, height) > LONGEST_SIDE:
        raise Unusable(
            f"This picture has a side of {max(width, height):,} pixels. "
            f"Use one of at most {LONGEST_SIDE:,}."
        )


def _small(opened: Image.Image) -> Image.Image:
    """Return the picture upright, without empty margins, and no larger than on paper."""
    longest = 2 * max(ON_PAPER)
    opened.draft("RGB", (longest, longest))  # a JPEG is unpacked no larger than is of use
    opened.load()
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    picture = opened if opened.mode == mode else opened.convert(mode)
    if mode == "RGBA":
        seen = picture.getchannel("A").getbbox()
        if seen is None:
            raise Unusable(EMPTY)
        # Turned afterwards; what says how is read from the file, and a crop keeps it.
        picture = picture.crop(seen)
    picture.thumbnail((longest, longest))
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail(ON_PAPER)
    clean = Image.new(mode, picture.size)
    clean.paste(picture)
    return clean


def _written(picture: Image.Image) -> Drawing:
    on_paper = BytesIO()
    picture.save(on_paper, "PNG", optimize=True)
    picture.thumbnail(ON_PAGES)
    return Drawing(on_paper.getvalue(), _light(picture), picture.width, picture.height)


def _light(picture: Image.Image) -> bytes:
    """Return the picture as WebP: as it is if that is light, else as good as fits."""
    file = BytesIO()
    picture.save(file, "WEBP", lossless=True)
    for quality in (85, 60, 30):
        if file.tell() <= HEAVIEST_ON_PAGES:
            break
        file = BytesIO()
        picture.save(file, "WEBP", quality=quality)
    return file.getvalue()
