"""Money: exact, in one currency at a time (G4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.money import DifferentCurrencies, Money, NotMoney


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("2500", "USD", 250_000),
        ("2,500", "USD", 250_000),
        ("2,500.50", "USD", 250_050),
        ("2500.5", "USD", 250_050),
        ("$2,500", "USD", 250_000),
        ("USD 2500", "USD", 250_000),
        ("2500 €", "EUR", 250_000),
        ("1.234,56", "EUR", 123_456),
        ("1’234.50", "CHF", 123_450),
        ("1 234", "USD", 123_400),
        ("1.234", "USD", 123_400),
        ("12,34", "EUR", 1_234),
        ("2500", "JPY", 2_500),
        ("1,234", "JPY", 1_234),
        ("0", "USD", 0),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, currency: str, minor: int) -> None:
    assert Money.parse(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "typed", ["", "free", "-5", "1e3", "2500.555.1", "12.50", "2,50,00", "9" * 12, "$", "1٫5"]
)
def test_what_is_no_amount_is_refused_with_words(typed: str) -> None:
    currency = "JPY" if typed == "12.50" else "USD"
    with pytest.raises(NotMoney, match="amount"):
        Money.parse(typed, currency)


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(DifferentCurrencies):
        Money(1, "USD") + Money(1, "EUR")


def test_one_currency_adds_up() -> None:
    assert Money(10, "USD") + Money(5, "USD") == Money(15, "USD")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(250_000, "USD"), "$2,500"),
        (Money(250_050, "USD"), "$2,500.50"),
        (Money(2_500, "JPY"), "¥2,500"),
    ],
)
def test_money_is_written_with_its_currency_and_without_empty_cents(
    money: Money, text: str
) -> None:
    assert str(money) == text


@given(st.integers(0, 2**31 - 1), st.sampled_from(["USD", "EUR", "JPY", "CHF"]))
def test_what_a_field_shows_is_read_back_the_same(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(money.plain, currency) == money
    assert Money.parse(str(money), currency) == money
