"""The demo practice: Maya's year, from the first letter to a partner to clients who came of it."""

from jvplanner.demo import agreements, logos, markers, occasions, partners, wordings
from jvplanner.demo.evenings import let_in, name_way_in, seat
from jvplanner.demo.events import open_door, plan, plan_agreed, repeat_weekly
from jvplanner.demo.followed import OUTCOMES, follow
from jvplanner.demo.guests import Host
from jvplanner.demo.proposals import (
    ask,
    ask_for_changes,
    draft,
    run_out,
    say_no,
    say_yes,
    send,
    withdraw,
)
from jvplanner.demo.scene import Scene
from jvplanner.demo.wishes import agree, ask_and_answer, bring
from jvplanner.events import letters
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.outbox.letters import opt_out, wish_of
from jvplanner.partners.models import Partner
from jvplanner.practices.models import Practice

Partners = dict[str, Partner]


def tell(scene: Scene, practice: Practice) -> None:
    """Write everything that the acting practice has in the demo, the oldest first."""
    known = {
        sketch.name: partners.make_partner(scene, sketch, days_ago=390 - 40 * number)
        for number, sketch in enumerate(partners.PARTNERS)
    }
    logos.give_logo(logos.river, code=markers.OUR_LOGO, at=scene.at(-399, 9))
    pharmacy_id, met = known[partners.PHARMACY].id, scene.at(-389, 9)
    logos.give_logo(logos.mortar, code=markers.THEIR_LOGO, at=met, partner_id=pharmacy_id)
    host = Host.here(practice.id)
    _patient_evening(scene, host, known)
    _settled_proposals(scene, practice, known)
    _unanswered_proposal(scene, practice, known)
    _tasting(scene, practice, host, known)
    _energy_evening(scene, practice, host, known)
    _other_coming_events(scene, host, known)
    _open_proposals(scene, practice, known)
    agreements.tell(scene, practice, known)


def _patient_evening(scene: Scene, host: Host, known: Partners) -> None:
    """Two months ago, without a proposal; everybody who held a call has decided."""
    starts_at, made_at = scene.at(-65, 19), scene.at(-100, 9)
    partner = known[partners.PHYSICIANS]
    event = plan(scene, occasions.PATIENTS, starts_at=starts_at, made_at=made_at, partner=partner)
    event.publish(made_at)
    door = open_door(event, "Reception", at=scene.at(-66, 9))
    since, until = scene.at(-98, 9), scene.at(-66, 9)
    guests = seat(scene, host, event, occasions.PATIENTS_PARTY, since=since, until=until)
    came = [guest for place, guest in enumerate(_confirmed(guests)) if place % 5 != 4]
    let_in(scene, host, door, event, came)
    follow(event, came, OUTCOMES[:4])


def _settled_proposals(scene: Scene, practice: Practice, known: Partners) -> None:
    lift = draft(known[partners.GYM], wordings.LIFT, at=scene.at(-70, 9))
    send(lift, practice, at=scene.at(-70, 10))
    withdraw(lift, at=scene.at(-50, 10))
    lift.paper.archive(scene.at(-49, 9))

    sleep = draft(known[partners.SECOND_PHARMACY], wordings.SLEEP, at=scene.at(-28, 9))
    send(sleep, practice, at=scene.at(-27, 9))
    reason = "We are moving the pharmacy in the spring. Ask us again after that."
    say_no(sleep, at=scene.at(-24, 11, 30), reason=reason)


def _unanswered_proposal(scene: Scene, practice: Practice, known: Partners) -> None:
    """A month and a half ago; reminders went out, and its time has run out."""
    newborn = draft(known[partners.MIDWIVES], wordings.NEWBORN, at=scene.at(-46, 9))
    send(newborn, practice, at=scene.at(-45, 9))
    run_out(newborn, at=scene.at(-14, 9))


def _tasting(scene: Scene, practice: Practice, host: Host, known: Partners) -> None:
    """Nine days ago, agreed at once; some guests have not been spoken to yet."""
    dates = [scene.at(-9, 17, 30)]
    shelf = draft(known[partners.MARKET], wordings.SHELF, at=scene.at(-51, 9), dates=dates)
    send(shelf, practice, at=scene.at(-50, 9))
    say_yes(shelf, at=scene.at(-47, 18, 20), to=shelf.dates)
    event = plan_agreed(scene, shelf, markers.TASTING, seats=40, made_at=scene.at(-46, 9))
    event.publish(scene.at(-45, 9))
    door = open_door(event, "Tasting table", at=scene.at(-10, 9))
    since, until = scene.at(-44, 9), scene.at(-9, 12)
    guests = seat(scene, host, event, occasions.TASTING_PARTY, since=since, until=until)
    confirmed = _confirmed(guests)
    came = [guest for place, guest in enumerate(confirmed) if place % 4 != 3]
    let_in(scene, host, door, event, came)
    # Somebody who wants their tickets, and no offers.
    opt_out(wish_of(next(guest.email for guest in came if guest.email)), scene.at(-7, 8, 15))
    # The last is a guest whom nobody checked in.
    follow(event, [*came[: len(OUTCOMES) - 1], confirmed[3]])


