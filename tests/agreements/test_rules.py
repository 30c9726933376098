"""Which duty may be whose, and what keeps an agreement from being sent; pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jvplanner.agreements.rules import (
    Draft,
    DutyDraft,
    Side,
    asked_duties,
    content_of,
    covers_physicians,
    says_none,
    usual_duties,
    why_not,
    without_licence,
)
from jvplanner.agreements.wording import suggestions

NOW = datetime(2027, 1, 25, 17, tzinfo=UTC)
PRESCRIBING = DutyDraft(1, "Prescribing", Side.PARTNER, True)
COACHING = DutyDraft(2, "One-to-one coaching", Side.PRACTICE, False)
SOUND = Draft(
    title="Working together",
    scope="Adults with fatigue.",
    starts_on=date(2027, 2, 1),
    ends_on=None,
    review_on=date(2028, 2, 1),
    notice="A month, in writing.",
    licences={Side.PRACTICE: "", Side.PARTNER: "MD, New York"},
    duties=(PRESCRIBING, COACHING),
)
NO_LICENCES = {Side.PRACTICE: "", Side.PARTNER: ""}


def said(**changed: object) -> str:
    content = content_of(
        replace(SOUND, **changed),
        practice="Riverside",
        partner="Lee Family Medicine",
        time_zone="America/New_York",
    )
    return " ".join(why_not(content, NOW))


def test_nothing_keeps_a_sound_agreement_from_being_sent() -> None:
    assert said() == ""


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Still to be written: a title."),
        ({"scope": "", "notice": ""}, "Still to be written: what it covers, how to end it."),
        ({"starts_on": None}, "from when it holds"),
        ({"review_on": None}, "when you look at it again"),
        ({"duties": ()}, "at least one duty"),
        (
            {"licences": NO_LICENCES},
            "“Prescribing” needs a licence, and none is noted for Lee Family Medicine.",
        ),
        ({"ends_on": date(2027, 1, 24)}, "The last day is over already."),
        ({"ends_on": date(2027, 1, 31)}, "It ends before it begins."),
        ({"review_on": date(2027, 1, 24)}, "has begun already. Choose a day to come."),
        ({"review_on": date(2027, 1, 25)}, "has begun already. Choose a day to come."),
        ({"review_on": date(2027, 1, 30)}, "before it begins"),
        ({"ends_on": date(2027, 12, 31)}, "after it has ended"),
    ],
)
def test_what_keeps_it_from_being_sent_is_said(changed: dict[str, object], sentence: str) -> None:
    assert sentence in said(**changed)


def test_an_agreement_may_have_begun_already() -> None:
    assert said(starts_on=date(2026, 1, 1)) == ""


@pytest.mark.parametrize(
    ("practice", "partner", "prescribes"),
    [
        ("", "MD, New York", Side.PARTNER),
        ("MD, New York", "", Side.PRACTICE),
        ("MD", "NP, Ohio", Side.PARTNER),
        ("RD", "MD", Side.PARTNER),
        ("M.D.", "DC, New York", Side.PRACTICE),
        ("", "DC, New York", None),
        ("", "RD, MD", None),
        ("", "Dietitian (PA)", None),
        ("", "not yet", None),
        ("", "", None),
    ],
    ids=[
        "the physician's",
        "ours where only we may",
        "theirs where both may",
        "theirs though we have another licence",
        "ours though they have another licence",
        "no chiropractor's",
        "no dietitian's in Maryland",
        "no dietitian's in Pennsylvania",
        "nobody's by any words",
        "nobody's",
    ],
)
def test_a_duty_that_needs_a_licence_begins_with_who_has_one(
    practice: str, partner: str, prescribes: Side | None
) -> None:
    usual = usual_duties({Side.PRACTICE: practice, Side.PARTNER: partner})

    owners = {duty.text: owner for duty, owner in usual}
    assert owners.get("Prescribing") is prescribes
    assert owners["One-to-one coaching"] is Side.PRACTICE
    assert len(owners) == (8 if prescribes else 5)


@pytest.mark.parametrize(
    "licence",
    ["MD", "md, Ohio", "D.O., Maine", "NP", "FNP-C, Texas", "PA-C", "APRN (Utah)", "CNM; New York"],
)
def test_a_licence_that_covers_prescribing_is_known_however_it_is_typed(licence: str) -> None:
    assert covers_physicians(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "none",
        "NONE.",
        "None (coach)",
        "-",
        "\u2014",
        "?",
        "n/a",
        "N. A.",
        "NA",
        "no",
        "No!",
        "\uff4e\uff4f\uff4e\uff45",
        "no licence",
        "No License yet",
        "no liscense",
        "not licensed",
        "unlicensed",
        "Without a licence",
        "not applicable",
        "We don\u2019t have one",
        "no medical licence",
        "nolicence",
    ],
)
def test_words_that_there_is_no_licence_are_no_licence(licence: str) -> None:
    assert says_none(licence)
    assert "“Prescribing” needs a licence" in said(
        licences={Side.PRACTICE: "", Side.PARTNER: licence}
    )


@pytest.mark.parametrize(
    "licence", ["", "MD, New York", "No. 12345, Ohio", "DNP", "NP", "RD", "CNS", "ND, not in Ohio"]
)
def test_a_licence_is_not_taken_for_none(licence: str) -> None:
    assert not says_none(licence)


@pytest.mark.parametrize(
    ("practice", "partner", "asked_of"),
    [
        ("", "DC, New York", Side.PARTNER),
        ("RD", "", Side.PRACTICE),
        ("RD", "MD", None),
        ("", "", None),
    ],
)
def test_what_another_licence_covers_is_asked(
    practice: str, partner: str, asked_of: Side | None
) -> None:
    asked = asked_duties({Side.PRACTICE: practice, Side.PARTNER: partner})

    assert {side for _, side in asked} == ({asked_of} if asked_of else set())
    assert len(asked) == (3 if asked_of else 0)


def test_a_duty_that_a_member_gave_to_a_licence_is_done_by_it() -> None:
    diagnosis = replace(PRESCRIBING, text="We diagnose the spine")
    chiropractor = {Side.PRACTICE: "", Side.PARTNER: "DC, New York"}
    asked = replace(SOUND, licences=chiropractor, duties=(diagnosis,))
    unasked = replace(asked, duties=(replace(diagnosis, needs_licence=False),))

    assert suggestions(asked) == {}
    assert "duty_1_text" in suggestions(unasked)


def test_a_duty_with_a_side_that_may_not_have_it_is_found() -> None:
    draft = replace(SOUND, duties=(replace(PRESCRIBING, owner=Side.PRACTICE), COACHING))

    assert [duty.text for duty in without_licence(draft)] == ["Prescribing"]
    assert without_licence(SOUND) == []


def test_diagnosing_is_remarked_on_where_nobody_may_do_it() -> None:
    text = "We diagnose thyroid disease."
    ours = replace(SOUND, duties=(replace(COACHING, text=text),))
    theirs = replace(SOUND, duties=(replace(COACHING, text=text, owner=Side.PARTNER),))

    assert "duty_2_text" in suggestions(ours)
    assert "duty_2_text" not in suggestions(theirs), "they have a licence"
    assert "scope" not in suggestions(replace(SOUND, scope=text))
    other = {Side.PRACTICE: "", Side.PARTNER: "RD, New York"}
    for licences in (NO_LICENCES, other):
        assert "scope" in suggestions(replace(SOUND, scope=text, licences=licences))


def test_a_version_says_in_words_what_was_agreed() -> None:
    content = content_of(SOUND, practice="Riverside", partner="Lee", time_zone="America/New_York")

    assert content["duties"] == "Lee: Prescribing\nRiverside: One-to-one coaching"
    assert content["term"] == (
        "From Mon 1 Feb 2027, with an open end.\nBoth sides look at it again by Tue 1 Feb 2028."
    )
    assert content["licences"] == "Riverside: no licence noted\nLee: MD, New York"
