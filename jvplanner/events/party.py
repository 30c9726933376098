"""Who comes together: somebody who registers, and the friends they bring."""

from dataclasses import dataclass, field

from jvplanner.events.models.consent import ConsentPurpose
from jvplanner.languages import ENGLISH
from jvplanner.people.knowing import Human

MOST_FRIENDS = 3


@dataclass(frozen=True)
class Party:
    """Who registers, whom they bring, and what they said.

    answers   by question, in words
    consents  the words that were agreed to, by purpose
    """

    guest: Human
    friends: tuple[Human, ...] = ()
    source: str = ""
    language: str = ENGLISH
    answers: dict[int, str] = field(default_factory=dict)
    consents: dict[ConsentPurpose, str] = field(default_factory=dict)
