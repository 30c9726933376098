"""What a partner is told when the event that came of their yes is moved or called off."""

from jvplanner.db import db
from jvplanner.events.entries import event_address, where_in_words
from jvplanner.events.models import Event, EventState
from jvplanner.outbox.letters import Contents, letter, withdraw_about, write
from jvplanner.papers.queries import Signatory, signatory
from jvplanner.practices.models import Practice
from jvplanner.proposals.models import Proposal
from jvplanner.tenancy import current_practice_id

MOVED, CALLED_OFF = "partner_event_moved", "partner_event_cancelled"


def tell_partner_moved(event: Event) -> None:
    """Write to whoever said yes; who has not been told of an earlier change hears only of this."""
    withdraw_about("event_id", [event.id], MOVED)
    _tell(MOVED, event)


def tell_partner_called_off(event: Event) -> None:
    withdraw_about("event_id", [event.id], MOVED)
    _tell(CALLED_OFF, event)


def _tell(name: str, event: Event) -> None:
    if (person := _signatory(event)) and person.email:
        write(
            name,
            to_name=person.name,
            to_email=person.email,
            once=f"{name}:{event.id}:{event.sequence}",
            event_id=event.id,
        )


def _signatory(event: Event) -> Signatory | None:
    """Return who said yes at the partner; nobody for an event that came of no proposal."""
    if event.proposal_id is None or event.agreed_version is None:
        return None
    proposal = db.session.get_one(Proposal, event.proposal_id)
    return signatory(proposal.paper_id, event.agreed_version)


def _is_on(event_id: int) -> bool:
    return db.session.get_one(Event, event_id).state is EventState.PUBLISHED


@letter(MOVED, "New date or place, to the partner", is_needed=_is_on)
@letter(CALLED_OFF, "Event called off, to the partner")
def _changed(event_id: int) -> Contents:
    event = db.session.get_one(Event, event_id)
    practice, person = db.session.get_one(Practice, current_practice_id()), _signatory(event)
    context = {
        "event": event,
        "where": where_in_words(event),
        "practice": practice,
        "person_name": person.name if person else "",
        "event_address": event_address(event),
    }
    return Contents(context, practice.name, practice.reply_email)
