"""An event's guests, as members see and look after them."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from sqlalchemy.orm import joinedload

from jvplanner import clock
from jvplanner.events import queries
from jvplanner.events.actions import correcting, offering, registering
from jvplanner.events.forms.guests import GuestAddressForm, GuestForm
from jvplanner.events.letters import has_gone_out
from jvplanner.events.models import TICKET, ConsentPurpose, Event, Guest, GuestState
from jvplanner.events.queries import Wanted
from jvplanner.events.rules import tracked_source
from jvplanner.links import addresses
from jvplanner.typed_text import searched
from jvplanner.web.letters import letters_go_out
from jvplanner.web.loading import asked_id, load, load_for_update
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import end_writing

bp = Blueprint("guests", __name__)

FILTERS = ("q", "state", "source", "agrees")


@bp.get("/<int:event_id>/guests")
def guests(event_id: int) -> Response:
    return _list_of(load(Event, event_id), GuestForm(formdata=None))


@bp.post("/<int:event_id>/guests")
def add_guest(event_id: int) -> Response:
    """Add a guest by hand; those who wait come first here, too."""
    event, form = load_for_update(Event, event_id), GuestForm()
    if not form.validate():
        return _list_of(event, form, status=422)
    try:
        guest = registering.add_by_hand(
            event,
            name=form.name.data,
            email=form.email.data,
            phone=form.phone.data or "",
            now=clock.now(),
        )
    except registering.AlreadyRegistered as known:
        form.email.errors = [str(known)]
        return _list_of(event, form, status=422)
    if guest.state is GuestState.CONFIRMED:
        flash(f"{guest.name} has a seat.")
    else:
        flash(f"{guest.name} is on the waiting list: no seat is free.", "info")
    return see_other(url_for(".guests", event_id=event_id))


@bp.post("/<int:event_id>/guests/<int:guest_id>/seat")
def give_seat(event_id: int, guest_id: int) -> Response:
    offering.give_seat(_guest_with_lock(event_id, guest_id), clock.now())
    return see_other(list_address(event_id))


@bp.post("/<int:event_id>/guests/<int:guest_id>/cancellation")
def cancel_guest(event_id: int, guest_id: int) -> Response:
    registering.cancel(_guest_with_lock(event_id, guest_id), clock.now(), by_member=True)
    return see_other(list_address(event_id))


@bp.post("/<int:event_id>/guests/<int:guest_id>/ticket")
def send_ticket_anew(event_id: int, guest_id: int) -> Response:
    registering.send_ticket_anew(_guest_with_lock(event_id, guest_id), clock.now())
    return see_other(list_address(event_id))


@bp.post("/<int:event_id>/guests/<int:guest_id>/letter")
def send_ticket_again(event_id: int, guest_id: int) -> Response:
    """Send the ticket to its guest once more, at most hourly."""
    guest = _guest_with_lock(event_id, guest_id)
    if registering.send_ticket_again(guest, clock.now()):
        way = "is on its way" if letters_go_out() else "waits for you to send"
        flash(f"Another letter with the ticket of {guest.name} {way}.")
    else:
        flash(f"{guest.name} was sent the ticket within the last hour.", "info")
    return see_other(url_for(".guests", event_id=event_id))


@bp.get("/<int:event_id>/guests/<int:guest_id>/address")
def guest_address(event_id: int, guest_id: int) -> Response:
    guest = load(Guest, guest_id, joinedload(Guest.event), event_id=event_id)
    form = GuestAddressForm(formdata=None, data={"email": guest.email})
    return _address_page(guest, form)


@bp.post("/<int:event_id>/guests/<int:guest_id>/address")
def correct_address(event_id: int, guest_id: int) -> Response:
    """Put a mistyped address right."""
    guest, form = _guest_with_lock(event_id, guest_id), GuestAddressForm()
    if not form.validate():
        return _address_page(guest, form, status=422)
    try:
        correcting.correct(guest, form.email.data, clock.now())
    except registering.AlreadyRegistered as known:
        form.email.errors = [f"This address is on the list already, for {known.guest.name}."]
        return _address_page(guest, form, status=422)
    flash(f"Letters to {guest.name} go to {form.email.data} from now on.")
    return see_other(url_for(".guests", event_id=event_id))


def _address_page(guest: Guest, form: GuestAddressForm, *, status: int = 200) -> Response:
    if status >= 400:
        end_writing()
    return page(
        "events/guest_address.html",
        status=status,
        guest=guest,
        event=guest.event,
        form=form,
        may_correct=correcting.may_correct(guest),
        gets_ticket=correcting.may_correct_own(guest, clock.now()),
        has_gone_out=has_gone_out(guest),
    )


def _guest_with_lock(event_id: int, guest_id: int) -> Guest:
    """Return one of the event's guests, with the event's lock held."""
    load_for_update(Event, event_id)
    return load_for_update(Guest, guest_id, event_id=event_id)


def _list_of(event: Event, form: GuestForm, *, status: int = 200) -> Response:
    if status >= 400:
        end_writing()
    wanted, now = asked_for(), clock.now()
    part = queries.guests_of(event, wanted, after=asked_id("after"))
    return page(
        "events/guests.html",
        fragment="events/_guest_list.html",
        status=status,
        event=event,
        form=form,
        now=now,
        is_on=event.is_on(now),
        part=part,
        tickets=_tickets(part.rows),
        wanted=wanted,
        here=list_address(event.id),
        states=tuple(GuestState),
        ways=queries.ways_to_choose(event),
        purposes=tuple(ConsentPurpose),
    )


def _tickets(guests: Sequence[Guest]) -> dict[int, str | None]:
    """Return where each guest's ticket is; None for one whose server key is gone."""
    links = addresses.links_for(TICKET, [guest.id for guest in guests])
    return {
        guest_id: addresses.path(TICKET, link) if addresses.has_key(link) else None
        for guest_id, link in links.items()
    }


def asked_for() -> Wanted:
    """Return which guests the address asks for; a filter that we do not know is none."""
    state, agrees = request.args.get("state", ""), request.args.get("agrees", "")
    return Wanted(
        text=searched(request.args.get("q")),
        state=GuestState(state) if state in GuestState.__members__.values() else None,
        source=tracked_source(request.args.get("source", "")),
        agrees=ConsentPurpose(agrees) if agrees in ConsentPurpose.__members__.values() else None,
    )


def list_address(event_id: int) -> str:
    """Return the address of the list as it is filtered."""
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    values: dict[str, Any] = {"event_id": event_id, **kept}
    return url_for("guests.guests", **values)
