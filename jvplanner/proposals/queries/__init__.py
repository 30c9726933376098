"""Reading many proposals: the list, Today, search, and a partner's page."""

from jvplanner.proposals.queries.answers import (
    asks_for_groundwork,
    due,
    found,
    happened,
)
from jvplanner.proposals.queries.directory import Sought, proposal_list

__all__ = [
    "Sought",
    "asks_for_groundwork",
    "due",
    "found",
    "happened",
    "proposal_list",
]
