"""What each letter to a guest holds, as things stand when it goes out."""

from collections.abc import Callable
from datetime import datetime

from jvplanner import clock, languages
from jvplanner.calendars import CalendarEntry, calendar_file
from jvplanner.db import db
from jvplanner.events.codes import code_png
from jvplanner.events.entries import calendar_entry, event_address, where_in_words
from jvplanner.events.models import TICKET, Departure, Event, EventState, Guest, GuestState
from jvplanner.events.queries.brought import bringer_of
from jvplanner.events.reminding import Reminder
from jvplanner.events.rules import offer_until
from jvplanner.events.standing import GuestStanding, standing_of, why_not_kept
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.outbox.letters import Attachment, Contents, letter
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id
from jvplanner.wall_time import relative_text

CODE_PICTURE = "ticket-code"
REMINDERS = {reminder.letter: reminder for reminder in Reminder}
# What members can look at before anybody gets it, and how each is made.
SHOWN: dict[str, dict[str, bool]] = {
    "ticket": {"with_code": True},
    "ticket_again": {"with_code": True},
    "waiting": {"with_calendar": False},
    "seat_offered": {"with_calendar": False},
    "offer_lapsed": {"with_calendar": False},
    "ticket_handed_over": {"with_code": True},
    "ticket_passed_on": {"ends": True},
    "guest_cancelled": {"ends": True},
    "place_not_kept": {"ends": True},
    "event_moved": {},
    "event_cancelled": {"ends": True},
    "reminder_week": {"with_calendar": False},
    "reminder_day": {"with_code": True, "with_calendar": False},
    "reminder_hours": {"with_code": True, "with_calendar": False},
    "thank_you": {"with_calendar": False},
}
# Where somebody made up stands who gets such a letter, if it is not on a seat; and how they left.
STANDS: dict[str, tuple[GuestState, Departure | None]] = {
    "waiting": (GuestState.WAITING, None),
    "seat_offered": (GuestState.OFFERED, None),
    "offer_lapsed": (GuestState.CANCELLED, Departure.LAPSED),
    "ticket_passed_on": (GuestState.CANCELLED, Departure.HANDED_OVER),
    "guest_cancelled": (GuestState.CANCELLED, Departure.SEAT),
    "place_not_kept": (GuestState.CANCELLED, Departure.UNOPENED),
}


@letter("ticket", "Ticket")
@letter("ticket_again", "Ticket, once more")
def _ticket(guest_id: int) -> Contents:
    return _contents(guest_id, with_code=True)


@letter("waiting", "Place on the waiting list")
def _waiting(guest_id: int) -> Contents:
    return _contents(guest_id, with_calendar=False)


def _may_accept(guest_id: int) -> bool:
    """Tell whether the seat that the letter offers can still be taken."""
    return db.session.get_one(Guest, guest_id).may_accept(clock.now())


@letter("seat_offered", "Seat offered", is_needed=_may_accept)
@letter("offer_lapsed", "Offer ran out")
def _offer(guest_id: int) -> Contents:
    return _contents(guest_id, with_calendar=False)


@letter("ticket_handed_over", "Ticket from another guest")
def _handed_over(guest_id: int) -> Contents:
    contents = _contents(guest_id, with_code=True)
    giver_id = db.session.get_one(Guest, guest_id).handed_by_id
    giver = db.session.get(Guest, giver_id) if giver_id else None
    contents.context["giver"] = giver.name if giver else ""
    return contents


def _is_on_the_list(guest_id: int) -> bool:
    return db.session.get_one(Guest, guest_id).is_active


@letter("event_moved", "New date or place", is_needed=_is_on_the_list)
def _event_moved(guest_id: int) -> Contents:
    return _contents(guest_id)


@letter("event_cancelled", "Event called off")
@letter("guest_cancelled", "Registration cancelled")
@letter("place_not_kept", "Place not kept")
@letter("ticket_passed_on", "Ticket handed over")
def _cancelled(guest_id: int) -> Contents:
    return _contents(guest_id, ends=True)


def _is_still_to_come(reminder: Reminder) -> Callable[..., bool]:
    """Return what tells whether a reminder is still true when it goes out. Source: L3."""

    def is_needed(guest_id: int, starts: int) -> bool:
        guest = db.session.get(Guest, guest_id)
        if guest is None or guest.state is not GuestState.CONFIRMED:
            return False
        event, now = guest.event, clock.now()
        is_same = int(event.starts_at.timestamp()) == starts
        is_on = event.is_on(now) and not event.has_begun(now)
        return is_same and is_on and bool(getattr(event, reminder.switch))

    return is_needed


