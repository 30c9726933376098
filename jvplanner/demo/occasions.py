"""What the events of the demo are about, and who is on their lists."""

from dataclasses import dataclass, field

from jvplanner.demo import markers
from jvplanner.demo.names import DIFFICULT, address_of

ANA = ("Ana Peña", markers.TICKET_HOLDER)
LENA = ("Lena Brandt", "lena.brandt@mailbx.example")
DIFFICULT_GUESTS = tuple(
    (name, address_of(name, number, "names.example"))
    for number, name in enumerate(DIFFICULT, start=1)
)


@dataclass(frozen=True)
class Occasion:
    """An event of the demo; code is its public address."""

    code: str
    title: str
    description: str
    seats: int
    place: str = ""
    address: str = ""
    room: str = ""
    parking: str = ""
    access_notes: str = ""
    online_address: str = ""
    take_home: str = ""
    call_to_action: str = "A free 20-minute call for everybody who came."


@dataclass(frozen=True)
class Party:
    """Who is on an event's list: some by name, and how many others."""

    named: tuple[tuple[str, str], ...] = ()
    confirmed: int = 0
    offered: int = 0
    waiting: int = 0
    cancelled: int = 0
    walk_ins: tuple[str, ...] = field(default=())


ENERGY_FOR_GUESTS = (
    "The pharmacist opens the evening: what compounding is, what it can do and what it cannot, and "
    "when a prescriber is needed.\n\n"
    "Then Maya goes deeper: sleep, iron, thyroid and stress, and how an energy log makes the next "
    "visit to your doctor worth more. The last ten minutes are for questions, with tea."
)
ENERGY_TAKE_HOME = (
    "Five questions for your next appointment\n"
    "A one-week energy log\n"
    "A list of foods with iron, and what helps you use it"
)
COMING_PARTY = Party((ANA, *DIFFICULT_GUESTS, LENA), confirmed=43, cancelled=2)

FULL = Occasion(
    markers.FULL,
    "A back that carries you through the day",
    "Aiyana shows six movements for people who sit. Maya talks about what bones and muscles are "
    "built from.",
    seats=24,
    place="Core Pilates Studio",
    room="large room, first floor",
    address="40 Weaver Row, Riverside",
    parking="Behind the mill, free after six. The tram stops at the gate.",
    access_notes="Step-free by the yard; the lift takes a wheelchair. Ring when you are there.",
    take_home="Six movements on one page\nA shopping list for the week",
)
FULL_PARTY = Party(confirmed=23, offered=1, waiting=5, cancelled=1)

SMALL = Occasion(
    markers.SMALL,
    "The first weeks with a newborn: eating with one hand free",
    "Nour answers what new parents ask at the door; Maya cooks three dishes that wait for nobody.",
    seats=50,
    place="Bloom Midwifery, garden room",
    address="5 Garden Court, Riverside",
    take_home="Three recipes\nA list for whoever asks how to help",
)
ONLINE = Occasion(
    markers.ONLINE,
    "Lunch for people who have no time for lunch",
    "Forty minutes at noon pace, then questions. Bring what you are eating.",
    seats=100,
    online_address="https://meet.example/riverside-lunch",
    take_home="Ten lunches in ten minutes",
)
ONLINE_PARTY = Party(DIFFICULT_GUESTS[:2], confirmed=7)

TEAS = Occasion(
    markers.TEA_ONE,
    "Weekly tea: one question about food",
    "Half an hour of answers to whatever was on the card of the week, and as long for yours.",
    seats=12,
    place="Bloom Midwifery",
    room="garden room",
    address="5 Garden Court, Riverside",
    take_home="The card of the week, with its answer",
)

CALLED_OFF = Occasion(
    markers.CALLED_OFF,
    "Spring greens: a walk along the shelf",
    "Hana picks what is in season; Maya says what it is good for on the plate.",
    seats=30,
    place="Green Basket Market, produce hall",
    address="9 Station Square, Riverside",
)
CALLED_OFF_PARTY = Party(confirmed=6)

DRAFT = Occasion(
    markers.DRAFT,
    "Eat to lift: an evening for people who train",
    "Bo explains the training block, Maya the kitchen.",
    seats=16,
    place="Northside Strength, mezzanine",
    address="101 Mill Lane, Riverside",
)

PATIENTS = Occasion(
    markers.PATIENTS,
    "When the tests are fine and the belly is not",
    "Dr. Lee says what a physician looks for first; Maya shows how a food diary is kept and read.",
    seats=20,
    place="Lee Family Medicine, waiting room",
    address="Suite 3, 77 Harbor Avenue, Riverside",
    take_home="A two-week diary\nWhat to bring to the next appointment",
)
PATIENTS_PARTY = Party((ANA, DIFFICULT_GUESTS[0]), confirmed=16, cancelled=1)
TASTING_PARTY = Party(
    (*DIFFICULT_GUESTS[1:6], ANA), confirmed=28, cancelled=2, walk_ins=("Joe", "Miriam Ashby")
)

OUTSIDE = Occasion(
    markers.OUTSIDE,
    "Why do fingers ache on the day after the wall?",
    "Ida shows how routes load the hand; Noor brings five exercises for home.",
    seats=18,
    place="Summit Climbing Gym, boulder hall",
    address="1 Quarry Road, Hillside",
)
OUTSIDE_PARTY = Party(confirmed=4)
