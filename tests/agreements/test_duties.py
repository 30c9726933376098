"""R9: every duty has exactly one owner, and what needs a licence lies with who has one."""

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from jvplanner.agreements.models import Agreement, Duty
from jvplanner.agreements.rules import Side
from jvplanner.db import db
from jvplanner.papers.models import SavedElsewhere
from tests.browser import HTMX, Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import (
    NOBODY,
    duty_named,
    make_agreed,
    make_agreement,
    make_physicians,
    make_sent,
    typed,
)

USUAL = [
    ("Diagnosis and ICD-10 codes", "partner", True),
    ("Prescribing", "partner", True),
    ("Standard blood panels", "partner", True),
    ("Brief advice at the visit", "partner", False),
    ("Functional imbalances", "practice", False),
    ("Education on nutrient depletion and lifestyle", "practice", False),
    ("Functional labs", "practice", False),
    ("One-to-one coaching", "practice", False),
]


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Agreement:
    agreement = make_agreement()
    db.session.rollback()
    return agreement


def rows(agreement: Agreement) -> list[tuple[str, str, bool]]:
    db.session.rollback()
    db.session.expire_all()
    return [(duty.text, duty.owner.value, duty.needs_licence) for duty in agreement.duties]


def test_an_agreement_begins_with_the_duties_split_by_physician_and_practitioner(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    partner = make_physicians()
    data = {"partner_id": partner.id, "partner_licence": "MD, New York", "practice_licence": ""}

    answer = as_maya.post("/agreements/new", data=data)

    assert answer.status_code == 303
    agreement = db.session.get_one(Agreement, int(answer.headers["Location"].split("/")[-1]))
    assert rows(agreement) == USUAL
    page = as_maya.get(answer.headers["Location"]).text
    assert page.count('type="radio"') == 2 * (len(USUAL) + 1)


def test_no_agreement_begins_with_none_for_a_licence(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    data = {"partner_id": make_physicians().id, "partner_licence": "None", "practice_licence": "-"}

    answer = as_maya.post("/agreements/new", data=data)

    assert answer.status_code == 422
    for field in ("partner_licence", "practice_licence"):
        slot = answer.text.split(f'id="{field}-error"')[1].split("</div>")[0]
        assert "Leave this empty if there is none." in slot
    assert db.session.scalars(select(Agreement)).all() == []


def test_a_duty_is_added_at_the_end_with_what_was_typed_around_it(
    as_maya: Browser, draft: Agreement
) -> None:
    data = typed(draft, scope="All of our patients.") | {
        "new_text": "  Follow-up  calls ",
        "new_owner": "practice",
    }

    answer = as_maya.post(f"/agreements/{draft.id}/duties", data=data)

    assert answer.status_code == 303
    assert rows(draft)[-1] == ("Follow-up calls", "practice", False)
    assert draft.scope == "All of our patients."


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"new_text": "", "new_owner": "practice"}, "Say what it is."),
        ({"new_text": "Massage"}, "Choose one of the two."),
        ({"new_text": "Massage", "new_owner": "both"}, "Choose one of those offered"),
        ({"new_text": "PRESCRIBING", "new_owner": "practice"}, "in the list already"),
        (
            {"new_text": "Suturing", "new_owner": "practice", "new_licence": "y"},
            "none is noted for Riverside Nutrition",
        ),
        ({"new_text": "m" * 201, "new_owner": "practice"}, "Use at most 200 characters."),
    ],
    ids=["no words", "no owner", "two owners", "an owner already", "no licence", "too long"],
)
def test_a_duty_that_cannot_be_added_says_why_and_loses_nothing(
    as_maya: Browser, draft: Agreement, new: dict[str, str], said: str
) -> None:
    answer = as_maya.post(f"/agreements/{draft.id}/duties", data=typed(draft) | new)

    assert answer.status_code == 422
    assert said in as_read(answer.text)
    assert new["new_text"][:20] in answer.text
    assert rows(draft) == USUAL


def test_duties_move_and_go(as_maya: Browser, draft: Agreement) -> None:
    prescribing, coaching = (
        duty_named(draft, name) for name in ("Prescribing", "One-to-one coaching")
    )
    path = f"/agreements/{draft.id}/duties"

    as_maya.post(f"{path}/{prescribing.id}/place", data=typed(draft, to="up"))
    assert [name for name, _, _ in rows(draft)][:2] == ["Prescribing", "Diagnosis and ICD-10 codes"]
    as_maya.post(f"{path}/{coaching.id}/place", data=typed(draft, to="down"))
    assert rows(draft)[-1][0] == "One-to-one coaching", "the last stays the last"
    as_maya.post(f"{path}/{coaching.id}/removal", data=typed(draft))
    assert len(rows(draft)) == 7
    assert "One-to-one coaching" not in str(rows(draft))


def test_a_duty_is_reworded_and_given_to_the_other_side(as_maya: Browser, draft: Agreement) -> None:
    duty = duty_named(draft, "Functional labs")
    changed = {f"duty_{duty.id}_text": "Stool tests", f"duty_{duty.id}_owner": "partner"}

    answer = as_maya.post(
        f"/agreements/{draft.id}/draft", data=typed(draft, **changed), headers=HTMX
    )

    assert answer.status_code == 200
    assert ("Stool tests", "partner", False) in rows(draft)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_what_needs_a_licence_is_not_given_to_a_side_without_one(
    as_maya: Browser, draft: Agreement, headers: dict[str, str]
) -> None:
    duty = duty_named(draft, "Prescribing")

    answer = as_maya.post(
        f"/agreements/{draft.id}/draft",
        data=typed(draft, **{f"duty_{duty.id}_owner": "practice"}),
        headers=headers,
    )

    assert answer.status_code == 422
    assert "This needs a licence, and none is noted for Riverside Nutrition." in as_read(
        answer.text
    )
    assert rows(draft) == USUAL


