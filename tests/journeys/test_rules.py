"""Counting a cohort honestly (J8, G1, G4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.journeys.rules import Cohort, bars, likely_share, share_in_words


def test_the_bars_show_each_step_of_the_one_before_and_the_loss_between() -> None:
    cohort = Cohort(registered=38, came=29, call_booked=9, call_held=7, client=2)
    assert [(bar.label, bar.n, bar.of) for bar in bars(cohort)] == [
        ("Registered", 38, None),
        ("Came", 29, 38),
        ("Call booked", 9, 29),
        ("Call held", 7, 9),
        ("Client", 2, 7),
    ]
    assert [bar.lost for bar in bars(cohort)][1] == "9 did not come"


def test_before_the_end_nobody_has_failed_to_come() -> None:
    came = bars(Cohort(6, 0, 0, 0, 0), is_over=False)[1]
    assert came.lost == "6 not in yet"


def test_a_step_that_loses_nobody_says_nothing_of_a_loss() -> None:
    assert [bar.lost for bar in bars(Cohort(3, 3, 3, 3, 3))] == [""] * 5


def test_a_cohort_that_grows_on_the_way_is_refused() -> None:
    with pytest.raises(ValueError, match="later stage"):
        Cohort(registered=1, came=2, call_booked=0, call_held=0, client=0)


def test_29_of_38_is_likely_between_61_and_87_percent() -> None:
    assert share_in_words(29, 38) == "76\u00a0%, likely between 61 and 87\u00a0%", (
        "no line breaks there"
    )


@pytest.mark.parametrize("of", [0, 1, 4, 19], ids=lambda of: f"{of} cases")
def test_few_cases_get_no_percentage(of: int) -> None:
    assert share_in_words(0, of) is None


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_likely_share_surrounds_the_share_and_stays_a_share(case: tuple[int, int]) -> None:
    n, of = case
    low, high = likely_share(n, of)
    assert 0 <= low <= n / of + 1e-9
    assert n / of - 1e-9 <= high <= 1


@pytest.mark.parametrize("case", [(0, 0), (2, 1), (-1, 3)], ids=["none", "too many", "negative"])
def test_what_is_no_share_is_refused(case: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is no share"):
        likely_share(*case)
