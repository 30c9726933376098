"""When each letter to a guest is written, and when it is taken back."""

from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.events.queries.guest_list import EVERYBODY, Wanted, are_within_reach
from jvplanner.events.reminding import REMINDER_LETTERS
from jvplanner.events.rules import UNDO
from jvplanner.links.models import Link
from jvplanner.outbox.letters import withdraw_about, write
from jvplanner.outbox.models import Letter, LetterState

ONCE_MORE = timedelta(hours=1)
# What a guest is told about coming; no longer true once they do not, or once it is called off.
ABOUT_COMING = (
    "ticket",
    "ticket_again",
    "waiting",
    "seat_offered",
    "ticket_handed_over",
    "event_moved",
    *REMINDER_LETTERS,
)
# The letter that somebody gets who stands so.
FIRST_LETTERS = {
    GuestState.CONFIRMED: "ticket",
    GuestState.OFFERED: "seat_offered",
    GuestState.WAITING: "waiting",
}
SENT_FIRST = tuple(FIRST_LETTERS.values())


def tell_registered(guest: Guest) -> None:
    """Send the ticket, or say that the guest waits."""
    _tell(first_letter(guest.state), guest)


def tell_seated(guest: Guest) -> None:
    """Send the ticket to somebody who waited; that they wait is no longer true."""
    withdraw_about("guest_id", [guest.id], "waiting", "ticket_again", "seat_offered")
    # Who gave a seat back and waited for another has had a ticket before.
    if not _tell("ticket", guest):
        _tell("ticket", guest, f":seated:{int(clock.now().timestamp())}")


def tell_offered(guest: Guest) -> None:
    """Say that a seat is held for the guest, and until when; once for each offer."""
    withdraw_about("guest_id", [guest.id], "waiting", "ticket_again")
    assert guest.offer_expires_at is not None
    _tell("seat_offered", guest, f":{int(guest.offer_expires_at.timestamp())}")


def tell_lapsed(guest: Guest) -> None:
    """Say that an offer has run out, and how to come back; what it offered is not to be told."""
    withdraw_about("guest_id", [guest.id], *ABOUT_COMING)
    _tell("offer_lapsed", guest)


def tell_not_kept(guest: Guest) -> None:
    """Say that the place of who never opened their ticket went to others, and how to come back."""
    withdraw_about("guest_id", [guest.id], *ABOUT_COMING)
    _tell("place_not_kept", guest)


def tell_new_ticket(guest: Guest, link: Link) -> None:
    """Send the ticket, or where they wait, with its new address, once for each."""
    withdraw_about("guest_id", [guest.id], *SENT_FIRST, "ticket_again")
    _tell(first_letter(guest.state), guest, f":{link.generation}")


def tell_corrected(guest: Guest, now: datetime) -> None:
    """Send the ticket to the address that was meant, and nothing more to the other one."""
    withdraw_about("guest_id", [guest.id], *ABOUT_COMING)
    _tell(first_letter(guest.state), guest, f":corrected:{int(now.timestamp())}")


def tell_handed_over(giver: Guest, guest: Guest) -> None:
    """Send a ticket to who comes now, and let who does not come know; they get no link to it."""
    withdraw_about("guest_id", [giver.id], *ABOUT_COMING)
    _tell("ticket_handed_over", guest)
    _tell("ticket_passed_on", giver)


def was_told_again(guest: Guest, now: datetime) -> bool:
    """Tell whether the ticket was sent once more within the hour."""
    hour = hour_of(guest.registered_at, now)
    last = select(Letter.written_at).where(
        Letter.once.in_((again_in(hour, guest.id), again_in(hour - 1, guest.id)))
    )
    return any(now - written_at < ONCE_MORE for written_at in db.session.scalars(last))


def has_gone_out(guest: Guest) -> bool:
    """Tell whether anything about coming has gone to the guest's address, or is being sent."""
    told = exists(Letter).where(
        Letter.name.in_(ABOUT_COMING),
        Letter.ids["guest_id"].as_integer() == guest.id,
        Letter.to_email == guest.email,
        Letter.state.in_((LetterState.SENDING, LetterState.SENT)),
    )
    return bool(db.session.scalar(select(told)))


