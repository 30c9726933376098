"""Posters, cards and slides: what they say, that their codes are read, that nothing breaks them."""

from io import BytesIO
from time import perf_counter

import pypdf
import pytest
from PIL import Image

from jvplanner.collateral import printed
from jvplanner.collateral.rules import (
    PIXELS_PER_MM_AT_TWO_METRES,
    Kind,
    code_on_poster,
    colours,
    is_right_to_left,
)
from jvplanner.practices.rules import AA_CONTRAST, contrast
from jvplanner.typesetting import printable
from tests.builders_collateral import BASE, EVERYTHING, made, rasterised, read, scanned
from tests.builders_events import HOOK

SCREEN = 96  # pixels to the inch
MM = 25.4
SIZES = {
    Kind.POSTER_A4: (210, 297),
    Kind.POSTER_LETTER: (215.9, 279.4),
    Kind.TABLE_CARD: (148, 210),
    Kind.COUNTER_CARD: (148, 105),
}
ODD_TITLES = {
    "two hundred characters": "Energy, sleep and what your blood says about it " * 4 + "and more",
    "a word longer than the page": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3,
    "right to left": "למה אתם עדיין עייפים",
    "Arabic": "لماذا أنت متعب",
    "signs that no font here has": "検査は正常なのに疲れている",
    "emoji": "Tea 🌿👩‍⚕️ and talk",
    "markup": "<script>alert(1)</script> {{7*7}} #strong[x] $x^2$ @ref *b* \\ end",
    "nothing but emoji": "🌿",
    "zero width": "T\u200be\u200da",
}


@pytest.mark.parametrize("kind", Kind)
def test_the_code_leads_to_the_page_and_counts_what_it_stands_on(kind: Kind) -> None:
    source = printed.SOURCES[kind].value
    told = made()
    assert scanned(rasterised(kind, told, ppi=SCREEN)) == [f"{BASE}/e/bcdfghj?s={source}"]
    assert f"/e/bcdfghj?s={source}" in read(printed.as_pdf(kind, told))


def test_each_kind_of_print_counts_for_itself_and_both_posters_as_one() -> None:
    assert [source.value for source in printed.SOURCES.values()] == ["p", "p", "t", "c", "s"]


@pytest.mark.parametrize("kind", [Kind.POSTER_A4, Kind.POSTER_LETTER])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_poster_is_scanned_from_two_metres(kind: Kind, language: str) -> None:
    told = made(language=language)
    seen = rasterised(kind, told, ppi=PIXELS_PER_MM_AT_TWO_METRES * MM)
    assert scanned(seen) == [printed.address_of(told, printed.SOURCES[kind])]


def test_a_code_is_as_wide_as_its_modules_need_and_leaves_room_beside_it() -> None:
    assert code_on_poster(37) == 79
    assert code_on_poster(41) == code_on_poster(100) == 88


@pytest.mark.parametrize("kind", Kind)
def test_a_pdf_says_who_what_when_and_where_in_the_words_of_the_page(kind: Kind) -> None:
    """B4"""
    text = read(printed.as_pdf(kind, made()))
    for words in (
        "Riverside Nutrition",
        "with Canal Street Pharmacy",
        HOOK,
        "Wed 9 Dec 2026",
        "18:30 – 20:00 (New York)",
        "Canal Street Theatre, main hall",
        "1 Canal Street, Riverside",
        "Save your seat",
    ):
        assert words in text


def test_a_poster_speaks_spanish_and_leads_to_the_spanish_page() -> None:
    told = made(language="es", when="mié 9 dic 2026, 18:30 – 20:00 (Nueva York)")
    text = read(printed.as_pdf(Kind.POSTER_A4, told))
    for words in ("Reserva tu lugar", "con Canal Street Pharmacy", "(Nueva York)", "?s=p&lang=es"):
        assert words in text
    assert "Save" not in text
    found = scanned(rasterised(Kind.POSTER_A4, told, ppi=SCREEN))
    assert found == [f"{BASE}/e/bcdfghj?s=p&lang=es"]


@pytest.mark.parametrize("kind", SIZES)
def test_print_has_the_size_of_its_paper(kind: Kind) -> None:
    [page] = pypdf.PdfReader(BytesIO(printed.as_pdf(kind, made()))).pages
    size = [
        round(float(points) / 72 * MM, 1) for points in (page.mediabox.width, page.mediabox.height)
    ]
    assert size == [round(float(side), 1) for side in SIZES[kind]]


