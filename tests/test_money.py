"""Amounts are exact, are read as typed, and are never mixed (G4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.money import (
    MOST_USED,
    DifferentCurrencies,
    Money,
    NotAnAmount,
    currencies,
    currency_in,
    currency_name,
    decimals,
)

CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "CAD", "CHF", "JPY", "KWD", "XOF", "MXN"])
MINOR = st.integers(0, 10**15)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        pytest.param("2500", "USD", 250_000, id="a bare number is whole dollars"),
        pytest.param("2,500", "USD", 250_000, id="a comma groups thousands"),
        pytest.param("1,234,567.89", "USD", 123_456_789, id="several groups and cents"),
        pytest.param("2500.50", "USD", 250_050, id="a point begins the cents"),
        pytest.param("2500.5", "USD", 250_050, id="one decimal is tenths"),
        pytest.param("$2,500", "USD", 250_000, id="the sign may stand before"),
        pytest.param("5 $", "USD", 500, id="the sign may stand after"),
        pytest.param("$5", "CAD", 500, id="the bare sign is the practice's own dollar"),
        pytest.param("CA$5", "CAD", 500, id="the full sign is understood"),
        pytest.param("usd 5", "USD", 500, id="the code is understood in small letters"),
        pytest.param(" 2 500 ", "EUR", 250_000, id="a space groups thousands"),
        pytest.param("2\u202f500", "EUR", 250_000, id="a narrow space groups thousands"),
        pytest.param("2’500.05", "CHF", 250_005, id="an apostrophe groups thousands"),
        pytest.param("1.234,56", "EUR", 123_456, id="both marks the other way round are clear"),
        pytest.param("1,234", "JPY", 1_234, id="yen have no decimals"),
        pytest.param("1.234", "KWD", 1_234, id="dinars have three decimals"),
        pytest.param("２５００", "USD", 250_000, id="full-width digits are digits"),
        pytest.param("0", "USD", 0, id="nothing is an amount"),
        pytest.param("9007199254740.99", "USD", 900_719_925_474_099, id="more than a float holds"),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed: str, currency: str, minor: int) -> None:
    assert Money.parse(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        pytest.param("", "USD", id="nothing typed"),
        pytest.param("$", "USD", id="only a sign"),
        pytest.param("free", "USD", id="a word"),
        pytest.param("-5", "USD", id="less than nothing"),
        pytest.param("2,50", "USD", id="perhaps a slip of 2,500"),
        pytest.param("1.234", "USD", id="perhaps 1,234"),
        pytest.param("1,23,456", "USD", id="groups of two"),
        pytest.param("1,234 567", "USD", id="two kinds of groups"),
        pytest.param("5.", "USD", id="a point without cents"),
        pytest.param("1e5", "USD", id="a power of ten"),
        pytest.param("1_000", "USD", id="underscores"),
        pytest.param("NaN", "USD", id="not a number"),
        pytest.param("5.00", "JPY", id="decimals of a yen"),
        pytest.param("€5", "USD", id="another currency's sign"),
        pytest.param("5 EUR", "USD", id="another currency's code"),
        pytest.param("500A", "XOF", id="a piece of the sign"),
        pytest.param("99999999999999999", "USD", id="more than there is"),
        pytest.param("9" * 10_000, "USD", id="digits without end"),
    ],
)
def test_what_could_be_misread_is_refused_with_a_word_of_help(typed: str, currency: str) -> None:
    with pytest.raises(NotAnAmount, match=r"type an amount like 2,500|too large"):
        Money.parse(typed, currency)


@given(MINOR, CURRENCIES)
def test_what_is_shown_can_be_typed_again(minor: int, currency: str) -> None:
    amount = Money(minor, currency)

    assert Money.parse(str(amount), currency) == amount


@given(st.text(), CURRENCIES)
def test_any_text_is_either_an_amount_or_refused(typed: str, currency: str) -> None:
    try:
        amount = Money.parse(typed, currency)
    except NotAnAmount:
        return
    assert amount.minor >= 0


@given(MINOR, MINOR, CURRENCIES)
def test_a_sum_is_exact(one: int, other: int, currency: str) -> None:
    assert Money(one, currency) + Money(other, currency) == Money(one + other, currency)


def test_amounts_are_summed_from_nothing_of_their_currency() -> None:
    amounts = [Money(1, "USD"), Money(2, "USD")]

    assert sum(amounts, Money(0, "USD")) == Money(3, "USD")


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(DifferentCurrencies, match="USD and EUR"):
        Money(100, "USD") + Money(100, "EUR")


def test_a_number_is_not_money() -> None:
    with pytest.raises(TypeError):
        Money(100, "USD") + 100  # type: ignore[operator]


@pytest.mark.parametrize("minor", [1.0, True, "1", None])
def test_cents_are_whole_numbers(minor: object) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        Money(minor, "USD")  # type: ignore[arg-type]


@pytest.mark.parametrize("currency", ["", "usd", "ZZZ", "DOLLARS"])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    with pytest.raises(ValueError, match="no such currency"):
        Money(1, currency)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Money(250_050, "USD"), "$2,500.50"),
        (Money(-500, "USD"), "-$5"),
        (Money(250_000, "USD"), "$2,500"),
        (Money(1_234, "JPY"), "¥1,234"),
        (Money(1_234, "KWD"), "KWD\xa01.234"),
        (Money(10**15 - 1, "USD"), "$9,999,999,999,999.99"),
    ],
    ids=str,
)
def test_an_amount_is_shown_with_its_sign_and_decimals(amount: Money, shown: str) -> None:
    assert str(amount) == shown


def test_decimals_are_those_of_the_currency() -> None:
    assert [decimals(currency) for currency in ("JPY", "USD", "KWD")] == [0, 2, 3]


def test_the_most_used_currencies_stand_first_and_the_others_by_name() -> None:
    listed = currencies()

    assert listed[: len(MOST_USED)] == MOST_USED
    others = [currency_name(currency) for currency in listed[len(MOST_USED) :]]
    assert others == sorted(others)
    assert {"JPY", "KES", "XOF"} < set(listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("past", ["DEM", "HRK", "USN", "XAU"])
def test_what_nobody_pays_with_is_not_offered(past: str) -> None:
    assert past not in currencies()


@pytest.mark.parametrize("currency", currencies())
def test_every_currency_offered_can_be_counted_in(currency: str) -> None:
    amount = Money(123_400, currency)

    assert Money.parse(str(amount), currency) == amount
    assert currency_name(currency) != currency


@pytest.mark.parametrize(
    ("territory", "currency"),
    [("US", "USD"), ("HR", "EUR"), ("GB", "GBP"), ("ZW", "USD"), ("AQ", "USD"), (None, "USD")],
)
def test_a_country_has_its_currency_and_no_country_the_usual_one(
    territory: str | None, currency: str
) -> None:
    assert currency_in(territory) == currency