def tell_cancelled(guest: Guest) -> None:
    """Confirm that the guest comes no longer, once they cannot take that back any more."""
    withdraw_about("guest_id", [guest.id], *ABOUT_COMING)
    _tell("guest_cancelled", guest, not_before=guest.undone_until)


def tell_back(guest: Guest, now: datetime, *, seat_is_gone: bool) -> None:
    """Let it be as if the guest had never left: nothing of it is told.

    What they had not been told before they left is written anew, and so is what is no longer so:
    that they have a seat.
    """
    withdraw_about("guest_id", [guest.id], "guest_cancelled")
    if seat_is_gone or not has_gone_out(guest):
        withdraw_about("guest_id", [guest.id], "event_moved")
        _tell(first_letter(guest.state), guest, f":back:{int(now.timestamp())}")


def tell_ticket_again(guest: Guest, now: datetime) -> bool:
    """Send the ticket to its own address once more, at most hourly; the event's lock is held."""
    if was_told_again(guest, now):
        return False
    return _tell("ticket_again", guest, f":{hour_of(guest.registered_at, now)}")


def hour_of(registered_at: datetime, now: datetime) -> int:
    """Return the hour in which a ticket is sent once more.

    Hours count from the registration, so that this one's letter and the last one's can be asked for
    by their names; see again_in().
    """
    return (now - registered_at) // ONCE_MORE


def again_in(hour: int, guest_id: int) -> str:
    """Return for what the letter is written that sends a ticket once more in an hour."""
    return f"ticket_again:{guest_id}:{hour}"


def tell_moved(event: Event) -> None:
    """Tell everybody who comes or waits about the new date or place, once for each change.

    Who has not been told of an earlier change hears only of this one. Who has just left hears of it
    if they take that back: their letter waits until they no longer can.
    """
    withdraw_about("guest_id", _guests_of(event), "event_moved", *REMINDER_LETTERS)
    tell_each("event_moved", event, f":{event.sequence}")
    for guest in _just_left(event):
        _tell("event_moved", guest, f":{event.sequence}", not_before=guest.undone_until)


def tell_called_off(event: Event) -> None:
    withdraw_about("guest_id", _guests_of(event), *ABOUT_COMING)
    tell_each("event_cancelled", event)


def _just_left(event: Event) -> list[Guest]:
    """Return who may still take back that they left, and has not registered again."""
    now, listed = clock.now(), aliased(Guest)
    is_back = exists(listed).where(
        listed.event_id == event.id,
        listed.email_key == Guest.email_key,
        listed.state != GuestState.CANCELLED,
    )
    gone = select(Guest).where(
        Guest.event_id == event.id,
        Guest.state == GuestState.CANCELLED,
        Guest.cancelled_at > now - UNDO,
        ~is_back,
    )
    return [guest for guest in db.session.scalars(gone) if guest.may_return(now)]


def first_letter(state: GuestState) -> str:
    return FIRST_LETTERS[state]


def _guests_of(event: Event) -> Select[int]:
    return select(Guest.id).where(Guest.event_id == event.id)


def _tell(name: str, guest: Guest, which: str = "", *, not_before: datetime | None = None) -> bool:
    if guest.email is None:
        return False
    return write(
        name,
        to_name=guest.name,
        to_email=guest.email,
        once=f"{name}:{guest.id}{which}",
        language=guest.language,
        not_before=not_before,
        guest_id=guest.id,
    )


def tell_each(
    name: str, event: Event, which: str = "", *, wanted: Wanted = EVERYBODY, **ids: int
) -> None:
    """Write to each of the wanted who has an address and has not cancelled, in one flush.

    which  makes each letter once, beside its name and its guest
    ids    what fills the letter, beside its guest
    """
    guests = db.session.execute(
        select(Guest.id, Guest.name, Guest.email, Guest.language).where(
            *are_within_reach(event, wanted)
        )
    )
    db.session.add_all(
        Letter(
            name=name,
            to_name=guest.name,
            to_email=guest.email,
            once=f"{name}:{guest.id}{which}",
            language=guest.language,
            ids={"guest_id": guest.id, **ids},
        )
        for guest in guests
    )
    db.session.flush()
