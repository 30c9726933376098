"""How printed matter looks and how large its codes are; decided without a database."""

import unicodedata
from enum import StrEnum
from math import ceil

from jvplanner.practices.rules import contrast, readable_against, readable_on

PAPER = "#ffffff"
# What stands beside it in print is white; a colour that hardly differs would be no ground at all.
WEAKEST_GROUND = 1.6
INK = "#1a2925"

# At two metres a phone sees a field 2.5 m wide (65 degrees, a lens of 26 mm) in the 1,920 pixels in
# which it looks for codes: 0.75 to the millimetre. In a trial a code was read from 1.3 pixels a
# module on; a little is added for a hand that shakes. tests/collateral/test_printed.py tries it.
# A tenth of the distance, which many name, would be 200 mm: half of the poster.
PIXELS_PER_MM_AT_TWO_METRES = 0.75
PIXELS_PER_MODULE = 1.6
LARGEST_CODE = 88  # mm; more would leave no room beside it


class Kind(StrEnum):
    """What is printed or shown; its value stands in addresses."""

    POSTER_A4 = "poster-a4"
    POSTER_LETTER = "poster-letter"
    TABLE_CARD = "table-card"
    COUNTER_CARD = "counter-card"
    SLIDE = "slide"


def code_on_poster(modules: int) -> int:
    """Return how many millimetres wide a code is that phones read from two metres.

    modules  of a side, with the quiet zone
    """
    needed = modules * PIXELS_PER_MODULE / PIXELS_PER_MM_AT_TWO_METRES
    return min(ceil(needed), LARGEST_CODE)


def colours(brand: str) -> dict[str, str]:
    """Return the colours of print made of a practice's own, each readable where it is used.

    brand     a ground beside white paper: the practice's colour unless that hardly differs
    on_brand  text on that ground
    brand_ink text on white
    """
    ground = brand if contrast(brand, PAPER) >= WEAKEST_GROUND else INK
    return {
        "brand": ground,
        "on_brand": readable_on(ground),
        "brand_ink": readable_against(brand, PAPER),
    }


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction runs to the left."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((found in ("R", "AL") for found in directions if found in ("L", "R", "AL")), False)


def letter_of(name: str) -> str:
    """Return the first letter of a name, as pages show it in place of a logo."""
    return next((sign.upper() for sign in name if sign.isalnum()), "·")
