"""Logos: where they are chosen, who may see and change them, and what is sent too large."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import PublicCode
from jvplanner.papers.models import PAPER
from jvplanner.pictures.models import PICTURE, Picture
from jvplanner.practices.models import Practice
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_events import make_event, make_guest, ticket_of
from tests.builders_papers import make_sent, recipient_of
from tests.builders_partners import make_partner
from tests.builders_pictures import chosen, file_of, form_with, make_logo
from tests.practices.test_settings import CHANGED
from tests.serving import Served, served

PARTNER = {
    "name": "Canal Pharmacy",
    "hub_kind": "compounding_pharmacy",
    "notes": "Ask for Dana, who decides.",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def settings_with(browser: Browser, content: bytes, **more: str) -> Any:
    return browser.post("/settings", **form_with(**CHANGED | more, logo=chosen(content)))


def pictures_of(practice: PracticeOfTheCast) -> list[Picture]:
    db.session.rollback()
    with acting_for(practice.id):
        found = list(db.session.scalars(select(Picture).order_by(Picture.id)))
        for each in found:
            assert each.code
    return found


def test_an_owner_chooses_a_logo_and_everybody_sees_it(
    as_maya: Browser, as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    assert settings_with(as_maya, file_of()).status_code == 303

    [picture] = pictures_of(riverside)
    shown = f'src="/pictures/{picture.code}.webp" width="264" height="132"'
    assert shown in as_maya.get("/settings").text
    page = as_nobody.get(f"/h/{riverside.practice.slug}").text
    assert shown in page
    assert f'alt="{CHANGED["name"].replace("&", "&amp;")}"' in page


def test_a_logo_is_kept_by_browsers_for_good_and_carries_no_cookie(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    path = f"/pictures/{make_logo().code}.webp"
    for browser in (as_nobody, as_maya):
        answer = browser.get(path)
        assert answer.data[8:12] == b"WEBP"
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "Set-Cookie" not in answer.headers
    again = as_nobody.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("code", ["nothing", "x" * 40, "%00", "é"])
def test_a_picture_that_is_not_there_is_not_found(app: Any, as_nobody: Browser, code: str) -> None:
    assert as_nobody.get(f"/pictures/{code}.webp").status_code == 404


def test_another_logo_has_another_address_and_the_earlier_one_is_gone(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    first = make_logo().code
    settings_with(as_maya, file_of(size=(100, 100)))

    [picture] = pictures_of(in_riverside)
    assert picture.code != first
    assert as_nobody.get(f"/pictures/{first}.webp").status_code == 404
    assert as_nobody.get(f"/pictures/{picture.code}.webp").status_code == 200


def test_a_logo_is_taken_away_and_the_name_stays(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    code = make_logo().code
    as_maya.post("/settings", data=CHANGED | {"remove_logo": "y"})

    assert pictures_of(in_riverside) == []
    assert as_nobody.get(f"/pictures/{code}.webp").status_code == 404
    assert db.session.get(PublicCode, code) is None
    assert "mark logo" not in as_nobody.get(f"/h/{in_riverside.practice.slug}").text


def test_settings_saved_without_a_file_leave_the_logo(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    code = make_logo().code
    as_maya.post("/settings", data=CHANGED)
    as_maya.post("/settings", data=CHANGED | {"logo": chosen(b"", name="")})
    assert [picture.code for picture in pictures_of(in_riverside)] == [code]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "Choose a PNG, JPEG or WebP file."),
        (file_of("GIF"), "Choose a PNG, JPEG or WebP file."),
        (b"", "Choose a PNG, JPEG or WebP file."),
        (bytes(5 * 1024 * 1024), "This picture weighs 5.0 MB."),
    ],
    ids=["svg", "gif", "empty", "heavy"],
)
def test_what_is_no_logo_is_said_at_its_field_and_nothing_typed_is_lost(
    as_maya: Browser, riverside: PracticeOfTheCast, content: bytes, words: str
) -> None:
    response = settings_with(as_maya, content)
    assert response.status_code == 422
    assert words in response.text.partition('id="logo-error"')[2].partition("</p>")[0]
    assert "Riverside Food &amp; Care" in response.text
    assert "2 New Street" in response.text
    assert pictures_of(riverside) == []
    assert db.session.get_one(Practice, riverside.id).name == "Riverside Nutrition"


def test_a_good_logo_beside_a_mistake_is_asked_for_once_more(
    as_maya: Browser, riverside: PracticeOfTheCast
) -> None:
    response = settings_with(as_maya, file_of(), reply_email="nowhere")
    assert response.status_code == 422
    assert "Choose it once more" in response.text
    assert pictures_of(riverside) == []


def test_a_colleague_changes_no_logo(as_tom: Browser, riverside: PracticeOfTheCast) -> None:
    assert settings_with(as_tom, file_of()).status_code == 403
    assert pictures_of(riverside) == []


def test_a_partner_has_a_logo_of_their_own(
    as_tom: Browser, in_riverside: PracticeOfTheCast
) -> None:
    edit = f"/partners/{make_partner(name='Canal Pharmacy').id}/edit"
    wrong = as_tom.post(edit, data=PARTNER | {"logo": chosen(SVG, "logo.png")})
    assert wrong.status_code == 422
    assert "Choose a PNG, JPEG or WebP file." in wrong.text
    assert "Ask for Dana" in wrong.text

    assert as_tom.post(edit, data=PARTNER | {"logo": chosen(file_of())}).status_code == 303
    [picture] = pictures_of(in_riverside)
    assert f'src="/pictures/{picture.code}.webp"' in as_tom.get(edit).text

    as_tom.post(edit, data=PARTNER | {"remove_logo": "y"})
    assert pictures_of(in_riverside) == []


def test_another_practices_picture_is_untouched(
    as_outsider: Browser,
    as_nobody: Browser,
    riverside: PracticeOfTheCast,
    hillside: PracticeOfTheCast,
) -> None:
    with acting_for(riverside.id):
        partner_id = make_partner().id
        ours, theirs = make_logo().code, make_logo(partner_id).code
    settings_with(as_outsider, file_of(size=(50, 50)))
    as_outsider.post("/settings", data=CHANGED | {"remove_logo": "y"})
    edit = f"/partners/{partner_id}/edit"
    sent = as_outsider.post(edit, data=PARTNER | {"logo": chosen(file_of())})
    assert sent.status_code == 404
    assert as_outsider.get(edit).status_code == 404

    assert {picture.code for picture in pictures_of(riverside)} == {ours, theirs}
    assert pictures_of(hillside) == []
    kept = db.session.scalars(select(PublicCode.code).filter_by(purpose=PICTURE.name)).all()
    assert set(kept) == {ours, theirs}


def test_both_logos_stand_on_the_event_page_and_on_the_ticket(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    partner = make_partner()
    event = make_event(partner=partner)
    guest = make_guest(event)
    page = f"/e/{event.code}"
    assert "mark logo" not in as_nobody.get(page).text
    codes = [make_logo().code, make_logo(partner.id).code]
    for path in (page, ticket_of(guest)):
        text = as_nobody.get(path).text
        for code, name in zip(codes, ("Riverside Nutrition", partner.name), strict=True):
            source = f'src="/pictures/{code}.webp" width="264" height="132" alt="{name}"'
            assert source in text


def test_the_practices_logo_stands_on_a_partners_paper(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    code = make_logo().code
    paper = addresses.path(PAPER, addresses.link_for(PAPER, recipient_of(make_sent()).id))
    db.session.rollback()
    assert f"/pictures/{code}.webp" in as_nobody.get(paper).text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("uploads")) as running:
        yield running


def sent_to(server: Served, path: str, weight: int) -> tuple[int, str]:
    """Send so many bytes to a path, all of them; return the answer."""
    where = urlsplit(server.address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    try:
        connection.request("POST", path, body=bytes(weight), headers=kind)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_twenty_five_megabytes_are_refused_in_words_that_arrive(server: Served) -> None:
    status, text = sent_to(server, "/settings", 25 * 1024 * 1024)
    assert status == 413
    assert "choose a smaller file" in text
    status, text = sent_to(server, "/sign-in", 25 * 1024 * 1024)
    assert status == 413
    assert "That is too large" in text


def test_a_form_without_a_file_takes_no_more_than_before(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    heavy = form_with(name=chosen(bytes(1024 * 1024 + 1)))
    event = make_event()
    assert as_nobody.post(f"/e/{event.code}/guests", **heavy).status_code == 413
    assert as_maya.post("/partners/new", **heavy).status_code == 413
    # Where a file may come, texts may not weigh more than elsewhere either.
    texts = form_with(**CHANGED, notes="x" * (1024 * 1024 + 1), logo=chosen(file_of()))
    assert as_maya.post("/settings", **texts).status_code == 413
