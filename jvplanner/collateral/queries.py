"""Reading what an event's kit tells of it."""

from jvplanner.collateral.particulars import Told, told
from jvplanner.events.models import Event
from jvplanner.pictures.queries import on_paper
from jvplanner.practices.queries import acting_practice


def told_of(event: Event, language: str) -> Told:
    """Return what is told of an event of the acting practice in a language."""
    return told(event, acting_practice(), on_paper(event.partner_id), language)
