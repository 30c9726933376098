"""First drafts a proposal can begin from, by the partner's hub kind (J2); the texts are in TOML."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from jvplanner.errors import NotFound

STARTERS = Path(__file__).with_name("starters.toml")

_PLACEHOLDER = re.compile(r"\{(partner|practice)\}")


class UnknownStarter(NotFound):
    """There is no starter with this key."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A proposal's four parts to begin from, with {partner} and {practice} where names belong.

    key       stable name, unique among all starters
    hub_kind  the kind of partner it was written for
    format    what kind of occasion it is, one of Format
    minutes   how long the occasion usually takes
    """

    key: str
    hub_kind: str
    format: str
    title: str
    hook: str
    partner_role: str
    your_role: str
    call_to_action: str
    cta_kind: Literal["discovery_call", "partner_package"]
    minutes: int

    def filled(self, partner: str, practice: str) -> "Starter":
        """Return it with both names filled in, as they are, braces and all."""
        names = {"partner": partner, "practice": practice}

        def with_names(text: str) -> str:
            return _PLACEHOLDER.sub(lambda found: names[found[1]], text)

        return replace(
            self,
            partner_role=with_names(self.partner_role),
            your_role=with_names(self.your_role),
            call_to_action=with_names(self.call_to_action),
        )


def starters_for(hub_kind: str) -> tuple[Starter, ...]:
    """Return the starters for this kind of partner, best first; none for an unknown kind."""
    return tuple(one for one in _starters().values() if one.hub_kind == hub_kind)


def starter(key: str) -> Starter:
    """Return the starter with this key; raises UnknownStarter if there is none."""
    try:
        return _starters()[key]
    except KeyError:
        raise UnknownStarter("There is no such starter. Choose one from the list.") from None


@cache
def _starters() -> dict[str, Starter]:
    written = tomllib.loads(STARTERS.read_text(encoding="utf-8"))
    return {one["key"]: Starter(**one) for one in written["starter"]}
