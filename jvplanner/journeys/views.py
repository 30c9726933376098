"""The result of an event, and the follow-up of each guest."""

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import joinedload

from jvplanner import clock
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.journeys import actions, queries, rules
from jvplanner.journeys.forms import StageForm
from jvplanner.journeys.rules import Stage
from jvplanner.outbox.rules import mailto
from jvplanner.web.access import viewer
from jvplanner.web.loading import asked_id, load
from jvplanner.web.pages import page, see_other

results = Blueprint("results", __name__)
clients = Blueprint("clients", __name__)


@results.get("/<int:event_id>/result")
def result(event_id: int) -> Response:
    event = load(Event, event_id)
    stage = next((one for one in Stage if one == request.args.get("stage")), None)
    people, last = queries.followed_at(event.id, after=asked_id("after") or 0, stage=stage)
    cohort = queries.cohort_of(event.id)
    is_over = event.is_past(clock.now())
    return page(
        "journeys/result.html",
        fragment="journeys/_people.html",
        event=event,
        cohort=cohort,
        bars=rules.bars(cohort, is_over=is_over),
        is_over=is_over,
        came_share=rules.share_in_words(cohort.came, cohort.registered),
        value=queries.value_of(event.id),
        people=people,
        letter_to=lambda guest: _letter_to(guest, event),
        stage=stage,
        next_href=url_for(".result", event_id=event.id, stage=stage, after=last) if last else None,
    )


def _letter_to(guest: Guest, event: Event) -> str | None:
    """Return what opens a mail program with a letter begun; None for who left no address."""
    return mailto(guest.email, event.title, f"Hello {guest.name},\n\n") if guest.email else None


@clients.get("")
def everybody() -> Response:
    """List everybody whose follow-up began."""
    rows, last = queries.clients(before=asked_id("before"))
    return page(
        "journeys/clients.html",
        fragment="journeys/_clients.html",
        rows=rows,
        time_zone=viewer().practice.time_zone,
        next_href=url_for(".everybody", before=last) if last else None,
    )


@clients.get("/<int:guest_id>")
def journey(guest_id: int) -> Response:
    guest = load(Guest, guest_id, joinedload(Guest.event), state=GuestState.CONFIRMED)
    now = queries.followed(guest)
    kept = now.journey
    form = StageForm(
        currency=_currency_of(now),
        data={
            "stage": now.stage.value,
            "programme": kept.programme if kept else "",
            "price": str(kept.price.amount) if kept and kept.price else "",
            "reason": kept.not_now_reason if kept else "",
        },
    )
    return _journey_page(guest, now, form)


@clients.post("/<int:guest_id>/stage")
def move(guest_id: int) -> Response:
    guest = load(Guest, guest_id, joinedload(Guest.event), state=GuestState.CONFIRMED)
    now = queries.followed(guest)
    form = StageForm(currency=_currency_of(now))
    if form.validate_on_submit():
        actions.record_stage(
            guest,
            Stage(form.stage.data),
            programme=form.programme.data or "",
            price=form.parsed_price,
            reason=form.reason.data or "",
        )
        return see_other(url_for("results.result", event_id=guest.event_id))
    return _journey_page(guest, now, form, status=422)


def _journey_page(
    guest: Guest, now: queries.Followed, form: StageForm, status: int = 200
) -> Response:
    return page(
        "journeys/journey.html",
        status=status,
        guest=guest,
        now=now,
        form=form,
        letter_href=_letter_to(guest, guest.event),
    )


def _currency_of(now: queries.Followed) -> str:
    """Return the currency of the price that is noted, else the practice's own of today."""
    price = now.journey.price if now.journey else None
    return price.currency if price else queries.currency()
