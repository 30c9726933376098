"""How far a version that is out has got: on its way, or waiting for somebody to do something."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers.models import PAPER, Paper, Recipient


class Reach(StrEnum):
    """What carries a version to its readers, or what keeps it from them.

    BY_HAND  its letters wait until a member sends them
    BY_LINK  no letter was written: nobody who reads it has an e-mail address
    CLOSED   no link of it is open
    """

    ON_ITS_WAY = "on_its_way"
    LATER = "later"
    BY_HAND = "by_hand"
    REFUSED = "refused"
    BY_LINK = "by_link"
    CLOSED = "closed"


# What keeps a version from its readers and is the practice's to mend.
NEEDS_US = (Reach.BY_HAND, Reach.REFUSED, Reach.CLOSED)


def reached(papers: Sequence[Paper], now: datetime, *, sends_by_itself: bool) -> dict[int, Reach]:
    """Return how far papers that are out have got, by id."""
    version = {paper.id: paper.version for paper in papers}
    if not version:
        return {}
    recipients = db.session.execute(
        select(Recipient.id, Recipient.paper_id, Recipient.seen_version).where(
            Recipient.paper_id.in_(version), Recipient.handed_to_id.is_(None)
        )
    ).all()
    links = addresses.links_for(PAPER, [one.id for one in recipients])
    letters = letters_carrying({one.id: version[one.paper_id] for one in recipients}, links)
    readers = defaultdict(list)
    for one in recipients:
        readers[one.paper_id].append(one)
    return {
        paper_id: reach_of(
            [letters.get(one.id) for one in readers[paper_id]],
            now,
            is_open=any(links[one.id].is_open(now) for one in readers[paper_id]),
            was_seen=any(one.seen_version == number for one in readers[paper_id]),
            sends_by_itself=sends_by_itself,
        )
        for paper_id, number in version.items()
    }


def reach_of(
    letters: Iterable[Letter | None],
    now: datetime,
    *,
    is_open: bool,
    was_seen: bool,
    sends_by_itself: bool,
) -> Reach:
    """Return how far a version has got by these letters, one for each reader, None for no letter.

    is_open          a link of theirs can be opened
    was_seen         a reader has looked at it, whatever became of the letters
    sends_by_itself  whether a mail server is set up
    """
    if not is_open:
        return Reach.CLOSED
    if was_seen:
        return Reach.ON_ITS_WAY
    found = {_reach(letter, now, sends_by_itself=sends_by_itself) for letter in letters if letter}
    # The first reader whom it can reach may answer for all.
    ways = (Reach.ON_ITS_WAY, Reach.LATER, Reach.BY_HAND, Reach.REFUSED)
    return next((way for way in ways if way in found), Reach.BY_LINK)


def _reach(letter: Letter, now: datetime, *, sends_by_itself: bool) -> Reach:
    if letter.state is LetterState.FAILED:
        return Reach.REFUSED
    if letter.waits_for_its_hour(now):
        return Reach.LATER
    by_hand = letter.state is LetterState.WAITING and not sends_by_itself
    return Reach.BY_HAND if by_hand else Reach.ON_ITS_WAY


def carrying(recipient_id: int, version: int, generation: int) -> list[str]:
    """Return what a letter is written once for that carries a version and an address.

    Of several, the newest counts.
    """
    return [
        f"{name}:{recipient_id}:{version}:{generation}"
        for name in ("paper_sent", "paper_handed_over")
    ]


def letters_carrying(versions: Mapping[int, int], links: Mapping[int, Link]) -> dict[int, Letter]:
    """Return the letter that carries a version and the address that opens it now, by recipient.

    versions  the number of the version, by recipient
    links     the link, by recipient
    """
    carried = [
        name
        for recipient_id, version in versions.items()
        for name in carrying(recipient_id, version, links[recipient_id].generation)
    ]
    found = db.session.scalars(select(Letter).where(Letter.once.in_(carried)).order_by(Letter.id))
    return {letter.ids["recipient_id"]: letter for letter in found} if carried else {}
