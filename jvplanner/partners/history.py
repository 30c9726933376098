"""What higher floors know of a partner: each registers its own teller, and none is named here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """One thing that was undertaken with a partner.

    standing  how it stands, in a word or two, and kind of tag that this is shown as
    since     the moment since which it stands so
    """

    name: str
    standing: str
    tag: str
    since: datetime
    href: str


@dataclass(frozen=True)
class Chapter:
    """What one domain tells of a partner, newest first.

    nothing_yet  what stands there before anything happened
    more_href    the page with everything of this kind; None when all of it is here
    """

    title: str
    nothing_yet: str
    happenings: list[Happening]
    more_href: str | None = None


Teller = Callable[[int], Chapter]
_tellers: list[Teller] = []


def tells_of_partners(teller: Teller) -> Teller:
    """Have the partner's page ask this function, with the partner's id, for its chapter."""
    _tellers.append(teller)
    return teller


def happened(partner_id: int) -> list[Chapter]:
    """Return what every domain has to tell of one partner of the acting practice."""
    return [teller(partner_id) for teller in _tellers]