def _energy_evening(scene: Scene, practice: Practice, host: Host, known: Partners) -> None:
    """The evening that the demo turns around: agreed in two rounds, its door open already."""
    dates = [scene.at(12 + later, 18, 30) for later in (0, 5, 7)]
    tired = draft(known[partners.PHARMACY], wordings.TIRED, at=scene.at(-40, 9), dates=dates)
    send(tired, practice, at=scene.at(-39, 9))
    notes = {"your_role": "Please leave ten minutes for questions at the end."}
    ask_for_changes(tired, at=scene.at(-38, 12, 20), notes=notes)
    tired.your_role += " The last ten minutes are for questions."
    tired.updated_at, tired.revision = scene.at(-37, 9), 2
    send(tired, practice, at=scene.at(-37, 9, 10))
    say_yes(tired, at=scene.at(-36, 12, 50), to=tired.dates[:2])

    event = plan_agreed(scene, tired, markers.COMING, seats=400, made_at=scene.at(-35, 9))
    event.address, event.take_home = "1 Canal Street, Riverside", occasions.ENERGY_TAKE_HOME
    event.description = occasions.ENERGY_FOR_GUESTS
    event.publish(scene.at(-34, 9))
    open_door(event, "Front desk", at=scene.at(-1, 9))
    since, until = scene.at(-33, 8), scene.at(-1, 21)
    guests = seat(scene, host, event, occasions.COMING_PARTY, since=since, until=until)
    ask_and_answer(event, guests)
    agree(practice.name, partners.PHARMACY, guests)
    bring(guests[10], guests[11:13])
    name_way_in(event, "bkxm", "Poster at the library")


def _other_coming_events(scene: Scene, host: Host, known: Partners) -> None:
    def planned(occasion: occasions.Occasion, partner: str, days: int, made: int) -> Event:
        starts_at, made_at = scene.at(days, 18, 30), scene.at(made, 10)
        return plan(
            scene, occasion, starts_at=starts_at, made_at=made_at, partner=known.get(partner)
        )

    full = planned(occasions.FULL, partners.STUDIO, 20, -30)
    full.publish(scene.at(-29, 9))
    seat(scene, host, full, occasions.FULL_PARTY, since=scene.at(-28, 8), until=scene.at(-3, 8))

    off = planned(occasions.CALLED_OFF, partners.MARKET, 30, -25)
    off.publish(scene.at(-24, 9))
    seat(
        scene, host, off, occasions.CALLED_OFF_PARTY, since=scene.at(-23, 8), until=scene.at(-5, 8)
    )
    off.cancel("The market closes for repairs that week.", scene.at(-2, 16))
    letters.tell_called_off(off)

    online = planned(occasions.ONLINE, "", 5, -20)
    online.publish(scene.at(-19, 9))
    seat(scene, host, online, occasions.ONLINE_PARTY, since=scene.at(-18, 8), until=scene.at(-1, 8))

    small = planned(occasions.SMALL, partners.MIDWIVES, 27, -4)
    small.publish(scene.at(-3, 9))
    open_door(small, "Side entrance", at=scene.at(-1, 9, 5))

    planned(occasions.DRAFT, partners.GYM, 45, -2)

    teas = planned(occasions.TEAS, partners.MIDWIVES, 9, -3)
    codes = (markers.TEA_ONE, markers.TEA_TWO, markers.TEA_THREE)
    repeat_weekly(scene, teas, codes, made_at=scene.at(-3, 11))


def _open_proposals(scene: Scene, practice: Practice, known: Partners) -> None:
    """What waits for somebody: for the practice, or for the partner."""
    dates = [scene.at(23, 18), scene.at(30, 18)]
    plate = draft(known[partners.STUDIO], wordings.PLATE, at=scene.at(-9, 12), dates=dates)
    send(plate, practice, at=scene.at(-8, 9, 15))
    notes = {
        "hook": "My members come at seven in the morning. Could it be about breakfast?",
        "call_to_action": "Four weeks is long. Would two do?",
    }
    ask_for_changes(plate, at=scene.at(-1, 13, 10), notes=notes)

    dates = [scene.at(26, 19), scene.at(33, 19)]
    back = draft(known[partners.CHIROPRACTOR], wordings.BACK, at=scene.at(-7, 18), dates=dates)
    send(back, practice, at=scene.at(-6, 10))
    say_yes(back, at=scene.at(-1, 20, 45), to=back.dates)

    poster = draft(known[partners.GYM], wordings.POSTER, at=scene.at(-1, 14), dates=())
    send(
        poster,
        practice,
        at=scene.at(-1, 14, 30),
        message="Bo, you asked for something your coaches could join in. This is it.",
        letter_at=scene.at(2, 7, 30),
        why_kept="It quotes the poster in the changing room, and the evening takes it apart.",
    )

    dates = [scene.at(33, 18, 30), scene.at(40, 18, 30)]
    belly = draft(known[partners.PHYSICIANS], wordings.BELLY, at=scene.at(-4, 16), dates=dates)
    belly.dates[1].place = "Riverside Library, reading room"
    message = "Carla, the library would do if the waiting room is too small."
    send(belly, practice, at=scene.at(-3, 8, 40), readers=2, message=message)
    ask(belly, "How many of our patients could bring somebody along?", at=scene.at(-1, 12, 15))

    draft(known[partners.MARKET], wordings.UNFINISHED, at=scene.at(-1, 17, 5))


def _confirmed(guests: list[Guest]) -> list[Guest]:
    return [guest for guest in guests if guest.state is GuestState.CONFIRMED]
