"""An approved proposal becomes an event in one step; nothing is typed twice."""

from collections.abc import Sequence
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events import queries
from jvplanner.events.models import Event, EventState
from jvplanner.papers.actions import answer
from jvplanner.papers.models import Answer, Verdict
from jvplanner.papers.rules import CONSENT
from jvplanner.proposals.models import LONGEST_HOOK, LONGEST_PART, LONGEST_PLACE, Proposal
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders_events import again, typed_from
from tests.builders_proposals import WORDING, make_answered, make_proposal, send


def make_approved(*, dates: int = 0, ticked: Sequence[int] = (), **wording: str) -> Proposal:
    """A proposal that the partner said yes to, with the dates at some places ticked."""
    if not dates:
        return make_answered(Verdict.APPROVED)
    proposal = make_proposal(dates=dates, **wording)
    recipient = send(proposal)
    chosen = [proposal.dates[place].id for place in ticked]
    yes = Answer(
        recipient_id=recipient.id,
        version=1,
        verdict=Verdict.APPROVED,
        name="Dana Ruiz",
        consent=CONSENT,
        dates=chosen,
    )
    answer(proposal.paper, yes, recipient)
    db.session.commit()
    return proposal


def made_from(browser: Browser, proposal: Proposal, **chosen: object):
    return browser.post(f"/events/from-proposal/{proposal.id}", data=chosen)


def test_everything_agreed_is_taken_over(in_riverside, as_maya: Browser) -> None:
    """J5"""
    proposal = make_approved(dates=3, ticked=[1])
    agreed = proposal.dates[1]

    made = made_from(as_maya, proposal)

    event = db.session.scalars(select(Event)).one()
    assert made.headers["Location"] == f"/events/{event.id}"
    assert event.title == WORDING["hook"]
    assert WORDING["partner_role"] in event.description
    assert WORDING["your_role"] in event.description
    assert event.call_to_action == WORDING["call_to_action"]
    assert event.cta_kind.value == WORDING["cta_kind"]
    assert event.place == WORDING["place"]
    assert (event.starts_at, event.ends_at) == (agreed.starts_at, agreed.ends_at)
    assert event.partner_id == proposal.paper.partner_id
    assert (event.proposal_id, event.agreed_version) == (proposal.id, 1)
    assert event.state is EventState.DRAFT
    db.session.rollback()
    assert f"/proposals/{proposal.id}" in as_maya.get(made.headers["Location"]).text


def test_the_longest_that_can_be_agreed_is_saved_as_it_is(in_riverside, as_maya: Browser) -> None:
    longest = {"partner_role": "p", "your_role": "y", "call_to_action": "c"}
    wording = {name: letter * LONGEST_PART for name, letter in longest.items()}
    wording |= {"hook": "h" * LONGEST_HOOK, "place": "w" * LONGEST_PLACE}
    made_from(as_maya, make_approved(dates=1, **wording))
    event = again(db.session.scalars(select(Event)).one())

    saved = as_maya.post(f"/events/{event.id}/edit", data=typed_from(event))

    assert saved.status_code == 303
    assert again(event).description == f"{wording['partner_role']}\n\n{wording['your_role']}"


def test_with_no_date_ticked_the_first_on_offer_is_taken(in_riverside, as_maya: Browser) -> None:
    proposal = make_approved(dates=2)
    made_from(as_maya, proposal)
    assert db.session.scalars(select(Event)).one().starts_at == proposal.dates[0].starts_at


def test_of_several_dates_that_were_ticked_one_is_chosen_in_the_same_step(
    in_riverside, as_maya: Browser
) -> None:
    """J5"""
    proposal = make_approved(dates=3, ticked=[0, 2])
    first, other, last = proposal.dates
    text = as_maya.get(f"/proposals/{proposal.id}").text
    assert f'type="radio" name="date" value="{first.id}" checked' in text
    assert f'type="radio" name="date" value="{last.id}"' in text
    assert f'name="date" value="{other.id}"' not in text
    assert text.count("Make the event") == 1

    made_from(as_maya, proposal, date=last.id)

    event = db.session.scalars(select(Event)).one()
    assert (event.starts_at, event.ends_at) == (last.starts_at, last.ends_at)


def test_one_date_that_was_ticked_needs_no_choice(in_riverside, as_maya: Browser) -> None:
    proposal = make_approved(dates=3, ticked=[1])
    text = as_maya.get(f"/proposals/{proposal.id}").text
    assert 'type="radio"' not in text
    assert text.count("Make the event") == 1


@pytest.mark.parametrize("ticked", [[1], [0, 2]])
def test_a_proposal_leads_to_the_event_that_was_made_of_it(
    in_riverside, as_maya: Browser, ticked: list[int]
) -> None:
    proposal = make_approved(dates=3, ticked=ticked)
    made_from(as_maya, proposal)
    event_id = db.session.scalars(select(Event.id)).one()

    text = as_maya.get(f"/proposals/{proposal.id}").text

    assert f'href="/events/{event_id}"' in text
    assert "Open the event" in text
    assert "Make the event" not in text
    assert 'type="radio"' not in text


