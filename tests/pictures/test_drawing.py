"""T6: what was sent is drawn anew from its pixels or refused, within bounded memory."""

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from jvplanner.pictures.drawing import Unusable, drawn_anew
from jvplanner.pictures.rules import HEAVIEST, HEAVIEST_ON_PAGES, ON_PAGES, ON_PAPER
from tests.builders_pictures import GREEN, file_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MARKUP = b"<script>alert(1)</script>"
WHERE = "Grandma's garden"


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def located(kind: str, size: tuple[int, int] = (400, 200), orientation: int = 1) -> bytes:
    """A photograph that tells where and which way up it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = WHERE
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)  # degrees of latitude
    picture = Image.new("RGB", size, "white")
    picture.paste(GREEN, (0, 0, size[0] // 2, size[1]))  # its left half
    file = BytesIO()
    picture.save(file, kind, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_one_for_pages_and_one_for_paper(kind: str) -> None:
    drawing = drawn_anew(file_of(kind, (2000, 500)))
    on_pages, on_paper = opened(drawing.on_pages), opened(drawing.on_paper)
    assert (on_pages.format, on_pages.size) == ("WEBP", (264, 66))
    assert (drawing.width, drawing.height) == on_pages.size
    assert (on_paper.format, on_paper.size) == ("PNG", (640, 160))
    colour = on_paper.convert("RGB").getpixel((10, 10))
    assert all(abs(a - b) < 4 for a, b in zip(colour, GREEN, strict=True))


def test_a_small_picture_is_not_made_larger() -> None:
    assert opened(drawn_anew(file_of(size=(90, 90))).on_paper).size == (90, 90)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_where_a_photograph_was_taken_is_gone(kind: str) -> None:
    sent = located(kind)
    assert opened(sent).getexif().get_ifd(0x8825)
    drawing = drawn_anew(sent)
    for content in (drawing.on_pages, drawing.on_paper):
        again = opened(content)
        again.load()
        assert not again.getexif()
        assert not again.info.keys() & {"exif", "icc_profile", "xmp", "XML:com.adobe.xmp"}
        assert WHERE.encode() not in content


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_photograph_stands_upright(kind: str) -> None:
    turned_right = drawn_anew(located(kind, orientation=6))
    picture = opened(turned_right.on_paper).convert("RGB")
    assert picture.size == (160, 320)
    # Its left half has come to be the upper one.
    assert picture.getpixel((80, 20))[0] < 60
    assert picture.getpixel((80, 300))[0] > 200


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_colour_profile_does_not_come_along(kind: str) -> None:
    sent = file_of(kind, icc_profile=MARKUP)
    assert opened(sent).info["icc_profile"] == MARKUP
    drawing = drawn_anew(sent)
    for content in (drawing.on_pages, drawing.on_paper):
        assert "icc_profile" not in opened(content).info


def test_what_hangs_onto_a_picture_does_not_come_along() -> None:
    info = Image.Exif()
    for sent in (
        file_of() + MARKUP,
        file_of("JPEG") + b"PK\x03\x04" + MARKUP,
        file_of("JPEG", comment=MARKUP),
        file_of("WEBP", xmp=MARKUP, exif=info),
    ):
        assert MARKUP in sent
        drawing = drawn_anew(sent)
        assert MARKUP not in drawing.on_pages + drawing.on_paper


@pytest.mark.parametrize(
    "sent",
    [
        SVG,
        b"\xef\xbb\xbf" + SVG,
        file_of("GIF"),
        file_of("BMP"),
        file_of("TIFF"),
        b"%PDF-1.7",
        b"x",
        b"",
        MARKUP,
        MARKUP + file_of(),
        file_of()[:60],
        file_of(size=(300, 300))[:-40],
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        file_of("JPEG")[:200],
        file_of("WEBP")[:40],
    ],
    ids=[
        *("svg", "svg with a mark", "gif", "bmp", "tiff", "pdf", "letter", "nothing", "markup"),
        *("markup first", "cut-off png", "png without its end", "png head", "jpeg", "webp"),
    ],
)
def test_what_is_no_picture_that_we_take_is_refused_in_words(sent: bytes) -> None:
    with pytest.raises(Unusable, match="Choose a PNG, JPEG or WebP file"):
        drawn_anew(sent)


def test_a_picture_that_shows_nothing_is_refused_and_empty_margins_are_cut_off() -> None:
    with pytest.raises(Unusable, match="every pixel is transparent"):
        drawn_anew(file_of(colour=(0, 0, 0, 0)))
    framed = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    framed.paste((*GREEN, 255), (100, 150, 300, 250))
    file = BytesIO()
    framed.save(file, "PNG")
    assert opened(drawn_anew(file.getvalue()).on_paper).size == (200, 100)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK", "RGBA"])
def test_a_picture_of_any_kind_of_colour_can_be_used(mode: str) -> None:
    file = BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (300, 100), 1).save(file, kind)
    if mode in ("LA", "RGBA"):
        with pytest.raises(Unusable):
            drawn_anew(file.getvalue())
    else:
        assert opened(drawn_anew(file.getvalue()).on_paper).size == (300, 100)


def test_a_heavy_file_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(Unusable, match=r"weighs 4\.1 MB. Use one of at most 4 MB"):
        drawn_anew(bytes(HEAVIEST + 1))


def test_a_picture_on_a_page_is_light_whatever_it_shows() -> None:
    noise = Image.effect_noise((1200, 600), 90).convert("RGB")
    file = BytesIO()
    noise.save(file, "JPEG", quality=90)
    drawing = drawn_anew(file.getvalue())
    assert len(drawing.on_pages) < 2 * HEAVIEST_ON_PAGES
    assert opened(drawing.on_pages).size <= ON_PAGES
    assert opened(drawing.on_paper).size <= ON_PAPER


MEASURED = """
import resource, struct, sys, zlib
from jvplanner.pictures.drawing import Unusable, drawn_anew
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
def png(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    press, rows = zlib.compressobj(9), b""
    for _ in range(height):
        rows += press.compress(bytes(1) + b"\\xff" * 4 * width)
    rows += press.flush()
    return (b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows)
            + chunk(b"IEND", b""))
