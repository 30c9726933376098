"""Every text that guests read has its words in every language."""

import re
import runpy
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from jvplanner.languages import CATALOGUES, ENGLISH, LANGUAGES

ROOT = Path(__file__).parents[2]
script = runpy.run_path(str(ROOT / "scripts" / "translations"))
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]")
TAGS = re.compile(r"</?\w+|href=|class=")


@pytest.fixture(scope="module")
def marked() -> Catalog:
    return script["texts"]()


def translated(language: str) -> dict[object, Message]:
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return {message.id: message for message in read_po(file, locale=language) if message.id}


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {folder.name for folder in CATALOGUES.iterdir()} == set(OTHERS)
    assert not list(CATALOGUES.rglob("*.mo")), "catalogues are read as translators left them"


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_that_guests_read_is_untranslated(language: str, marked: Catalog) -> None:
    known = translated(language)
    wanted = {message.id for message in marked if message.id}

    assert known.keys() == wanted, "make translations brings the catalogue in step"
    empty = [key for key, message in known.items() if not all(forms(message.string))]
    assert not empty, f"{language} has no words for them"
    assert not [key for key, message in known.items() if message.fuzzy]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_what_is_filled_in_and_how_it_is_marked_up(language: str) -> None:
    for key, message in translated(language).items():
        pattern = {name for form in forms(key) for name in PLACEHOLDERS.findall(form)}
        marks = sorted(TAGS.findall(forms(key)[-1]))
        # "One thing" needs no number, "3 things" do.
        assert set(PLACEHOLDERS.findall(forms(message.string)[-1])) == pattern, key
        for form in forms(message.string):
            assert set(PLACEHOLDERS.findall(form)) <= pattern, key
            assert sorted(TAGS.findall(form)) == marks, key


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_written_so_that_branches_merge(language: str, marked: Catalog) -> None:
    file = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    assert file.read_text(encoding="utf-8") == script["updated"](language, file, marked)


def test_guests_are_told_of_e_mails_not_of_letters() -> None:
    """Our word for what goes out is paper to everybody else; Spanish says "correo"."""
    said = [
        forms(key)[0]
        for key, message in translated("es").items()
        if "correo" in forms(message.string)[0] and "letra" not in forms(message.string)[0]
    ]
    assert said
    assert not [english for english in said if "letter" in PLACEHOLDERS.sub("", english).lower()]