@letter("reminder_week", "Reminder, a week before", is_needed=_is_still_to_come(Reminder.WEEK))
def _reminder(guest_id: int, starts: int) -> Contents:  # noqa: ARG001  it is asked for by is_needed
    return _contents(guest_id, with_calendar=False)


@letter("reminder_day", "Reminder, a day before", is_needed=_is_still_to_come(Reminder.DAY))
@letter("reminder_hours", "Reminder, two hours before", is_needed=_is_still_to_come(Reminder.HOURS))
def _near_reminder(guest_id: int, starts: int) -> Contents:  # noqa: ARG001  it is asked for by is_needed
    return _contents(guest_id, with_code=True, with_calendar=False)


@letter("thank_you", "Thanks afterwards, with what comes next", commercial=True)
def _thank_you(guest_id: int, starts: int) -> Contents:  # noqa: ARG001  which date it was
    return _contents(guest_id, with_calendar=False)


def as_sent(name: str, event: Event) -> Contents:
    """Return what a letter to guests holds at the moment it goes out, to somebody made up."""
    now = clock.now()
    if name in REMINDERS:
        now = REMINDERS[name].due_at(event.starts_at)
    state, departure = STANDS.get(name, (GuestState.CONFIRMED, None))
    guest = Guest(
        name=_("Ana Example"),
        email="ana@example.org",
        language=languages.current(),
        state=state,
        departure=departure,
        offer_expires_at=_offer_ends(name, event, now),
        registered_at=now,
        calendar_changes=int(state is GuestState.CANCELLED),
        event=event,
    )
    contents = _filled(guest, addresses.absolute(f"{TICKET.path}/…"), now, **SHOWN[name])
    if name == "ticket_handed_over":
        contents.context["giver"] = ""
    if name == "seat_offered" and event.state is EventState.DRAFT:
        # Nobody can take a seat of a draft, so that nobody would be offered one.
        contents.context["standing"] = GuestStanding.OFFERED
    return contents


def _offer_ends(name: str, event: Event, now: datetime) -> datetime | None:
    if name == "seat_offered":
        return offer_until(event.starts_at, now) or event.starts_at
    return now if name == "offer_lapsed" else None


def _contents(guest_id: int, **how: bool) -> Contents:
    guest = db.session.get_one(Guest, guest_id)
    ticket = addresses.private(TICKET, addresses.link_for(TICKET, guest.id))
    return _filled(guest, ticket, clock.now(), **how)


def _filled(
    guest: Guest,
    ticket: str,
    now: datetime,
    *,
    with_code: bool = False,
    with_calendar: bool = True,
    ends: bool = False,
) -> Contents:
    """Return what a letter to a guest is filled with, as things stand when it goes out.

    A letter that is on its way cannot be taken back, and one that could not be sent is tried again
    later; so its words go by where the guest stands now.

    ticket     the private address of the guest's ticket
    with_code  show the ticket's QR code, if the guest has a seat and there is a door
    ends       a calendar that has the event is told whatever it is now
    """
    practice = db.session.get_one(Practice, current_practice_id())
    event, standing = guest.event, standing_of(guest, now)
    attachments = []
    if with_code and event.has_door and standing is GuestStanding.SEATED:
        attachments.append(
            Attachment("ticket.png", "image/png", code_png(ticket), content_id=CODE_PICTURE)
        )
    in_calendars = standing in (GuestStanding.SEATED, GuestStanding.CALLED_OFF)
    if ends or (with_calendar and in_calendars):
        attachments.append(_for_calendars(calendar_entry(event, practice, guest)))
    context: dict[str, object] = {
        "guest": guest,
        "brought_by": bringer_of(guest),
        "standing": standing,
        "why_not_kept": why_not_kept(),
        "may_leave": guest.may_leave(now),
        "may_register": event.takes_registrations(now),
        "event": event,
        "where": where_in_words(event),
        "online": guest.online_address(now),
        "online_from": guest.online_from(now),
        "practice": practice,
        "kept_until": event.guests_kept_until,
        "ticket_address": ticket,
        "event_address": _read_in_this_language(event_address(event)),
        "practice_address": _read_in_this_language(addresses.absolute(f"/h/{practice.slug}")),
        "when": relative_text(event.starts_at, now, event.time_zone, languages.current()),
        "code_picture": CODE_PICTURE,
    }
    return Contents(context, practice.name, practice.reply_email, tuple(attachments))


def _for_calendars(entry: CalendarEntry) -> Attachment:
    kind = f"text/calendar; charset=utf-8; method={entry.method}"
    return Attachment("event.ics", kind, calendar_file(entry))


def _read_in_this_language(address: str) -> str:
    """Return the address of a page that would otherwise speak as the browser wishes."""
    language = languages.current()
    return address if language == languages.ENGLISH else f"{address}?lang={language}"
