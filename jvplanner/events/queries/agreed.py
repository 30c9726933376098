"""What became different in an event from what was agreed with the partner."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event
from jvplanner.events.particulars import BETWEEN_PARTS
from jvplanner.papers.models import Answer, Paper, PaperVersion
from jvplanner.papers.rules import CandidateDate, Difference, agreed_dates
from jvplanner.proposals.models import CtaKind, Proposal
from jvplanner.wall_time import span_text


def changes_since_agreed(event: Event) -> list[Difference]:
    """Return what the partner said yes to otherwise, in the order of the event's page."""
    if event.proposal_id is None or event.agreed_version is None:
        return []
    row = db.session.execute(
        select(Paper.partner_id, PaperVersion, Answer.dates)
        .join(Proposal, Proposal.paper_id == Paper.id)
        .join(PaperVersion, PaperVersion.paper_id == Paper.id)
        .outerjoin(
            Answer,
            (Answer.paper_id == Paper.id) & (Answer.version == PaperVersion.number),
        )
        .where(Proposal.id == event.proposal_id, PaperVersion.number == event.agreed_version)
    ).one_or_none()
    if row is None:
        return []
    partner_id, version, ticked = row
    changes = changed_from(version.content, ticked or [], event)
    if event.partner_id != partner_id:
        now = event.partner.name if event.partner else ""
        changes.insert(0, Difference("Partner", str(version.content["partner"]), now))
    return changes


def changed_from(
    agreed: Mapping[str, Any], ticked: Sequence[int], event: Event
) -> list[Difference]:
    """Return what an event says otherwise than the version that was agreed.

    ticked  ids of the dates that work for the partner: the event may be on any of them

    Seats were never agreed, and the address of a place only says more than its name.
    """
    dates = agreed_dates(agreed, ticked)
    parts = BETWEEN_PARTS.join(filter(None, (agreed["partner_role"], agreed["your_role"])))
    texts = [
        ("Date", *_dates(dates, event)),
        ("Place", *_places(agreed, dates, event)),
        ("Title", agreed["hook"], event.title),
        ("What it is about", parts, event.description),
        ("Offered afterwards", agreed["call_to_action"], event.call_to_action),
        ("Kind of offer", CtaKind(agreed["cta_kind"]).label, event.cta_kind.label),
    ]
    return [Difference(*text) for text in texts if text[1] != text[2]]


def _dates(dates: Sequence[CandidateDate], event: Event) -> tuple[str, str]:
    """Return which dates were agreed and which it is; the same where it is one of them."""
    if not dates or any(_is_on(date, event) for date in dates):
        return "", ""
    zone = event.time_zone
    agreed = " or ".join(span_text(date.starts_at, date.ends_at, zone) for date in dates)
    return agreed, span_text(event.starts_at, event.ends_at, zone)


def _places(
    agreed: Mapping[str, Any], dates: Sequence[CandidateDate], event: Event
) -> tuple[str, str]:
    """Return where it was agreed to be and where it is; a date may have a place of its own."""
    on_the_day = [date.place for date in dates if _is_on(date, event)] or [
        date.place for date in dates
    ]
    places = [place or agreed["place"] for place in on_the_day or [""]]
    return (event.place if event.place in places else places[0]), event.place


def _is_on(date: CandidateDate, event: Event) -> bool:
    return (date.starts_at, date.ends_at) == (event.starts_at, event.ends_at)
