"""Wording that the guard remarks on: taken over, kept with a reason, or stopped."""

import re

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.papers.models import EntryKind, PaperEntry, PaperVersion
from jvplanner.proposals.models import Proposal
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import make_proposal

CLAIM = "My protocol cures fatigue. Then we eat."
WHY = "Quoted from the shop’s own sign, and crossed out on it."


@pytest.fixture
def claiming(in_riverside: PracticeOfTheCast) -> Proposal:
    return make_proposal(your_role=CLAIM)


def data_of(proposal: Proposal, **more: object) -> dict[str, object]:
    return {
        "person_id": proposal.paper.partner.people[0].id,
        "version": proposal.paper.version,
        "revision": proposal.revision,
        **more,
    }


def reason_fields(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="(why_[^"]+)"', page)))


def how_many_versions() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(PaperVersion)).all())


def test_a_warning_offers_another_wording_or_asks_why_it_stays(
    as_maya: Browser, claiming: Proposal
) -> None:
    page = as_maya.get(f"/proposals/{claiming.id}/sending").text
    assert "Keep this wording?" in page
    assert "Use this wording</button>" in page
    assert len(reason_fields(page)) == 1


@pytest.mark.parametrize("typed", ["", "   "])
def test_without_a_reason_it_is_refused_at_that_field(
    as_maya: Browser, claiming: Proposal, typed: str
) -> None:
    address = f"/proposals/{claiming.id}/sending"
    [name] = reason_fields(as_maya.get(address).text)
    data = data_of(claiming, **{name: typed}, message="Hello Dana")
    answer = as_maya.post(address, data=data)
    assert answer.status_code == 422
    assert "Say why this stays" in answer.text.split(f'id="{name}-error"')[1]
    assert f'href="#{name}"' in answer.text
    assert "Hello Dana" in answer.text
    assert how_many_versions() == 0


def test_a_reason_lets_it_go_and_is_recorded_and_shown(
    as_maya: Browser, claiming: Proposal
) -> None:
    address = f"/proposals/{claiming.id}/sending"
    [name] = reason_fields(as_maya.get(address).text)

    answer = as_maya.post(address, data=data_of(claiming, **{name: WHY}))

    assert answer.status_code == 303
    db.session.rollback()
    entry = db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.SENT)).one()
    [kept] = entry.told["kept"]
    assert (kept["part"], kept["reason"]) == ("your_role", WHY)
    assert kept["said"] in CLAIM
    assert kept["family"]
    assert WHY not in entry.payload, "what a person typed can be erased"
    page = as_read(as_maya.get(f"/proposals/{claiming.id}").text)
    assert "was kept" in page
    assert kept["said"] in page
    assert WHY in page


def test_the_other_wording_is_taken_over_and_nothing_typed_is_lost(
    as_maya: Browser, claiming: Proposal
) -> None:
    address = f"/proposals/{claiming.id}/sending"
    page = as_maya.get(address).text
    key = page.split('name="use" value="')[1].split('"')[0]

    data = data_of(claiming, use=key, message="Hello Dana", lasts="60")
    answer = as_maya.post(f"{address}/wording", data=data)

    assert answer.status_code == 200
    assert "Keep this wording?" not in answer.text
    assert "Hello Dana" in answer.text
    assert '<option selected value="60">' in answer.text
    db.session.expire_all()
    assert "cures" not in claiming.your_role
    assert claiming.revision == 2
    assert 'name="revision" value="2"' in answer.text
    assert as_maya.post(address, data=data_of(claiming)).status_code == 303


def test_the_reason_for_one_stays_when_another_is_reworded(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(your_role="My protocol cures fatigue. It reverses diabetes.")
    address = f"/proposals/{proposal.id}/sending"
    page = as_maya.get(address).text
    _, second = reason_fields(page)
    key = page.split('name="use" value="')[1].split('"')[0]

    answer = as_maya.post(f"{address}/wording", data=data_of(proposal, use=key, **{second: WHY}))

    assert reason_fields(answer.text) == [second]
    assert WHY in answer.text


def test_wording_that_changed_meanwhile_is_not_written_over(
    as_maya: Browser, claiming: Proposal
) -> None:
    address = f"/proposals/{claiming.id}/sending"
    key = as_maya.get(address).text.split('name="use" value="')[1].split('"')[0]
    data = data_of(claiming, use=key, revision=7)
    answer = as_maya.post(f"{address}/wording", data=data)
    assert answer.status_code == 409
    db.session.expire_all()
    assert claiming.your_role == CLAIM


def test_a_stop_has_no_reason_that_lets_it_go(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(call_to_action="We pay you $50 for every referral.")
    page = as_maya.get(f"/proposals/{proposal.id}/sending").text
    assert "This cannot be sent" in page
    assert reason_fields(page) == []
    assert "Send version 1</button>" not in page
