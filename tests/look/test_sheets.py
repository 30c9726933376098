"""The style sheets stay small and layered, and a guest on a slow phone loads few of them."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from jvplanner import languages

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static/css"
SHEETS = sorted(CSS.glob("*.css"))
LONGEST_FILE = 250
GUESTS_BUDGET = 19 * 1024  # bytes before compression; the page's own sheet may add 4 KB


def public_page() -> str:
    environment = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    environment.globals |= {
        "asset": lambda path: f"/static/{path}",
        "_": languages.gettext,
        "spoken_language": languages.current,
        "other_languages": list,
    }
    return environment.get_template("layouts/public.html").render()


def test_a_public_page_loads_little_style() -> None:
    sheets = re.findall(r"/static/css/([\w-]+\.css)", public_page())
    assert "components.css" in sheets
    assert sum((CSS / sheet).stat().st_size for sheet in sheets) < GUESTS_BUDGET


def test_a_public_page_carries_nothing_that_differs_between_two_requests() -> None:
    page = public_page()
    assert "nonce" not in page
    assert "csrf" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_puts_all_its_rules_into_a_layer(sheet: Path) -> None:
    source = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    depth, outside = 0, ""
    for character in source:
        depth += (character == "{") - (character == "}")
        if depth == 0:
            outside += ";" if character == "}" else character
    statements = [statement.strip() for statement in outside.split(";") if statement.strip()]
    assert depth == 0
    assert [statement for statement in statements if not statement.startswith("@layer")] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_can_be_read_at_one_sitting(sheet: Path) -> None:
    assert len(sheet.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("module", sorted((ROOT / "static/js").rglob("*.js")), ids=lambda p: p.name)
def test_a_browser_module_is_short_and_runs_no_text_as_code(module: Path) -> None:
    source = module.read_text()
    assert len(source.splitlines()) <= LONGEST_FILE
    assert not re.search(r"\beval\(|new Function|innerHTML|\.style\.", source)
