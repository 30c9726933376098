"""N3: the partner's problem, our part, what we ask back; asked for before the first proposal."""

import pytest

from jvplanner.db import db
from jvplanner.papers.models import PaperState
from jvplanner.partners.models import LONGEST_GROUNDWORK, Partner
from jvplanner.proposals.models import Proposal
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_partners import GROUNDWORK, make_partner
from tests.builders_proposals import make_proposal, make_sent

NOTHING = dict.fromkeys(GROUNDWORK, "")
ASKED = "First: what does it stand on?"


@pytest.fixture
def first(in_riverside: PracticeOfTheCast) -> Proposal:
    """A first proposal to a partner about whom nothing is written."""
    proposal = make_proposal(make_partner(**NOTHING))
    db.session.rollback()
    return proposal


def again(proposal: Proposal) -> Proposal:
    db.session.rollback()
    db.session.expire_all()
    return proposal


def address_of(proposal: Proposal) -> str:
    return f"/partners/{proposal.paper.partner_id}/groundwork"


def sent(browser: Browser, proposal: Proposal):
    data = {"person_id": proposal.paper.partner.people[0].id, "version": 0, "revision": 1}
    db.session.rollback()
    return browser.post(f"/proposals/{proposal.id}/sending", data=data)


def test_the_first_proposal_waits_for_what_it_stands_on(as_maya: Browser, first: Proposal) -> None:
    page = as_maya.get(f"/proposals/{first.id}/sending").text
    assert ASKED in page
    assert "their problem, our part in solving it, what we ask back" in page
    assert "Send version 1</button>" not in page

    refused = sent(as_maya, first)

    assert refused.status_code == 409
    assert "or skip it with a reason." in refused.text
    assert again(first).paper.state is PaperState.DRAFT


def test_written_down_on_the_sending_page_it_can_go(as_maya: Browser, first: Proposal) -> None:
    back = f"/proposals/{first.id}/sending"

    kept = as_maya.post(address_of(first), data={**GROUNDWORK, "back": back})

    assert (kept.status_code, kept.headers["Location"]) == (303, back)
    page = as_maya.get(back).text
    assert ASKED not in page
    assert "Send version 1</button>" in page
    assert sent(as_maya, again(first)).status_code == 303
    assert again(first).paper.state is PaperState.SENT


def test_skipped_with_a_reason_it_can_go_and_the_reason_is_kept(
    as_maya: Browser, first: Proposal
) -> None:
    address, back = f"{address_of(first)}/skipping", f"/proposals/{first.id}/sending"

    refused = as_maya.post(address, data={"skip_reason": "  ", "back": back})
    assert refused.status_code == 422
    assert "Give a reason. A few words are enough." in refused.text
    assert f'href="{back}"' in refused.text

    skipped = as_maya.post(address, data={"skip_reason": "They asked us.", "back": back})
    assert skipped.headers["Location"] == back
    assert ASKED not in as_maya.get(back).text
    assert "They asked us." in as_maya.get(f"/partners/{first.paper.partner_id}").text
    assert sent(as_maya, again(first)).status_code == 303


def test_two_of_three_are_kept_and_the_third_is_still_asked_for(
    as_maya: Browser, first: Proposal
) -> None:
    as_maya.post(address_of(first), data=GROUNDWORK | {"asked_back": ""})

    page = as_maya.get(f"/proposals/{first.id}/sending").text
    assert "write down what we ask back, or skip" in page
    assert GROUNDWORK["problem"] in page


def test_it_is_asked_for_once(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    earlier = make_sent()
    partner = earlier.paper.partner
    for name in GROUNDWORK:
        setattr(partner, name, "")
    later = make_proposal(partner)

    assert ASKED not in as_maya.get(f"/proposals/{later.id}/sending").text
    assert sent(as_maya, again(later)).status_code == 303


def test_the_editor_keeps_it_without_leaving_the_page(as_maya: Browser, first: Proposal) -> None:
    editor = as_maya.get(f"/proposals/{first.id}").text
    assert f'data-hx-post="{address_of(first)}" data-hx-target="#groundwork"' in editor
    assert "not written yet" in editor

    kept = as_maya.post(address_of(first), data=GROUNDWORK, headers=HTMX)
    fragment = as_maya.get(kept.headers["Location"], headers=HTMX).text

    assert fragment.lstrip().startswith('<section id="groundwork"')
    assert 'role="status">Saved</span>' in fragment
    page = as_maya.get(f"/proposals/{first.id}").text
    assert f'<q dir="auto">{GROUNDWORK["problem"]}</q>' in page


def test_what_is_too_long_is_said_at_its_field_and_stays_there(
    as_maya: Browser, first: Proposal
) -> None:
    long = "p" * (LONGEST_GROUNDWORK + 1)
    answer = as_maya.post(address_of(first), data=GROUNDWORK | {"problem": long}, headers=HTMX)

    assert answer.status_code == 422
    assert "Use at most 400 characters." in answer.text
    assert long in answer.text
    assert again(first).paper.partner.problem == ""


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil", "javascript:x"]
)
def test_saving_leads_to_pages_of_ours_only(as_maya: Browser, first: Proposal, back: str) -> None:
    kept = as_maya.post(address_of(first), data=GROUNDWORK | {"back": back})
    assert kept.headers["Location"] == f"{address_of(first)}?saved=yes"


def test_another_practice_neither_reads_nor_writes_it(
    as_outsider: Browser, first: Proposal
) -> None:
    address = address_of(first)
    assert as_outsider.get(address).status_code == 404
    assert as_outsider.post(address, data=GROUNDWORK).status_code == 404
    skipping = as_outsider.post(f"{address}/skipping", data={"skip_reason": "No."})
    assert skipping.status_code == 404
    partner: Partner = again(first).paper.partner
    assert not partner.is_groundwork_settled
