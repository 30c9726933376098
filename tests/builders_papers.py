"""Papers that were sent, for tests; committed, of the acting practice, and no lock is left."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers import actions
from jvplanner.papers.models import PAPER, Answer, Paper, Recipient
from jvplanner.partners.models import HubKind, Partner
from jvplanner.people.models import Person, person_known_as
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.paper import KIND

DANA = ("Dana Ruiz", "dana@canal.example")
HOOK = "Why you’re still tired despite normal lab results"
TITLE = "Still tired? An evening at the pharmacy"
TEXTS = {
    "hook": HOOK,
    "partner_role": "You open the evening: how hormones are compounded.\nYour room, your regulars.",
    "your_role": "Sleep, food and stress around perimenopause.",
    "call_to_action": "A free call of 20 minutes.",
}


@dataclass(frozen=True)
class SentPaper:
    """A paper that is out: ids, and the path of its private page."""

    id: int
    recipient_id: int
    path: str

    @property
    def answer_path(self) -> str:
        return f"{self.path}/answer"


def content(*, in_days: tuple[float, ...] = (20, 27), **texts: Any) -> dict[str, Any]:
    """What a proposal puts before the partner: dates 1, 2, … at 18:30 in New York, 90 minutes."""
    day = clock.now().replace(hour=23, minute=30, second=0, microsecond=0)
    offered = [
        {"id": place, "starts_at": (day + timedelta(days=days)).isoformat(), "minutes": 90}
        for place, days in enumerate(in_days, 1)
    ]
    about = {"title": TITLE, "cta_kind": "discovery_call", "place": "214 Canal Street"}
    names = {"practice": "Riverside Nutrition", "partner": "Canal Pharmacy"}
    zone = {"time_zone": "America/New_York"}
    return {**TEXTS, **about, **names, **zone, "dates": offered, **texts}


def make_paper(partner: str = "Canal Pharmacy") -> Paper:
    """A draft that belongs to a proposal."""
    place = Partner(name=partner, hub_kind=HubKind.COMPOUNDING_PHARMACY)
    db.session.add(place)
    db.session.flush()
    paper = Paper(kind=KIND.name, title=TITLE, partner_id=place.id)
    db.session.add(paper)
    db.session.flush()
    db.session.add(Proposal(paper_id=paper.id, title=TITLE, **TEXTS))
    db.session.commit()
    return paper


def send(paper: Paper, to: tuple[str, str | None] = DANA, **texts: Any) -> SentPaper:
    """Send one more version of the paper to a person; without an address, by link alone."""
    name, email = to
    person = person_known_as(name, email) if email else Person(name=name)
    said = content(**texts)
    [recipient] = actions.send(paper, title=said["title"], content=said, to=[person])
    db.session.commit()
    link = addresses.link_for(PAPER, recipient.id)
    sent = SentPaper(paper.id, recipient.id, addresses.path(PAPER, link))
    db.session.rollback()
    return sent


def make_sent(
    to: tuple[str, str | None] = DANA, *, partner: str = "Canal Pharmacy", **texts: Any
) -> SentPaper:
    """A paper whose first version is with the partner."""
    return send(make_paper(partner), to, **texts)


def paper_of(sent: SentPaper) -> Paper:
    """The paper as the database has it now."""
    db.session.rollback()
    return db.session.get_one(Paper, sent.id, populate_existing=True)


def answers_to(sent: SentPaper) -> list[Answer]:
    return list(paper_of(sent).answers)


def link_of(sent: SentPaper) -> Link:
    db.session.rollback()
    link = addresses.link_for(PAPER, sent.recipient_id)
    db.session.refresh(link)
    return link


def close_link(sent: SentPaper, *, expired_on: datetime | None = None) -> None:
    """Revoke the link, or let it have run out on a day."""
    link = link_of(sent)
    if expired_on:
        link.expires_at = expired_on.astimezone(UTC)
        db.session.get_one(Paper, sent.id).expires_at = link.expires_at
    else:
        link.revoke(clock.now())
    db.session.commit()


def address_now(sent: SentPaper) -> str:
    """The path of the recipient's page as it is now, perhaps after it was renewed."""
    path = addresses.path(PAPER, link_of(sent))
    db.session.rollback()
    return path


def recipient_of(sent: SentPaper) -> Recipient:
    return db.session.get_one(Recipient, sent.recipient_id)


YES = {"verdict": "approved", "version": "1", "name": "Dana Ruiz", "agree": "yes"}
CHANGES = {"verdict": "changes", "version": "1", "name": "Dana Ruiz", "note_hook": "Say “iron”."}
NO = {"verdict": "declined", "version": "1", "reason": "We rebuild the shop in spring."}
