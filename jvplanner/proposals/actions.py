"""Drafting a proposal, offering dates, and sending it."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from jvplanner import clock, wall_time
from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.papers import actions as papers
from jvplanner.papers.actions import Dispatch
from jvplanner.papers.models import Paper, Recipient
from jvplanner.papers.wording import Suggestion
from jvplanner.partners.models import Partner
from jvplanner.people.models import Person
from jvplanner.proposals import paper, queries, rules
from jvplanner.proposals.models import CandidateDate, Proposal
from jvplanner.proposals.rules import Wording
from jvplanner.proposals.starters import Starter

FURTHEST_AHEAD = timedelta(days=2 * 365)


class GroundworkMissing(Conflict):
    """Nothing is written about what a first proposal to the partner stands on."""


class InThePast(ValueError):
    """The day or hour is over; str() says so."""


class TooFarAhead(ValueError):
    """Nobody plans that far; the year is probably mistyped."""


def wording_from(starter: Starter | None, partner: Partner, practice: str) -> Wording:
    """Return the wording that a starter gives a proposal to this partner; blank without one."""
    if starter is None:
        return rules.BLANK
    filled = starter.filled(partner.name, practice)
    return Wording(
        title=filled.title,
        format=filled.format,
        hook=filled.hook,
        partner_role=filled.partner_role,
        your_role=filled.your_role,
        call_to_action=filled.call_to_action,
        cta_kind=filled.cta_kind,
        place="",
    )


def draft_proposal(partner: Partner, wording: Wording, *, written_for: str = "") -> Proposal:
    """Begin a proposal to the partner with the given wording; its id is known afterwards.

    written_for  the partner whom a copied wording was written for
    """
    proposal = Proposal(
        paper=Paper(kind=paper.KIND.name, title=wording["title"], partner=partner),
        written_for=written_for,
        **wording,
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def copy_proposal(proposal: Proposal, partner: Partner) -> Proposal:
    """Begin a proposal to the partner with wording and format of another.

    Place and dates are not taken over: they were those of the other partner.
    """
    wording: Wording = {**paper.wording_of(proposal), "place": ""}
    return draft_proposal(partner, wording, written_for=proposal.paper.partner.name)


def save_draft(proposal: Proposal, wording: Wording, *, revision: int | None) -> None:
    """Keep what a window shows that last saw the given revision; raises as Proposal.rewrite()."""
    proposal.rewrite(wording, revision=revision, now=clock.now())
    db.session.flush()


def take_wording(proposal: Proposal, taken: Suggestion, *, revision: int | None) -> None:
    """Put a better wording where it was suggested, be it the place of a date.

    Raises as save_draft().
    """
    if rules.part_of(taken.field) != "dates":
        wording = rules.reworded(paper.wording_of(proposal), taken)
        return save_draft(proposal, wording, revision=revision)
    proposal.refuse_if_saved_since(revision)
    for candidate in proposal.dates:
        if rules.field_of_date(candidate.id) == taken.field:
            proposal.move(candidate, taken.used_in(candidate.place), clock.now())
    db.session.flush()
    return None


def offer_date(
    proposal: Proposal, day: date, begins: time, minutes: int, *, place: str, zone: str
) -> None:
    """Put a date on offer; day and begins are what clocks in zone show.

    place  where, if not where the proposal says; "" otherwise

    Raises NoSuchLocalTime, InThePast, TooFarAhead, DateOffered, TooManyDates, SettledPaper.
    """
    starts_at = wall_time.utc_from_local(day, begins, zone)
    now = clock.now()
    if starts_at <= now:
        raise InThePast("This is over already. Choose a later day.")
    if starts_at > now + FURTHEST_AHEAD:
        raise TooFarAhead("This is more than two years away. Check the year.")
    proposal.offer(starts_at, minutes, place, now)
    db.session.flush()


def take_back_date(proposal: Proposal, candidate: CandidateDate) -> None:
    """Offer a date no longer; raises SettledPaper."""
    proposal.take_back(candidate, clock.now())
    db.session.flush()


def send_proposal(
    proposal: Proposal,
    to: Sequence[Person],
    *,
    practice: str,
    zone: str,
    after_version: int | None,
    dispatch: Dispatch = Dispatch(),  # noqa: B008  frozen
) -> list[Recipient]:
    """Put the proposal as it is saved before people at the partner, as the next version.

    after_version  the last version's number when the sender looked at it; None if nobody looked

    Raises SettledPaper, SentMeanwhile, GroundworkMissing, and NotReady for what else keeps it
    from being sent.
    """
    proposal.refuse_if_settled()
    proposal.refuse_if_sent_since(after_version)
    if queries.asks_for_groundwork(proposal):
        raise GroundworkMissing(
            "Write down their problem, our part and what we ask back, or skip it with a reason."
        )
    content = paper.content_of(proposal, practice=practice, time_zone=zone)
    return papers.send(
        proposal.paper, title=proposal.title, content=content, to=to, dispatch=dispatch
    )
