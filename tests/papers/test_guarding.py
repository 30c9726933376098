"""Whatever text goes to a partner, a stop keeps it here and a warning asks why it stays."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from jvplanner.agreements import rules as agreement_rules
from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.actions import Dispatch, KeptWording, NotReady, Signature
from jvplanner.papers.models import Paper, PaperState
from jvplanner.papers.rules import SENDER_CONSENT
from jvplanner.people.models import person_known_as
from jvplanner.proposals.models import Proposal
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import ZONE, make_agreement
from tests.builders_papers import DANA, content, make_paper, make_sent, paper_of

PAID = "You get $50 for every referral"
CLAIM = "Our evening cures diabetes"
WHY = "It is the name of the book."
# What nobody types into a paper: names of organisations, choices from a list, days.
NOT_TYPED = {
    "practice",
    "partner",
    "time_zone",
    "format",
    "cta_kind",
    "owner",
    "starts_at",
    "starts_on",
    "ends_on",
    "review_on",
    "licensed",
}
# What is told again in words, of what is typed elsewhere in the content.
TOLD_AGAIN = {"duties", "term", "licences"}

Leaf = tuple[str, Callable[[dict[str, Any], str], None]]


def proposal_content() -> tuple[Paper, dict[str, Any], Signature | None]:
    said = content(format="workshop")
    for date in said["dates"]:
        date["place"] = "The garden"
    return make_paper(), said, None


def agreement_content() -> tuple[Paper, dict[str, Any], Signature | None]:
    agreement = make_agreement()
    said = agreement_rules.content_of(
        agreement.draft, practice="Riverside", partner="Lee Family Medicine", time_zone=ZONE
    )
    return agreement.paper, said, Signature("Maya Okafor", SENDER_CONSENT)


def typed_texts(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where in a content each text stands that somebody typed."""
    if path and path[-1] in NOT_TYPED | TOLD_AGAIN and not isinstance(said, dict):
        return
    if isinstance(said, str):
        yield path
    elif isinstance(said, dict | list):
        for key, value in said.items() if isinstance(said, dict) else enumerate(said):
            yield from typed_texts(value, (*path, key))


def planted(said: dict[str, Any], path: tuple[Any, ...], text: str) -> dict[str, Any]:
    other = deepcopy(said)
    inside: Any = other
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = text
    return other


def data_of(draft: Proposal | Agreement, **more: object) -> dict[str, object]:
    return {
        "person_id": draft.paper.partner.people[0].id,
        "version": draft.paper.version,
        "revision": draft.revision,
        **more,
    }


@pytest.mark.parametrize("made", [proposal_content, agreement_content])
def test_a_stop_is_refused_wherever_it_stands(
    in_riverside: PracticeOfTheCast, made: Callable[[], tuple[Paper, dict[str, Any], Any]]
) -> None:
    paper, said, signed = made()
    to, places = [person_known_as(*DANA)], list(typed_texts(said))
    assert len(places) > 6
    for place in places:
        with pytest.raises(NotReady, match="paid for referrals"):
            actions.send(
                paper,
                title="Tired?",
                content=planted(said, place, PAID),
                to=to,
                dispatch=Dispatch(signed=signed),
            )
    assert paper.state is PaperState.DRAFT


@pytest.mark.parametrize("made", [proposal_content, agreement_content])
def test_a_warning_is_refused_without_a_reason_wherever_it_stands(
    in_riverside: PracticeOfTheCast, made: Callable[[], tuple[Paper, dict[str, Any], Any]]
) -> None:
    paper, said, signed = made()
    for place in typed_texts(said):
        with pytest.raises(NotReady, match="Say why it stays"):
            actions.send(
                paper,
                title="Tired?",
                content=planted(said, place, CLAIM),
                to=[person_known_as(*DANA)],
                dispatch=Dispatch(signed=signed),
            )


@pytest.mark.parametrize(
    ("dispatch", "says"),
    [
        (Dispatch(message=PAID), "paid for referrals"),
        (Dispatch(message=CLAIM), "Say why it stays"),
        (Dispatch(signed=Signature(PAID, SENDER_CONSENT)), "paid for referrals"),
        (Dispatch(message=CLAIM, kept=[KeptWording("message", "x", "y", WHY)]), "Say why"),
    ],
    ids=["message, stop", "message, warning", "signature", "a reason for something else"],
)
def test_what_goes_along_is_guarded_too(
    in_riverside: PracticeOfTheCast, dispatch: Dispatch, says: str
) -> None:
    with pytest.raises(NotReady, match=says):
        actions.send(
            make_paper(),
            title="Tired?",
            content=content(),
            to=[person_known_as(*DANA)],
            dispatch=dispatch,
        )


def test_the_licences_of_an_agreement_are_guarded(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    agreement = make_agreement()
    agreement.parties[1].take_licence(f"MD. {PAID}")
    db.session.commit()
    signed = {"name": "Maya", "agree": "yes"}

    editor = as_maya.get(f"/agreements/{agreement.id}").text
    answer = as_maya.post(f"/agreements/{agreement.id}/sending", data=data_of(agreement, **signed))

    assert "cannot be sent" in editor.split('id="partner_licence-remarks"')[1].split("</div>")[0]
    assert answer.status_code == 409
    assert "This cannot be sent" in answer.text
    assert paper_state(agreement) is PaperState.DRAFT


def paper_state(agreement: Agreement) -> PaperState:
    db.session.rollback()
    db.session.expire_all()
    return agreement.paper.state


def test_a_signature_is_a_name_and_pays_nobody(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    agreement = make_agreement()
    answer = as_maya.post(
        f"/agreements/{agreement.id}/sending", data=data_of(agreement, name=PAID, agree="yes")
    )
    assert answer.status_code == 422
    assert "This cannot be sent." in answer.text.split('id="name-error"')[1].split("</p>")[0]


def test_the_guard_has_nothing_against_what_is_usual(in_riverside: PracticeOfTheCast) -> None:
    sent = make_sent(place="The room behind the counter")
    assert paper_of(sent).state is PaperState.SENT
