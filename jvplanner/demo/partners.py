"""The partners of the demo practice: one at least of every hub kind, and who works there."""

from dataclasses import dataclass

from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.demo.scene import Scene
from jvplanner.mailboxes import email_key
from jvplanner.partners.models import HubKind, Partner, PartnerPerson
from jvplanner.people.models import Person

PHARMACY = "Canal Street Pharmacy"
STUDIO = "Core Pilates Studio"
MARKET = "Green Basket Market"
PHYSICIANS = "Lee Family Medicine"
CHIROPRACTOR = "Backbone Chiropractic"
MIDWIVES = "Bloom Midwifery"
SECOND_PHARMACY = "Harbor Specialty Pharmacy"
GYM = "Northside Strength"


@dataclass(frozen=True)
class Sketch:
    """A partner; people are name, address, and what they work as, the one to write to first.

    groundwork  their problem, our part in solving it, and what we ask back
    """

    name: str
    kind: HubKind
    address: str
    people: tuple[tuple[str, str, str], ...]
    website: str = ""
    notes: str = ""
    groundwork: tuple[str, str, str] = ("", "", "")


PARTNERS = (
    Sketch(
        PHARMACY,
        HubKind.COMPOUNDING_PHARMACY,
        "214 Canal Street, Riverside",
        (
            ("Dana Whitfield", "dana@canalstreet.example", "Pharmacist and owner"),
            ("Luis Ortega", "luis@canalstreet.example", "Community outreach"),
        ),
        "https://canalstreet.example",
        "Dana reads on her phone between two customers. Short letters, mornings.",
        (
            "The counter is asked about tiredness all day, and every answer takes ten minutes.",
            "We answer these questions for an evening and leave a one-page guide for the counter.",
            "An invitation in the newsletter, under both names.",
        ),
    ),
    Sketch(
        STUDIO,
        HubKind.BOUTIQUE_GYM,
        "40 Weaver Row, Riverside",
        (("Aiyana Reed", "aiyana@corepilates.example", "Owner, teaches mornings"),),
        "https://corepilates.example",
    ),
    Sketch(
        MARKET,
        HubKind.ORGANIC_MARKET,
        "9 Station Square, Riverside",
        (
            ("Hana Kovář", "hana@greenbasket.example", "Store manager"),
            ("Prasetyo", "prasetyo@greenbasket.example", "Wellness aisle"),
        ),
        "https://greenbasket.example",
        "The tasting table is free on Thursdays.",
        (
            "Shoppers stand before forty yogurts and leave with none.",
            "We write a card for each product of one shelf and stand beside it for an evening.",
            "The tasting table on a Thursday.",
        ),
    ),
    Sketch(
        PHYSICIANS,
        HubKind.PHYSICIAN_PRACTICE,
        "Suite 3, 77 Harbor Avenue, Riverside",
        (
            ("Dr. Min-jun Lee", markers.ASKED, "Family physician"),
            ("Carla D’Amico", "carla@leefamily.example", "Practice manager"),
        ),
        notes="Ask Carla for dates; Dr. Lee decides.",
    ),
    Sketch(
        CHIROPRACTOR,
        HubKind.CHIROPRACTOR,
        "18 Linden Street, Riverside",
        (("Dr. Sam Osei", "sam@backbone.example", "Chiropractor"),),
        "https://backbone.example",
    ),
    Sketch(
        MIDWIVES,
        HubKind.OTHER_PROFESSIONAL,
        "5 Garden Court, Riverside",
        (("نور الهاشمي", "nour@bloom.example", "Midwife"),),
        notes="Met at the library fair. Nothing proposed yet.",
    ),
    Sketch(
        SECOND_PHARMACY,
        HubKind.COMPOUNDING_PHARMACY,
        "Pier 4, Riverside",
        (("Gwen Abernathy", "gwen@harborpharmacy.example", "Pharmacy manager"),),
    ),
    Sketch(
        GYM,
        HubKind.BOUTIQUE_GYM,
        "101 Mill Lane, Riverside",
        (("Bo", "bo@northside.example", "Head coach"),),
    ),
)

OUTSIDE = Sketch(
    "Summit Climbing Gym",
    HubKind.BOUTIQUE_GYM,
    "1 Quarry Road, Hillside",
    (("Ida Lund", "ida@summit.example", "Owner"),),
)


def make_partner(scene: Scene, sketch: Sketch, *, days_ago: int) -> Partner:
    """Make a partner of the acting practice with its people."""
    met_at = scene.at(-days_ago, 15, 30)
    partner = Partner(
        name=sketch.name,
        hub_kind=sketch.kind,
        address=sketch.address,
        website=sketch.website,
        notes=sketch.notes,
        problem=sketch.groundwork[0],
        our_part=sketch.groundwork[1],
        asked_back=sketch.groundwork[2],
        created_at=met_at,
    )
    for name, email, works_as in sketch.people:
        person = Person(name=name, email=email, email_key=email_key(email), known_since=met_at)
        db.session.add(person)
        db.session.flush()
        partner.people.append(PartnerPerson(person=person, works_as=works_as))
    db.session.add(partner)
    db.session.flush()
    return partner
