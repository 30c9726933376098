"""What the demo's proposals say, in four parts each."""

from jvplanner.proposals.rules import Wording

TIRED = Wording(
    title="An evening on energy",
    format="workshop",
    hook="Why you’re still tired despite normal lab results",
    partner_role=(
        "You open the evening: what compounding is, which questions come up at your counter every "
        "week, and when it takes a prescriber. Your regulars hear your name first."
    ),
    your_role=(
        "I bring the deep-dive: sleep, iron, thyroid and stress, and the energy log that I use in "
        "my practice. Slides, handouts and tea come with me."
    ),
    call_to_action=(
        "A free 20-minute call for everybody who came, to talk through their energy log. "
        "Nobody sells in the room, and neither of us pays the other anything."
    ),
    cta_kind="discovery_call",
    place="Canal Street Theatre, main hall",
)
BELLY = Wording(
    title="A patient evening beside your practice",
    format="patient_evening",
    hook="When the tests are fine and the belly is not",
    partner_role=(
        "You say what a physician looks for first, which signs belong in your hands at once, and "
        "what you have already ruled out when somebody hears that all is normal."
    ),
    your_role=(
        "I show how a two-week food and symptom diary is kept and read, and how to bring it to the "
        "next appointment with you. I do not diagnose; I send people back to you."
    ),
    call_to_action="A free 20-minute call to plan the diary, open for two weeks after the evening.",
    cta_kind="discovery_call",
    place="Lee Family Medicine, waiting room",
)
PLATE = Wording(
    title="Strong all day",
    format="workshop",
    hook="Why the last set feels empty at six in the evening",
    partner_role="You open on your mats with fifteen minutes of what strength asks of the body.",
    your_role="I follow with the plate: protein over the day, and what to eat before a class.",
    call_to_action="A four-week package for your members only: two calls and a plan of meals.",
    cta_kind="partner_package",
    place="Core Pilates Studio, large room",
)
SHELF = Wording(
    title="A curated shelf and a tasting",
    format="tasting",
    hook="Which breakfast keeps you going until lunch?",
    partner_role="You choose six products from your shelf and tell where they come from.",
    your_role="I explain how to read a label in ten seconds and how breakfast sets the day’s pace.",
    call_to_action="A free 20-minute call about your own mornings.",
    cta_kind="discovery_call",
    place="Green Basket Market, tasting table",
)
POSTER = Wording(
    title="The poster in the changing room",
    format="lunch_and_learn",
    hook="“This shake cures fatigue” and three other promises, looked at closely",
    partner_role="Your coaches bring the promises that members ask them about most.",
    your_role="I show how to read such a promise in a minute: who says it, of whom, and how known.",
    call_to_action="A free 20-minute call about what to eat around a hard session.",
    cta_kind="discovery_call",
    place="Northside, upstairs",
)
BACK = Wording(
    title="Prenatal evening",
    format="workshop",
    hook="What your back asks for in the third trimester",
    partner_role="You show three ways to sit, lift and sleep that take the load off the back.",
    your_role="I bring what the body needs now: iron, protein, water, and easy dishes for two.",
    call_to_action="A free 20-minute call for every expectant mother who came.",
    cta_kind="discovery_call",
    place="Backbone Chiropractic, exercise room",
)
SLEEP = Wording(
    title="Lunch and learn for your staff",
    format="lunch_and_learn",
    hook="Why the third coffee no longer helps",
    partner_role="You invite the team and open with what the night shift does to all of you.",
    your_role="I bring twenty minutes on sleep and meals around shifts, with a one-page plan.",
    call_to_action="A free 20-minute call for everybody on the team.",
    cta_kind="discovery_call",
    place="Harbor Specialty Pharmacy, break room",
)
LIFT = Wording(
    title="Eat to lift",
    format="workshop",
    hook="Why you train hard and stay where you are",
    partner_role="You explain how a training block is built, and why rest is part of it.",
    your_role="I bring the kitchen side: how much, how often, and how to keep a simple log.",
    call_to_action="A free 20-minute call for your members.",
    cta_kind="discovery_call",
    place="Northside Strength, mezzanine",
)
NEWBORN = Wording(
    title="After the birth",
    format="webinar",
    hook="What a new mother’s plate is missing in the first six weeks",
    partner_role="You speak about rest, feeding and which questions belong to you at any hour.",
    your_role="I bring the plate: iron, protein and breakfasts that can be eaten with one hand.",
    call_to_action="A free 20-minute call in the first three months, at a time that suits a baby.",
    cta_kind="discovery_call",
    place="Bloom Midwifery, the green room",
)
# Not finished, and one phrase that the wording guard has something to say about.
UNFINISHED = Wording(
    title="Shelf programme for the spring",
    format="tasting",
    hook="Seeds, greens and a meal plan that cures the winter slump",
    partner_role="You put together a shelf for the spring with the growers you know.",
    your_role="",
    call_to_action="",
    cta_kind="discovery_call",
    place="",
)
WALL = Wording(
    title="Hands that last",
    format="workshop",
    hook="Why do fingers ache on the day after the wall?",
    partner_role="You show how routes load the hand, and how your climbers warm up.",
    your_role="I bring the tendon side: load, rest, and five exercises for home.",
    call_to_action="A free 20-minute call for your members.",
    cta_kind="discovery_call",
    place="Summit Climbing Gym, boulder hall",
)
