"""What a camera reads from the pictures is what was put in."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jvplanner.events.codes import code_png, code_svg

TICKET = "https://jv.riverside-clinic.example/t/4Kd9sQ2mXz7PbW1nRt0v"
SVG = "{http://www.w3.org/2000/svg}"


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("L")


def read(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def parsed(svg: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - the picture is our own


def drawn(svg: bytes, pixels_per_module: int) -> Image.Image:
    """Return the picture that the rectangles of the SVG's path make."""
    root = parsed(svg)
    size = int(root.attrib["viewBox"].split()[2])
    picture = Image.new("L", (size, size), 255)
    path = root.find(f"{SVG}path")
    assert path is not None
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path.attrib["d"]):
        picture.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))
    side = size * pixels_per_module
    return picture.resize((side, side), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TICKET, id="a ticket"),
        pytest.param("http://127.0.0.1:8000/t/a", id="a short address"),
        pytest.param("https://xn--mnchen-3ya.example/e/ab?s=poster", id="an event with its source"),
        pytest.param("x" * 600, id="a long text"),
        pytest.param("Zürich 🌸", id="letters outside ASCII"),
        pytest.param("0123456789", id="digits"),
    ],
)
def test_both_pictures_hold_the_text(text: str) -> None:
    assert read(pixels(code_png(text))) == [text]
    assert read(drawn(code_svg(text), pixels_per_module=8)) == [text]


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"[0-9A-Za-z]{16,24}", fullmatch=True))
def test_every_ticket_is_read(token: str) -> None:
    address = f"https://events.example.org/t/{token}"
    assert read(pixels(code_png(address, pixels_per_module=3))) == [address]


def test_both_pictures_are_the_same_code() -> None:
    png, svg = pixels(code_png(TICKET, pixels_per_module=5)), drawn(code_svg(TICKET), 5)

    assert png.size == svg.size
    assert png.tobytes() == svg.tobytes()


@pytest.mark.parametrize("pixels_per_module", [1, 3, 8])
def test_white_is_left_on_every_side(pixels_per_module: int) -> None:
    picture = pixels(code_png(TICKET, pixels_per_module=pixels_per_module))
    dark = Image.eval(picture, lambda level: 255 - level).getbbox()

    edge = 4 * pixels_per_module
    assert dark == (edge, edge, picture.width - edge, picture.height - edge)


def test_a_ticket_with_a_hole_and_held_at_a_slant_is_read() -> None:
    picture = pixels(code_png(TICKET))
    middle, hole = picture.width // 2, 76  # pixels; too large a hole for the next lower correction
    picture.paste(255, (middle, middle, middle + hole, middle + hole))
    tilted = picture.rotate(17, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)

    assert read(tilted) == [TICKET]


def test_the_svg_stands_on_white_and_needs_no_style() -> None:
    root = parsed(code_svg(TICKET))
    ground = root[0]

    assert (ground.tag, ground.attrib["fill"]) == (f"{SVG}rect", "#fff")
    assert f"0 0 {ground.attrib['width']} {ground.attrib['height']}" == root.attrib["viewBox"]
    assert {child.tag for child in root} == {f"{SVG}rect", f"{SVG}path"}
    assert not any("style" in element.attrib for element in root.iter())
    assert len(code_svg(TICKET)) < 8_000


def test_text_never_becomes_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    assert b"script" not in code_svg(hostile)
    assert read(drawn(code_svg(hostile), 8)) == [hostile]


def test_a_picture_is_made_once() -> None:
    assert code_svg(TICKET) is code_svg(TICKET)
    assert code_png(TICKET) is code_png(TICKET)


@pytest.mark.parametrize("text", ["", "x" * 3000])
def test_what_no_code_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"text|version"):
        code_svg(text)


def test_a_module_of_no_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="one pixel"):
        code_png(TICKET, pixels_per_module=0)
