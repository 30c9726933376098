"""The ticket as a picture to keep: whoever finds it among their photos knows what it is for."""

from jvplanner.events.codes import code_svg
from jvplanner.events.models import Event, Guest
from jvplanner.languages import current
from jvplanner.languages import gettext as _
from jvplanner.practices.models import Practice
from jvplanner.typesetting import png, printable
from jvplanner.wall_time import span_text

FINENESS = 216  # pixels to the inch: 1,080 wide, as phones show pictures


def ticket_picture(guest: Guest, event: Event, practice: Practice, address: str) -> bytes:
    """Return the ticket as PNG, in the language that is spoken.

    It says what the page says in its largest letters, so that it is enough without a connection;
    the guest's own name stands in it, as on the page.

    address  the ticket's private address, which the code leads to
    """
    partner = _("with %(partner)s", partner=event.partner.name) if event.partner else ""
    place = ", ".join(filter(None, (event.place, event.room)))
    said = {
        "hosts": f"{practice.name} {partner}",
        "title": event.title,
        "name": guest.name,
        "when": str(span_text(event.starts_at, event.ends_at, event.time_zone, current())),
        "place": place or _("Online"),
        "address": event.address,
        "show": _("Show this at the door, on the screen or on paper."),
    }
    drawn = {"code": code_svg(address).decode(), "brand": practice.brand_colour}
    words = {name: printable(text) or text for name, text in said.items()}
    return png("ticket", words | drawn | {"language": current()}, ppi=FINENESS)