drawn_anew(png(10, 10))
sent = png(*map(int, sys.argv[1:]))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
try:
    drawn_anew(sent)
    print("drawn")
except Unusable as refusal:
    print(refusal)
print(peak() - before)
"""


def megabytes_for(width: int, height: int) -> tuple[str, int]:
    """What becomes of a PNG of that size, and by how much the process has grown at most."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(width), str(height)],
        capture_output=True,
        text=True,
        check=True,
    )
    said, grown = done.stdout.splitlines()
    return said, int(grown)


def test_fifty_megapixels_are_refused_without_being_unpacked() -> None:
    said, grown = megabytes_for(10_000, 5_000)
    assert said.startswith("This picture has 50 million pixels. Use one of at most 16 million")
    assert grown < 20


def test_the_largest_picture_that_is_taken_needs_bounded_memory() -> None:
    said, grown = megabytes_for(4_000, 4_000)
    assert said == "drawn"
    assert grown < 220


def test_a_thread_of_a_picture_is_refused_without_being_unpacked() -> None:
    said, grown = megabytes_for(1, 3_000_000)
    assert said.startswith("This picture has a side of 3,000,000 pixels. Use one of at most 20,000")
    assert grown < 20


def test_a_jpeg_that_is_gone_over_again_and_again_is_refused_before_it_is() -> None:
    sent = file_of("JPEG", (400, 400), progressive=True)
    assert drawn_anew(sent)
    end, last = sent.rindex(b"\xff\xd9"), sent.rindex(b"\xff\xda")
    with pytest.raises(Unusable, match="takes too long to read"):
        drawn_anew(sent[:end] + sent[last:end] * 200 + sent[end:])


def test_more_pixels_than_the_library_would_touch_are_refused_in_words() -> None:
    head = bytearray(file_of("WEBP", (16, 16), lossless=True))
    most = 16383 - 1
    kept = int.from_bytes(head[21:25], "little") >> 28
    head[21:25] = (most | most << 14 | kept << 28).to_bytes(4, "little")
    with pytest.raises(Unusable, match="far too many pixels"):
        drawn_anew(bytes(head))
