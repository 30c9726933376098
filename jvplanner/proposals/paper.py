"""The proposal as a kind of paper: what a version of it contains."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.papers.kinds import Kind, Part
from jvplanner.papers.models import Paper
from jvplanner.papers.rules import Passage, candidate_dates, spans
from jvplanner.proposals import rules
from jvplanner.proposals.models import CtaKind, Format, Proposal
from jvplanner.proposals.rules import PARTS, Wording


def _href(paper: Paper) -> str:
    proposal_id = db.session.scalar(select(Proposal.id).where(Proposal.paper_id == paper.id))
    return f"/proposals/{proposal_id}"


def _check(content: Mapping[str, Any], now: datetime) -> list[str]:
    why_not = []
    if missing := rules.missing(content):
        why_not.append(f"Still to be written: {', '.join(missing)}.")
    if any(date.starts_at <= now for date in candidate_dates(content)):
        why_not.append("A date on offer is over by then. Take it back, or offer another.")
    return why_not


def _told(content: Mapping[str, Any]) -> list[Passage]:
    parts = [Passage(one.name, one.label, one.for_partner, content[one.name]) for one in PARTS]
    return [
        Passage("title", "Title", "Title", content["title"]),
        Passage("practice", "From", "From", content["practice"]),
        Passage("partner", "For", "For", content["partner"]),
        Passage("format", "Format", "Format", _chosen(Format, content.get("format"))),
        *parts[:-1],
        Passage("cta_kind", "One offer", "One offer", _chosen(CtaKind, content.get("cta_kind"))),
        parts[-1],
        Passage("place", "Where", "Where", content.get("place", "")),
        Passage("dates", "Dates on offer", "Dates on offer", "\n".join(spans(content))),
    ]


def _chosen(choices: type[Format] | type[CtaKind], value: str | None) -> str:
    return choices(value).label if value else ""


def _headline(content: Mapping[str, Any]) -> str:
    return str(content["hook"] or content["title"])


KIND = Kind(
    name="proposal",
    noun="proposal",
    parts=tuple(Part(part.name, part.label, part.for_partner) for part in PARTS),
    wishes=(Part("when_and_where", "Dates and place", "Another date or place"),),
    template="proposals/_paper.html",
    href=_href,
    check=_check,
    told=_told,
    headline=_headline,
    worded=rules.worded,
    part_of=rules.part_of,
)


def content_of(
    proposal: Proposal, *, practice: str, time_zone: str, wording: Wording | None = None
) -> dict[str, Any]:
    """Return what a version of the proposal puts before the partner, as JSON.

    practice   the practice's name; a version names organisations, never persons (P7)
    time_zone  IANA name of the zone in which the dates are meant
    wording    what an editor shows just now, in place of what is saved
    """
    return {
        **(wording or wording_of(proposal)),
        "practice": practice,
        "partner": proposal.paper.partner.name,
        "time_zone": time_zone,
        "dates": [
            {
                "id": date.id,
                "starts_at": date.starts_at.astimezone(UTC).isoformat(),
                "minutes": date.minutes,
                "place": date.place,
            }
            for date in proposal.dates
        ],
    }


def wording_of(proposal: Proposal) -> Wording:
    return Wording(
        title=proposal.title,
        format=proposal.format,
        hook=proposal.hook,
        partner_role=proposal.partner_role,
        your_role=proposal.your_role,
        call_to_action=proposal.call_to_action,
        cta_kind=proposal.cta_kind,
        place=proposal.place,
    )
