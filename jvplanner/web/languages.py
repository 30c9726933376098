"""Which language a request is answered in. Only guests have a choice; all else is English."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from babel.support import NullTranslations
from flask import Flask, Response, current_app, request
from flask_babel import Babel, Domain
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from jvplanner import languages
from jvplanner.web.access import Access, first_word, words_of

# First words of addresses that no guest is sent to, beside those behind a sign-in:
# the installation's front page, papers for partners, the door for those who help there, and
# members' own calendars.
NOT_FOR_GUESTS = frozenset({"", "p", "door", "f"})


class OtherLanguage(NamedTuple):
    """One more language that this page can be read in."""

    code: str
    name: str
    href: str


class _Texts(Domain):  # type: ignore[misc]
    """Our own catalogues, where Flask-Babel looks for texts."""

    def get_translations(self) -> NullTranslations:
        return languages.catalogue(languages.current())


class _OwnTexts(Babel):  # type: ignore[misc]
    @property
    def domain_instance(self) -> _Texts:
        return _Texts()


def init_app(app: Flask) -> None:
    _OwnTexts(app, locale_selector=languages.current)
    app.jinja_env.globals["spoken_language"] = languages.current
    app.jinja_env.globals["other_languages"] = other_languages
    app.jinja_env.globals["in_this_language"] = in_this_language

    @app.after_request
    def say_what_it_depends_on(response: Response) -> Response:
        if response.mimetype == "text/html" and _is_for_guests():
            response.vary.add("Accept-Language")
        return response


@contextmanager
def answering() -> Iterator[None]:
    """Answer the request in the language that its address names, else in that of the browser."""
    with languages.speaking(languages.ENGLISH):
        if _is_for_guests():
            accepted = request.headers.get("Accept-Language", "")
            languages.speak(chosen(request.args.get("lang", ""), accepted))
        yield


def prefer(language: str) -> None:
    """Go on in the language of a guest, or of the form they sent, unless the address names one."""
    known = language in languages.LANGUAGES
    if known and _is_for_guests() and request.args.get("lang") not in languages.LANGUAGES:
        languages.speak(language)


@lru_cache(maxsize=512)
def chosen(named: str, accepted: str) -> str:
    """Return the language to answer in.

    named     what the address says after ?lang=
    accepted  the browser's Accept-Language
    """
    if named in languages.LANGUAGES:
        return named
    # The library's own choice prefers "en" to "es" for somebody who wishes es-MX before en.
    for wish, quality in parse_accept_header(accepted, LanguageAccept):
        language = wish.split("-")[0].lower()
        if quality and language in languages.LANGUAGES:
            return language
    return languages.ENGLISH


def in_this_language(href: str, by_itself: str | None = None, *, in_form: bool = False) -> str:
    """Return a page's address, naming this language if the page might choose another by itself.

    href       an address of ours; its query is kept, and what is behind a # stays there
    by_itself  the language that the page speaks unasked; None for what the browser wishes
    in_form    it may be refused before it is known whose page it is, in what the browser wishes
    """
    wished = chosen("", request.headers.get("Accept-Language", ""))
    unasked = {by_itself or wished} | ({wished} if in_form else set())
    language = languages.current()
    if not _is_for_guests() or unasked == {language}:
        return href
    path, mark, part = href.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang={language}{mark}{part}"


def other_languages(href: str | None = None, **kept: str) -> list[OtherLanguage]:
    """Return where this page can be read in its other languages; nothing where it has but one.

    href  the page's own address, for an answer to a form; None for the one that was asked for
    kept  what else its address says, such as s="p"; what is empty is left out
    """
    if not _is_for_guests() or (href is None and request.method not in ("GET", "HEAD")):
        return []
    rest = "".join(f"&{name}={value}" for name, value in kept.items() if value)
    return [
        OtherLanguage(code, name, f"{href or ''}?lang={code}{rest}")
        for code, name in languages.LANGUAGES.items()
        if code != languages.current()
    ]


def _is_for_guests() -> bool:
    word = first_word(request.path)
    return word not in NOT_FOR_GUESTS | words_of(current_app, Access.MEMBER, Access.ENTRANCE)
