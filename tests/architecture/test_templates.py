"""Fragments say what they need, and templates keep to what the security policy allows."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, meta, nodes

from jvplanner import create_app
from tests.conftest import settings_for

TEMPLATES = Path(__file__).parents[2] / "templates"
GIVEN = {
    "url_for",
    "csrf_token",
    "request",
    "asset",
    "csp_nonce",
    "letters_go_out",
    "span_text",
    "zone_name",
    "_",
    "gettext",
    "ngettext",
    "in_this_language",
    "other_languages",
    "spoken_language",
}
FRAGMENTS = sorted(TEMPLATES.rglob("_*.html"))
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "letters" not in path.parts)


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.fixture(scope="module")
def environment() -> Environment:
    app: Flask = create_app(settings_for("sqlite:////nonexistent/none.db"))
    return app.jinja_env


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_a_fragment_names_what_it_needs(environment: Environment, path: Path) -> None:
    source = path.read_text()
    declared = re.match(r"\{# needs: ([\w, ]+) #\}", source)
    used = meta.find_undeclared_variables(environment.parse(source)) - GIVEN
    assert declared, "its first line does not say what it needs"
    assert set(declared[1].replace("nothing", "").split(", ")) - {""} == used


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_a_fragment_is_named_once_in_three_spellings(path: Path) -> None:
    word = path.stem.removeprefix("_").replace("_", "-")
    source = path.read_text()
    if f'id="{word}' in source:
        assert re.search(rf'class="[^"]*\b{word}\b', source), f"its id has no class .{word}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_has_no_inline_style_or_script_handler(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son(?!line=)[a-z]+=", source)
    for script in re.findall(r"<script\b[^>]*>", source):
        assert "src=" in script or "nonce=" in script or "application/ld+json" in script


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_reads_and_does_not_ask_the_database(
    environment: Environment, path: Path
) -> None:
    for call in environment.parse(path.read_text()).find_all(nodes.Getattr):
        assert call.attr not in {"query", "session", "execute"}, call.attr
