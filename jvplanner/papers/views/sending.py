"""What the pages that send share, whatever kind of paper they send."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app

from jvplanner import clock, wall_time
from jvplanner.errors import NotFound
from jvplanner.outbox.models import Letter
from jvplanner.outbox.postroom import WrittenLetter
from jvplanner.papers import letters, queries
from jvplanner.papers.actions import Dispatch, KeptWording, Signature
from jvplanner.papers.forms import GuardedForm, SendingForm
from jvplanner.papers.kinds import Kind, kind_of
from jvplanner.papers.models import Paper, PaperVersion, SavedElsewhere
from jvplanner.papers.rules.chain import canonical, hash_of
from jvplanner.partners.models import PartnerPerson
from jvplanner.web.letters import letters_go_out


def chosen(form: SendingForm, paper: Paper) -> list[PartnerPerson]:
    """Return who was ticked; raises NotFound for somebody who does not work there."""
    there = {each.id: each for each in paper.partner.people}
    if not set(form.person_id.data) <= there.keys():
        raise NotFound("Nobody of that number works there.")
    return [there[one] for one in dict.fromkeys(form.person_id.data)]


def refuse_if_not_read(form: SendingForm, content: Mapping[str, Any]) -> None:
    """Raise SavedElsewhere when something else would be sent than what the page showed."""
    if form.read.data and form.read.data != hash_of(canonical(content)):
        raise SavedElsewhere("This was changed meanwhile. Read it again below.")


def kept_wording(form: GuardedForm, kind: Kind) -> list[KeptWording]:
    """Return what is warned of and stays all the same, from a form that was found sound."""
    return [
        KeptWording(kind.part_of(one.field), one.family, one.said, why.data)
        for one, why in form.warned
    ]


def dispatch_of(form: SendingForm, paper: Paper, signed: Signature | None = None) -> Dispatch:
    """Return how the version goes out, from a form that was found sound."""
    return Dispatch(
        message=form.message.data,
        letter_at=form.letter_at,
        lasts=form.days,
        reminders=form.reminders.data == "on",
        kept=kept_wording(form, kind_of(paper.kind)),
        signed=signed,
    )


def sent_words(paper: Paper, people: Sequence[PartnerPerson], zone: str) -> str:
    """Return what was done, for the page after it."""
    written = [each.person.name for each in people if each.person.email]
    others = [each.person.name for each in people if not each.person.email]
    said = []
    to = ", ".join(written)
    if written and paper.letters_at and paper.letters_at > clock.now():
        hour = wall_time.moment_text(paper.letters_at, zone)
        goes_out = f"goes out {hour}" if letters_go_out() else f"is yours to send from {hour}"
        said.append(f"The letter to {to} {goes_out}.")
    elif written and letters_go_out():
        said.append(f"Version {paper.version} is on its way to {to}.")
    elif written:
        said.append(f"Version {paper.version} is ready. The letter to {to} waits for you to send.")
    if others:
        said.append(f"Copy the link for {', '.join(others)} and pass it on.")
    return " ".join(said)


def sending_context(paper: Paper, content: Mapping[str, Any], form: SendingForm) -> dict[str, Any]:
    """Return what papers/_dispatch.html, _warnings.html and _letter_preview.html need, and read."""
    people = paper.partner.people
    if form.person_id.raw_data is None:
        form.person_id.data = queries.usual_readers(paper, people)
    return {
        "form": form,
        "people": people,
        "warnings": form.warned,
        "read": hash_of(canonical(content)),
        "letter": _letter_as_read(paper, content, form, people),
    }


def _letter_as_read(
    paper: Paper, content: Mapping[str, Any], form: SendingForm, people: Sequence[PartnerPerson]
) -> WrittenLetter | None:
    """Return the letter as the first reader gets it; None where nobody has an e-mail address."""
    reachable = [each for each in people if each.person.email]
    ticked = [each for each in reachable if each.id in (form.person_id.data or ())]
    if not reachable or not (content.get("hook") or content.get("title")):
        return None
    person, now = (ticked or reachable)[0].person, clock.now()
    if form.letter_at is None:
        form.read_hour()
    contents = letters.to_be_read(
        paper,
        person,
        version=PaperVersion.of(content, number=paper.version + 1, now=now),
        message=form.message.data or "",
        until=(form.letter_at or now) + form.days,
    )
    letter = Letter(name="paper_sent", to_name=person.name, to_email=person.email, language="en")
    written: WrittenLetter = current_app.extensions["postroom"].filled(letter, contents)
    return written