def test_a_licence_cannot_go_while_duties_need_it(as_maya: Browser, draft: Agreement) -> None:
    path = f"/agreements/{draft.id}/draft"

    refused = as_maya.post(path, data=typed(draft, partner_licence=""), headers=HTMX)
    moved = {f"duty_{duty.id}_owner": "practice" for duty in draft.duties if duty.needs_licence}
    together = typed(draft, partner_licence="", practice_licence="MD, Ohio", **moved)
    taken = as_maya.post(path, data=together, headers=HTMX)

    assert refused.status_code == 422
    assert "none is noted for Lee Family Medicine" in refused.text
    assert taken.status_code == 200, "the licence and its duties change sides together"
    assert draft.licences == {Side.PRACTICE: "MD, Ohio", Side.PARTNER: ""}
    assert ("Prescribing", "practice", True) in rows(draft)


def test_the_usual_duties_come_once_somebody_has_a_licence(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    draft = make_agreement(licences=NOBODY)
    assert len(rows(draft)) == 5
    assert "Add the usual ones" not in as_maya.get(f"/agreements/{draft.id}").text

    data = typed(draft, partner_licence="MD")
    as_maya.post(f"/agreements/{draft.id}/duties/usual", data=data)

    assert sorted(rows(draft)) == sorted(USUAL)


def test_no_chiropractor_prescribes_unless_a_member_says_that_the_licence_covers_it(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    draft = make_agreement(licences={Side.PRACTICE: "", Side.PARTNER: "DC, New York"})
    path = f"/agreements/{draft.id}"
    assert len(rows(draft)) == 5

    page = as_read(as_maya.get(path).text)
    assert "Does “DC, New York” cover these? We cannot tell." in page
    as_maya.post(f"{path}/duties/usual", data=typed(draft))
    assert len(rows(draft)) == 5, "the usual ones are no way around the question"
    as_maya.post(f"{path}/duties/usual", data=typed(draft, usual="Prescribing for horses"))
    assert len(rows(draft)) == 5

    diagnosis = "Diagnosis and ICD-10 codes"
    answer = as_maya.post(f"{path}/duties/usual", data=typed(draft, usual=diagnosis))

    assert answer.status_code == 303
    assert rows(draft)[-1] == (diagnosis, "partner", True)
    again = as_maya.get(path).text
    assert f"Add: {diagnosis}" not in again
    assert "Add: Prescribing" in again


def test_two_duties_cannot_be_called_the_same(as_maya: Browser, draft: Agreement) -> None:
    duty = duty_named(draft, "Functional labs")
    data = typed(draft, **{f"duty_{duty.id}_text": "prescribing"})

    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 422
    assert "Remove one of them" in answer.text
    assert rows(draft) == USUAL


def test_two_duties_may_change_names(as_maya: Browser, draft: Agreement) -> None:
    labs, coaching = (
        duty_named(draft, name) for name in ("Functional labs", "Functional imbalances")
    )
    data = typed(
        draft,
        **{f"duty_{labs.id}_text": coaching.text, f"duty_{coaching.id}_text": labs.text},
    )

    answer = as_maya.post(f"/agreements/{draft.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 200
    assert (labs.text, coaching.text) == ("Functional imbalances", "Functional labs")


@pytest.mark.parametrize("made", [make_sent, make_agreed])
def test_only_what_is_open_can_be_changed(
    as_maya: Browser, in_riverside: PracticeOfTheCast, made
) -> None:
    agreement = made()
    duty = duty_named(agreement, "Prescribing")
    path = f"/agreements/{agreement.id}/duties/{duty.id}/removal"

    answer = as_maya.post(path, data=typed(agreement))

    is_open = made is make_sent
    assert answer.status_code == (303 if is_open else 409)
    assert len(rows(agreement)) == (7 if is_open else 8)


def test_who_has_not_seen_a_new_duty_does_not_write_over_it(draft: Agreement) -> None:
    seen, revision = draft.draft, draft.revision
    draft.remove_duty(duty_named(draft, "Prescribing"), draft.updated_at)

    with pytest.raises(SavedElsewhere):
        draft.rewrite(seen, revision=revision, now=draft.updated_at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE duty SET owner = NULL WHERE id = :id",
        "UPDATE duty SET owner = 'both' WHERE id = :id",
        "UPDATE duty SET owner = 'practice' WHERE id = :id",
        "UPDATE duty SET owner = 'practice', owner_is_licensed = false WHERE id = :id",
        "UPDATE agreement_party SET licence = '', is_licensed = false WHERE side = 'partner'",
        "UPDATE agreement_party SET licence = '' WHERE side = 'partner'",
        "UPDATE duty SET text_key = 'prescribing' WHERE id <> :id",
    ],
    ids=[
        "no owner",
        "two owners",
        "an owner without a licence who is said to have one",
        "an owner without a licence",
        "a licence gone while a duty needs it",
        "a licence without words",
        "a duty with two owners",
    ],
)
def test_the_table_has_the_last_word(draft: Agreement, statement: str) -> None:
    duty_id = duty_named(draft, "Prescribing").id

    with pytest.raises(IntegrityError):
        _commit(statement, duty_id)

    db.session.rollback()
    assert db.session.get_one(Duty, duty_id).owner is Side.PARTNER


def _commit(statement: str, duty_id: int) -> None:
    db.session.execute(sql(statement), {"id": duty_id} if ":id" in statement else {})
    db.session.commit()
