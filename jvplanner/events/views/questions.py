"""An event's own questions, and what guests answered."""

from flask import Blueprint, Response, flash, url_for

from jvplanner import clock
from jvplanner.events.actions import asking
from jvplanner.events.forms.questions import PLACES, QuestionsForm
from jvplanner.events.models import Event
from jvplanner.events.queries.asked import questions_of
from jvplanner.events.queries.said import said_at
from jvplanner.events.views.reaching import for_dates, reached
from jvplanner.web.loading import asked_id, load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("event_questions", __name__)


@bp.get("/<int:event_id>/questions")
def questions(event_id: int) -> Response:
    event, form = load(Event, event_id), QuestionsForm(formdata=None)
    form.show(questions_of(event))
    return page("events/questions.html", event=event, form=form, places=PLACES)


@bp.post("/<int:event_id>/questions")
def change(event_id: int) -> Response:
    event, form = load_for_update(Event, event_id), QuestionsForm()
    if not form.validate():
        return page("events/questions.html", status=422, event=event, form=form, places=PLACES)
    now = clock.now()
    events = reached(event, now)
    asking.ask_each(events, form.wordings(), now)
    flash(f"Saved{for_dates(events)}. Whoever registers from now on is asked this.")
    return see_other(url_for(".questions", event_id=event_id))


@bp.get("/<int:event_id>/answers")
def answers(event_id: int) -> Response:
    """Show what each guest answered and agreed to."""
    event = load(Event, event_id)
    heard, further = said_at(event, asked_id("after"))
    return page("events/answers.html", event=event, heard=heard, further=further)
