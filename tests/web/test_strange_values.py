"""Values that no form and no link of ours sends: refused in words, never a fault of ours."""

from io import BytesIO

import pytest

from tests.browser import Browser
from tests.builders_events import make_event

HUGE = "9" * 30


@pytest.mark.parametrize("path", ["/clients?before=", "/outbox?before=", "/proposals?partner="])
@pytest.mark.parametrize("number", [HUGE, f"-{HUGE}", "x"])
def test_a_number_that_no_row_can_have_asks_for_nothing(
    as_maya: Browser, path: str, number: str
) -> None:
    assert as_maya.get(path + number).status_code == 200


def test_a_list_behind_an_impossible_guest_begins_at_its_beginning(
    as_maya: Browser, in_riverside
) -> None:
    assert as_maya.get(f"/events/{make_event().id}/result?after={HUGE}").status_code == 200


def test_a_proposal_for_no_partner_begins_nowhere(as_maya: Browser) -> None:
    assert as_maya.post("/proposals/new", data={"starter": "blank"}).status_code == 404


def test_a_file_in_place_of_a_name_is_no_name(as_nobody: Browser, in_riverside) -> None:
    typed = {"name": (BytesIO(b"Ana"), "ana.txt"), "email": "ana@example.org"}
    response = as_nobody.post(f"/e/{make_event().code}/guests", data=typed)
    assert response.status_code == 422
    assert "ana@example.org" in response.text


def test_a_file_in_place_of_an_address_signs_nobody_in(as_nobody: Browser) -> None:
    page = as_nobody.get("/sign-in").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    typed = {"csrf_token": token, "email": (BytesIO(b"x"), "x.txt"), "password": "welcome"}
    assert as_nobody.post("/sign-in", data=typed).status_code == 422


@pytest.mark.parametrize("sent", [{"name": 5, "email": {}}, [1, 2], "text", None])
def test_json_fills_no_form(as_nobody: Browser, in_riverside, sent: object) -> None:
    response = as_nobody.post(f"/e/{make_event().code}/guests", json=sent)
    assert response.status_code == 422


@pytest.mark.parametrize("origin", ["http://[::1", "", "localhost", "https://elsewhere.example"])
def test_an_origin_that_is_not_ours_is_refused_however_it_is_spelled(
    as_nobody: Browser, in_riverside, origin: str
) -> None:
    typed = {"name": "Ana", "email": "ana@example.org"}
    path = f"/e/{make_event().code}/guests"
    assert as_nobody.post(path, data=typed, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/reset"])
def test_pages_that_lead_inside_are_stored_nowhere(as_nobody: Browser, path: str) -> None:
    assert as_nobody.get(path).headers["Cache-Control"] == "no-store"
