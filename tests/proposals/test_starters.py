"""What a proposal can begin from: enough for each partner, kindly worded, safely filled (J2)."""

import tomllib
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.papers.models import LONGEST_TITLE
from jvplanner.papers.wording import remarks
from jvplanner.partners.models import HubKind
from jvplanner.proposals.models import (
    LONGEST_HOOK,
    LONGEST_MEETING,
    LONGEST_PART,
    SHORTEST_MEETING,
    USUAL_MINUTES,
    CtaKind,
    Format,
)
from jvplanner.proposals.starters import STARTERS, Starter, UnknownStarter, starter, starters_for

ALL = [one for kind in HubKind for one in starters_for(kind)]
PARTNER, PRACTICE = "Riverside Pharmacy", "Maya Okafor Nutrition"
each_starter = pytest.mark.parametrize("one", ALL, ids=[one.key for one in ALL])


def parts(one: Starter) -> tuple[str, str, str]:
    return one.partner_role, one.your_role, one.call_to_action


@pytest.mark.parametrize("kind", HubKind)
def test_every_kind_of_partner_has_two_starters_or_more(kind: HubKind) -> None:
    assert len(starters_for(kind)) >= 2
    assert {one.hub_kind for one in starters_for(kind)} == {kind}


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (HubKind.COMPOUNDING_PHARMACY, "staff_lunch_and_learn"),
        (HubKind.COMPOUNDING_PHARMACY, "monthly_hormone_workshop"),
        (HubKind.BOUTIQUE_GYM, "metabolic_workshop"),
        (HubKind.ORGANIC_MARKET, "curated_shelf"),
        (HubKind.PHYSICIAN_PRACTICE, "patient_evening"),
        (HubKind.CHIROPRACTOR, "prenatal_evening"),
        (HubKind.CHIROPRACTOR, "postpartum_evening"),
        (HubKind.OTHER_PROFESSIONAL, "joint_webinar"),
    ],
)
def test_the_collaborations_that_the_product_promises_are_there(kind: HubKind, key: str) -> None:
    assert starter(key) in starters_for(kind)


def test_every_starter_in_the_file_belongs_to_a_kind_of_partner_and_has_its_own_key() -> None:
    written = tomllib.loads(STARTERS.read_text(encoding="utf-8"))["starter"]

    assert sorted(one["key"] for one in written) == sorted({one.key for one in ALL})


@each_starter
def test_a_starter_is_worded_so_that_the_guard_says_nothing(one: Starter) -> None:
    filled = one.filled(PARTNER, PRACTICE)

    for text in (filled.title, filled.hook, *parts(filled), "\n\n".join(parts(filled))):
        assert remarks(text) == []


@each_starter
def test_a_starter_can_be_read_in_two_minutes(one: Starter) -> None:
    assert len(one.hook) <= 90
    assert all(150 <= len(part) <= 500 for part in parts(one))
    assert all(part == " ".join(part.split()) for part in (one.title, one.hook, *parts(one)))


@each_starter
def test_a_filled_starter_fits_the_form_even_with_the_longest_names(one: Starter) -> None:
    filled = one.filled("P" * 120, "Q" * 120)

    assert len(filled.title) <= LONGEST_TITLE
    assert len(filled.hook) <= LONGEST_HOOK
    assert all(len(part) <= LONGEST_PART for part in parts(filled))
    assert SHORTEST_MEETING <= one.minutes <= LONGEST_MEETING
    assert one.cta_kind in set(CtaKind)


@each_starter
def test_a_filled_starter_names_both_and_leaves_no_gap(one: Starter) -> None:
    text = " ".join(str(value) for value in astuple(one.filled(PARTNER, PRACTICE)))

    assert PARTNER in text
    assert PRACTICE in text
    assert "{" not in text
    assert "}" not in text


def test_filling_leaves_the_starter_itself_alone() -> None:
    starter("patient_evening").filled(PARTNER, PRACTICE)

    assert "{partner}" in starter("patient_evening").partner_role


@pytest.mark.parametrize("name", ["{practice}", "{0}", "{}", "}{", r"\1", "{partner.key}", "%s"])
def test_a_name_with_braces_stays_as_it_is(name: str) -> None:
    filled = starter("patient_evening").filled(name, PRACTICE)

    assert f"come back to {name} rather than wait" in filled.partner_role


@given(st.text(), st.text())
def test_filling_never_fails_and_keeps_what_is_not_a_name(partner: str, practice: str) -> None:
    one = starter("curated_shelf")

    filled = one.filled(partner, practice)

    assert filled.your_role == practice + one.your_role.removeprefix("{practice}")
    assert (filled.key, filled.minutes, filled.cta_kind) == (one.key, one.minutes, one.cta_kind)


def test_an_unknown_starter_is_refused_in_words() -> None:
    with pytest.raises(UnknownStarter, match="Choose one from the list"):
        starter("no_such_starter")


def test_an_unknown_kind_of_partner_has_no_starters() -> None:
    assert starters_for("bakery") == ()


def test_the_usual_length_of_a_format_is_one_that_its_starters_have() -> None:
    for kind in Format:
        assert USUAL_MINUTES[kind] in {one.minutes for one in ALL if one.format == kind}
