"""One row of everything, for tests that walk the route table."""

from datetime import timedelta

from sqlalchemy import select

from jvplanner import clock
from jvplanner.agreements.actions import begin_agreement
from jvplanner.agreements.rules import Side
from jvplanner.db import db
from jvplanner.door.models import DOOR, Door, KeptScan, Scan
from jvplanner.door.rules import DoorVerdict
from jvplanner.events.models import (
    EVENT_PAGE,
    SERIES_PAGE,
    TICKET,
    Event,
    EventMessage,
    EventSeries,
    EventState,
    Guest,
    GuestState,
)
from jvplanner.links import addresses
from jvplanner.outbox.letters import wish_of, write
from jvplanner.outbox.models import OPT_OUT, Letter
from jvplanner.papers.actions import ask, reply, send
from jvplanner.papers.models import PAPER, Paper
from jvplanner.partners.models import HubKind, Partner, PartnerPerson
from jvplanner.people.models import person_known_as
from jvplanner.people.names import name_key
from jvplanner.practices.models import FEED, INVITATION, Invitation, Role
from jvplanner.practices.queries import membership_of
from jvplanner.proposals.models import CandidateDate, Proposal
from jvplanner.tenancy import acting_for
from tests.builders import PracticeOfTheCast


class Ids(dict[str, int]):
    """Ids by the name that routes give their argument, and one token for each kind of link."""

    tokens: dict[str, str]


def make_evening(practice: PracticeOfTheCast) -> Ids:
    with acting_for(practice.id):
        ids = _made(practice)
        db.session.commit()
    return ids


def _made(practice: PracticeOfTheCast) -> Ids:
    now, slug = clock.now(), practice.practice.slug
    dana = person_known_as("Dana Ruiz", f"dana@{slug}.example")
    partner = Partner(
        name="Canal Pharmacy",
        name_key=name_key("Canal Pharmacy"),
        hub_kind=HubKind.COMPOUNDING_PHARMACY,
    )
    member = PartnerPerson(partner=partner, person=dana)
    db.session.add_all([partner, member])
    db.session.flush()
    paper = Paper(kind="proposal", title="Still tired", partner_id=partner.id)
    db.session.add(paper)
    db.session.flush()
    proposal = Proposal(
        paper_id=paper.id,
        title="Still tired",
        hook="Why you are still tired",
        partner_role="Open the evening.",
        your_role="Sleep and food.",
        call_to_action="A free call.",
    )
    date = CandidateDate(starts_at=now + timedelta(days=20), minutes=90)
    proposal.dates.append(date)
    db.session.add(proposal)
    db.session.flush()
    content = _content(date, practice)
    [recipient] = send(paper, title="Still tired", content=content, to=[dana])
    question = ask(recipient, "May we bring our own tea?")
    reply(question, paper, "Gladly.")
    event = Event(
        code=f"{slug[:8]}x",
        partner_id=partner.id,
        title="Still tired",
        time_zone="UTC",
        seats=5,
        starts_at=now + timedelta(days=9),
        ends_at=now + timedelta(days=9, hours=2),
        state=EventState.PUBLISHED,
    )
    db.session.add(event)
    db.session.flush()
    ana = person_known_as("Ana Lima", f"ana@{slug}.example")
    guest = Guest(
        event_id=event.id,
        person_id=ana.id,
        name="Ana Lima",
        name_key=name_key("Ana Lima"),
        email=ana.email,
        email_key=ana.email_key,
        state=GuestState.CONFIRMED,
    )
    event.take_seat()
    series = EventSeries(rule="FREQ=WEEKLY;BYDAY=TH;COUNT=2")
    db.session.add(series)
    db.session.flush()
    series.code = addresses.publish(SERIES_PAGE, series.id).code
    event.series_id = series.id
    door = Door(event_id=event.id, label="Side entrance")
    invitation = Invitation(name="Tom", email=f"tom2@{slug}.example", role=Role.COLLEAGUE)
    message = EventMessage(
        event_id=event.id,
        key="0" * 32,
        subject="Parking",
        text="Behind the pharmacy.",
        recipients=1,
    )
    db.session.add_all([guest, door, invitation, message])
    db.session.flush()
    write(
        "ticket",  # a letter with something attached
        to_name="Ana Lima",
        to_email=f"ana@{slug}.example",
        once=f"walk:{slug}",
        guest_id=guest.id,
    )
    letter = db.session.scalars(select(Letter).where(Letter.once == f"walk:{slug}")).one()
    scan = Scan(
        scan_id=f"00000000-0000-4000-8000-{practice.id:012}",
        door_id=door.id,
        guest_id=guest.id,
        verdict=DoorVerdict.QUARANTINED,
        scanned_at=now,
    )
    db.session.add(KeptScan(scan=scan, door_id=door.id))
    db.session.flush()
    links = {
        "t": addresses.issue(TICKET, guest.id),
        "door": addresses.issue(DOOR, door.id),
        "invitations": addresses.issue(INVITATION, invitation.id),
        "p": addresses.link_for(PAPER, recipient.id),
        "u": addresses.link_for(OPT_OUT, wish_of(f"ana@{slug}.example").id),
        "f": addresses.issue(FEED, membership_of(practice.owner.id).id),
    }
    code = addresses.publish(EVENT_PAGE, event.id)
    event.code = code.code
    db.session.flush()
    agreement = begin_agreement(partner, dict.fromkeys(Side, "MD, New York"))
    ids = Ids(
        agreement_id=agreement.id,
        duty_id=agreement.duties[0].id,
        partner_id=partner.id,
        person_id=member.id,
        paper_id=paper.id,
        proposal_id=proposal.id,
        date_id=date.id,
        event_id=event.id,
        series_id=series.id,
        guest_id=guest.id,
        door_id=door.id,
        scan_id=scan.id,
        invitation_id=invitation.id,
        message_id=message.id,
        letter_id=letter.id,
        recipient_id=recipient.id,
        question_id=question.id,
        by_id=recipient.id,
        practice_id=practice.id,
        is_their_own=1,
        taken_back=0,
        number=1,  # a paper's version, which is counted within its paper
    )
    ids.tokens = {word: addresses.token(link) for word, link in links.items()}
    return ids


def _content(date: CandidateDate, practice: PracticeOfTheCast) -> dict[str, object]:
    return {
        "title": "Still tired",
        "hook": "Why you are still tired",
        "partner_role": "Open the evening.",
        "your_role": "Sleep and food.",
        "call_to_action": "A free call.",
        "cta_kind": "discovery_call",
        "place": "Shop",
        "practice": practice.practice.name,
        "partner": "Canal Pharmacy",
        "time_zone": "America/New_York",
        "dates": [{"id": date.id, "starts_at": date.starts_at.isoformat(), "minutes": 90}],
    }
