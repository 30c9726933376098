"""Who comes together: somebody who registers, and the friends they bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jvplanner.events.answering import answer_in, field_name
from jvplanner.events.consents import wordings
from jvplanner.events.models.consent import ConsentPurpose
from jvplanner.events.queries.place import PlaceHeld
from jvplanner.languages import ENGLISH
from jvplanner.people.knowing import Human

MOST_FRIENDS = 3
# What a form holds, by the names of its fields.
Sent = Mapping[str, Sequence[str]]


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


@dataclass(frozen=True)
class Typed:
    """Who registers and whom they bring; what the event asks is read when the event is known."""

    guest: Human
    friends: tuple[Human, ...]
    source: str
    sent: Sent

    def party(self, place: PlaceHeld, language: str) -> Party:
        """Return everything that was sent to this event. Raises NoAnswer."""
        answers = {
            asked.id: said
            for asked in place.questions
            if (said := answer_in(asked, self.sent.get(field_name(asked.id), ())))
        }
        return Party(
            self.guest, self.friends, self.source, language, answers, self._consents(place)
        )

    def _consents(self, place: PlaceHeld) -> dict[ConsentPurpose, str]:
        given = [purpose for purpose in ConsentPurpose if first_in(self.sent, purpose)]
        if not given:
            return {}
        words = wordings(place.practice_name, place.partner_name)
        return {purpose: words[purpose] for purpose in given if purpose in words}


def first_in(sent: Sent, name: str) -> str:
    """Return what a form holds under a name, of several texts the first; empty for nothing."""
    values = sent.get(name)
    return values[0] if values else ""
