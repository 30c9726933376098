"""The outsider's practice: a little of everything, so that there is something to keep apart."""

from jvplanner.demo import occasions, partners, wordings
from jvplanner.demo.evenings import seat
from jvplanner.demo.events import open_door, plan
from jvplanner.demo.guests import Host
from jvplanner.demo.proposals import draft, send
from jvplanner.demo.scene import Scene
from jvplanner.practices.models import Practice


def tell(scene: Scene, practice: Practice) -> None:
    """Write everything that the acting practice has in the demo."""
    partner = partners.make_partner(scene, partners.OUTSIDE, days_ago=90)
    wall = draft(partner, wordings.WALL, at=scene.at(-6, 9), dates=[scene.at(25, 19)])
    send(wall, practice, at=scene.at(-5, 9))
    starts_at, made_at = scene.at(18, 19), scene.at(-12, 9)
    event = plan(scene, occasions.OUTSIDE, starts_at=starts_at, made_at=made_at, partner=partner)
    event.publish(scene.at(-11, 9))
    open_door(event, "Entrance", at=scene.at(-1, 9))
    since, until = scene.at(-10, 9), scene.at(-1, 9)
    seat(scene, Host.here(practice.id), event, occasions.OUTSIDE_PARTY, since=since, until=until)
