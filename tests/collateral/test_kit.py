"""The kit of an event: for members, with texts in both languages and a card for other sites."""

from io import BytesIO

import pytest
from PIL import Image

from jvplanner.events.models import Event, EventState
from jvplanner.wall_time import span_text
from tests.browser import Browser, as_read
from tests.builders_collateral import read, scanned
from tests.builders_events import HOOK, make_event
from tests.builders_partners import make_partner
from tests.builders_pictures import make_logo
from tests.statements import counted

EVERYBODY = "frame-ancestors *"


def kit_of(event: Event) -> str:
    return f"/events/{event.id}/kit"


def test_the_kit_offers_every_print_and_ready_texts_that_count(
    in_riverside, as_tom: Browser
) -> None:
    event = make_event(partner=make_partner())
    text = as_tom.get(kit_of(event)).text

    for kind in ("poster-a4", "poster-letter", "table-card", "counter-card", "slide"):
        assert f"{kit_of(event)}/{kind}.pdf?lang=en" in text
        assert f"{kit_of(event)}/{kind}.png?lang=en" in text
    for source in "now":
        assert f"http://localhost/e/{event.code}?s={source}" in text
    said = as_read(text)
    when = str(span_text(event.starts_at, event.ends_at, event.time_zone))
    assert said.count(when) >= 3
    assert "The pharmacist opens; then an hour on sleep, iron and thyroid." in said
    assert f'<iframe src="http://localhost/e/{event.code}/card"' in said
    assert "frame-src 'self'" in as_tom.get(kit_of(event)).headers["Content-Security-Policy"]


def test_the_kit_is_there_in_spanish(in_riverside, as_tom: Browser) -> None:
    event = make_event()
    said = as_read(as_tom.get(f"{kit_of(event)}?lang=es").text)
    assert "Reserva tu lugar" in said
    assert f"/e/{event.code}?s=n&lang=es" in said
    assert "(Nueva York)" in said
    assert "Save your seat" not in said


def test_at_the_counter_an_online_event_is_said_to_be_online(in_riverside, as_tom: Browser) -> None:
    event = make_event(place="", address="", online_address="https://meet.example.org/abc")
    assert "(New York), online. Would you like" in as_read(as_tom.get(kit_of(event)).text)
    assert ", en línea. ¿Quieres" in as_read(as_tom.get(f"{kit_of(event)}?lang=es").text)


def test_files_are_those_of_the_event_with_its_logos(in_riverside, as_tom: Browser) -> None:
    partner = make_partner()
    event = make_event(partner=partner)
    plain = as_tom.get(f"{kit_of(event)}/table-card.png").data
    make_logo(partner.id, size=(300, 300), colour=(200, 40, 40))
    branded = as_tom.get(f"{kit_of(event)}/table-card.png").data
    assert branded != plain
    reds = [
        sum(
            1
            for red, green, blue in Image.open(BytesIO(each)).convert("RGB").get_flattened_data()
            if red > 180 and green < 70 and blue < 70
        )
        for each in (plain, branded)
    ]
    assert reds[0] < reds[1]

    answer = as_tom.get(f"{kit_of(event)}/poster-a4.pdf?lang=es")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"poster-a4-{event.code}-es.pdf" in answer.headers["Content-Disposition"]
    text = read(answer.data)
    assert partner.name in text
    assert HOOK in text
    for part in str(span_text(event.starts_at, event.ends_at, event.time_zone, "es")).split(", "):
        assert part in text
    assert scanned(Image.open(BytesIO(plain))) == [f"http://localhost/e/{event.code}?s=t"]


def test_a_draft_has_a_kit_that_says_what_it_lacks(
    in_riverside, as_tom: Browser, as_nobody: Browser
) -> None:
    event = make_event(state=EventState.DRAFT)
    assert "not published yet" in as_tom.get(kit_of(event)).text
    assert as_tom.get(f"{kit_of(event)}/preview.png").status_code == 200
    assert as_nobody.get(f"/e/{event.code}/preview.png").status_code == 404
    assert as_nobody.get(f"/e/{event.code}/card").status_code == 404


def test_the_kit_is_one_tap_from_the_event(in_riverside, as_tom: Browser) -> None:
    event = make_event()
    assert f'href="{kit_of(event)}"' in as_tom.get(f"/events/{event.id}").text


def test_nothing_is_rendered_while_a_write_waits(in_riverside, as_tom: Browser) -> None:
    event = make_event()
    with counted() as statements:
        assert as_tom.get(f"{kit_of(event)}/slide.pdf").status_code == 200
    assert not [each for each in statements if each.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_other_sites_find_the_picture_and_its_words(in_riverside, as_nobody: Browser) -> None:
    event = make_event(partner=make_partner())
    page = as_nobody.get(f"/e/{event.code}").text
    path = page.partition('property="og:image" content="http://localhost')[2].partition('"')[0]
    picture = as_nobody.get(path.replace("&amp;", "&"))
    assert picture.status_code == 200
    assert Image.open(BytesIO(picture.data)).size == (1200, 630)
    assert f'property="og:title" content="{HOOK}"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
    assert "Set-Cookie" not in picture.headers
    assert picture.headers["Cache-Control"] == "public, max-age=3600"
    again = as_nobody.get(path, headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status_code == 304


def test_a_new_date_gives_the_picture_a_new_address(in_riverside, as_nobody: Browser) -> None:
    def address_of(event: Event) -> str:
        page = as_nobody.get(f"/e/{event.code}").text
        return page.partition('"og:image" content="')[2].partition("v=")[2].partition('"')[0]

    event = make_event()
    before = address_of(event)
    assert address_of(event) == before
    make_logo()
    assert address_of(event) != before


def test_a_picture_is_in_the_language_that_its_address_names(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    path, spanish = f"/e/{event.code}/preview.png", {"Accept-Language": "es"}
    english = as_nobody.get(path).data
    assert as_nobody.get(path, headers=spanish).data == english
    assert as_nobody.get(f"{path}?lang=xx").data == english
    assert as_nobody.get(f"{path}?lang=es").data != english


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "40 seats left"),
        ({"seats": 1}, "1 seat left"),
        ({"registration_open": False}, "Registration is closed"),
        ({"state": EventState.CANCELLED}, "This event does not take place"),
        ({"in_days": -2}, "This event is over"),
    ],
)
def test_a_card_says_how_it_stands(in_riverside, as_nobody: Browser, columns, words: str) -> None:
    event = make_event(**columns)
    card = as_nobody.get(f"/e/{event.code}/card")
    assert words in card.text
    assert HOOK in card.text
    assert f'href="http://localhost/e/{event.code}?s=i&amp;lang=en"' in card.text
    assert 'target="_blank" rel="noopener"' in card.text


def test_any_site_may_frame_the_card_and_nothing_runs_in_it(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    card = as_nobody.get(f"/e/{event.code}/card")
    policy = card.headers["Content-Security-Policy"]
    assert EVERYBODY in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "X-Frame-Options" not in card.headers
    assert "Set-Cookie" not in card.headers
    for forbidden in ("<script", "<form", "<iframe"):
        assert forbidden not in card.text

    page = as_nobody.get(f"/e/{event.code}")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert EVERYBODY not in page.headers["Content-Security-Policy"]


def test_a_card_speaks_spanish(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    card = as_nobody.get(f"/e/{event.code}/card?lang=es").text
    assert "Quedan 40 lugares" in card
    assert "lang=es" in card
