"""The languages that guests are spoken to in, and our words in whichever is spoken now."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, NullTranslations, Translations

ENGLISH = "en"  # the words stand in the code and the templates; it has no catalogue
# Each by the name that its own speakers look for. A further one: docs/adding-a-language.md.
LANGUAGES = {ENGLISH: "English", "es": "Español"}

CATALOGUES = Path(__file__).parents[1] / "translations"

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def current() -> str:
    """Return the language spoken now: English, unless a request or a letter says otherwise."""
    return _spoken.get()


def speak(language: str) -> None:
    """Go on in a language, until the request or the letter ends; unknown ones are English."""
    _spoken.set(language if language in LANGUAGES else ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside, whatever is said in there, and go on as before."""
    before = _spoken.set(ENGLISH)
    speak(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(text: str, **values: object) -> str:
    """Return one of our texts in the language spoken now, with values for its %(name)s."""
    said = catalogue(current()).gettext(text)
    return said % values if values else said


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return the text that fits a number, as gettext() does; %(num)s stands for the number."""
    said = catalogue(current()).ngettext(one, many, number)
    return said % {"num": number, **values}


def lazy_gettext(text: str) -> str:
    """Return a text that is put into words when it is shown, such as the label of a field."""
    return cast("str", LazyProxy(gettext, text, enable_cache=False))


def N_(text: str) -> str:  # noqa: N802
    """Mark a text for the catalogues, and leave it as it is; gettext() is called where it is shown.

    The name is the one that every tool around gettext knows.
    """
    return text


@cache
def catalogue(language: str) -> NullTranslations:
    """Return all our texts in a language. Each process reads it once, as translators left it."""
    if language == ENGLISH:
        return NullTranslations()
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        texts = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return Translations(compiled)
