"""What is in the demo, and that its rows fit together."""

from collections import Counter
from datetime import time
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import func, select

from jvplanner import clock, create_app
from jvplanner.db import db
from jvplanner.demo import markers, names, occasions
from jvplanner.demo.crowd import Scale
from jvplanner.demo.load import DemoIsThere
from jvplanner.door.models import Arrival
from jvplanner.events.models import Event, EventState, Guest, GuestState
from jvplanner.human_names import clean_name
from jvplanner.journeys.models import Journey
from jvplanner.journeys.queries import cohort_of
from jvplanner.journeys.rules import Stage
from jvplanner.mailboxes import email_key
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers.models import Paper, PaperState, PaperVersion
from jvplanner.partners.models import HubKind, Partner
from jvplanner.people.models import Person
from jvplanner.practices.models import Invitation
from jvplanner.tenancy import across_practices
from jvplanner.wall_time import utc_from_local
from tests.conftest import settings_for
from tests.demo.conftest import load_all

# One falls due in the course of the day.
REMINDER = "paper_reminder"


def event(code: str) -> Event:
    return db.session.scalars(select(Event).filter_by(code=code)).one()


def test_seats_are_taken_by_exactly_those_who_are_confirmed(demo: Flask) -> None:
    with across_practices():
        events = list(db.session.scalars(select(Event)))
        confirmed = Counter(
            guest.event_id for guest in db.session.scalars(select(Guest)) if guest.holds_a_seat
        )
        waiting = set(db.session.scalars(select(Guest.event_id).filter_by(state="waiting")))

    assert {one.id: one.seats_taken for one in events} == {
        one.id: confirmed[one.id] for one in events
    }
    assert waiting
    assert all(not one.free_seats for one in events if one.id in waiting)


def test_partners_are_of_every_hub_kind_and_have_people(at_riverside) -> None:
    partners = list(db.session.scalars(select(Partner)))

    assert {partner.hub_kind for partner in partners} == set(HubKind)
    assert all(partner.people for partner in partners)


def test_proposals_stand_in_every_state_as_their_versions_and_answers_say(at_riverside) -> None:
    papers = list(db.session.scalars(select(Paper)))

    assert {paper.state for paper in papers} == set(PaperState)
    for paper in papers:
        assert [version.number for version in paper.versions] == [*range(1, paper.version + 1)]
        answered = paper.last_answer and paper.last_answer.version == paper.version
        assert bool(answered) == (
            paper.state in (PaperState.CHANGES_REQUESTED, PaperState.APPROVED, PaperState.DECLINED)
        )


def test_a_version_s_hash_is_that_of_its_text(at_riverside) -> None:
    for version in db.session.scalars(select(PaperVersion)):
        assert sha256(version.text.encode()).hexdigest() == version.sha256


def test_journeys_stand_at_every_stage(at_riverside) -> None:
    stages = {journey.stage for journey in db.session.scalars(select(Journey))}
    cohort = cohort_of(event(markers.TASTING).id)

    assert stages == {Stage.CALL_BOOKED, Stage.CALL_HELD, Stage.CLIENT, Stage.NOT_NOW}
    assert cohort.registered > cohort.came > cohort.call_booked > cohort.call_held > cohort.client
    assert cohort.client
    assert cohort.unseen == 1


def test_events_are_coming_full_small_cancelled_draft_online_and_past(at_riverside) -> None:
    now = clock.now()

    coming, small = event(markers.COMING), event(markers.SMALL)
    assert coming.takes_registrations(now)
    assert coming.free_seats >= 300
    assert (small.seats, small.seats_taken) == (50, 0)
    assert event(markers.FULL).free_seats == 0
    assert event(markers.CALLED_OFF).state is EventState.CANCELLED
    assert event(markers.DRAFT).state is EventState.DRAFT
    assert event(markers.ONLINE).is_online
    assert event(markers.PATIENTS).is_past(now)


