"""The editor: four parts, saved while they are typed; who is behind overwrites nothing (P6)."""

from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine

from jvplanner.db import db
from jvplanner.papers.actions import answer, ask
from jvplanner.papers.models import Answer, PaperState, Verdict
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.rules import PARTS
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import WORDING, make_answered, make_proposal, make_sent, send

NOON = datetime(2027, 1, 25, 17, 4, tzinfo=UTC)  # 12:04 in New York


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    proposal = make_proposal()
    db.session.rollback()
    return proposal


def typed(proposal: Proposal, **changed: object) -> dict[str, object]:
    return {**WORDING, "revision": proposal.revision, **changed}


def stored(proposal: Proposal) -> Proposal:
    db.session.rollback()
    db.session.expire_all()
    return proposal


def test_each_part_has_its_question_its_length_and_its_text(
    as_maya: Browser, draft: Proposal
) -> None:
    page = unescape(as_maya.get(f"/proposals/{draft.id}").text)

    for part in PARTS:
        assert part.question in page
        assert f'data-length-for="{part.name}"' in page
        assert str(WORDING[part.name]) in page  # type: ignore[literal-required]
    assert "49 of about 90" in page
    assert f'name="revision" value="{draft.revision}"' in page


def test_typing_is_saved_and_only_the_status_comes_back(as_maya: Browser, draft: Proposal) -> None:
    answer = as_maya.post(
        f"/proposals/{draft.id}/draft",
        data=typed(draft, hook="Tired  at three?\n", partner_role="One.\r\n\r\nTwo."),
        headers=HTMX,
    )

    assert answer.status_code == 200
    assert "Saved 12:04" in answer.text
    assert 'role="status"' in answer.text
    assert "<textarea" not in answer.text, "the field being typed in is never swapped"
    assert 'name="hook"' not in answer.text
    assert 'id="revision" name="revision" value="2" data-hx-swap-oob="true"' in answer.text
    assert stored(draft).hook == "Tired at three?"
    assert draft.partner_role == "One.\n\nTwo."
    assert draft.updated_at == NOON


def test_without_a_script_saving_leads_back_to_the_editor(
    as_maya: Browser, draft: Proposal
) -> None:
    answer = as_maya.post(f"/proposals/{draft.id}/draft", data=typed(draft, hook="Tired?"))

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"/proposals/{draft.id}/draft",
    )
    assert stored(draft).hook == "Tired?"


