"""The rows of people, for whoever writes them past the session."""

from dataclasses import dataclass
from datetime import datetime

from jvplanner.people.names import name_key


@dataclass(frozen=True)
class Human:
    """Somebody as they were typed; key is email_key(email), and None for nobody's address."""

    name: str
    email: str
    key: str | None
    phone: str = ""


def person_row(person_id: int, practice_id: int, human: Human, now: datetime) -> dict[str, object]:
    """Return somebody as a row of Person."""
    return {
        "id": person_id,
        "practice_id": practice_id,
        "name": human.name,
        "name_key": name_key(human.name),
        "email": human.email or None,
        "email_key": human.key,
        # Of whom one has an address, the telephone number stands with the guest alone.
        "phone": None if human.key else human.phone or None,
        "known_since": now,
    }
