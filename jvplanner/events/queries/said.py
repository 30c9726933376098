"""What guests answered and agreed to, for the organiser."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.answering import in_words
from jvplanner.events.models import (
    ConsentPurpose,
    Event,
    EventQuestion,
    Guest,
    GuestAnswer,
    GuestConsent,
    GuestState,
)

AT_ONCE = 50


@dataclass(frozen=True)
class Said:
    """One guest with their answers, each beside the question that was asked."""

    guest: Guest
    answers: list[tuple[str, str]]
    consents: list[ConsentPurpose]


def said_at(event: Event, after: int | None = None) -> tuple[list[Said], int | None]:
    """Return what guests who come or wait have said, AT_ONCE at a time, and where to go on.

    after  the id of the last guest of the part before
    """
    found = select(Guest).where(
        Guest.event_id == event.id, Guest.state != GuestState.CANCELLED, Guest.id > (after or 0)
    )
    guests = list(db.session.scalars(found.order_by(Guest.id).limit(AT_ONCE + 1)))
    shown = guests[:AT_ONCE]
    ids = [guest.id for guest in shown]
    answers, consents = answers_of(ids), agreed_by(ids)
    said = [Said(g, answers.get(g.id, []), consents.get(g.id, [])) for g in shown]
    return said, shown[-1].id if len(guests) > AT_ONCE else None


def answers_of(guest_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Return what these guests answered, by their id: each question's label, and the answer."""
    rows = db.session.execute(
        select(GuestAnswer.guest_id, EventQuestion.label, EventQuestion.kind, GuestAnswer.answer)
        .join(EventQuestion, EventQuestion.id == GuestAnswer.question_id)
        .where(GuestAnswer.guest_id.in_(guest_ids))
        .order_by(EventQuestion.position, EventQuestion.id)
    )
    answers: dict[int, list[tuple[str, str]]] = {}
    for guest_id, label, kind, answer in rows:
        answers.setdefault(guest_id, []).append((label, in_words(kind, answer)))
    return answers


def agreed_by(guest_ids: Sequence[int]) -> dict[int, list[ConsentPurpose]]:
    """Return what these guests agree to, by their id; nothing that was withdrawn (T3)."""
    rows = db.session.execute(
        select(GuestConsent.guest_id, GuestConsent.purpose).where(
            GuestConsent.guest_id.in_(guest_ids), GuestConsent.withdrawn_at.is_(None)
        )
    )
    consents: dict[int, list[ConsentPurpose]] = {}
    for guest_id, purpose in rows:
        consents.setdefault(guest_id, []).append(purpose)
    return consents


def questions_answered(event: Event) -> list[str]:
    """Return the labels of all that the event asks or has asked, each once, in its order."""
    asked = (
        select(EventQuestion.label)
        .where(EventQuestion.event_id == event.id)
        .order_by(EventQuestion.retired_at.is_not(None), EventQuestion.position, EventQuestion.id)
    )
    return list(dict.fromkeys(db.session.scalars(asked)))
