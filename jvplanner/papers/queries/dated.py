"""What papers tell the calendar of the practice's members."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, select

from jvplanner import clock
from jvplanner.calendars import CalendarEntry, EntryState
from jvplanner.db import db
from jvplanner.links.addresses import absolute
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers.models import Paper, PaperState, PaperVersion, Recipient
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id

MOST = 100


def dated(since: datetime) -> list[CalendarEntry]:
    """Return the dates on offer, until when answers are awaited, and when partners are reminded.

    Partners are named, their people are not: calendars are shared.
    """
    zone = db.session.get_one(Practice, current_practice_id()).time_zone
    out = db.session.execute(
        select(Paper, PaperVersion)
        .join(
            PaperVersion,
            and_(PaperVersion.paper_id == Paper.id, PaperVersion.number == Paper.version),
        )
        .where(Paper.state == PaperState.SENT, Paper.archived_at.is_(None))
        .order_by(Paper.state_since.desc(), Paper.id)
        .limit(MOST)
    )
    found = [entry for paper, version in out for entry in _entries(paper, version, zone)]
    return [entry for entry in found if entry.starts_at > since] + _reminders(zone)


def _entries(paper: Paper, version: PaperVersion, zone: str) -> Iterator[CalendarEntry]:
    """Yield the dates that the paper offers, and the moment at which it runs out."""
    content, page = version.content, absolute(f"/papers/{paper.id}")
    for date in version.dates:
        yield CalendarEntry(
            uid=f"paper-{paper.id}-date-{date.id}@jvplanner",
            sequence=version.number,
            title=f"On offer: {paper.title}",
            starts_at=date.starts_at,
            ends_at=date.ends_at,
            time_zone=content.get("time_zone", zone),
            place=date.place or content.get("place", ""),
            details=f"{paper.partner.name} has not answered yet.",
            url=page,
            updated_at=paper.state_since,
            state=EntryState.TENTATIVE,
        )
    if paper.expires_at:
        yield CalendarEntry(
            uid=f"paper-{paper.id}-expiry@jvplanner",
            sequence=version.number,
            title=f"{paper.partner.name} can answer until now",
            starts_at=paper.expires_at,
            ends_at=paper.expires_at,
            time_zone=zone,
            details=f"“{paper.title}” runs out.",
            url=page,
            updated_at=paper.state_since,
        )


def _reminders(zone: str) -> list[CalendarEntry]:
    """Return when partners are reminded who have not answered by then."""
    letters = db.session.scalars(
        select(Letter)
        .where(
            Letter.name == "paper_reminder",
            Letter.state == LetterState.WAITING,
            Letter.try_at > clock.now(),
        )
        .order_by(Letter.try_at, Letter.id)
        .limit(MOST)
    ).all()
    readers = {letter.ids["recipient_id"] for letter in letters}
    rows = db.session.execute(
        select(Recipient.id, Paper)
        .join(Paper, Paper.id == Recipient.paper_id)
        .where(Recipient.id.in_(readers))
    )
    papers: dict[int, Paper] = dict(rows.all())
    return [
        CalendarEntry(
            uid=f"letter-{letter.id}@jvplanner",
            sequence=0,
            title=f"{papers[letter.ids['recipient_id']].partner.name} is reminded",
            starts_at=letter.try_at,
            ends_at=letter.try_at,
            time_zone=zone,
            details=f"“{papers[letter.ids['recipient_id']].title}” waits for an answer.",
            url=absolute(f"/papers/{papers[letter.ids['recipient_id']].id}"),
            updated_at=letter.written_at,
        )
        for letter in letters
        if letter.ids["recipient_id"] in papers
    ]
