"""Proposals as they come about: drafted, sent, answered, each step on its own day."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.demo.letterbox import ON_THE_WAY
from jvplanner.outbox.models import Letter
from jvplanner.papers import actions as papers
from jvplanner.papers.actions import Dispatch, KeptWording
from jvplanner.papers.models import Answer, Paper, Recipient, Verdict
from jvplanner.papers.rules import CONSENT
from jvplanner.partners.models import Partner
from jvplanner.practices.models import Practice
from jvplanner.proposals.models import CandidateDate, Proposal
from jvplanner.proposals.paper import KIND, content_of
from jvplanner.proposals.rules import Wording, suggestions


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


def send(
    proposal: Proposal,
    practice: Practice,
    *,
    at: datetime,
    readers: int = 1,
    message: str = "",
    letter_at: datetime | None = None,
    why_kept: str = "",
) -> None:
    """Put the proposal before the partner's first people, each by a link and a letter.

    letter_at  when the letters go out; None for at once
    why_kept   the reason for which any wording stays that is warned of
    """
    paper = proposal.paper
    content = content_of(proposal, practice=practice.name, time_zone=practice.time_zone)
    kept = [
        KeptWording(one.field, one.family, one.said, why_kept)
        for found in suggestions(content).values()
        for one in found
    ]
    with clock.as_of(at):
        recipients = papers.send(
            paper,
            title=proposal.title,
            content=content,
            to=[listed.person for listed in paper.partner.people[:readers]],
            dispatch=Dispatch(message=message, letter_at=letter_at, kept=kept),
        )
    for recipient in recipients if letter_at is None else ():
        deliver(recipient, at)


def say_yes(proposal: Proposal, *, at: datetime, to: Iterable[CandidateDate]) -> None:
    """Have the partner agree by their typed name, and tick the dates that work."""
    dates = sorted(date.id for date in to)
    _answer(proposal, at, verdict=Verdict.APPROVED, consent=CONSENT, dates=dates)


def ask_for_changes(proposal: Proposal, *, at: datetime, notes: dict[str, str]) -> None:
    """Have the partner write a note on some of the parts, by the part's name."""
    _answer(proposal, at, verdict=Verdict.CHANGES, notes=notes)


def say_no(proposal: Proposal, *, at: datetime, reason: str) -> None:
    _answer(proposal, at, verdict=Verdict.DECLINED, reason=reason)


def withdraw(proposal: Proposal, *, at: datetime) -> None:
    with clock.as_of(at):
        papers.withdraw(proposal.paper)


def deliver(recipient: Recipient, at: datetime) -> None:
    """Have the letter with the link accepted by the partner's mail server at once."""
    carried = Letter.once.startswith(f"paper_sent:{recipient.id}:", autoescape=True)
    for letter in db.session.scalars(select(Letter).where(carried)):
        if letter.is_open:
            letter.claim(at, ON_THE_WAY)
            letter.sent(at + ON_THE_WAY)
    db.session.flush()


def run_out(proposal: Proposal, *, at: datetime) -> None:
    """Let the time to answer run out without a word."""
    proposal.paper.notice_time(at)


def ask(proposal: Proposal, question: str, *, at: datetime) -> None:
    """Have the partner read the proposal and ask something before answering."""
    recipient = proposal.paper.recipients[0]
    with clock.as_of(at):
        papers.see(recipient)
        papers.ask(recipient, question)


def _answer(proposal: Proposal, at: datetime, **said: object) -> None:
    paper = proposal.paper
    recipient = paper.recipients[0]
    name = recipient.person.name
    with clock.as_of(at):
        papers.see(recipient)
        answer = Answer(version=paper.version, name=name, **said)
        papers.answer(paper, answer, recipient)
