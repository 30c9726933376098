"""Every text can be read on every ground it stands on, by day and by night (WCAG 2.2 AA)."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
THEMES = {
    "day": ":root {",
    "night, as the device says": ':root:not([data-theme="light"]) {',
    "night, as chosen": ':root[data-theme="dark"] {',
}
TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0

PAPERS = ("paper", "surface", "sunk")
TINTS = ("tint", "accent-tint", "good-tint", "bad-tint")
TEXTS = [
    *product(("ink", "quiet", "primary", "accent", "good", "bad"), PAPERS + TINTS),
    ("on-fill", "fill"),
    ("on-bad", "bad-fill"),
    ("paper", "ink"),  # the announcement stands in reversed colours
    ("on-mark-other", "mark-other"),
    *(("on-verdict", f"verdict-{verdict}") for verdict in ("in", "again", "stop", "wait")),
]
CONTROLS = [
    *product(("edge", "focus"), PAPERS + TINTS),
    *product(("primary", "fill", "accent"), PAPERS),
]


def declared(opening: str) -> dict[str, str]:
    """Return the colours of the block that opens so; a brand's variable counts as its fallback."""
    block = TOKENS.split(opening, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (?:var\(--[\w-]+, )?(#[0-9a-f]{6})\)?;", block))


def colours(theme: str) -> dict[str, str]:
    always = declared("/* The same by day and by night. */\n  :root {")
    return always | declared(THEMES[theme])


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour, 0 for black to 1 for white.

    Source: WCAG 2.2, definition of relative luminance.
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=[" on ".join(pair) for pair in TEXTS])
def test_text_can_be_read_on_its_ground(theme: str, text: str, ground: str) -> None:
    of = colours(theme)
    assert contrast(of[text], of[ground]) >= TEXT_CONTRAST


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), CONTROLS, ids=[" on ".join(pair) for pair in CONTROLS])
def test_a_control_can_be_told_from_its_ground(theme: str, mark: str, ground: str) -> None:
    of = colours(theme)
    assert contrast(of[mark], of[ground]) >= CONTROL_CONTRAST


def test_night_is_the_same_whether_chosen_or_set_by_the_device() -> None:
    _day, by_device, chosen = (declared(opening) for opening in THEMES.values())
    assert chosen == by_device


def test_every_colour_of_the_day_has_one_for_the_night() -> None:
    day, night, _chosen = (declared(opening) for opening in THEMES.values())
    assert day.keys() == night.keys()
