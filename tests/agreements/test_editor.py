"""The agreement's editor: saved while it is typed; who is behind overwrites nothing (P6)."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.papers.actions import answer, ask
from jvplanner.papers.models import Answer, Verdict
from jvplanner.papers.rules import CONSENT
from tests.browser import HTMX, Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import duty_named, make_agreement, send, typed

NOON = datetime(2027, 1, 25, 17, 4, tzinfo=UTC)  # 12:04 in New York


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Agreement:
    agreement = make_agreement()
    db.session.rollback()
    return agreement


def stored(agreement: Agreement) -> Agreement:
    db.session.rollback()
    db.session.expire_all()
    return agreement


def test_typing_is_saved_and_only_the_status_comes_back(as_maya: Browser, draft: Agreement) -> None:
    revision = draft.revision
    data = typed(draft, scope="One.\r\n\r\nTwo.", ends_on="2028-06-30", review_on="")

    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 200
    assert "Saved 12:04" in answer.text
    assert "<textarea" not in answer.text, "the field being typed in is never swapped"
    assert f'name="revision" value="{revision + 1}" data-hx-swap-oob="true"' in answer.text
    assert stored(draft).scope == "One.\n\nTwo."
    assert (draft.ends_on, draft.review_on) == (date(2028, 6, 30), None)


def test_whatever_a_save_brings_has_its_place_in_the_editor(
    as_maya: Browser, draft: Agreement
) -> None:
    page = as_maya.get(f"/agreements/{draft.id}/draft").text
    saved = as_maya.post(f"/agreements/{draft.id}/draft", data=typed(draft), headers=HTMX).text
    places = re.findall(r'hx-swap-oob="innerHTML:#([^"]+)"', saved)
    assert len(places) > len(draft.duties)
    assert [place for place in places if f'id="{place}"' not in page] == []


def test_saving_what_is_saved_changes_nothing(as_maya: Browser, draft: Agreement) -> None:
    revision = draft.revision
    data = typed(draft, revision=revision - 1)

    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 200
    assert stored(draft).revision == revision


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    "refused",
    [
        ("title", "t" * 121, "Use at most 120 characters."),
        ("scope", "s" * 2001, "Use at most 2000 characters."),
        ("notice", "n\x00", "characters that cannot be shown"),
        ("partner_licence", "l" * 201, "Use at most 200 characters."),
        ("partner_licence", "None", "Leave this empty if there is none."),
        ("practice_licence", "n/a", "Leave this empty if there is none."),
        ("starts_on", "soon", "This is not a date"),
        ("starts_on", "0001-01-01", "in the years 1900 to 2199"),
        ("ends_on", "9999-12-31", "in the years 1900 to 2199"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    as_maya: Browser, draft: Agreement, refused: tuple[str, str, str], headers: dict[str, str]
) -> None:
    (field, text, said), before = refused, draft.draft

    answer = as_maya.post(
        f"/agreements/{draft.id}/draft", data=typed(draft, **{field: text}), headers=headers
    )

    assert answer.status_code == 422
    assert said in answer.text
    slot = f"innerHTML:#{field}-error" if headers else f'id="{field}-error"'
    assert said in answer.text.split(slot)[1].split("</div>")[0]
    assert stored(draft).draft == before


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    "refused",
    [
        ({"ends_on": "2027-01-30"}, "ends_on", "It ends before it begins."),
        ({"ends_on": "2027-01-24"}, "ends_on", "The last day is over already."),
        ({"review_on": "2027-01-25"}, "review_on", "Choose a day to come."),
        ({"review_on": "2027-01-30"}, "review_on", "before it begins. Choose a later day."),
        ({"ends_on": "2027-03-01"}, "review_on", "after it has ended. Choose an earlier day."),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field_and_the_rest_is_kept(
    as_maya: Browser,
    draft: Agreement,
    refused: tuple[dict[str, str], str, str],
    headers: dict[str, str],
) -> None:
    days, field, said = refused
    before = getattr(draft, field)
    data = typed(draft, notice="Two months.", **days)

    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=headers)

    assert answer.status_code == 422
    slot = f"innerHTML:#{field}-error" if headers else f'id="{field}-error"'
    assert said in answer.text.split(slot)[1].split("</div>")[0]
    assert getattr(stored(draft), field) == before
    assert draft.notice == "Two months."


def test_what_is_sound_is_kept_while_something_else_is_not(
    as_maya: Browser, draft: Agreement
) -> None:
    coaching, labs = duty_named(draft, "One-to-one coaching"), duty_named(draft, "Functional labs")
    changed = {
        "scope": "s" * 2001,
        "notice": "Two months.",
        f"duty_{labs.id}_text": "l" * 201,
        f"duty_{coaching.id}_text": "Coaching in groups",
    }

    answer = as_maya.post(
        f"/agreements/{draft.id}/draft", data=typed(draft, **changed), headers=HTMX
    )

    assert answer.status_code == 422
    assert stored(draft).notice == "Two months."
    assert duty_named(draft, "Coaching in groups")
    assert duty_named(draft, "Functional labs")
    assert draft.scope == "Adults with fatigue whom both of us see."


def test_a_licence_and_the_duties_that_need_it_are_kept_together_or_not_at_all(
    as_maya: Browser, draft: Agreement
) -> None:
    before = draft.draft

    data = typed(draft, partner_licence="", notice="Two months.")
    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 422
    assert "This needs a licence" in answer.text
    assert stored(draft).licences == before.licences
    assert draft.draft.duties == before.duties
    assert draft.notice == "Two months."


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_what_is_signed_meanwhile_says_so_and_gives_back_what_was_typed(
    as_maya: Browser, draft: Agreement, headers: dict[str, str]
) -> None:
    recipient = send(draft)
    yes = Answer(version=1, verdict=Verdict.APPROVED, name="Sam Carter", consent=CONSENT)
    answer(draft.paper, yes, recipient)
    db.session.commit()

    data = typed(draft, scope="Children, too.")
    refused = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=headers)

    assert refused.status_code == 409
    assert "what was agreed stays as it was agreed" in refused.text
    assert "Draft of version" not in refused.text
    assert "Go on to" not in refused.text
    assert headers or "Children, too." in refused.text
    assert stored(draft).scope != "Children, too."


def test_a_duty_without_words_is_not_kept(as_maya: Browser, draft: Agreement) -> None:
    duty = duty_named(draft, "Prescribing")
    data = typed(draft, **{f"duty_{duty.id}_text": " "})

    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 422
    assert "Say what it is, or remove it." in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_second_window_overwrites_nothing_in_silence(
    as_maya: Browser, draft: Agreement, headers: dict[str, str]
) -> None:
    path, late = f"/agreements/{draft.id}/draft", typed(draft, scope="Theirs.")
    as_maya.post(path, data=typed(draft, scope="Ours."), headers=HTMX)

    refused = as_maya.post(path, data=late, headers=headers)

    assert refused.status_code == 409
    assert "Nothing was overwritten" in refused.text
    assert stored(draft).scope == "Ours."
    kept = as_maya.post(path, data=late | {"over": draft.revision}, headers=HTMX)
    assert kept.status_code == 200
    assert stored(draft).scope == "Theirs."


def test_a_window_that_does_not_know_a_new_duty_keeps_it(
    as_maya: Browser, draft: Agreement
) -> None:
    late = typed(draft, scope="Theirs.")
    new = {"new_text": "Massage", "new_owner": "practice"}
    as_maya.post(f"/agreements/{draft.id}/duties", data=typed(draft) | new)
    stored(draft)

    data = late | {"over": draft.revision}
    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 200
    assert stored(draft).scope == "Theirs."
    assert duty_named(draft, "Massage")


def test_a_remark_shows_under_the_part_as_one_types(as_maya: Browser, draft: Agreement) -> None:
    stop = "We pay you $20 for every referral."
    data = typed(draft, notice=stop)

    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX).text

    slot = answer.split("innerHTML:#notice-remarks")[1].split("</div>")[0]
    assert "It cannot be sent like this." in slot
    assert "innerHTML:#scope-remarks" not in answer, "nothing else is to be said about that"


def test_a_better_wording_is_taken_over_without_a_script(
    as_maya: Browser, draft: Agreement
) -> None:
    labs = duty_named(draft, "Functional labs")
    name = f"duty_{labs.id}_text"
    claim = typed(draft, **{name: "Our method cures fatigue"})
    page = as_maya.post(f"/agreements/{draft.id}/preview", data=claim).text
    assert "cures" in page
    as_maya.post(f"/agreements/{draft.id}/draft", data=claim)
    stored(draft)
    editor = as_maya.get(f"/agreements/{draft.id}/draft").text
    use = editor.split('name="use" value="')[1].split('"')[0]

    as_maya.post(f"/agreements/{draft.id}/draft", data=typed(draft, use=use))

    assert use.startswith(name)
    assert "cures" not in stored(draft).duties[6].text


def test_the_preview_shows_what_is_typed_and_writes_nothing(
    as_maya: Browser, draft: Agreement
) -> None:
    data = typed(draft, scope="<b>Everybody</b> & their kin")

    page = as_maya.post(f"/agreements/{draft.id}/preview", data=data, headers=HTMX).text

    assert "&lt;b&gt;Everybody&lt;/b&gt; &amp; their kin" in page
    assert "Your part" in page
    assert "has a co-management agreement for Lee Family Medicine" in page
    assert stored(draft).scope == "Adults with fatigue whom both of us see."


def test_the_notes_of_the_partner_stand_beside_their_parts_with_what_else_waits(
    as_maya: Browser, draft: Agreement
) -> None:
    recipient = send(draft)
    notes = {"duties": "Panels are yours, too.", "notice": "Two months, please."}
    question = ask(recipient, "Who reads the panels?")
    said = Answer(version=1, verdict=Verdict.CHANGES, name="Sam", notes=notes)
    answer(draft.paper, said, recipient)
    db.session.commit()

    source = as_maya.get(f"/agreements/{draft.id}").text
    page = as_read(source)

    assert "Sam asked for changes" in page
    for note in notes.values():
        assert note in page
    paper = f"/papers/{draft.paper_id}"
    assert f'href="{paper}/questions/{question.id}/reply"' in source
    assert f'action="{paper}/withdrawal"' in source
