"""What an event's printed matter and pictures say, as one value: equal values make equal files."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from jvplanner.events.models import Event
from jvplanner.events.rules import lines_of
from jvplanner.languages import ENGLISH, LANGUAGES, speaking
from jvplanner.languages import gettext as _
from jvplanner.practices.models import Practice
from jvplanner.typesetting import printable
from jvplanner.wall_time import span_text

MOST_TAKEN_HOME = 3


@dataclass(frozen=True)
class Brand:
    """Who invites; logo is a PNG, empty where there is none."""

    name: str
    logo: bytes

    @property
    def picture(self) -> str:
        """Return the logo in a frame of its own, as text; templates take no bytes."""
        if not self.logo:
            return ""
        width, height = (int.from_bytes(self.logo[at : at + 4], "big") for at in (16, 20))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
            f'href="data:image/png;base64,{b64encode(self.logo).decode()}"/></svg>'
        )


@dataclass(frozen=True)
class Told:
    """What is told of an event in one language; when in the words of its page. Source: B4."""

    language: str
    code: str
    title: str
    when: str
    place: str
    address: str
    take_home: tuple[str, ...]
    brands: tuple[Brand, ...]
    colour: str
    changed_at: datetime

    @property
    def day(self) -> str:
        return self.when.partition(", ")[0]

    @property
    def hours(self) -> str:
        return self.when.partition(", ")[2]


def told(
    event: Event, practice: Practice, logos: tuple[bytes | None, bytes | None], language: str
) -> Told:
    """Return what is told of an event of the acting practice in a language."""
    language = language if language in LANGUAGES else ENGLISH
    names = (practice.name, event.partner.name if event.partner else "")
    with speaking(language):
        online = _("Online")
        when = str(span_text(event.starts_at, event.ends_at, event.time_zone, language))
    place = ", ".join(filter(None, (printable(event.place), printable(event.room))))
    return Told(
        language=language,
        code=event.code,
        title=printable(event.title) or practice.name,
        when=when,
        place=place or online,
        address=printable(event.address),
        take_home=tuple(printable(line) for line in lines_of(event.take_home))[:MOST_TAKEN_HOME],
        brands=tuple(
            Brand(printable(name) or name, logo or b"")
            for name, logo in zip(names, logos, strict=True)
            if name
        ),
        colour=practice.brand_colour,
        changed_at=event.updated_at,
    )
