"""Messages to the guests of an event: written, looked over, and sent to all or to some of them."""

from uuid import uuid4

from flask import Blueprint, Response, flash, request

from jvplanner import clock
from jvplanner.errors import Conflict
from jvplanner.events import queries
from jvplanner.events.actions import messaging
from jvplanner.events.forms.messages import MessageForm
from jvplanner.events.letters import MESSAGE, message_contents
from jvplanner.events.models import Event
from jvplanner.events.views.guests import asked_for, list_address
from jvplanner.outbox.models import Letter
from jvplanner.outbox.postroom import WrittenLetter
from jvplanner.web.letters import as_read, letters_go_out
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import begin_writing, end_writing, reads_first

bp = Blueprint("messages", __name__)


@bp.get("/<int:event_id>/messages/new")
def new_message(event_id: int) -> Response:
    return _message_page(load(Event, event_id), MessageForm(formdata=None, key=uuid4().hex))


@bp.post("/<int:event_id>/messages")
@reads_first
def send_message(event_id: int) -> Response:
    """Show the letter as its first reader will see it, or send it."""
    form = MessageForm()
    if not form.validate():
        return _message_page(load(Event, event_id), form, status=422)
    if "look" in request.form:
        return _message_page(load(Event, event_id), form, looks=True)
    begin_writing()
    event = load_for_update(Event, event_id)
    try:
        number = messaging.write_to_guests(
            event,
            asked_for(),
            subject=form.subject.data,
            text=form.text.data,
            key=form.key.data,
        )
    except Conflict as refusal:
        form.text.errors = [str(refusal)]
        return _message_page(event, form, status=422)
    flash(_sent_words(number))
    return see_other(list_address(event_id))


def _sent_words(number: int) -> str:
    guests = "1 guest" if number == 1 else f"{number} guests"
    if letters_go_out():
        return f"Your message is on its way to {guests}."
    return f"Your message to {guests} is ready. The letters wait for you to send."


def _message_page(
    event: Event, form: MessageForm, *, looks: bool = False, status: int = 200
) -> Response:
    if status >= 400:
        end_writing()
    wanted = asked_for()
    return page(
        "events/message.html",
        status=status,
        event=event,
        form=form,
        wanted=wanted,
        here=list_address(event.id),
        recipients=queries.within_reach(event, wanted),
        out_of_reach=queries.out_of_reach(event, wanted),
        letter=_letter(event, form) if looks else None,
        earlier=queries.messages_about(event),
    )


def _letter(event: Event, form: MessageForm) -> WrittenLetter | None:
    """Return the letter as the first of its readers will see it."""
    guest = queries.first_within_reach(event, asked_for())
    if guest is None:
        return None
    contents = message_contents(guest, form.subject.data, form.text.data)
    letter = Letter(
        name=MESSAGE,
        to_name=guest.name,
        to_email=guest.email,
        language=guest.language,
        written_at=clock.now(),
    )
    return as_read(letter, contents)
