"""Loading the demo: the two practices of the cast, and as much beside them as is asked for."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.demo import hillside, letterbox, markers, occasions, practices, riverside
from jvplanner.demo.crowd import Place, Scale, fill
from jvplanner.demo.guests import Host
from jvplanner.demo.scene import Scene
from jvplanner.errors import Conflict
from jvplanner.links.models import PublicCode
from jvplanner.partners.models import Partner
from jvplanner.practices.models import Practice, User
from jvplanner.tenancy import acting_for


class DemoIsThere(Conflict):
    """The demo practice is in the database already."""


def is_there() -> bool:
    return db.session.get(PublicCode, markers.COMING) is not None


def has_any_practice() -> bool:
    return db.session.scalar(select(Practice.id).limit(1)) is not None


def load(
    scale: Scale, *, seed: int, today: date | None = None, sends_mail: bool = True
) -> Iterator[None]:
    """Write the demo; the same rows for the same seed and day.

    today       the practice's local day, from which everything is dated; None for the present one
    sends_mail  whether a mail server is set up; without one, its members sent the letters

    Pauses where the caller is to commit: once the cast is there, then after each portion of
    what is beside it. Raises DemoIsThere.
    """
    if is_there() or db.session.scalar(select(User.id).where(User.email == markers.OWNER)):
        raise DemoIsThere("The demo practice is there already. It is loaded into a new database.")
    today = today or clock.today(practices.ZONE)
    password = practices.hashed_password()
    home = _cast(Scene(f"{seed}:cast", today, practices.ZONE), password, sends_mail=sends_mail)
    yield
    yield from fill(Scene(f"{seed}:crowd", today, practices.ZONE), home, scale, password)


def _cast(scene: Scene, password: str, *, sends_mail: bool) -> Place:
    """Write Riverside and Hillside; return Riverside as the first to hold further events."""
    practice = practices.make_practice(scene, practices.RIVERSIDE, password)
    practices.add_colleague(scene, practice, password)
    with acting_for(practice.id):
        riverside.tell(scene, practice)
        practices.invite_colleague(scene)
        letterbox.settle(scene, returned_by=occasions.LENA[1])
        if not sends_mail:
            letterbox.by_hand()
        partner_id = db.session.scalars(select(Partner.id).order_by(Partner.id).limit(1)).one()
        home = Place(Host.here(practice.id), partner_id)
    outside = practices.make_practice(scene, practices.HILLSIDE, password)
    with acting_for(outside.id):
        hillside.tell(scene, outside)
        letterbox.settle(scene, returned_by="", waiting=0)
        if not sends_mail:
            letterbox.by_hand()
    return home
