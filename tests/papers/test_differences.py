"""Whatever a reader sees of a version shows when another version says it otherwise. Source: P2."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from jvplanner.agreements.models import Agreement
from jvplanner.agreements.paper import KIND as AGREEMENT
from jvplanner.agreements.rules import Draft, DutyDraft, Side, content_of
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers.kinds import Kind
from jvplanner.papers.models import PAPER, Recipient
from jvplanner.papers.rules import Difference, Passage, differences
from jvplanner.proposals.paper import KIND as PROPOSAL
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import duty_named, make_agreement
from tests.builders_agreements import send as send_agreement
from tests.builders_papers import YES, content, make_sent, paper_of, send

DRAFT = Draft(
    title="Working together",
    scope="Adults with fatigue.",
    starts_on=date(2027, 2, 1),
    ends_on=None,
    review_on=date(2028, 2, 1),
    notice="A month, in writing.",
    licences={Side.PRACTICE: "", Side.PARTNER: "MD, New York"},
    duties=(
        DutyDraft(1, "Prescribing", Side.PARTNER, True),
        DutyDraft(2, "One-to-one coaching", Side.PRACTICE, False),
    ),
)
OTHERWISE: dict[str, Any] = {
    "format": "webinar",
    "cta_kind": "partner_package",
    "starts_at": "2027-06-01T17:00:00+00:00",
    "time_zone": "America/Chicago",
}
# What is kept beside the words, for checks: a reader sees the words.
NOT_READ = {"id", "licensed", "held", "starts_on", "ends_on", "review_on"}
# Words that are told again from the parts of it that are kept beside them.
TOLD_AGAIN = {("duties",)}


def agreement_of(draft: Draft) -> dict[str, Any]:
    return content_of(draft, practice="Riverside", partner="Lee", time_zone="America/New_York")


def between(
    kind: Kind, before: dict[str, Any], now: dict[str, Any], *, for_partner: bool = True
) -> list[Difference]:
    return differences(kind.told(before), kind.told(now), for_partner=for_partner)


def leaves(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(said, dict | list):
        for key, value in said.items() if isinstance(said, dict) else enumerate(said):
            if key not in NOT_READ:
                yield from leaves(value, (*path, key))
    elif path not in TOLD_AGAIN:
        yield path


def changed_at(said: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """The content with one other value at this place."""
    other = deepcopy(said)
    inside: Any = other
    for key in path[:-1]:
        inside = inside[key]
    value = inside[path[-1]]
    if path[-1] == "owner":
        new = {"practice": "partner", "partner": "practice"}[value]
    elif path[-1] in OTHERWISE:
        new = OTHERWISE[path[-1]]
    elif isinstance(value, bool):
        new = not value
    else:
        new = value + (1 if isinstance(value, int) else " too")
    inside[path[-1]] = new
    return other


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PROPOSAL, content(format="workshop")),
        (AGREEMENT, agreement_of(DRAFT)),
    ],
    ids=["proposal", "agreement"],
)
def test_p2_every_field_that_is_read_shows_when_it_alone_differs(
    kind: Kind, said: dict[str, Any]
) -> None:
    if kind is PROPOSAL:
        for one in said["dates"]:
            one["place"] = "The garden"
    walked = list(leaves(said))
    assert len(walked) > 10
    # An agreement names days, and they are those of a calendar: no zone is read there.
    unread = {("time_zone",)} if kind is AGREEMENT else set()
    hidden = [path for path in walked if not between(kind, said, changed_at(said, path))]
    assert set(hidden) == unread
    assert between(kind, said, deepcopy(said)) == []


@pytest.mark.parametrize("name", [field.name for field in fields(Draft)])
def test_p2_everything_that_is_typed_into_an_agreement_shows(name: str) -> None:
    value = getattr(DRAFT, name)
    others: dict[str, Any] = {
        "licences": {Side.PRACTICE: "", Side.PARTNER: "DO, New York"},
        "duties": (*value[:1], replace(value[1], needs_licence=True)) if name == "duties" else (),
        "ends_on": date(2029, 1, 1),
    }
    other = others.get(name) or (
        value + timedelta(days=1) if isinstance(value, date) else f"{value} too"
    )

    found = between(AGREEMENT, agreement_of(DRAFT), agreement_of(replace(DRAFT, **{name: other})))

    assert len(found) == 1


def test_only_what_changed_is_told_in_the_order_of_the_page() -> None:
    before = [Passage("a", "Theirs", "Yours", "Sleep."), Passage("b", "B", "B", "Tea.")]
    now = [Passage("a", "Theirs", "Yours", "Food."), Passage("c", "C", "C", "")]

    assert differences(before, now, for_partner=True) == [
        Difference("Yours", "Sleep.", "Food."),
        Difference("B", "Tea.", ""),
    ]
    assert differences(before, now, for_partner=False)[0].label == "Theirs"


def test_a_date_taken_off_is_a_difference_and_its_number_alone_is_none() -> None:
    two, one = content(), content(in_days=(20,))
    (difference,) = between(PROPOSAL, two, one)
    assert difference.label == "Dates on offer"
    assert difference.before.startswith(difference.now)
    renumbered = {**one, "dates": [{**one["dates"][0], "id": 77}]}
    assert between(PROPOSAL, one, renumbered) == []


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({"cta_kind": "partner_package"}, "One offer [taken out: Discovery call"),
        ({"title": "Awake? An evening at the pharmacy"}, "Title [taken out: Still tired?]"),
    ],
    ids=["offer", "title"],
)
def test_p2_a_yes_to_version_1_is_shown_the_one_thing_that_version_2_changed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, changed: dict[str, str], shown: str
) -> None:
    sent = make_sent()
    send(paper_of(sent), **changed)

    answer = as_nobody.post(sent.answer_path, data=YES)

    assert answer.status_code == 409
    assert shown in as_read(answer.text)


def test_p2_what_an_agreement_says_of_licences_shows(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    agreement = make_agreement()
    recipient = send_agreement(agreement)
    duty_named(agreement, "Brief advice at the visit").needs_licence = True
    duty_named(agreement, "Brief advice at the visit").owner_is_licensed = True
    agreement.title = "Working side by side"
    db.session.commit()
    send_agreement(agreement)
    path = addresses.path(PAPER, addresses.link_for(PAPER, recipient.id))
    db.session.rollback()

    answer = as_nobody.post(f"{path}/answer", data={**YES, "name": "Sam Carter"})

    assert answer.status_code == 409
    for page in (answer.text, history_of(agreement, as_maya)):
        assert "(by licence)" in page
        assert "side by side" in page


def history_of(agreement: Agreement, browser: Browser) -> str:
    assert db.session.scalars(select(Recipient)).one()
    db.session.rollback()
    return str(browser.get(f"/agreements/{agreement.id}").text)
