"""The page of a proposal that was sent: how it stands, and what can be made of it."""

from flask import Response

from jvplanner import clock
from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import SentState, sent_state
from jvplanner.papers.rules import CandidateDate, agreed_dates, spans
from jvplanner.papers.views.editor import Typed
from jvplanner.proposals.models import Proposal
from jvplanner.web.asking import questions
from jvplanner.web.letters import letters_go_out
from jvplanner.web.pages import page


def proposal_page(proposal: Proposal, *, typed: Typed | None = None, status: int = 200) -> Response:
    """Show the version that was sent and how it stands.

    typed  what was typed and cannot be kept any more
    """
    sent = sent_state(proposal.paper, sends_by_itself=letters_go_out())
    content = sent.version.content if sent.version else {}
    is_agreed = proposal.paper.state is PaperState.APPROVED
    came_of = questions().came_of(proposal.id) if is_agreed else []
    return page(
        "proposals/one.html",
        status=status,
        draft=proposal,
        proposal=proposal,
        sent=sent,
        typed=typed or [],
        content=content,
        dates=spans(content),
        came_of=came_of,
        choices=[] if came_of else _dates_to_choose(sent),
    )


def _dates_to_choose(sent: SentState) -> list[CandidateDate]:
    """Return the coming dates that an agreed proposal's event can have; none before the yes."""
    if sent.answer is None or sent.version is None or sent.paper.state is not PaperState.APPROVED:
        return []
    now, agreed = clock.now(), agreed_dates(sent.version.content, sent.answer.dates)
    return [date for date in agreed if date.starts_at > now]
