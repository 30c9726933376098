"""Reading many proposals: the list, Today, search, and a partner's page."""

from jvplanner.proposals.queries.answers import (
    asks_for_groundwork,
    changes_asked,
    due,
    found,
    happened,
)
from jvplanner.proposals.queries.directory import (
    PAGE,
    Listed,
    ProposalList,
    Sought,
    partners_asked,
    proposal_list,
    put_away,
)

__all__ = [
    "PAGE",
    "Listed",
    "ProposalList",
    "Sought",
    "asks_for_groundwork",
    "changes_asked",
    "due",
    "found",
    "happened",
    "partners_asked",
    "proposal_list",
    "put_away",
]
