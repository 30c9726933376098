"""What guests of the demo answered and agreed to when they registered, and whom they brought."""

from collections.abc import Sequence

from jvplanner.db import db
from jvplanner.events.consents import wordings
from jvplanner.events.models import (
    Event,
    EventQuestion,
    Guest,
    GuestAnswer,
    GuestConsent,
    QuestionKind,
)
from jvplanner.events.sources import Source

TOPIC = "What would you most like to hear about?"
TOPICS = ("Sleep", "Iron and B12", "Thyroid", "Stress")
SEAT = "Is there anything that makes your evening easier?"
SEATS = ("A seat near the door, please.", "I lip-read: a place in front?", "I come with a cane.")


def ask_and_answer(event: Event, guests: Sequence[Guest]) -> None:
    """Let the event ask two questions, and most guests answer the first."""
    topic = EventQuestion(
        event_id=event.id,
        position=0,
        kind=QuestionKind.CHOICE,
        label=TOPIC,
        options="\n".join(TOPICS),
    )
    seat = EventQuestion(event_id=event.id, position=1, kind=QuestionKind.TEXT, label=SEAT)
    db.session.add_all([topic, seat])
    db.session.flush()
    asked = [guest for guest in guests if not guest.walked_in]
    for place, guest in enumerate(asked):
        if place % 4:
            _answer(guest, topic, TOPICS[place % len(TOPICS)])
        if place % 17 == 5:
            _answer(guest, seat, SEATS[place // 17 % len(SEATS)])


def agree(practice_name: str, partner_name: str, guests: Sequence[Guest]) -> None:
    """Let every third guest want news, and every fifth be told the partner."""
    words = wordings(practice_name, partner_name)
    for place, guest in enumerate(guest for guest in guests if not guest.walked_in):
        for (purpose, wording), every in zip(words.items(), (5, 3), strict=True):
            if place % every == 1:
                db.session.add(
                    GuestConsent(
                        guest_id=guest.id,
                        purpose=purpose,
                        wording=wording,
                        language=guest.language,
                        given_at=guest.registered_at,
                    )
                )


def bring(guest: Guest, friends: Sequence[Guest]) -> None:
    """Let a guest have registered others together with themselves."""
    for friend in friends:
        friend.brought_by_id, friend.source = guest.id, Source.FRIEND
        friend.registered_at = guest.registered_at


def _answer(guest: Guest, question: EventQuestion, answer: str) -> None:
    db.session.add(GuestAnswer(guest_id=guest.id, question_id=question.id, answer=answer))
