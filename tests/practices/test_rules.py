"""Names in addresses, and colours that stay readable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.practices.rules import (
    AA_CONTRAST,
    GROUND_BY_DAY,
    GROUND_BY_NIGHT,
    LONGEST_SLUG,
    NIGHT_CONTRAST,
    brand_sheet,
    contrast,
    readable_against,
    readable_on,
    slug_candidates,
    slug_of,
)

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Maya's Nutrition", "mayas-nutrition"),
        ("Café Ñandú & Søn", "cafe-nandu-sn"),
        ("  !!  ", "practice"),
        ("עדה", "practice"),
        ("x" * 90, "x" * LONGEST_SLUG),
        ("../../etc", "etc"),
    ],
)
def test_a_name_becomes_a_word_for_addresses(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text(max_size=150))
def test_any_name_makes_a_word_that_needs_no_escaping(name: str) -> None:
    candidates = slug_candidates(name)
    for slug in (next(candidates), next(candidates)):
        assert slug
        assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@given(colours)
def test_text_on_any_brand_and_in_any_brand_can_be_read(colour: str) -> None:
    assert contrast(readable_on(colour), colour) >= AA_CONTRAST
    for ground in (GROUND_BY_DAY, GROUND_BY_NIGHT):
        assert contrast(readable_against(colour, ground), ground) >= AA_CONTRAST


@pytest.mark.parametrize(
    ("colour", "text"), [("#0f5c4d", "#ffffff"), ("#ffcc00", "#16201d"), ("#767676", "#ffffff")]
)
def test_text_on_a_brand_is_white_where_it_can_be(colour: str, text: str) -> None:
    assert readable_on(colour) == text


def test_a_brand_that_can_be_read_is_not_changed() -> None:
    assert readable_against("#0f5c4d", GROUND_BY_DAY) == "#0f5c4d"


def test_a_brand_by_night_is_bright_enough_not_to_look_switched_off() -> None:
    ink = re.findall(r"--brand-ink: (#[0-9a-f]{6})", brand_sheet("#0f5c4d"))[1]
    assert contrast(ink, GROUND_BY_NIGHT) >= NIGHT_CONTRAST
    assert "--brand: #0f5c4d" in brand_sheet("#0f5c4d")
