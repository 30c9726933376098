"""Proposals for tests, in any state; each is committed and belongs to the acting practice."""

from datetime import timedelta
from typing import Any

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.actions import answer
from jvplanner.papers.models import Answer, Recipient, Verdict
from jvplanner.papers.rules import CONSENT
from jvplanner.partners.models import Partner
from jvplanner.proposals import actions
from jvplanner.proposals.models import CandidateDate, Proposal
from jvplanner.proposals.rules import Wording
from tests.builders_partners import make_partner

WORDING = Wording(
    title="Normal labs, still tired",
    format="workshop",
    hook="Why you’re still tired despite normal lab results",
    partner_role="Introduce the topic and explain how hormones are compounded.",
    your_role="Sleep, food and stress around perimenopause, with the Steady Energy method.",
    call_to_action="A free 20-minute call to see what would help first.",
    cta_kind="discovery_call",
    place="The room behind the counter",
)


def make_proposal(partner: Partner | None = None, *, dates: int = 0, **wording: Any) -> Proposal:
    """A draft that could be sent, with so many dates on offer, 90 minutes each."""
    proposal = actions.draft_proposal(partner or make_partner(), {**WORDING, **wording})
    for number in range(dates):
        starts_at = _on_the_hour() + timedelta(days=20 + 7 * number)
        proposal.dates.append(CandidateDate(starts_at=starts_at, minutes=90))
    db.session.commit()
    return proposal


def send(proposal: Proposal, zone: str = "America/New_York") -> Recipient:
    """Send the next version to the first person at the partner."""
    [recipient] = actions.send_proposal(
        proposal,
        [proposal.paper.partner.people[0].person],
        practice="Riverside Nutrition",
        zone=zone,
        after_version=proposal.paper.version,
    )
    db.session.commit()
    return recipient


def make_sent(partner: Partner | None = None, **more: Any) -> Proposal:
    """A proposal whose first version waits for its answer."""
    proposal = make_proposal(partner, **more)
    send(proposal)
    return proposal


def make_answered(verdict: Verdict, partner: Partner | None = None, **said: Any) -> Proposal:
    """A proposal whose first version has its answer; said are further columns of the answer."""
    proposal = make_proposal(partner)
    recipient = send(proposal)
    usual: dict[Verdict, dict[str, Any]] = {
        Verdict.APPROVED: {"name": "Dana Ruiz", "consent": CONSENT},
        Verdict.CHANGES: {"notes": {"hook": "Could we name the afternoon slump?"}},
        Verdict.DECLINED: {"reason": "We are rebuilding until spring."},
    }
    columns = usual[verdict] | said
    given = Answer(version=1, verdict=verdict, **columns)
    answer(proposal.paper, given, recipient)
    db.session.commit()
    return proposal


def _on_the_hour() -> Any:
    return clock.now().replace(minute=0, second=0, microsecond=0)
