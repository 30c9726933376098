"""In which language a page answers, and who has a choice."""

import pytest

from jvplanner.web.languages import chosen
from tests.browser import Browser
from tests.builders_events import make_event

SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}


@pytest.mark.parametrize(
    ("named", "accepted", "language"),
    [
        pytest.param("es", "en", "es", id="the address comes first"),
        pytest.param("en", "es", "en", id="also back to English"),
        pytest.param("tlh", "es", "es", id="an unknown language in the address says nothing"),
        pytest.param("", "es-MX,en;q=0.5", "es", id="a region speaks its language"),
        pytest.param("", "fr,es;q=0.8,en;q=0.2", "es", id="the best of those there are"),
        pytest.param("", "en-GB,es;q=0.9", "en", id="in the order that the browser wishes"),
        pytest.param("", "es;q=0,fr", "en", id="what is refused is not given"),
        pytest.param("", "fr", "en", id="English where nothing fits"),
        pytest.param("", "", "en", id="English where nothing is said"),
        pytest.param("", "\x00;q=;,,=", "en", id="English where nonsense is said"),
    ],
)
def test_the_address_then_the_browser_then_english(
    named: str, accepted: str, language: str
) -> None:
    assert chosen(named, accepted) == language


def test_a_page_says_which_language_it_is_in_and_what_that_depends_on(
    in_riverside, as_nobody: Browser
) -> None:
    path = f"/e/{make_event().code}"

    spanish, english = as_nobody.get(path, headers=SPANISH), as_nobody.get(path)

    assert '<html lang="es">' in spanish.text
    assert '<html lang="en">' in english.text
    for page in (spanish, english):
        assert "Accept-Language" in page.headers["Vary"]


def test_each_page_leads_to_its_other_language_and_keeps_how_one_came(
    in_riverside, as_nobody: Browser
) -> None:
    path = f"/e/{make_event().code}"

    english = as_nobody.get(f"{path}?s=p&lang=en", headers=SPANISH).text
    spanish = as_nobody.get(f"{path}?s=p", headers=SPANISH).text

    assert f'href="{path}?lang=es&amp;s=p" lang="es" hreflang="es"' in english
    assert ">Español</a>" in english
    assert f'href="{path}?lang=en&amp;s=p" lang="en" hreflang="en"' in spanish
    assert ">English</a>" in spanish


@pytest.mark.parametrize("path", ["/", "/p/unknown", "/door/unknown", "/sign-in", "/events"])
def test_what_no_guest_is_sent_to_stays_english(
    in_riverside, as_nobody: Browser, path: str
) -> None:
    page = as_nobody.get(f"{path}?lang=es", headers=SPANISH, follow_redirects=True)

    assert '<html lang="en">' in page.text
    assert "Accept-Language" not in page.headers.get("Vary", "")
    assert "hreflang" not in page.text


def test_members_read_english_whatever_their_browser_wishes(in_riverside, as_maya: Browser) -> None:
    assert '<html lang="en">' in as_maya.get("/events?lang=es", headers=SPANISH).text


def test_a_request_leaves_no_language_behind(in_riverside, as_nobody: Browser) -> None:
    as_nobody.get("/h/unknown", headers=SPANISH)

    assert '<html lang="en">' in as_nobody.get("/h/unknown").text
