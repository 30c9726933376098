"""Posters, cards, slides and the preview picture; what was made is kept in each process."""

from functools import lru_cache
from typing import Any

from jvplanner.collateral.particulars import Told
from jvplanner.collateral.rules import (
    Kind,
    code_on_poster,
    colours,
    is_right_to_left,
    letter_of,
)
from jvplanner.events.codes import code_svg
from jvplanner.events.sources import Source, tracked_address
from jvplanner.languages import ENGLISH, speaking
from jvplanner.languages import gettext as _
from jvplanner.typesetting import pdf, png

SOURCES = {
    Kind.POSTER_A4: Source.POSTER,
    Kind.POSTER_LETTER: Source.POSTER,
    Kind.TABLE_CARD: Source.TABLE_CARD,
    Kind.COUNTER_CARD: Source.COUNTER_CARD,
    Kind.SLIDE: Source.SLIDE,
}
TEMPLATES = {Kind.POSTER_A4: "poster", Kind.POSTER_LETTER: "poster"}
# Pixels to the inch: a slide is 1,920 wide, print has enough for a home printer.
FINENESS = {Kind.SLIDE: 144, Kind.COUNTER_CARD: 300}
USUAL_FINENESS = 150
PREVIEW_FINENESS = 144  # makes 1,200 by 630 pixels
# A file weighs about 100 KB; these are several events' kits in both languages.
KEPT = 64


def address_of(told: Told, source: Source) -> str:
    """Return where whoever saw this goes: it counts the source, and speaks their language."""
    address = tracked_address(told.code, source)
    return address if told.language == ENGLISH else f"{address}&lang={told.language}"


@lru_cache(maxsize=KEPT)
def as_pdf(kind: Kind, told: Told) -> bytes:
    return pdf(TEMPLATES.get(kind, kind.value), _data(kind, told), dated=told.changed_at)


@lru_cache(maxsize=KEPT)
def as_png(kind: Kind, told: Told) -> bytes:
    fineness = FINENESS.get(kind, USUAL_FINENESS)
    return png(TEMPLATES.get(kind, kind.value), _data(kind, told), ppi=fineness)


@lru_cache(maxsize=KEPT)
def preview(told: Told) -> bytes:
    """Return the picture of 1,200 by 630 pixels that other sites show of the event's address."""
    return png("preview", _shared(told), ppi=PREVIEW_FINENESS)


def code_width(told: Told) -> int:
    """Return how many millimetres wide the code on a poster is."""
    code = code_svg(address_of(told, Source.POSTER)).decode()
    return code_on_poster(int(code.partition('viewBox="0 0 ')[2].partition(" ")[0]))


def _data(kind: Kind, told: Told) -> dict[str, Any]:
    address = address_of(told, SOURCES[kind])
    with speaking(told.language):
        return _shared(told) | {
            "paper": "letter" if kind is Kind.POSTER_LETTER else "a4",
            "take_home": told.take_home,
            "code": code_svg(address).decode(),
            "code_mm": code_width(told),
            "code_says": _("A code that leads to %(address)s", address=address),
            "short_address": address.partition("://")[2],
            "call": _("Save your seat"),
            "call_more": _("Scan the code, or open:"),
            "caution": _("This event is education and not medical advice."),
        }


def _shared(told: Told) -> dict[str, Any]:
    names = [brand.name for brand in told.brands]
    with speaking(told.language):
        partner = _("with %(partner)s", partner=names[1]) if len(names) > 1 else ""
    return colours(told.colour) | {
        "language": told.language,
        "title": told.title,
        "title_is_rtl": is_right_to_left(told.title),
        "day": told.day,
        "hours": told.hours,
        "place": told.place,
        "address": told.address,
        "names": names,
        "with": partner,
        "brands": [
            {
                "name": brand.name,
                "logo": brand.picture,
                "letter": letter_of(brand.name),
                "is_first": number == 0,
            }
            for number, brand in enumerate(told.brands)
        ],
    }
