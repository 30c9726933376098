"""The list of proposals: what waits for whom, since when, however many there are."""

from datetime import timedelta

import pytest
import time_machine

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.models import PaperState, Verdict
from jvplanner.papers.queries.directory import PAGE
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.queries import due, found
from jvplanner.questions import When
from jvplanner.tenancy import acting_for
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_partners import make_partner
from tests.builders_proposals import make_answered, make_proposal, make_sent
from tests.statements import counted


@pytest.fixture
def one_of_each(in_riverside: PracticeOfTheCast) -> dict[PaperState, Proposal]:
    pharmacy, market = (
        make_partner(),
        make_partner("Élan Market", people=(("Nour", "n@x.example"),)),
    )
    made = {
        PaperState.DRAFT: make_proposal(market, title="A tasting"),
        PaperState.SENT: make_sent(pharmacy, title="Sent"),
        PaperState.CHANGES_REQUESTED: make_answered(Verdict.CHANGES, pharmacy),
        PaperState.APPROVED: make_answered(Verdict.APPROVED, pharmacy),
        PaperState.DECLINED: make_answered(Verdict.DECLINED, pharmacy),
    }
    db.session.rollback()
    return made


def listed_in(text: str) -> list[int]:
    return [int(part.split('"')[0]) for part in text.split('row-link" href="/proposals/')[1:]]


def test_an_empty_list_says_what_a_proposal_is(as_maya: Browser) -> None:
    page = as_maya.get("/proposals")

    assert page.status_code == 200
    assert "Draft your first proposal" in page.text


def test_what_waits_for_the_practice_stands_first(
    with_mail_server: None, as_maya: Browser, one_of_each: dict[PaperState, Proposal]
) -> None:
    page = as_maya.get("/proposals").text

    assert listed_in(page) == [
        one_of_each[state].id
        for state in (
            PaperState.CHANGES_REQUESTED,
            PaperState.DRAFT,
            PaperState.SENT,
            PaperState.APPROVED,
            PaperState.DECLINED,
        )
    ]
    assert "Changes asked for" in page
    assert "version 1 sent today" in page


def test_how_long_it_has_waited_is_said(
    with_mail_server: None, as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    make_sent()
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert "version 1 sent 3\u00a0days ago" in as_maya.get("/proposals").text


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ("state=sent", {PaperState.SENT}),
        ("state=changes_requested", {PaperState.CHANGES_REQUESTED}),
        ("state=withdrawn", set()),
        ("q=TASTING", {PaperState.DRAFT}),
        ("q=elan", {PaperState.DRAFT}),
        ("q=%25", set()),
        ("q=sent&state=approved", set()),
        ("state=nonsense&q=tasting", {PaperState.DRAFT}),
        ("partner=999", set()),
        ("partner=x&q=tasting", {PaperState.DRAFT}),
    ],
)
def test_the_list_is_narrowed_by_state_and_words(
    as_maya: Browser,
    one_of_each: dict[PaperState, Proposal],
    query: str,
    states: set[PaperState],
) -> None:
    fragment = as_maya.get(f"/proposals?{query}", headers=HTMX)

    assert fragment.text.lstrip().startswith('<section id="proposal-list"')
    assert set(listed_in(fragment.text)) == {one_of_each[state].id for state in states}


@pytest.mark.parametrize("after", ["x", "1~2~3", "9~2027-01-01~1", "~~", "1~2027-01-01T00:00:00~é"])
def test_a_place_that_is_none_is_the_beginning(
    as_maya: Browser, one_of_each: dict[PaperState, Proposal], after: str
) -> None:
    assert len(listed_in(as_maya.get(f"/proposals?after={after}").text)) == 5


