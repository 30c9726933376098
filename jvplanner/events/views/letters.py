"""Which letters an event's guests get and when, and how each looks before it goes."""

from flask import Blueprint, Response, flash, make_response, request, url_for

from jvplanner import clock
from jvplanner.events import queries
from jvplanner.events.forms.letters import SWITCHES, LetterSwitches
from jvplanner.events.letters.contents import REMINDERS, SHOWN, as_sent
from jvplanner.events.models import Event, EventState
from jvplanner.events.reminding import thanked_at
from jvplanner.events.views.reaching import for_dates, reached
from jvplanner.languages import ENGLISH, LANGUAGES, speaking
from jvplanner.outbox.letters import kind_of
from jvplanner.outbox.models import Letter
from jvplanner.outbox.postroom import WrittenLetter
from jvplanner.wall_time import moment_text
from jvplanner.web.headers import allow_own_frame, alone_in_a_frame
from jvplanner.web.letters import as_read
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("event_letters", __name__)

AT_ONCE = {
    "ticket": "At once, to whoever registers and gets a seat",
    "ticket_again": "When a guest asks for it, registers twice, or you send it again",
    "waiting": "At once, to whoever comes on the waiting list",
    "seat_offered": "When a seat comes free, to whoever waited longest",
    "offer_lapsed": "When nobody took the offered seat in time",
    "ticket_handed_over": "To whoever comes in a guest’s place",
    "ticket_passed_on": "To the guest in whose place somebody else comes",
    "guest_cancelled": "When a guest cancels, or you cancel the guest",
    "place_not_kept": "When very many register and nobody opens a ticket for half an hour",
    "event_moved": "When you change the date or the place",
    "event_cancelled": "When you cancel the event",
}


@bp.get("/<int:event_id>/letters")
def letters(event_id: int) -> Response:
    event = load(Event, event_id)
    name, language = _chosen()
    allow_own_frame()
    return page(
        "events/letters.html",
        event=event,
        kinds=[
            (each, kind_of(each).title, _when(event, each), _is_on(event, each)) for each in SHOWN
        ],
        chosen=name,
        language=language,
        languages=LANGUAGES,
        written=_written(event, name, language),
        is_offer=kind_of(name).commercial,
        opted_out=queries.opted_out_at(event),
        form=LetterSwitches(formdata=None, obj=event),
    )


@bp.post("/<int:event_id>/letters")
def switch(event_id: int) -> Response:
    """Say which letters the event sends by itself; what waits and is turned off does not go."""
    event, form = load_for_update(Event, event_id), LetterSwitches()
    events = reached(event, clock.now())
    for each in events:
        form.populate_obj(each)
    flash(f"Saved{for_dates(events)}.")
    return see_other(url_for(".letters", event_id=event.id))


@bp.get("/<int:event_id>/letters/view")
def view(event_id: int) -> Response:
    """Answer with the chosen letter's HTML alone, for the frame on its page."""
    written = _written(load(Event, event_id), *_chosen())
    return alone_in_a_frame(make_response(written.html_alone))


def _chosen() -> tuple[str, str]:
    name, language = request.args.get("letter", ""), request.args.get("language", "")
    return (
        name if name in SHOWN else next(iter(SHOWN)),
        language if language in LANGUAGES else ENGLISH,
    )


def _written(event: Event, name: str, language: str) -> WrittenLetter:
    with speaking(language):
        contents = as_sent(name, event)
    return as_read(Letter(name=name, to_name="", to_email="", language=language), contents)


def _when(event: Event, name: str) -> str:
    if name in AT_ONCE:
        return AT_ONCE[name]
    if event.state is EventState.CANCELLED:
        return "Does not go out: you cancelled this event"
    if name in REMINDERS:
        return str(moment_text(REMINDERS[name].due_at(event.starts_at), event.time_zone))
    thanked = thanked_at(event.starts_at, event.ends_at, event.time_zone)
    return f"{moment_text(thanked, event.time_zone)}, to whoever came"


def _is_on(event: Event, name: str) -> bool:
    return bool(getattr(event, SWITCHES[name])) if name in SWITCHES else True
