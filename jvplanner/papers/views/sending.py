"""What the pages that send share, whatever kind of paper they send."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, flash

from jvplanner import clock, wall_time
from jvplanner.errors import Conflict, NotFound
from jvplanner.outbox.models import Letter
from jvplanner.outbox.postroom import WrittenLetter
from jvplanner.papers import letters, queries
from jvplanner.papers.actions import Dispatch, KeptWording, Signature
from jvplanner.papers.forms import GuardedForm, SendingForm
from jvplanner.papers.kinds import Kind, kind_of
from jvplanner.papers.models import Drafted, Paper, PaperVersion, SavedElsewhere, SentMeanwhile
from jvplanner.papers.rules.chain import canonical, hash_of
from jvplanner.papers.views.editor import Typed
from jvplanner.partners.models import PartnerPerson
from jvplanner.people.models import Person
from jvplanner.web.letters import as_read, letters_go_out
from jvplanner.web.pages import page


@dataclass(frozen=True)
class Obstacle:
    """Something in a draft that keeps it from being sent.

    place, step  where in the editor it is put right, such as "#dates", and what leads there
    """

    title: str
    lines: Sequence[str]
    place: str = ""
    step: str = "Go on writing"


def typed_about(form: SendingForm) -> Typed:
    """Return what was typed about a sending that comes too late."""
    return [(form.message.label.text, form.message.data)] if form.message.data else []


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
    to, are_several = f"letter{_s(written)} to {_and(written)}", len(written) > 1
    if written and paper.letters_at and paper.letters_at > clock.now():
        hour = wall_time.moment_text(paper.letters_at, zone)
        goes_out, is_yours = ("go out", "are yours") if are_several else ("goes out", "is yours")
        said.append(
            f"The {to} {goes_out if letters_go_out() else f'{is_yours} to send from'} {hour}."
        )
    elif written and letters_go_out():
        said.append(f"Version {paper.version} is on its way to {_and(written)}.")
    elif written:
        waits = "wait" if are_several else "waits"
        said.append(f"Version {paper.version} is ready. The {to} {waits} for you to send.")
    if others:
        it = "them" if len(others) > 1 else "it"
        said.append(f"Copy the link{_s(others)} for {_and(others)} and pass {it} on.")
    return " ".join(said)


def _s(names: Sequence[str]) -> str:
    return "s" if len(names) > 1 else ""


def _and(names: Sequence[str]) -> str:
    """Return names as they stand in a sentence: "Dana, Lee and Suda"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def sent_from(
    form: SendingForm,
    draft: Drafted,
    content: Mapping[str, Any],
    send: Callable[[list[Person]], object],
    zone: str,
) -> Conflict | None:
    """Send a draft to whoever was ticked in a sound form, and keep words for the page after it.

    content  what would be sent now

    Returns what kept it from going out. That it went out meanwhile is no such thing.
    """
    listed = chosen(form, draft.paper)
    try:
        draft.refuse_if_changed_since(form.revision.data)
        refuse_if_not_read(form, content)
        send([each.person for each in listed])
    except SentMeanwhile as refusal:
        flash(f"{refusal} Nothing more was sent.", "warn")
    except Conflict as refusal:
        return refusal
    else:
        flash(sent_words(draft.paper, listed, zone))
    return None


def sending_page(
    draft: Drafted,
    form: SendingForm,
    content: Mapping[str, Any],
    obstacles: Sequence[Obstacle],
    *,
    act: str = "Send",
    is_held_up: bool = False,
    refusal: Conflict | None = None,
    status: int = 200,
    **more: Any,
) -> Response:
    """Show what keeps a draft from being sent, or how it goes out; htmx gets the letter.

    act         what sending it is called, such as "Sign and send"
    is_held_up  something more keeps it, which the kind's own page shows
    refusal     why nothing was sent
    more        what the kind's own page needs
    """
    people = draft.paper.partner.people
    if form.person_id.raw_data is None:
        form.person_id.data = queries.usual_readers(draft.paper, people)
    stopped = [one for one in form.remarked if one.stops and one.field != form.guarded_text]
    return page(
        f"{draft.NOUN}s/sending.html",
        fragment="papers/_letter_preview.html",
        status=status,
        draft=draft,
        form=form,
        act=act,
        content=content,
        people=people,
        obstacles=obstacles,
        stopped=stopped,
        may_go=bool(people) and not (obstacles or stopped or is_held_up),
        warnings=form.warned,
        read=hash_of(canonical(content)),
        letter=_letter_as_read(draft.paper, content, form, people),
        rewording_path=f"/{draft.NOUN}s/{draft.id}/sending/wording",
        refusal=refusal,
        **more,
    )


def _letter_as_read(
    paper: Paper, content: Mapping[str, Any], form: SendingForm, people: Sequence[PartnerPerson]
) -> WrittenLetter | None:
    """Return the letter as the first reader gets it; None where nobody has an e-mail address."""
    reachable = [each for each in people if each.person.email]
    ticked = [each for each in reachable if each.id in (form.person_id.data or ())]
    if not reachable or not kind_of(paper.kind).headline(content):
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
    return as_read(letter, contents)