def test_a_long_list_goes_on_where_the_page_ended(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    partner = make_partner()
    for number in range(PAGE + 3):
        if number % 10:
            make_proposal(partner)
        else:
            make_sent(partner)

    first = as_maya.get("/proposals").text
    address = first.split('class="button plain" href="')[1].split('"')[0].replace("&amp;", "&")
    second = as_maya.get(address).text

    shown = listed_in(first + second)
    assert len(listed_in(first)) == PAGE
    assert len(shown) == len(set(shown)) == PAGE + 3


@pytest.mark.parametrize("path", ["/proposals", "/proposals/new", "/partners/{partner}"])
def test_more_proposals_ask_the_database_no_more(
    as_maya: Browser, in_riverside: PracticeOfTheCast, path: str
) -> None:
    partner = make_partner()

    def statements() -> int:
        db.session.rollback()
        with counted() as asked:
            assert as_maya.get(path.format(partner=partner.id)).status_code == 200
        return len(asked)

    for number in range(5):
        make_proposal(make_partner(f"Partner {number}", people=()))
        make_proposal(partner)
    statements()
    few = statements()
    for number in range(5, 60):
        make_proposal(make_partner(f"Partner {number}", people=()))
        make_proposal(partner)
    assert statements() == few


def test_another_practice_sees_none_of_them(
    as_outsider: Browser, one_of_each: dict[PaperState, Proposal]
) -> None:
    assert listed_in(as_outsider.get("/proposals").text) == []
    partner_id = one_of_each[PaperState.DRAFT].paper.partner_id
    assert listed_in(as_outsider.get(f"/proposals?partner={partner_id}").text) == []


def test_a_partners_page_shows_what_was_proposed_there(
    as_maya: Browser, one_of_each: dict[PaperState, Proposal]
) -> None:
    draft = one_of_each[PaperState.DRAFT]

    page = as_maya.get(f"/partners/{draft.paper.partner_id}").text

    assert listed_in(page) == [draft.id]
    assert "A tasting" in page


def test_a_draft_that_rests_for_a_week_is_due(in_riverside: PracticeOfTheCast) -> None:
    proposal = make_proposal(title="A tasting")
    make_sent(proposal.paper.partner)

    assert due(clock.now() + timedelta(days=6)) == []
    (one,) = due(clock.now() + timedelta(days=8))

    assert one.when is When.THIS_WEEK
    assert one.href == f"/proposals/{proposal.id}"
    assert "A tasting" in one.why
    assert one.since == proposal.updated_at


def test_a_search_finds_proposals_of_the_own_practice_only(
    one_of_each: dict[PaperState, Proposal],
    riverside: PracticeOfTheCast,
    hillside: PracticeOfTheCast,
) -> None:
    with acting_for(riverside.id):
        (one,) = found("tasting")
    assert (one.kind, one.name, one.detail) == ("Proposal", "A tasting", "Élan Market · Draft")
    with acting_for(hillside.id):
        assert found("tasting") == []


def test_each_state_is_headed_by_whose_turn_it_is(
    with_mail_server: None, as_maya: Browser, one_of_each: dict[PaperState, Proposal]
) -> None:
    page = as_maya.get("/proposals").text

    headings = [part.split("</h2>")[0] for part in page.split('<li class="rows-heading"><h2>')[1:]]
    assert headings == [
        "Changes asked for: it is your turn",
        "Drafts: it is your turn",
        "With partners: it is their turn",
        "Approved",
        "Declined",
    ]


def test_what_ran_out_can_be_asked_for(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    proposal = make_sent()
    proposal.paper.notice_time(clock.now() + timedelta(days=31))
    db.session.commit()

    assert listed_in(as_maya.get("/proposals?state=expired").text) == [proposal.id]
    assert "Run out: it is your turn" in as_maya.get("/proposals").text


def test_the_list_is_narrowed_to_a_partner_chosen_from_those_asked(
    as_maya: Browser, one_of_each: dict[PaperState, Proposal]
) -> None:
    draft = one_of_each[PaperState.DRAFT]
    make_partner("Nobody asked them", people=())
    chosen = f"partner={draft.paper.partner_id}"

    assert listed_in(as_maya.get(f"/proposals?{chosen}").text) == [draft.id]
    page = as_maya.get(f"/proposals?{chosen}").text
    assert f'<option value="{draft.paper.partner_id}" selected>Élan Market</option>' in page
    assert "Nobody asked them" not in page
