"""Today asks every domain what is due and puts the answers in three groups."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jvplanner.door.queries import due as due_at_the_door
from jvplanner.events.queries import due as due_of_events
from jvplanner.journeys.queries import due as due_of_journeys
from jvplanner.outbox.queries import due as due_of_letters
from jvplanner.papers.queries import due as due_of_papers
from jvplanner.proposals.queries import due as due_of_proposals
from jvplanner.questions import Due, When

ASKED: tuple[Callable[[datetime], list[Due]], ...] = (
    due_at_the_door,
    due_of_papers,
    due_of_proposals,
    due_of_events,
    due_of_journeys,
)
TITLES = {
    When.NOW: "Now",
    When.THIS_WEEK: "This week",
    When.WAITING_FOR_OTHERS: "Waiting for others",
}


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Due]


def groups(now: datetime, *, sends_mail: bool) -> list[Group]:
    """Return the groups that have something in them, each with its oldest first.

    sends_mail  whether a mail server is set up; without one, waiting letters are due by hand
    """
    everything = due_of_letters(now, sends_by_itself=sends_mail)
    everything += [one for ask in ASKED for one in ask(now)]
    found = []
    for when, title in TITLES.items():
        rows = sorted((one for one in everything if one.when is when), key=lambda one: one.since)
        if rows:
            found.append(Group(title, rows))
    return found
