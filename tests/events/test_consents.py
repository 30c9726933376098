"""What guests agree to apart from coming: never assumed, kept with its words, revocable."""

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events import queries
from jvplanner.events.models import ConsentPurpose, Guest, GuestConsent
from tests.browser import Browser
from tests.builders_events import make_event
from tests.builders_partners import make_partner
from tests.events.test_registering import guests_of, register

SHARE = "Riverside Nutrition may share my name and email address with Canal Street Pharmacy."


@pytest.fixture
def event(in_riverside):
    return make_event(partner=make_partner("Canal Street Pharmacy"))


def consents() -> list[GuestConsent]:
    found = list(db.session.scalars(select(GuestConsent).order_by(GuestConsent.id)))
    db.session.expunge_all()
    db.session.rollback()
    return found


def agreeing(condition) -> list[str]:
    found = list(db.session.scalars(select(Guest.name).where(condition)))
    db.session.rollback()
    return found


def test_neither_is_ticked_and_who_ticks_none_agrees_to_none(event, as_nobody: Browser) -> None:
    page = as_nobody.get(f"/e/{event.code}").text
    assert SHARE in page
    assert "checked" not in page
    register(as_nobody, event)
    assert consents() == []
    assert agreeing(queries.may_share()) == agreeing(queries.wants_news()) == []


def test_a_consent_is_kept_with_its_words_its_language_and_its_time(
    event, as_nobody: Browser
) -> None:
    register(as_nobody, event, share_with_partner="y", news="y")
    (guest,) = guests_of(event)
    share, news = consents()
    assert (share.purpose, share.wording, share.language) == ("share_with_partner", SHARE, "en")
    assert share.given_at == guest.registered_at
    assert news.purpose is ConsentPurpose.NEWS
    assert agreeing(queries.may_share()) == agreeing(queries.wants_news()) == ["Ana Peña"]


def test_a_consent_given_in_spanish_is_kept_in_spanish(event, as_nobody: Browser) -> None:
    register(as_nobody, event, news="y", lang="es")
    (news,) = consents()
    assert news.language == "es"
    assert "puede escribirme" in news.wording


def test_without_a_partner_nobody_is_asked_to_share(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    assert "share_with_partner" not in as_nobody.get(f"/e/{event.code}").text
    register(as_nobody, event, share_with_partner="y")
    assert consents() == []


def test_a_double_tap_gives_no_consent_twice_and_none_that_was_not_given(
    event, as_nobody: Browser
) -> None:
    """A2"""
    register(as_nobody, event, news="y")
    register(as_nobody, event, news="y", share_with_partner="y")
    assert [consent.purpose for consent in consents()] == [ConsentPurpose.NEWS]


def test_a_consent_taken_back_on_the_ticket_holds_no_longer_at_once(
    event, as_nobody: Browser, as_maya: Browser
) -> None:
    """T3"""
    ticket = register(as_nobody, event, share_with_partner="y", news="y").headers["Location"]
    assert SHARE in as_nobody.get(ticket).text
    for _twice in range(2):
        purpose = {"purpose": "share_with_partner"}
        answer = as_nobody.post(f"{ticket}/consents/withdrawal", data=purpose)
        assert (answer.status_code, answer.location.partition("#")[2]) == (303, "agreed")

    said = as_nobody.get(ticket).text.partition('id="agreed"')[2]
    assert said.count("Taken back on ") == said.count(">No longer</button>") == 1
    assert SHARE in said, "what no longer holds"
    assert agreeing(queries.may_share()) == []
    assert agreeing(queries.wants_news()) == ["Ana Peña"]
    answers = as_maya.get(f"/events/{event.id}/answers").text
    assert "Wants news" in answers
    assert "Partner may know" not in answers
    share = consents()[0]
    assert share.withdrawn_at is not None
    assert not share.holds


def test_a_purpose_that_there_is_not_is_not_found(event, as_nobody: Browser) -> None:
    ticket = register(as_nobody, event).headers["Location"]
    everything = {"purpose": "everything"}
    assert as_nobody.post(f"{ticket}/consents/withdrawal", data=everything).status_code == 404


def test_the_form_says_until_when_what_is_entered_is_kept(in_riverside, as_nobody: Browser) -> None:
    event = make_event(keeps_guests_months=1)
    assert "keeps what you enter here until" in as_nobody.get(f"/e/{event.code}").text
