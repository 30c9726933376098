"""Ready texts about an event, in the organiser's own words; each has an address that counts."""

from dataclasses import dataclass

from jvplanner.collateral.particulars import Told
from jvplanner.collateral.printed import address_of
from jvplanner.events.models import Event
from jvplanner.events.rules import lines_of
from jvplanner.events.sources import Source
from jvplanner.languages import gettext as _
from jvplanner.languages import speaking

# Pixels. On a narrow phone, with three lines of title, the card's button is still in sight; the
# preview of the kit is as high.
CARD_HEIGHT = 330


@dataclass(frozen=True)
class ReadyText:
    """A text to copy. name stands in the page's ids."""

    name: str
    label: str
    text: str


def ready_texts(told: Told, event: Event) -> list[ReadyText]:
    """Return the texts in the language of what is told."""
    with speaking(told.language):
        return [
            ReadyText("newsletter", "For the partner’s newsletter", _newsletter(told, event)),
            ReadyText("social", "For a social post", _social_post(told, event)),
            ReadyText("counter", "For whoever stands at the counter", _counter(told, event)),
        ]


def frame_snippet(told: Told, card_address: str) -> str:
    """Return the HTML that shows the event's card on another site."""
    address = card_address if told.language == "en" else f"{card_address}?lang={told.language}"
    title = told.title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<iframe src="{address}" title="{title}" width="100%" height="{CARD_HEIGHT}" '
        'loading="lazy" style="max-width: 30rem; border: 0"></iframe>'
    )


def _where(told: Told) -> str:
    return ", ".join(filter(None, (told.place, told.address)))


def _newsletter(told: Told, event: Event) -> str:
    parts = [event.title, f"{told.when}\n{_where(told)}", event.description]
    if things := lines_of(event.take_home):
        parts.append("\n".join([_("You take home:"), *(f"– {thing}" for thing in things)]))
    parts.append(_invitation(told, Source.NEWSLETTER))
    parts.append(_("This event is education and not medical advice."))
    return "\n\n".join(filter(None, parts))


def _social_post(told: Told, event: Event) -> str:
    facts = f"{told.when}\n{_where(told)}"
    return "\n\n".join((event.title, facts, _invitation(told, Source.SOCIAL_POST)))


def _counter(told: Told, event: Event) -> str:
    if event.has_door:
        said = _(
            "“There is something you may like: %(title)s. It is on %(when)s, at %(place)s. "
            "Would you like a card? Its code saves you a seat.”",
            title=event.title,
            when=told.when,
            place=told.place,
        )
    else:
        said = _(
            "“There is something you may like: %(title)s. It is on %(when)s, online. "
            "Would you like a card? Its code saves you a seat.”",
            title=event.title,
            when=told.when,
        )
    after = _(
        "Nobody has to decide now. For whoever has no phone with them, a name and an e-mail "
        "address are enough, here: %(address)s",
        address=address_of(told, Source.COUNTER_STAFF),
    )
    return f"{said}\n\n{after}"


def _invitation(told: Told, source: Source) -> str:
    return _("Save your seat: %(address)s", address=address_of(told, source))
