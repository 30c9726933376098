"""Requests here begin acting for nobody, as they do outside of tests."""

import pytest

from jvplanner.partners.models import PartnerPerson
from jvplanner.proposals.models import Proposal
from tests.builders import PracticeOfTheCast
from tests.builders_partners import make_person_at
from tests.builders_proposals import make_proposal
from tests.requests_apart import keep_requests_apart


@pytest.fixture(autouse=True)
def requests_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_requests_apart(monkeypatch)


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    """A proposal that two people at its partner could read."""
    proposal = make_proposal()
    make_person_at(proposal.paper.partner, "Lee O'Hara", "lee@x.example", "Owner")
    return proposal


@pytest.fixture
def people(draft: Proposal) -> list[PartnerPerson]:
    return list(draft.paper.partner.people)