def test_the_ticket_shown_is_confirmed_and_has_not_arrived(at_riverside) -> None:
    ana = db.session.scalars(
        select(Guest).filter_by(email_key=markers.TICKET_HOLDER, event_id=event(markers.COMING).id)
    ).one()

    assert ana.state is GuestState.CONFIRMED
    assert not db.session.scalars(select(Arrival).filter_by(guest_id=ana.id)).all()


def test_difficult_names_are_on_the_list_of_the_coming_event(at_riverside) -> None:
    listed = set(db.session.scalars(select(Guest.name).filter_by(event_id=event("evening").id)))

    assert set(names.DIFFICULT) <= listed
    assert all(clean_name(name) == name for name in names.DIFFICULT)


def test_one_person_at_two_events_is_one_person(at_riverside) -> None:
    attended = select(func.count(Guest.id.distinct()), func.count(Guest.person_id.distinct()))
    attended = attended.where(Guest.email_key == markers.TICKET_HOLDER)

    assert db.session.execute(attended).one() == (3, 1)


def test_rows_written_past_the_models_hold_the_keys_that_models_would_write(demo: Flask) -> None:
    with across_practices():
        for person in db.session.scalars(select(Person)):
            name_key, person.name = person.name_key, person.name
            assert person.name_key == name_key
            assert person.email_key == (email_key(person.email) if person.email else None)


def test_letters_were_sent_but_for_some_that_wait_and_one_that_came_back(at_riverside) -> None:
    letters = list(db.session.scalars(select(Letter)))
    now = clock.now()
    states = Counter(one.state for one in letters if one.try_at < now and one.name != REMINDER)
    failed = next(letter for letter in letters if letter.state is LetterState.FAILED)

    assert states[LetterState.WAITING] == 3
    assert states[LetterState.FAILED] == 1
    assert failed.to_email == occasions.LENA[1]
    assert "550" in (failed.problem or "")
    assert states[LetterState.SENT] > 100


def test_without_a_mail_server_no_server_ever_said_anything(open_database) -> None:
    app = create_app(settings_for(open_database("sqlite", "by-hand")))
    with app.app_context():
        load_all(Scale(), sends_mail=False)
        with across_practices():
            letters = list(db.session.scalars(select(Letter)))
        sent = [letter for letter in letters if letter.state is LetterState.SENT]
        now = clock.now()

        assert all(letter.by_hand for letter in sent)
        assert {letter.state for letter in letters} == {LetterState.SENT, LetterState.WAITING}
        assert not any(letter.problem for letter in letters)
        waiting = [one for one in letters if one.is_open and one.try_at < now]
        assert sum(one.name != REMINDER for one in waiting) == 3
        db.session.remove()
        db.engine.dispose()


def test_an_invitation_is_open(at_riverside) -> None:
    assert db.session.scalars(select(Invitation)).one().accepted_at is None


def test_nothing_that_happened_is_dated_after_the_day_began(at_riverside) -> None:
    began = utc_from_local(clock.today(at_riverside.time_zone), time(0), at_riverside.time_zone)
    happened = (
        Letter.written_at,
        Letter.sent_at,
        Guest.registered_at,
        Guest.cancelled_at,
        Arrival.arrived_at,
        Journey.client_at,
        Paper.state_since,
        Event.updated_at,
    )

    for moment in happened:
        assert db.session.scalars(select(func.max(moment))).one() < began, moment


def test_as_many_practices_events_and_guests_are_added_as_are_asked_for(demo: Flask) -> None:
    with across_practices():
        crowd = select(Event.id).where(Event.code.startswith("crowd"))
        guests = select(func.count()).select_from(Guest).where(Guest.event_id.in_(crowd))

        assert len(db.session.scalars(crowd).all()) == 3
        assert db.session.scalars(guests).one() == 60
        assert len(set(db.session.scalars(select(Event.practice_id)))) == 3


def test_it_is_not_loaded_twice(demo: Flask) -> None:
    with pytest.raises(DemoIsThere, match="there already"):
        load_all(Scale())
