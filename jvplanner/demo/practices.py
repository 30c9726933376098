"""The practices of the demo, their members, and an invitation that is still open."""

from dataclasses import dataclass

from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.demo.scene import Scene
from jvplanner.links import addresses
from jvplanner.practices.actions import open_practice
from jvplanner.practices.letters import tell_invited
from jvplanner.practices.models import INVITATION, Invitation, Membership, Practice, Role, User
from jvplanner.practices.security import make_account

ZONE = "America/New_York"


@dataclass(frozen=True)
class Sketch:
    """What a practice of the demo is called and who owns it."""

    name: str
    owner: str
    email: str
    brand_colour: str
    postal_address: str


RIVERSIDE = Sketch(
    "Riverside Nutrition",
    "Maya Okafor",
    markers.OWNER,
    "#0f5c4d",
    "12 Mill Lane\nRiverside, NY 10471",
)
HILLSIDE = Sketch(
    "Hillside Physio", "Noor", markers.OUTSIDER, "#7a3b69", "3 Orchard Rise\nHillside, NY 10583"
)


def hashed_password() -> str:
    """Return the demo's password as an account keeps it; slow, so done once for all of them."""
    account = make_account(name="", email="nobody@riverside.example", password=markers.PASSWORD)
    db.session.expunge(account)
    return account.password or ""


def make_practice(scene: Scene, sketch: Sketch, password: str) -> Practice:
    """Make a practice with its owner, a little over a year before the demo's day."""
    opened_at = scene.at(-400, 10)
    owner = _account(scene, sketch.owner, sketch.email, password)
    owner.created_at = opened_at
    practice = open_practice(
        owner,
        name=sketch.name,
        time_zone=scene.zone,
        brand_colour=sketch.brand_colour,
        postal_address=sketch.postal_address,
    )
    practice.created_at = opened_at
    return practice


def add_colleague(scene: Scene, practice: Practice, password: str) -> None:
    tom = _account(scene, "Tom O’Neill", "tom@riverside.example", password)
    tom.created_at = scene.at(-210, 14)
    db.session.add(Membership(user=tom, practice=practice, role=Role.COLLEAGUE))
    db.session.flush()


def invite_colleague(scene: Scene) -> None:
    """Leave an invitation of the acting practice open."""
    invitation = Invitation(
        name="Inês Ferreira",
        email="ines@riverside.example",
        role=Role.COLLEAGUE,
        invited_at=scene.at(-2, 11, 20),
    )
    db.session.add(invitation)
    db.session.flush()
    link = addresses.issue(INVITATION, invitation.id, expires_at=scene.at(12, 11, 20))
    tell_invited(invitation, link.generation)


def _account(scene: Scene, name: str, email: str, password: str) -> User:
    user = User(name=name, email=email, password=password, fs_uniquifier=scene.key())
    db.session.add(user)
    return user