def test_an_incomplete_draft_is_kept(as_maya: Browser, draft: Proposal) -> None:
    nothing = dict.fromkeys(WORDING, "") | {
        "format": "tasting",
        "cta_kind": "partner_package",
    }
    answer = as_maya.post(
        f"/proposals/{draft.id}/draft", data=typed(draft, **nothing), headers=HTMX
    )

    assert answer.status_code == 200
    assert (stored(draft).title, draft.hook, draft.cta_kind) == ("", "", "partner_package")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    "refused",
    [
        ("title", "t" * 121, "Use at most 120 characters."),
        ("hook", "h" * 201, "Use at most 200 characters."),
        ("partner_role", "p" * 2001, "Use at most 2000 characters."),
        ("your_role", "y\x00", "characters that cannot be shown"),
        ("call_to_action", "c" * 2001, "Use at most 2000 characters."),
        ("place", "p" * 201, "Use at most 200 characters."),
        ("cta_kind", "both", "Choose one of those offered"),
        ("cta_kind", "", "Choose one."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    as_maya: Browser, draft: Proposal, refused: tuple[str, str, str], headers: dict[str, str]
) -> None:
    field, text, said = refused
    answer = as_maya.post(
        f"/proposals/{draft.id}/draft", data=typed(draft, **{field: text}), headers=headers
    )

    assert answer.status_code == 422
    assert "Saved 12:04, but not what is marked below." in answer.text
    slot = f"innerHTML:#{field}-error" if headers else f'id="{field}-error"'
    assert said in answer.text.split(slot)[1].split("</div>")[0]
    assert headers or "The room behind the counter" in answer.text or field == "place"
    assert stored(draft).revision == 1


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_what_is_sound_is_kept_while_another_part_is_too_long(
    as_maya: Browser, draft: Proposal, headers: dict[str, str]
) -> None:
    data = typed(draft, hook="h" * 201, your_role="Sleep first.", place="Upstairs")

    answer = as_maya.post(f"/proposals/{draft.id}/draft", data=data, headers=headers)

    assert answer.status_code == 422
    assert "Use at most 200 characters." in answer.text
    assert 'name="revision" value="2"' in answer.text, "the next save follows this one"
    assert (stored(draft).your_role, draft.place) == ("Sleep first.", "Upstairs")
    assert draft.hook == WORDING["hook"]
    assert headers or "h" * 201 in answer.text, "what was typed stays on the page"


def test_a_second_window_overwrites_nothing(as_maya: Browser, draft: Proposal) -> None:
    address = f"/proposals/{draft.id}/draft"
    as_maya.post(address, data=typed(draft, hook="From the first window"), headers=HTMX)

    answer = as_maya.post(address, data=typed(draft, revision=1, hook="Second"), headers=HTMX)

    assert answer.status_code == 409
    assert 'id="save-status"' in answer.text
    assert "It was saved at 12:04 (New York). Nothing was overwritten." in answer.text
    assert f'href="/proposals/{draft.id}/draft"' in answer.text
    assert "data-hx-swap-oob" not in answer.text
    assert stored(draft).hook == "From the first window"

    page = as_maya.post(address, data=typed(draft, revision=1, hook="Second"))
    assert page.status_code == 409
    assert ">\r\nSecond</textarea>" in page.text, "what was typed stays on the page"

    over = as_maya.post(address, data=typed(draft, revision=1, hook="Second", over=2))
    assert over.status_code == 303
    assert stored(draft).hook == "Second"


@pytest.mark.parametrize("revision", ["", "x", "99"])
def test_a_save_that_does_not_say_what_it_saw_overwrites_nothing(
    as_maya: Browser, draft: Proposal, revision: str
) -> None:
    answer = as_maya.post(
        f"/proposals/{draft.id}/draft",
        data=typed(draft, revision=revision, hook="Other"),
        headers=HTMX,
    )
    assert answer.status_code in (409, 422)
    assert stored(draft).revision == 1


def test_a_save_whose_answer_was_lost_may_be_sent_again(as_maya: Browser, draft: Proposal) -> None:
    address, data = f"/proposals/{draft.id}/draft", typed(draft, hook="Once")
    as_maya.post(address, data=data, headers=HTMX)

    again = as_maya.post(address, data=data, headers=HTMX)

    assert again.status_code == 200
    assert 'value="2"' in again.text
    assert stored(draft).revision == 2


@pytest.mark.parametrize(
    ("verdict", "state", "said"),
    [
        (Verdict.APPROVED, "Approved", "what was agreed stays as it was agreed"),
        (Verdict.DECLINED, "Declined", "It was declined."),
    ],
)
@pytest.mark.usefixtures("in_riverside")
def test_what_came_to_its_end_is_not_changed_and_says_only_that(
    as_maya: Browser, verdict: Verdict, state: str, said: str
) -> None:
    proposal = make_answered(verdict)

    for headers in ({}, HTMX):
        answer = as_maya.post(
            f"/proposals/{proposal.id}/draft", data=typed(proposal, hook="X"), headers=headers
        )
        assert answer.status_code == 409
        assert said in answer.text
        assert "Draft of version" not in answer.text
        assert "is with them" not in answer.text
        assert "Go on to send it" not in answer.text
        assert f">{state}</span>" in answer.text
        assert "to copy" in answer.text
        if headers:
            assert 'id="next-step" data-hx-swap-oob="true"' in answer.text
        else:
            assert "What you typed stands below" in answer.text
            assert ">\nX</textarea>" in answer.text
            assert "They said" in answer.text or "They declined" in answer.text
    editor = as_maya.get(f"/proposals/{proposal.id}/draft")
    assert (editor.status_code, editor.headers["Location"]) == (303, f"/proposals/{proposal.id}")
    assert stored(proposal).hook == WORDING["hook"]


def test_what_is_sent_may_be_rewritten_and_what_was_sent_stays(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_sent()
    assert "reaches" in as_maya.get(f"/proposals/{proposal.id}/draft").text

    as_maya.post(f"/proposals/{proposal.id}/draft", data=typed(proposal, hook="Another hook"))

    assert stored(proposal).hook == "Another hook"
    assert proposal.paper.state is PaperState.SENT
    assert proposal.paper.versions[0].content["hook"] == WORDING["hook"]
    assert WORDING["hook"] in as_maya.get(f"/proposals/{proposal.id}").text


def test_the_partners_notes_stand_under_their_parts(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_answered(
        Verdict.CHANGES, name="Dana O'Hara", notes={"your_role": "Shorter, <b>please</b>."}
    )

    page = as_maya.get(f"/proposals/{proposal.id}").text

    assert "Dana O&#39;Hara asked for changes" in page
    assert "Draft of version 2" in page
    parts = page.split('<section class="part')
    assert "Shorter, &lt;b&gt;please&lt;/b&gt;." in parts[3]
    assert all("They wrote" not in part for part in (parts[1], parts[2], parts[4]))


def test_what_is_to_be_changed_can_be_withdrawn_and_its_questions_be_replied_to(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal()
    recipient = send(proposal)
    question = ask(recipient, "Is there <b>parking</b>?")
    answer(
        proposal.paper,
        Answer(version=1, verdict=Verdict.CHANGES, notes={"hook": "Softer."}),
        recipient,
    )
    db.session.commit()
    paper = f"/papers/{proposal.paper_id}"

    page = as_maya.get(f"/proposals/{proposal.id}").text

    assert "Is there &lt;b&gt;parking&lt;/b&gt;?" in page
    assert f'href="{paper}/questions/{question.id}/reply"' in page
    assert f'action="{paper}/withdrawal"' in page
    as_maya.post(f"{paper}/withdrawal")
    assert stored(proposal).paper.state is PaperState.WITHDRAWN


def test_a_draft_that_was_never_sent_offers_no_withdrawing(
    as_maya: Browser, draft: Proposal
) -> None:
    assert "/withdrawal" not in as_maya.get(f"/proposals/{draft.id}").text


def test_another_practice_can_neither_read_nor_write_it(
    as_outsider: Browser, draft: Proposal
) -> None:
    one = f"/proposals/{draft.id}"
    for path in (one, f"{one}/draft", f"{one}/preview", f"{one}/sending"):
        assert as_outsider.get(path).status_code == 404
    for path in (f"{one}/draft", f"{one}/preview", f"{one}/sending", f"{one}/dates"):
        for headers in ({}, HTMX):
            assert as_outsider.post(path, data=typed(draft), headers=headers).status_code == 404
    assert stored(draft).revision == 1