def test_a_slide_and_a_preview_have_the_pixels_that_screens_and_sites_ask_for() -> None:
    assert Image.open(BytesIO(printed.as_png(Kind.SLIDE, made()))).size == (1920, 1080)
    assert Image.open(BytesIO(printed.preview(made()))).size == (1200, 630)


def test_a_pdf_is_tagged_and_names_its_pictures() -> None:
    reader = pypdf.PdfReader(BytesIO(printed.as_pdf(Kind.POSTER_A4, made())))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata
    assert reader.metadata.title == HOOK


def test_a_long_word_runs_off_no_paper() -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3
    told = made(long, long, place=long, address=long, take_home=(long,))
    pages = [rasterised(kind, told, ppi=SCREEN) for kind in Kind]
    pages.append(Image.open(BytesIO(printed.preview(told))))
    for page in pages:
        edge = page.convert("RGB").crop((page.width - 8, 0, page.width, page.height))
        rows = (edge.crop((0, y, 8, y + 1)).getcolors() for y in range(edge.height))
        assert all(len(row or ()) == 1 for row in rows), page.size


@pytest.mark.parametrize("title", ODD_TITLES.values(), ids=list(ODD_TITLES))
@pytest.mark.parametrize("kind", [Kind.POSTER_LETTER, Kind.COUNTER_CARD])
def test_no_title_breaks_print(kind: Kind, title: str) -> None:
    """A9"""
    told = made(title=printable(title) or "Riverside", has_logos=False)
    text = read(printed.as_pdf(kind, told))
    assert "Save your seat" in text
    assert "18:30" in text
    if "markup" in title or "<" in title:
        assert "{{7*7}} #strong[x] $x^2$" in text
    assert scanned(rasterised(kind, told, ppi=SCREEN))
    assert printed.preview(told)


def test_drawn_signs_are_left_out_and_words_stay() -> None:
    assert printable(ODD_TITLES["emoji"]) == "Tea and talk"
    assert printable("Zoë O’Hara’s ½-hour: «té» № 3") == "Zoë O’Hara’s ½-hour: «té» № 3"


@pytest.mark.parametrize("name", ["Ð", "نور الهاشمي", "🌿", "<b>O'Neill</b> & $on", "x" * 120])
def test_no_name_breaks_print(name: str) -> None:
    """A9"""
    assert read(printed.as_pdf(Kind.TABLE_CARD, made(name, "Canal", has_logos=False)))


def test_who_invites_alone_stands_alone() -> None:
    assert "with" not in read(printed.as_pdf(Kind.TABLE_CARD, made("Riverside Nutrition")))


@pytest.mark.parametrize(
    "brand", ["#0f5c4d", "#ffee66", "#ffffff", "#000000", "#808080", "#ff0000"]
)
def test_text_on_a_brand_s_colour_and_in_it_can_be_read(brand: str) -> None:
    chosen = colours(brand)
    assert contrast(chosen["on_brand"], chosen["brand"]) >= AA_CONTRAST
    assert contrast(chosen["brand_ink"], "#ffffff") >= AA_CONTRAST
    # A band that can be told from the paper, and a code on it that has an edge.
    assert contrast(chosen["brand"], "#ffffff") > 1.5


def test_the_first_letter_with_a_direction_decides() -> None:
    assert is_right_to_left("12 למה")
    assert not is_right_to_left("Tea למה")
    assert not is_right_to_left("123")


def test_what_was_made_is_kept_and_the_same_again() -> None:
    told = made()
    first = printed.as_pdf(Kind.POSTER_A4, told)
    assert printed.as_pdf(Kind.POSTER_A4, made()) is first
    assert printed.preview(told) is printed.preview(made())
    assert printed.as_pdf(Kind.POSTER_A4, made(title="Other")) != first
    printed.as_pdf.cache_clear()
    assert printed.as_pdf(Kind.POSTER_A4, told) == first


def test_a_poster_and_a_preview_are_made_quickly_once_the_fonts_are_there() -> None:
    printed.as_pdf(Kind.POSTER_A4, made()), printed.preview(made())
    took = {}
    for name, make in (
        ("poster", lambda told: printed.as_pdf(Kind.POSTER_A4, told)),
        ("preview", printed.preview),
    ):
        tries = []
        for number in range(5):
            told = made(title=f"{HOOK} {number} {name}")
            began = perf_counter()
            make(told)
            tries.append(perf_counter() - began)
        took[name] = min(tries)
    assert took["poster"] < 0.05
    assert took["preview"] < 0.1


def test_everything_is_told() -> None:
    assert set(EVERYTHING) | {"brands"} == set(type(made()).__dataclass_fields__)
