"""Inviting a colleague, and joining by the link."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox.models import LetterState
from jvplanner.practices import actions
from jvplanner.practices.models import INVITATION, Invitation, Membership, Role, User
from tests.browser import Browser
from tests.builders import PASSWORD, PracticeOfTheCast, letters, make_user
from tests.builders_practices import make_invitation, path_of, send_form, sign_in

BJORK = {"name": "Björk", "email": "Bjork@Studio.example", "role": "colleague"}
JOINING = {"name": "Björk G.", "password": PASSWORD}


def members(practice: PracticeOfTheCast) -> dict[str, Role]:
    db.session.rollback()
    rows = db.session.execute(
        select(User.email, Membership.role)
        .join(Membership.user)
        .filter_by()
        .where(Membership.practice_id == practice.id)
    )
    return {email: role for email, role in rows}  # noqa: C416  a row is not a pair to mypy


def test_inviting_writes_a_letter_and_shows_a_link_to_copy(
    app: Flask, as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    response = as_maya.post("/settings/invitations", data=BJORK)
    assert response.headers["Location"] == "/settings#people"

    invitation = db.session.scalars(select(Invitation)).one()
    address = addresses.absolute(path_of(invitation))
    assert f'value="{address}"' in as_maya.get("/settings").text
    (letter,) = letters("invitation")
    assert (letter.to_name, letter.to_email) == ("Björk", "bjork@studio.example")
    written = app.extensions["postroom"].written(letter)
    assert written.subject == "Maya Okafor invites you to work in Riverside Nutrition"
    assert address in written.text
    assert "(New York)" in written.text
    assert written.contents.reply_to == "maya@riverside.example"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "."}, "A name needs at least one letter."),
        ({"email": "bjork"}, "has an @ in it"),
        ({"email": "björk@studio.example"}, "with “ö” before the @. Enter another one."),
        ({"email": "TOM@riverside.example"}, "works here already"),
        ({"role": "king"}, "Choose one of those offered"),
    ],
)
def test_whom_one_cannot_invite_is_said_at_the_field(
    as_maya: Browser, riverside: PracticeOfTheCast, fields: dict[str, str], words: str
) -> None:
    response = as_maya.post("/settings/invitations", data=BJORK | fields)
    assert response.status_code == 422
    assert words in response.text
    assert letters() == []


def test_one_address_is_invited_once(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    as_maya.post("/settings/invitations", data=BJORK)
    response = as_maya.post("/settings/invitations", data=BJORK | {"email": "bjork@studio.example"})
    assert response.status_code == 422
    assert "open invitation to this address" in response.text
    assert len(letters("invitation")) == 1


def test_somebody_new_opens_an_account_and_joins(
    as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    path = path_of(make_invitation(in_riverside))
    page = as_nobody.get(path)
    assert "Riverside Nutrition" in page.text
    assert "bjork@studio.example" in page.text
    assert 'value="Björk"' in page.text, "as whoever invited them wrote it"

    response = send_form(as_nobody, path, **JOINING)
    assert response.headers["Location"] == "/today"
    assert members(in_riverside)["bjork@studio.example"] is Role.COLLEAGUE
    assert "An owner can change these" in as_nobody.get("/settings").text
    assert as_nobody.get(path).status_code == 410


def test_an_account_joins_with_one_button_and_acts_for_the_practice(
    as_outsider: Browser, in_riverside: PracticeOfTheCast
) -> None:
    path = path_of(make_invitation(in_riverside, role=Role.OWNER))
    assert "Join Riverside Nutrition" in as_outsider.get(path).text

    assert as_outsider.post(path).headers["Location"] == "/today"
    assert members(in_riverside)["noor@hillside.example"] is Role.OWNER
    text = as_outsider.get("/settings").text
    assert "You now work in Riverside Nutrition." in text
    assert "Tom O&#39;Neill" in text
    assert as_outsider.post(path).status_code == 410


@pytest.mark.parametrize(
    "email",
    [
        "ana@xn--bcher-kva.example",
        "ana@Bücher.example",
        "ana@studio．example",
        "Ana@studio。example",
    ],
    ids=["ascii form", "own letters", "full-width dot", "ideographic dot"],
)
def test_who_joined_signs_in_again_however_their_address_was_typed(
    app: Flask, as_maya: Browser, in_riverside: PracticeOfTheCast, email: str
) -> None:
    as_maya.post("/settings/invitations", data=BJORK | {"email": email})
    invitation = db.session.scalars(select(Invitation)).one()
    send_form(Browser(app), path_of(invitation), **JOINING)

    assert sign_in(Browser(app), email).headers["Location"] == "/today"
    again = as_maya.post("/settings/invitations", data=BJORK | {"email": invitation.email})
    assert "works here already" in again.text


def test_two_spellings_of_an_address_are_invited_once(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    as_maya.post("/settings/invitations", data=BJORK | {"email": "ana@xn--bcher-kva.example"})
    response = as_maya.post("/settings/invitations", data=BJORK | {"email": "ana@bücher.example"})
    assert "open invitation to this address" in response.text


def test_who_has_an_account_signs_in_and_comes_back(
    as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    make_user("Björk", "bjork@studio.example")
    path = path_of(make_invitation(in_riverside))
    assert f"/sign-in?next={path}" in as_nobody.get(path).text

    assert sign_in(as_nobody, "bjork@studio.example", next=path).headers["Location"] == path
    assert send_form(as_nobody, path).headers["Location"] == "/today"
    assert "bjork@studio.example" in members(in_riverside)


def test_nobody_opens_a_second_account_for_a_known_address(
    app: Flask, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    path = path_of(make_invitation(in_riverside))
    make_user("Björk", "bjork@studio.example")
    response = send_form(as_nobody, "/sign-in", to=path, **JOINING)
    assert response.status_code == 422
    assert "Sign in, and you come back" in response.text
    assert "bjork@studio.example" not in members(in_riverside)


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "."}, {"password": "short"}])
def test_an_account_that_cannot_be_opened_is_said_at_its_field(
    as_nobody: Browser, in_riverside: PracticeOfTheCast, fields: dict[str, str]
) -> None:
    path = path_of(make_invitation(in_riverside))
    response = send_form(as_nobody, path, **JOINING | fields)
    assert response.status_code == 422
    assert 'class="error"' in response.text
    assert as_nobody.get(path).status_code == 200


def test_a_member_is_told_so(as_tom: Browser, in_riverside: PracticeOfTheCast) -> None:
    path = path_of(make_invitation(in_riverside))
    assert "You work in Riverside Nutrition already." in as_tom.get(path).text
    assert as_tom.post(path).status_code == 409
    assert as_tom.get(path).status_code == 200


def test_opening_the_link_joins_nobody(
    as_outsider: Browser, in_riverside: PracticeOfTheCast
) -> None:
    path = path_of(make_invitation(in_riverside))
    for _ in range(5):
        as_outsider.get(path)
        as_outsider.open(path, method="HEAD")
    assert "noor@hillside.example" not in members(in_riverside)
    assert as_outsider.without_token(path).status_code == 400


def test_a_withdrawn_invitation_opens_nothing_and_its_letter_is_taken_back(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    invitation = make_invitation(in_riverside)
    path = path_of(invitation)
    as_maya.post(f"/settings/invitations/{invitation.id}/withdrawal")

    gone = as_nobody.get(path)
    assert gone.status_code == 410
    assert "no longer in use" in gone.text
    assert letters("invitation") == []
    assert "Björk" not in as_maya.get("/settings").text.replace("Björk is withdrawn", "")


def test_an_invitation_sent_anew_has_a_new_address_and_one_letter(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    invitation = make_invitation(in_riverside)
    earlier = path_of(invitation)
    as_maya.post(f"/settings/invitations/{invitation.id}/sending")

    assert as_nobody.get(earlier).status_code == 410
    db.session.rollback()
    assert as_nobody.get(path_of(invitation)).status_code == 200
    assert len(letters("invitation")) == 1


def test_a_letter_that_has_gone_out_stays_when_another_is_sent(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    invitation = make_invitation(in_riverside)
    letters("invitation")[0].state = LetterState.SENT
    db.session.commit()
    as_maya.post(f"/settings/invitations/{invitation.id}/sending")
    assert [letter.state for letter in letters("invitation")] == ["sent", "waiting"]


def test_an_invitation_runs_out_after_two_weeks(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    path = path_of(make_invitation(in_riverside))
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1)):
        assert as_nobody.get(path).status_code == 410
        assert "Invitation ran out" in as_maya.get("/settings").text


def test_of_two_who_join_at_once_the_second_is_told(
    app: Flask, in_riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    invitation = make_invitation(in_riverside)
    actions.join(hillside.owner, invitation.id)
    with pytest.raises(actions.InvitationSpent):
        actions.join(make_user("Ana", "ana@new.example"), invitation.id)


def test_an_unknown_invitation_is_not_there(as_nobody: Browser) -> None:
    assert as_nobody.get("/invitations/abc").status_code == 404
    assert INVITATION.path == "/invitations"
