"""Decisions about a practice that need nothing but their arguments."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_SLUG = 40
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128

# Months after an event for which guests' details are kept, unless the practice says otherwise.
KEEPS_GUESTS_MONTHS, MOST_MONTHS = 24, 120
AA_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of any size
# A colour that is only just light enough by night looks like a control that cannot be used.
NIGHT_CONTRAST = 7.0  # WCAG 2.2, 1.4.6
INK = "#16201d"
# The lightest and the darkest ground on which a page writes in the brand's own colour.
GROUND_BY_DAY = "#f3f0e7"
GROUND_BY_NIGHT = "#1e2724"


def slug_of(name: str) -> str:
    """Return the name as a word for addresses: "Maya's Nutrition" becomes "mayas-nutrition"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    return "-".join(words)[:LONGEST_SLUG].strip("-") or "practice"


def slug_candidates(name: str) -> Iterator[str]:
    """Yield slugs for name in the order in which they should be tried."""
    slug = slug_of(name)
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #rrggbb colours (WCAG 2.2, 1.4.3): 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """Return white or our ink if it can be read on colour, else black, which then always can."""
    return next(
        (text for text in ("#ffffff", INK) if contrast(text, colour) >= AA_CONTRAST), "#000000"
    )


def readable_against(colour: str, background: str, enough: float = AA_CONTRAST) -> str:
    """Return colour, darkened or lightened just until its contrast to background is enough."""
    target = "#000000" if _luminance(background) > 0.18 else "#ffffff"
    for step in range(21):
        mixed = _mixed(colour, target, step / 20)
        if contrast(mixed, background) >= enough:
            return mixed
    return target


def brand_href(slug: str, colour: str) -> str:
    """Return where the practice's colours are; a new colour is a new address, seen at once."""
    return f"/h/{slug}/brand.css?v={colour.lstrip('#')}"


def brand_sheet(colour: str) -> str:
    """Return the stylesheet that tints a practice's public pages in its colour, by day and night.

    colour  #rrggbb, whatever the practice chose; text on it and in it stays readable
    """
    by_night = readable_against(colour, GROUND_BY_NIGHT, NIGHT_CONTRAST)
    return (
        f":root {{ --brand: {colour}; --on-brand: {readable_on(colour)}; "
        f"--brand-ink: {readable_against(colour, GROUND_BY_DAY)}; }}\n"
        "@media (prefers-color-scheme: dark) { "
        f":root {{ --brand-ink: {by_night}; }} }}\n"
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