def test_a_date_that_the_partner_did_not_tick_cannot_be_chosen(
    in_riverside, as_maya: Browser
) -> None:
    proposal = make_approved(dates=3, ticked=[0, 2])

    refused = made_from(as_maya, proposal, date=proposal.dates[1].id)

    assert refused.status_code == 409
    assert "Choose one of the dates" in refused.text
    assert db.session.scalars(select(Event)).all() == []


def test_a_date_that_has_gone_by_is_not_taken_by_itself(in_riverside, as_maya: Browser) -> None:
    proposal = make_approved(dates=3, ticked=[0, 2])
    last = proposal.dates[2]
    db.session.rollback()
    with time_machine.travel(last.starts_at - timedelta(days=3), tick=False):
        assert 'type="radio"' not in as_maya.get(f"/proposals/{proposal.id}").text
        made_from(as_maya, proposal)
    assert db.session.scalars(select(Event)).one().starts_at == last.starts_at


def test_what_was_agreed_counts_and_not_what_was_edited_since(
    in_riverside, as_maya: Browser
) -> None:
    """P6"""
    proposal = make_approved()
    proposal.hook = "Edited afterwards"
    db.session.commit()
    made_from(as_maya, proposal)
    assert db.session.scalars(select(Event.title)).one() == WORDING["hook"]


def test_without_a_date_on_offer_one_to_come_holds_the_place(
    in_riverside, as_maya: Browser
) -> None:
    made_from(as_maya, make_approved(dates=0))
    assert db.session.scalars(select(Event)).one().starts_at > clock.now()


def test_a_second_press_leads_to_the_same_event(in_riverside, as_maya: Browser) -> None:
    proposal = make_approved()
    first, second = (made_from(as_maya, proposal).headers["Location"] for _ in range(2))
    assert first == second
    page = as_maya.get(second).text
    assert "made already" in page.split('class="notice info" role="status"')[1].split("</p>")[0]
    assert db.session.scalar(select(func.count(Event.id))) == 1


def test_two_presses_at_once_make_one_event(app: Flask, in_riverside, as_maya: Browser) -> None:
    path = f"/events/from-proposal/{make_approved().id}"
    both, statuses = Barrier(4), []
    cookie = as_maya._client._cookies
    token = as_maya._token()
    db.session.rollback()

    def press() -> None:
        client = app.test_client()
        client._cookies.update(cookie)
        both.wait()
        statuses.append(client.post(path, headers={"X-CSRFToken": token}).status_code)

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 4
    assert db.session.scalar(select(func.count(Event.id))) == 1


def test_without_the_partners_yes_there_is_no_event(in_riverside, as_maya: Browser) -> None:
    refused = made_from(as_maya, make_proposal())
    assert refused.status_code == 409
    assert "once the partner has said yes" in refused.text
    assert db.session.scalars(select(Event)).all() == []


def test_a_proposal_of_another_practice_is_not_found(
    in_riverside, hillside, as_maya: Browser
) -> None:
    """T1"""
    with acting_for(hillside.id):
        proposal = make_approved()
        theirs = proposal.id
    assert as_maya.post(f"/events/from-proposal/{theirs}").status_code == 404


def test_today_asks_for_the_event_and_then_for_its_publication(
    in_riverside, as_maya: Browser
) -> None:
    proposal = make_approved()
    (due,) = queries.due(clock.now())
    assert (due.step, due.href) == ("Make the event", f"/proposals/{proposal.id}")
    assert "said yes" in due.why
    db.session.rollback()
    address = made_from(as_maya, proposal).headers["Location"]
    (due,) = queries.due(clock.now())
    assert (due.step, due.href) == ("Look it over and publish", address)


def test_the_chosen_dates_own_place_and_length_are_taken_over(
    in_riverside, as_maya: Browser
) -> None:
    proposal = make_proposal(dates=1)
    proposal.offer(proposal.dates[0].starts_at + timedelta(days=1), 45, "The garden", clock.now())
    db.session.commit()
    recipient = send(proposal)
    elsewhere = proposal.dates[1]
    yes = Answer(
        recipient_id=recipient.id,
        version=1,
        verdict=Verdict.APPROVED,
        name="Dana Ruiz",
        consent=CONSENT,
        dates=[elsewhere.id],
    )
    answer(proposal.paper, yes, recipient)
    db.session.commit()

    made = made_from(as_maya, proposal)

    event = db.session.scalars(select(Event)).one()
    assert (event.place, event.starts_at) == ("The garden", elsewhere.starts_at)
    assert event.ends_at - event.starts_at == timedelta(minutes=45)
    db.session.rollback()
    assert "workshop from <a" in as_maya.get(made.headers["Location"]).text
