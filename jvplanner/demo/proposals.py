"""Proposals as they come about: drafted, sent, answered, each step on its own day."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers import letters
from jvplanner.papers.models import PAPER, Answer, Paper, Recipient, Verdict
from jvplanner.papers.rules import CONSENT, LINK_LASTS
from jvplanner.partners.models import Partner
from jvplanner.practices.models import Practice
from jvplanner.proposals.models import CandidateDate, Proposal
from jvplanner.proposals.paper import KIND, content_of
from jvplanner.proposals.rules import Wording


def draft(
    partner: Partner, wording: Wording, *, at: datetime, dates: Sequence[datetime] = ()
) -> Proposal:
    """Draft a proposal of the acting practice; dates are starts of ninety minutes each."""
    paper = Paper(kind=KIND.name, title=wording["title"], partner=partner, state_since=at)
    proposal = Proposal(paper=paper, updated_at=at, **wording)
    proposal.dates = [CandidateDate(starts_at=start, minutes=90) for start in dates]
    db.session.add(proposal)
    db.session.flush()
    return proposal


def send(proposal: Proposal, practice: Practice, *, at: datetime) -> None:
    """Put the proposal before the partner's first person, by link and by letter."""
    paper = proposal.paper
    content = content_of(proposal, practice=practice.name, time_zone=practice.time_zone)
    paper.send(proposal.title, content, at)
    if paper.version == 1:
        recipient = Recipient(paper=paper, person=paper.partner.people[0].person)
        paper.recipients.append(recipient)
        db.session.flush()
        link = addresses.issue(PAPER, recipient.id)
    else:
        recipient = paper.recipients[0]
        link = addresses.link_for(PAPER, recipient.id)
    link.expires_at = at + LINK_LASTS
    letters.tell_sent(paper, recipient, generation=link.generation)


def say_yes(proposal: Proposal, *, at: datetime, to: Iterable[CandidateDate]) -> None:
    """Have the partner agree by their typed name, and tick the dates that work."""
    dates = sorted(date.id for date in to)
    _answer(proposal, at, verdict=Verdict.APPROVED, consent=CONSENT, dates=dates)


def ask_for_changes(proposal: Proposal, *, at: datetime, notes: dict[str, str]) -> None:
    """Have the partner write a note on some of the parts, by the part's name."""
    _answer(proposal, at, verdict=Verdict.CHANGES, notes=notes)


def say_no(proposal: Proposal, *, at: datetime, reason: str) -> None:
    _answer(proposal, at, verdict=Verdict.DECLINED, reason=reason)


def _answer(proposal: Proposal, at: datetime, **said: object) -> None:
    paper = proposal.paper
    recipient = paper.recipients[0]
    name = recipient.person.name
    answer = Answer(recipient_id=recipient.id, version=paper.version, name=name, **said)
    paper.answer(answer, at)
    db.session.flush()
    letters.tell_answered(answer, recipient)
