"""Every page there is: the routes, walked with the demo's ids, and what else is worth a look."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Select, func, select

from jvplanner import clock
from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.door.models import DOOR, Door
from jvplanner.events.models import TICKET, Event, Guest, GuestState
from jvplanner.journeys.models import Journey
from jvplanner.links import addresses
from jvplanner.links.models import Purpose
from jvplanner.outbox.models import OPT_OUT, Letter, LetterState, OptOut
from jvplanner.papers.models import PAPER, Paper, PaperState, Question, Recipient
from jvplanner.partners.models import PartnerPerson
from jvplanner.practices.models import INVITATION, Invitation, Practice, User
from jvplanner.practices.security import reset_address
from jvplanner.proposals.models import Proposal
from jvplanner.tenancy import acting_for
from jvplanner.web.access import Access, access_of

# Routes that show no page of their own: files, figures, and what a page asks for or frames.
NO_PAGES = {
    "/healthz",
    "/readyz",
    "/static/<path:filename>",
    "/door/<token>/counts",
    "/door/<token>/guests",
    "/outbox/<int:letter_id>/attachments/<int:number>",
    # A letter in its frame, where no script may run, axe's neither.
    "/outbox/<int:letter_id>/view",
    "/events/<int:event_id>/letters/view",
}
# Open to an account of no practice, too, but to no one without an account.
WITH_ACCOUNT = {"/settings/practices/new"}
FILES = (".svg", ".png", ".webp", ".ics", ".css", ".pdf", ".json", ".csv", ".xlsx")
# Further dates of a series.
LIKE_THE_FIRST = (markers.TEA_TWO, markers.TEA_THREE)
MEMBER, EMPTY, NOBODY = "member", "empty", "nobody"

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Screen:
    """A page to look at.

    name   of its pictures
    who    MEMBER of the demo practice, owner of an EMPTY practice, or NOBODY
    typed  what is sent to the path and refused; None for a page that is only opened
    """

    name: str
    path: str
    who: str
    status: int = 200
    typed: dict[str, str] | None = None


def screens(app: Flask) -> list[Screen]:
    """Return every page, in the order of its address."""
    with app.app_context(), app.test_request_context():
        practice = db.session.scalars(select(Practice).order_by(Practice.id).limit(1)).one()
        with acting_for(practice.id):
            rows = Rows(practice)
            found = [*_of_routes(app, rows), *_others(), *_refused(rows)]
        db.session.rollback()
    names = [screen.name for screen in found]
    assert len(names) == len(set(names))
    return found


def _of_routes(app: Flask, rows: "Rows") -> Iterator[Screen]:
    adapter = app.url_map.bind("")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" not in (rule.methods or ()) or rule.rule in NO_PAGES or rule.rule.endswith(FILES):
            continue
        is_member = access_of(app, rule.endpoint) is Access.MEMBER or rule.rule in WITH_ACCOUNT
        for label, arguments in rows.samples(rule.rule):
            path = adapter.build(rule.endpoint, arguments, method="GET")
            name = "-".join(_words(rule.rule)) or "front"
            is_closed = label in ("withdrawn", "expired") and rule.rule.startswith("/p/")
            status = 410 if is_closed else 200
            yield Screen(
                f"{name}.{label}" if label else name, path, MEMBER if is_member else NOBODY, status
            )


def _words(rule: str) -> list[str]:
    return ["one" if "<" in word else word for word in rule.split("/") if word]


def _others() -> Iterator[Screen]:
    for word in (
        "today",
        "partners",
        "proposals",
        "agreements",
        "events",
        "clients",
        "outbox",
        "settings",
    ):
        yield Screen(f"{word}-empty", f"/{word}", EMPTY)
    yield Screen("outbox-later", "/outbox?show=later", MEMBER)
    waits = select(Proposal.id).join(Proposal.paper).where(Paper.letters_at > clock.now())
    waiting = db.session.scalars(waits).one()
    yield Screen("proposals-one.letters-wait", f"/proposals/{waiting}", MEMBER)
    yield Screen("proposals-one-sending.kept", f"/proposals/{waiting}/sending", MEMBER)
    coming = db.session.scalars(select(Event.id).filter_by(code=markers.COMING)).one()
    monthly = "every=month_day&times=12&until="
    yield Screen("events-one-dates.shown", f"/events/{coming}/dates?{monthly}", MEMBER)
    yield Screen("search-found", "/search?q=ana", MEMBER)
    yield Screen("partners-found", "/partners?q=no+such", MEMBER)
    yield Screen("proposals-archived", "/proposals?archived=yes", MEMBER)
    yield Screen("problem-member", "/events/999999", MEMBER, 404)
    yield Screen("problem-public", "/e/nothing", NOBODY, 404)
    yield Screen("problem-link", "/t/nothing", NOBODY, 404)


def _refused(rows: "Rows") -> Iterator[Screen]:
    """Yield what a partner sees whose answer cannot be taken, with everything they typed."""
    everything = {
        "version": "1",
        "verdict": "approved",
        "name": "Wolfeschlegelsteinhausenbergerdorff-Okonkwo O’Neill",
        "role": "Owner and pharmacist",
        "email": "o.neill@",
        "note_hook": "Our regulars come before work. Could it be a breakfast?",
        "reason": "We rebuild the shop in spring, and nobody knows yet when it is done.",
    }
    awaited = rows.proposals[PaperState.SENT].paper
    current = {"version": str(awaited.version)}
    refused = [
        ("incomplete", PaperState.SENT, 422, everything | current),
        ("no-note", PaperState.SENT, 422, current | {"verdict": "changes"}),
        ("no-choice", PaperState.SENT, 422, current),
        ("outdated", PaperState.SENT, 409, everything | {"version": str(awaited.version - 1)}),
        ("too-late", PaperState.APPROVED, 409, everything | {"verdict": "declined"}),
        ("withdrawn", PaperState.WITHDRAWN, 410, everything),
    ]
    for label, state, status, typed in refused:
        path = f"{PAPER.path}/{rows.token_of(rows.proposals[state])}"
        yield Screen(f"p-one-answer.{label}", f"{path}/answer", NOBODY, status, typed)
    colleague = {"colleague_name": "Lena Fox", "colleague_email": "lena@gmial.com"}
    path = f"{PAPER.path}/{rows.token_of(rows.proposals[PaperState.SENT])}/handover"
    yield Screen("p-one-handover.mistyped", path, NOBODY, 422, colleague)


class Rows:
    """Ids and tokens of the demo practice, to fill addresses with."""

    def __init__(self, practice: Practice) -> None:
        self.slug = practice.slug
        self.events = {event.code: event for event in db.session.scalars(select(Event))}
        self.proposals: dict[PaperState, Proposal] = {
            proposal.paper.state: proposal
            for proposal in db.session.scalars(select(Proposal).order_by(Proposal.id))
        }

        self.agreements: dict[PaperState, Agreement] = {
            agreement.paper.state: agreement for agreement in db.session.scalars(select(Agreement))
        }

    def samples(self, rule: str) -> list[tuple[str, Arguments]]:
        """Return the arguments with which a route is worth looking at, each with a label."""
        some: dict[str, Callable[[], list[tuple[str, Arguments]]]] = {
            "/e/<code>": lambda: [
                (code, {"code": code})
                for code in self.events
                if code not in (markers.DRAFT, *LIKE_THE_FIRST)
            ],
            "/events/<int:event_id>": lambda: [
                (code, {"event_id": event.id})
                for code, event in self.events.items()
                if code not in LIKE_THE_FIRST
            ],
            "/events/<int:event_id>/edit": lambda: [
                (code, {"event_id": self.events[code].id})
                for code in (markers.COMING, markers.TEA_TWO)
            ],
            "/events/<int:event_id>/preview": lambda: [
                ("", {"event_id": self.events[markers.DRAFT].id})
            ],
            "/e/series/<code>": lambda: [("", {"code": markers.TEAS})],
            "/proposals/<int:proposal_id>": lambda: [
                (state.value, {"proposal_id": proposal.id})
                for state, proposal in self.proposals.items()
            ],
            "/agreements/<int:agreement_id>": lambda: [
                (state.value, {"agreement_id": agreement.id})
                for state, agreement in self.agreements.items()
            ],
            "/agreements/<int:agreement_id>/sending": lambda: [
                ("incomplete", {"agreement_id": self.agreements[PaperState.DRAFT].id}),
                ("ready", {"agreement_id": self.agreements[PaperState.SENT].id}),
            ],
            "/events/<int:event_id>/kit": lambda: [
                (code, {"event_id": self.events[code].id})
                for code in (markers.COMING, markers.DRAFT)
            ],
            "/t/<token>": self._tickets,
            "/p/<token>": self._papers,
        }
        return some[rule]() if rule in some else [("", self._usual(rule))]

    def _usual(self, rule: str) -> Arguments:
        first = rule.strip("/").split("/")[0]
        event = self.events[markers.TASTING if rule.endswith("/result") else markers.COMING]
        draft = self.proposals[PaperState.DRAFT]
        person = db.session.scalars(select(PartnerPerson).order_by(PartnerPerson.id)).first()
        assert person is not None
        clients = select(Journey.guest_id).where(Journey.client_at.is_not(None))
        failed = select(Letter.id).where(Letter.state == LetterState.FAILED)
        tokens = {
            "door": lambda: self._token(DOOR, select(Door.id).filter_by(event_id=event.id)),
            "invitations": lambda: self._token(INVITATION, select(Invitation.id)),
            "u": lambda: self._token(OPT_OUT, select(OptOut.id)),
            "reset": lambda: reset_address(
                db.session.scalars(select(User).filter_by(email=markers.OWNER)).one()
            ).rpartition("/")[2],
        }
        everything: dict[str, Callable[[], object]] = {
            "event_id": lambda: event.id,
            "series_id": lambda: self.events[markers.TEA_ONE].series_id,
            "guest_id": lambda: db.session.scalars(
                clients if first == "clients" else select(Guest.id).filter_by(event_id=event.id)
            ).first(),
            "partner_id": lambda: person.partner_id,
            "person_id": lambda: person.id,
            "proposal_id": lambda: draft.id,
            "agreement_id": lambda: self.agreements[PaperState.DRAFT].id,
            "paper_id": lambda: db.session.scalars(select(Question.paper_id)).one(),
            "letter_id": lambda: db.session.scalars(failed).one(),
            "question_id": lambda: db.session.scalars(select(Question.id)).one(),
            "number": lambda: 1,
            "slug": lambda: self.slug,
            "code": lambda: markers.COMING,
            "picture_code": lambda: markers.OUR_LOGO,
            "token": tokens.get(first, str),
        }
        names = re.findall(r"<(?:\w+:)?(\w+)>", rule)
        return {name: everything[name]() for name in names}

    def _tickets(self) -> list[tuple[str, Arguments]]:
        full = self.events[markers.FULL]
        holders = {state.value: select(Guest.id).filter_by(state=state) for state in GuestState}
        called_off = select(Guest.id).filter_by(event_id=self.events[markers.CALLED_OFF].id)
        past = select(Guest.id).filter_by(event_id=self.events[markers.TASTING].id)
        long = select(Guest.id).filter_by(event_id=self.events[markers.COMING].id)
        some = {
            **{state: holder.filter_by(event_id=full.id) for state, holder in holders.items()},
            "called-off": called_off,
            "past": past,
            "long-name": long.order_by(func.length(Guest.name).desc()),
        }
        return [(label, {"token": self._token(TICKET, found)}) for label, found in some.items()]

    def _papers(self) -> list[tuple[str, Arguments]]:
        sent = [(state.value, proposal) for state, proposal in self.proposals.items()] + [
            (f"agreement-{state.value}", agreement) for state, agreement in self.agreements.items()
        ]
        return [
            (label, {"token": self.token_of(subject)})
            for label, subject in sent
            if subject.paper.state is not PaperState.DRAFT
        ]

    def token_of(self, subject: Proposal | Agreement) -> str:
        """Return the token of the first reader's private page."""
        return self._token(PAPER, select(Recipient.id).filter_by(paper_id=subject.paper_id))

    def _token(self, purpose: Purpose, subject: Select[tuple[int]]) -> str:
        subject_id = db.session.scalars(subject.limit(1)).one()
        return addresses.token(addresses.link_for(purpose, subject_id))
