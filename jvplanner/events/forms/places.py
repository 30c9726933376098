"""Where an event takes place, as members type it: everything that gets a guest to the chair."""

import re
from typing import Any

from wtforms import Field, URLField
from wtforms.validators import Length, Optional, ValidationError

from jvplanner.events.models import LONGEST_LINK, LONGEST_NOTE, LONGEST_ROOM
from jvplanner.proposals.models import LONGEST_PLACE
from jvplanner.typed_text import one_line
from jvplanner.web.forms import TOO_LONG, MemberForm, NoControlCharacters, line_field, text_field

# A host with a dot in it or a port, without a name and password in front.
_SECURE = re.compile(r"https://[^\s/?#@\\]+(?:[/?#]\S*)?", re.IGNORECASE)


class SecureAddress:
    """Refuse what a guest could not open safely from our page."""

    def __call__(self, _form: Any, field: Field) -> None:
        if not _SECURE.fullmatch(field.data):
            raise ValidationError("Enter a web address that begins with https://.")


def address_field(label: str, *checks: Any, **rest: Any) -> URLField:
    """Return a field for a web address that may be left empty."""
    needed = [Optional(), Length(max=LONGEST_LINK, message=TOO_LONG), NoControlCharacters()]
    return URLField(label, filters=[one_line], validators=[*needed, *checks], **rest)


class PlaceFields(MemberForm):
    """The place, how one gets in, and the address on the network."""

    place = line_field("Place", LONGEST_PLACE, description="The house, as people find it.")
    room = line_field("Room", LONGEST_ROOM, description="Floor and room, once one is inside.")
    address = line_field("Postal address", 300, description="For the map.")
    map_link = address_field(
        "Your own map link",
        SecureAddress(),
        description="Only if searching for the address does not lead to the door.",
    )
    parking = text_field("Parking", LONGEST_NOTE)
    access_notes = text_field(
        "Getting in", LONGEST_NOTE, description="Step-free, a lift, how wide the door is."
    )
    online_address = address_field(
        "Online address",
        description="Only registered guests see it, from 24 hours before it begins.",
    )

    def validate_online_address(self, field: Field) -> None:
        if field.data and not re.match(r"https?://[^\s/]", field.data, re.IGNORECASE):
            raise ValidationError("Enter a web address that begins with https://.")
