"""Amounts of money: whole minor units with their currency, never a float, never mixed (G4)."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from string import ascii_letters

from babel import Locale
from babel.core import get_global
from babel.numbers import (
    format_currency,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
)

LOCALE = "en"
USUAL = "USD"
# Where most practices are that this was made for; the others follow by name.
MOST_USED = ("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF")
LARGEST_TYPED = 10**15
LONGEST_TYPED = 40

_READINGS = (
    # 2500   2,500   2 500   2'500   2,500.50
    re.compile(
        r"(?P<whole>[0-9]+|[0-9]{1,3}(?:(?P<mark>[, '])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
        r"(?:\.(?P<part>[0-9]+))?"
    ),
    # 1.234,56: both marks in the other order can mean only one thing
    re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]+)"),
)


class DifferentCurrencies(ValueError):
    """Amounts in different currencies were added; str() names both."""


class NotAnAmount(ValueError):
    """What was typed is no amount of money; str() says what to type instead."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency.

    minor     whole minor units: cents for USD, yen for JPY; may be negative
    currency  ISO 4217 code in capitals

    Raises TypeError if minor is no whole number, ValueError if the currency is not known.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor units are whole numbers, not {self.minor!r}")
        decimals(self.currency)

    @classmethod
    def parse(cls, typed: str, currency: str) -> "Money":
        """Return the amount that a person typed, zero or more, in this currency.

        The comma groups thousands and the point begins the decimals, as everywhere in the
        interface. The other way round is understood only where nothing else can be meant
        ("1.234,56"); "2,50" and "1.234" in dollars are refused, for they may be slips of "2,500"
        and "1,234". The currency's sign or code may stand before or after.

        Raises NotAnAmount, whose text can be shown beside the field.
        """
        places = decimals(currency)
        number = _without_sign(_plain(typed), currency) if len(typed) <= LONGEST_TYPED else ""
        found = next((found for one in _READINGS if (found := one.fullmatch(number))), None)
        if found is None or len(found["part"] or "") > places:
            raise NotAnAmount(f"Please type an amount like {_example(currency)}.")
        whole = re.sub(r"[^0-9]", "", found["whole"])
        minor = int(whole + (found["part"] or "").ljust(places, "0"))
        if minor > LARGEST_TYPED:
            raise NotAnAmount("This amount is too large.")
        return cls(minor, currency)

    def __add__(self, other: "Money") -> "Money":
        """Return the sum; raises DifferentCurrencies unless both are in one currency."""
        if not isinstance(other, Money):
            return NotImplemented
        if other.currency != self.currency:
            raise DifferentCurrencies(f"{self.currency} and {other.currency} cannot be added")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        """Return the amount as the interface shows it: $2,500, or $2,500.50, or CHF 2,500.

        A space that never breaks parts letters from digits. Source: CLDR, currency spacing.
        """
        places = decimals(self.currency)
        text: str = format_currency(self.amount, self.currency, locale=LOCALE)
        text = re.sub(r"(?<=[A-Za-z])(?=[0-9])", "\N{NO-BREAK SPACE}", text)
        return text.removesuffix("." + "0" * places) if places else text

    @property
    def amount(self) -> Decimal:
        """Return the amount in whole units, exactly: 2500.50. A field shows it so."""
        return Decimal(self.minor).scaleb(-decimals(self.currency))


@cache
def decimals(currency: str) -> int:
    """Return how many decimals the currency is written with; raises ValueError if unknown.

    Source: CLDR, through Babel.
    """
    if currency not in Locale(LOCALE).currencies:
        raise ValueError(f"no such currency: {currency!r}")
    return get_currency_precision(currency)


def currencies() -> tuple[str, ...]:
    """Return what is paid with somewhere today, the most used first, the others by their names."""
    in_use = {code for territory in get_global("territory_currencies") for code in _of(territory)}
    return (*MOST_USED, *sorted(in_use - set(MOST_USED), key=currency_name))


def currency_name(currency: str, count: int = 1) -> str:
    """Return the currency's English name: "US Dollar", and "US dollars" for a count of several."""
    return get_currency_name(currency, count if count != 1 else None, locale=LOCALE)


def currency_in(territory: str | None) -> str:
    """Return what is paid with in a territory, by its ISO 3166 code; the usual where none is known.

    Source: CLDR, through Babel.
    """
    return next(iter(_of(territory)), USUAL) if territory else USUAL


def _of(territory: str) -> list[str]:
    """Return the territory's legal tenders of today, the leading one first."""
    known = get_global("territory_currencies").get(territory, ())
    return [code for code, _since, until, is_tender in known if until is None and is_tender]


def _plain(typed: str) -> str:
    """Return it with ordinary digits, spaces and apostrophes."""
    plain = unicodedata.normalize("NFKC", typed).replace("’", "'")
    return " ".join(plain.split())


def _without_sign(number: str, currency: str) -> str:
    """Return the number without the one sign or code that may stand before or after it."""
    symbol = _plain(get_currency_symbol(currency, locale=LOCALE))
    for sign in (currency, symbol, symbol.lstrip(ascii_letters)):
        if sign and number.upper().startswith(sign.upper()):
            return number[len(sign) :].strip()
        if sign and number.upper().endswith(sign.upper()):
            return number[: -len(sign)].strip()
    return number


def _example(currency: str) -> str:
    return "2,500 or 2,500.50" if decimals(currency) else "2,500"
