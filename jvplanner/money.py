"""Money: whole minor units with their currency, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision, get_currency_symbol

LARGEST_MINOR = 2**31 - 1
# Two or three digits behind the last separator are never a group of thousands and decimals at once.
_TYPED = re.compile(r"(?P<whole>\d{1,3}(?:[ ,.'’]\d{3})+|\d+)(?:(?P<point>[.,])(?P<part>\d{1,3}))?")


class NotMoney(ValueError):
    """What was typed is no amount; str() says how to type one."""


class DifferentCurrencies(ValueError):
    """Two currencies were about to be added."""


@dataclass(frozen=True, order=False)
class Money:
    """An amount in minor units (cents for USD, yen for JPY) of an ISO 4217 currency."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """Read an amount as people type it: "2,500", "2500.50", "$2,500", "1.234,56".

        The last separator is the decimal one when as many digits follow it as the currency has
        decimals (or one fewer); three digits after a separator are thousands. Raises NotMoney.
        """
        bare = text.strip()
        for sign in (currency, get_currency_symbol(currency, locale="en")):
            bare = bare.removeprefix(sign).removesuffix(sign).strip()
        decimals = get_currency_precision(currency)
        found = _TYPED.fullmatch(bare)
        part = (found["part"] or "") if found else ""
        if found is None or len(part) > decimals:
            raise NotMoney("Type an amount such as 2,500 or 2500.50.")
        whole = int(re.sub(r"\D", "", found["whole"]))
        minor = whole * 10**decimals + int(part.ljust(decimals, "0") or 0)
        if minor > LARGEST_MINOR:
            raise NotMoney("This amount is too large.")
        return cls(minor, currency)

    @property
    def plain(self) -> str:
        """Return the amount as it is typed into a field, without the currency: "2500.50"."""
        decimals = get_currency_precision(self.currency)
        whole, part = divmod(self.minor, 10**decimals)
        return f"{whole}.{part:0{decimals}d}" if part else str(whole)

    def __add__(self, other: "Money") -> "Money":
        """Add an amount of the same currency; raises DifferentCurrencies otherwise."""
        if self.currency != other.currency:
            raise DifferentCurrencies(f"{self.currency} and {other.currency} do not add up")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        """Return "$2,500", or "$2,500.50" when there are minor units."""
        decimals = get_currency_precision(self.currency)
        amount = Decimal(self.minor).scaleb(-decimals)
        text: str = format_currency(amount, self.currency, locale="en")
        return text.removesuffix("." + "0" * decimals) if decimals else text
