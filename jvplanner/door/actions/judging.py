"""Judging one thing that a door sent, against what is known."""

from dataclasses import dataclass
from datetime import datetime

from jvplanner.door.actions.arrivals import come_in, new_walk_in, seat_walk_in, take_back
from jvplanner.door.actions.known import Known
from jvplanner.door.models import Arrival
from jvplanner.door.rules import Code, DoorVerdict, Listed, Sent, Undo, WalkIn, What, kept_text
from jvplanner.events.models import Guest, GuestState


@dataclass(frozen=True)
class Judgement:
    """What a scan led to.

    made, undone  the arrival that it brought about, or took back
    first         of a repeat: when and at which door the guest had come in
    text          what is kept of a scan that led to nobody, and why somebody walked in
    """

    verdict: DoorVerdict
    guest: Guest | None = None
    made: Arrival | None = None
    undone: Arrival | None = None
    first: tuple[datetime, str | None] | None = None
    text: str = ""

    def note(self, known: Known) -> None:
        """Keep what is known current; called once the judgement is in the database."""
        if self.guest is not None:
            known.guests[self.guest.id] = self.guest
        if self.made is not None:
            known.arrivals[self.made.guest_id] = self.made
        if self.undone is not None:
            del known.arrivals[self.undone.guest_id]


@dataclass(frozen=True)
class Judge:
    """Judges for one door, at one moment of our own clock: a device's clock may be wrong."""

    known: Known
    now: datetime
    door_id: int

    def judge(self, sent: Sent) -> Judgement:
        match sent.what:
            case Code() as code:
                return self._ticket(code, sent.scan_id)
            case Listed() as listed:
                guest = self.known.guests.get(listed.guest_id or 0)
                if guest is None:
                    return Judgement(DoorVerdict.UNKNOWN, text=kept_text(listed.reference))
                return self._let_in(guest, sent.scan_id)
            case WalkIn() as walk_in:
                return self._walk_in(walk_in, sent.scan_id)
            case Undo() as undo:
                return self._undo(undo)

    def _ticket(self, code: Code, scan_id: str) -> Judgement:
        is_ours, link = self.known.ticket(code)
        if link is None:
            return Judgement(DoorVerdict.UNKNOWN, text="" if is_ours else kept_text(code.text))
        guest = self.known.guests.get(link.subject_id)
        if guest is None:
            return Judgement(DoorVerdict.OTHER_EVENT)
        return self._let_in(guest, scan_id)

    def _let_in(self, guest: Guest, scan_id: str) -> Judgement:
        if repeat := self._repeat(guest):
            return repeat
        if guest.state is not GuestState.CONFIRMED:
            verdict = DoorVerdict.WAITING if guest.waits else DoorVerdict.CANCELLED
            return Judgement(verdict, guest)
        return Judgement(DoorVerdict.ADMITTED, guest, self._come_in(guest, scan_id))

    def _walk_in(self, walk_in: WalkIn, scan_id: str) -> Judgement:
        guest = self.known.guest_with(walk_in.email)
        if guest is not None and (repeat := self._repeat(guest)):
            return repeat
        before: GuestState | None = GuestState.CANCELLED
        if guest is None:
            guest = new_walk_in(self.known.event_id, walk_in, self.now)
        else:
            before = seat_walk_in(guest)
        made = self._come_in(guest, scan_id, before)
        return Judgement(DoorVerdict.ADMITTED, guest, made, text=kept_text(walk_in.why))

    def _undo(self, undo: Undo) -> Judgement:
        scan = self.known.scans.get(undo.scan_id)
        ours = scan is not None and scan.door_id in self.known.doors
        if scan is None or not ours or scan.verdict is not DoorVerdict.ADMITTED:
            return Judgement(DoorVerdict.UNKNOWN, text=undo.scan_id)
        guest = self.known.guests[scan.guest_id or 0]
        arrival = self.known.arrivals.get(guest.id)
        if arrival is None or arrival.scan_id != scan.scan_id:
            return Judgement(DoorVerdict.UNDONE, guest)
        take_back(arrival, guest, self.now)
        return Judgement(DoorVerdict.UNDONE, guest, undone=arrival)

    def _repeat(self, guest: Guest) -> Judgement | None:
        arrival = self.known.arrivals.get(guest.id)
        if arrival is None:
            return None
        first = (arrival.arrived_at, self.known.doors.get(arrival.door_id or 0))
        return Judgement(DoorVerdict.REPEAT, guest, first=first)

    def _come_in(self, guest: Guest, scan_id: str, before: GuestState | None = None) -> Arrival:
        return come_in(guest, self.now, door_id=self.door_id, scan_id=scan_id, state_before=before)


class MembersWord(Judge):
    """Judges by the word of a member that whoever was scanned came in, whatever their ticket says.

    Who had cancelled, or waited for a seat, came as a walk-in. The arrival is by hand: no door let
    them in.
    """

    def _let_in(self, guest: Guest, scan_id: str) -> Judgement:
        # Who cancelled may have registered again since.
        guest = self.known.guest_with(guest.email) or guest
        if repeat := self._repeat(guest):
            return repeat
        made = self._come_in(guest, scan_id, seat_walk_in(guest))
        return Judgement(DoorVerdict.ADMITTED, guest, made)

    def _come_in(self, guest: Guest, scan_id: str, before: GuestState | None = None) -> Arrival:
        return come_in(guest, self.now, scan_id=scan_id, state_before=before)


def led_to(what: What, known: Known) -> tuple[int | None, str]:
    """Return the guest that a scan means, or else what is kept of it, judging nothing."""
    match what:
        case Code() as code:
            is_ours, link = known.ticket(code)
            guest_id = link.subject_id if link and link.subject_id in known.guests else None
            return guest_id, "" if is_ours else kept_text(code.text)
        case Listed() as listed:
            if listed.guest_id in known.guests:
                return listed.guest_id, ""
            return None, kept_text(listed.reference)
        case WalkIn() as walk_in:
            return None, kept_text(f"{walk_in.name} <{walk_in.email or ''}> {walk_in.why}")
        case Undo() as undo:
            undone = known.scans.get(undo.scan_id)
            guest_id = undone.guest_id if undone else None
            return guest_id if guest_id in known.guests else None, undo.scan_id
