"""The page that sends, of either kind: what keeps a paper from going out stands first."""

import re
from collections.abc import Callable

import pytest

from jvplanner.db import db
from jvplanner.papers.actions import answer
from jvplanner.papers.models import Answer, Drafted, Verdict
from jvplanner.papers.rules import CONSENT
from tests import builders_agreements as of_agreements
from tests import builders_proposals as of_proposals
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast

HURRY = "Last chance, only a few seats left!"
PAYING = "We pay you $50 for every referral."
Make = Callable[..., Drafted]
KINDS = pytest.mark.parametrize(
    ("make", "text", "needed"),
    [
        (of_proposals.make_proposal, "call_to_action", "your_role"),
        (of_agreements.make_agreement, "notice", "scope"),
    ],
    ids=["proposal", "agreement"],
)


def path_of(draft: Drafted) -> str:
    return f"/{draft.NOUN}s/{draft.id}"


def sent(draft: Drafted, **more: object) -> dict[str, object]:
    return {
        "person_id": draft.paper.partner.people[0].id,
        "version": draft.paper.version,
        "revision": draft.revision,
        "name": "Maya Okafor",
        "agree": "yes",
        **more,
    }


def dispatch_in(page: str) -> str:
    """The tag of the fold around who reads it, when, and with which words."""
    return (
        page.split('id="dispatch"', maxsplit=1)[0]
        .rsplit("<details", 1)[-1]
        .split(">", maxsplit=1)[0]
    )


@KINDS
@pytest.mark.usefixtures("in_riverside")
def test_the_better_wording_for_a_stop_is_taken_over_where_it_is_sent(
    as_maya: Browser, make: Make, text: str, needed: str
) -> None:
    draft = make(**{text: PAYING})
    path = f"{path_of(draft)}/sending"
    page = as_maya.get(path).text
    stop = page.split("This cannot be sent")[1].split('class="notice')[0]
    [use] = re.findall(r'name="use" value="([^"]+)"', stop)
    assert f'form="sending" formaction="{path}/wording"' in stop.replace("formnovalidate ", "")

    data = sent(draft, use=use, message="Dear Sam")
    after = as_maya.post(f"{path}/wording", data=data)

    assert after.status_code == 200
    assert "This cannot be sent" not in after.text
    assert "Dear Sam" in after.text
    db.session.expire_all()
    assert PAYING not in getattr(draft, text)


@KINDS
@pytest.mark.usefixtures("in_riverside")
def test_what_keeps_it_stands_first_and_the_rest_is_folded_until_it_can_go(
    as_maya: Browser, make: Make, text: str, needed: str
) -> None:
    ready, incomplete = make(), make(**{needed: ""})

    page = as_maya.get(f"{path_of(incomplete)}/sending").text
    can_go = as_maya.get(f"{path_of(ready)}/sending").text

    main = page.split('id="main"')[1]
    assert main.index("till to be written") < main.index('id="dispatch"')
    assert 'class="fold later"' in dispatch_in(page)
    assert "open" not in dispatch_in(page)
    assert f'class="button" href="{path_of(incomplete)}/draft">' in page
    assert "The letter to" not in page
    assert 'class="fold later"' not in can_go
    assert "The letter to" in can_go


@KINDS
@pytest.mark.usefixtures("in_riverside")
def test_what_was_typed_about_the_sending_is_not_folded_away(
    as_maya: Browser, make: Make, text: str, needed: str
) -> None:
    draft = make(**{needed: ""})

    page = as_maya.post(f"{path_of(draft)}/sending", data=sent(draft, message="Dear Sam")).text

    assert "Dear Sam" in page
    assert "open" in dispatch_in(page)


@KINDS
@pytest.mark.usefixtures("in_riverside")
def test_the_first_of_two_slips_is_marked_first_and_so_gets_the_focus(
    as_maya: Browser, make: Make, text: str, needed: str
) -> None:
    draft = make(**{text: HURRY})

    page = as_maya.post(f"{path_of(draft)}/sending", data=sent(draft, person_id=[])).text

    assert "Say why this stays" in page
    invalid = re.findall(r"<(?:input|textarea|select)[^>]*aria-invalid=.true.[^>]*>", page)
    assert 'name="person_id"' in invalid[0]
    assert 'name="why_' in invalid[1]


@KINDS
def test_what_was_answered_meanwhile_is_not_sent_and_gives_back_what_was_typed(
    as_maya: Browser,
    in_riverside: PracticeOfTheCast,
    *,
    make: Make,
    text: str,
    needed: str,
) -> None:
    draft = make()
    builders = of_proposals if draft.NOUN == "proposal" else of_agreements
    recipient = builders.send(draft)  # type: ignore[attr-defined]
    data = sent(draft, message="Dear Sam")
    yes = Answer(version=1, verdict=Verdict.APPROVED, name="Sam Carter", consent=CONSENT)
    answer(draft.paper, yes, recipient)
    db.session.commit()

    refused = as_maya.post(f"{path_of(draft)}/sending", data=data)

    page = as_read(refused.text)
    assert refused.status_code == 409
    assert ">Approved</span>" in refused.text
    assert "cannot be changed any more" in page
    assert "Dear Sam" in page
    assert "Send version" not in page
    assert "end version 2" not in page
