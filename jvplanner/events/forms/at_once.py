"""Reading a registration without making a form: most hold nothing that one would have to show.

Whatever is refused here is read once more by RegistrationForm, which says what is wrong and where;
a test holds both to the same opinion.
"""

from jvplanner.events.forms.guests import is_phone
from jvplanner.events.party import MOST_FRIENDS, Sent, Typed, first_in
from jvplanner.events.rules import names_an_address, tracked_source
from jvplanner.human_names import InvalidName, typed_name
from jvplanner.mailboxes import InvalidEmail, reachable_key
from jvplanner.people.knowing import Human
from jvplanner.typed_text import has_control_characters, one_line

TRAP = "website"
# The fields in which each friend is named.
FRIENDS = tuple((f"friend_{n}_name", f"friend_{n}_email") for n in range(1, MOST_FRIENDS + 1))


class Slip(ValueError):
    """Something was typed that cannot be; the form itself says what."""


def typed_in(sent: Sent) -> Typed:
    """Return what was typed. Raises Slip."""
    guest = _human(sent, "name", "email", _phone(sent))
    if not guest.email:
        raise Slip
    friends = [
        _human(sent, name, email) for name, email in FRIENDS if _is_brought(sent, name, email)
    ]
    keys = [human.key for human in (guest, *friends) if human.key]
    if len(set(keys)) < len(keys):
        raise Slip
    return Typed(guest, tuple(friends), tracked_source(first_in(sent, "source")), sent)


def fell_in_trap(sent: Sent) -> bool:
    """Tell whether the field was filled in that people do not see."""
    return bool(first_in(sent, TRAP))


def friends_in(sent: Sent) -> int:
    """Return how many friends are brought; each counts like somebody who comes by themselves."""
    return sum(_is_brought(sent, name, email) for name, email in FRIENDS)


def _is_brought(sent: Sent, name: str, email: str) -> bool:
    return bool(one_line(first_in(sent, name)) or one_line(first_in(sent, email)))


def _human(sent: Sent, name_field: str, email_field: str, phone: str = "") -> Human:
    name, email = one_line(first_in(sent, name_field)), one_line(first_in(sent, email_field))
    if has_control_characters(name):
        raise Slip
    try:
        human = Human(typed_name(name), email, reachable_key(email) if email else None, phone)
    except (InvalidName, InvalidEmail) as refusal:
        raise Slip from refusal
    if names_an_address(human.name):
        raise Slip
    return human


def _phone(sent: Sent) -> str:
    phone = one_line(first_in(sent, "phone"))
    if phone and not is_phone(phone):
        raise Slip
    return phone
