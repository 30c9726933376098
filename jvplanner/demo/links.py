"""Where the demo's pages are, for whoever wants to look at them or to check them."""

from typing import NotRequired, TypedDict

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.door.models import DOOR, Door
from jvplanner.errors import NotFound
from jvplanner.events.models import EVENT_PAGE, TICKET, Event, Guest
from jvplanner.links import addresses
from jvplanner.papers.models import PAPER, Paper, PaperState, Recipient
from jvplanner.partners.models import Partner
from jvplanner.people.models import Person
from jvplanner.practices.models import Membership, Practice, User
from jvplanner.proposals.models import Proposal
from jvplanner.tenancy import acting_for


class SignIn(TypedDict):
    email: str
    password: str


class Outsider(SignIn):
    """Somebody of another practice, and rows there that nobody else may see."""

    event_id: int
    partner_id: int
    proposal_id: int


class DemoLinks(TypedDict):
    """What `jvplanner demo links --json` prints. Addresses are absolute."""

    base_url: str
    sign_in: SignIn
    outsider: Outsider
    event_page: str
    full_event_page: str
    event_id: int
    partner_link: NotRequired[str]
    ticket: str
    ticket_code: str
    door_link: str
    small_event_page: str
    small_event_door_link: str
    practice_page: str
    calendar_feed: str


class NoDemo(NotFound):
    """The demo practice is not in the database."""


def sign_in() -> SignIn | None:
    """Return how to sign in to the demo practice; None if it is not in the database."""
    if _practice_of(markers.OWNER) is None:
        return None
    return {"email": markers.OWNER, "password": markers.PASSWORD}


def demo_links() -> DemoLinks:
    """Return where the demo's pages are. Raises NoDemo."""
    riverside, hillside = _practice_of(markers.OWNER), _practice_of(markers.OUTSIDER)
    if riverside is None or hillside is None:
        raise NoDemo("There is no demo practice here; jvplanner demo load makes it.")
    with acting_for(hillside.id):
        outsider = _outsider()
    with acting_for(riverside.id):
        ticket = addresses.link_for(TICKET, _guest_id(_event(markers.COMING)))
        found: DemoLinks = {
            "base_url": addresses.absolute(""),
            "sign_in": {"email": markers.OWNER, "password": markers.PASSWORD},
            "outsider": outsider,
            "event_page": _page(markers.COMING),
            "full_event_page": _page(markers.FULL),
            "event_id": _event(markers.COMING).id,
            "ticket": addresses.private(TICKET, ticket),
            "ticket_code": addresses.token(ticket),
            "door_link": _door_link(markers.COMING),
            "small_event_page": _page(markers.SMALL),
            "small_event_door_link": _door_link(markers.SMALL),
            "practice_page": addresses.absolute(f"/h/{riverside.slug}"),
            "calendar_feed": addresses.absolute(f"/h/{riverside.slug}.ics"),
        }
        if asked := _partner_link():
            found["partner_link"] = asked
        return found


def _practice_of(email: str) -> Practice | None:
    members = select(Practice).join(Membership).join(User)
    return db.session.scalar(members.where(User.email == email).order_by(Membership.id).limit(1))


def _outsider() -> Outsider:
    return {
        "email": markers.OUTSIDER,
        "password": markers.PASSWORD,
        "event_id": _event(markers.OUTSIDE).id,
        "partner_id": db.session.scalars(select(Partner.id).order_by(Partner.id).limit(1)).one(),
        "proposal_id": db.session.scalars(select(Proposal.id).order_by(Proposal.id).limit(1)).one(),
    }


def _event(code: str) -> Event:
    return db.session.scalars(select(Event).where(Event.code == code)).one()


def _page(code: str) -> str:
    return addresses.absolute(f"{EVENT_PAGE.path}/{code}")


def _guest_id(event: Event) -> int:
    holders = select(Guest.id).where(Guest.email_key == markers.TICKET_HOLDER)
    return db.session.scalars(holders.where(Guest.event_id == event.id)).one()


def _door_link(code: str) -> str:
    doors = select(Door.id).where(Door.event_id == _event(code).id).order_by(Door.id).limit(1)
    door_id = db.session.scalars(doors).one()
    return addresses.private(DOOR, addresses.link_for(DOOR, door_id))


def _partner_link() -> str | None:
    asked = (
        select(Recipient.id)
        .join(Person, Person.id == Recipient.person_id)
        .join(Paper, Paper.id == Recipient.paper_id)
        .where(Person.email_key == markers.ASKED, Paper.state == PaperState.SENT)
        .order_by(Recipient.id)
        .limit(1)
    )
    recipient_id = db.session.scalars(asked).first()
    if recipient_id is None:  # answered or taken back since
        return None
    return addresses.private(PAPER, addresses.link_for(PAPER, recipient_id))
