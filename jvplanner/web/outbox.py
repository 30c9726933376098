"""The outbox's pages: they live on this floor because the outbox itself lies below the web."""

from flask import Blueprint, Response, flash, make_response, request, url_for

from jvplanner import clock
from jvplanner.errors import NotFound, Refusal
from jvplanner.outbox import actions, queries
from jvplanner.outbox.letters import kind_of, title_of
from jvplanner.outbox.models import Letter
from jvplanner.outbox.postroom import WrittenLetter
from jvplanner.outbox.queries import Shelf
from jvplanner.outbox.rules import mailto
from jvplanner.paging import LARGEST_ID
from jvplanner.web.access import viewer
from jvplanner.web.headers import allow_own_frame, alone_in_a_frame
from jvplanner.web.letters import as_read
from jvplanner.web.loading import asked_id, load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("outbox", __name__)


class ForOwners(NotFound):
    """A letter whose text a colleague must not read."""


@bp.get("")
def letters() -> Response:
    shelf = Shelf(request.args["show"]) if request.args.get("show") in set(Shelf) else Shelf.WAITING
    found, before = queries.letters_on(shelf, asked_id("before"))
    more = url_for(".letters", show=shelf.value, before=before) if before else None
    return page(
        "outbox/letters.html",
        fragment="outbox/_letter_list.html",
        letters=found,
        title_of=title_of,
        shelf=shelf.value,
        now=clock.now(),
        more_href=more,
        waiting=queries.how_many(Shelf.WAITING),
        later=queries.how_many(Shelf.LATER),
        failed=queries.how_many(Shelf.FAILED),
    )


@bp.get("/<int:letter_id>")
def letter(letter_id: int) -> Response:
    """Show a letter as its reader gets it, and what can be done with it."""
    found = load(Letter, letter_id)
    problem, written = None, None
    try:
        written = _written(found)
    except Refusal as refusal:
        problem = str(refusal)
    href = mailto(found.to_email, written.subject, written.text) if written else None
    allow_own_frame()
    return page(
        "outbox/letter.html",
        letter=found,
        title_of=title_of,
        now=clock.now(),
        written=written,
        unreadable=problem,
        mailto_href=href,
    )


@bp.get("/<int:letter_id>/view")
def letter_view(letter_id: int) -> Response:
    """Answer with the letter's HTML alone, for the frame on its page."""
    response = make_response(_written(load(Letter, letter_id)).html_alone)
    return alone_in_a_frame(response)


@bp.get("/<int:letter_id>/attachments/<int:number>")
def attachment(letter_id: int, number: int) -> Response:
    attachments = _written(load(Letter, letter_id)).contents.attachments
    if not 1 <= number <= len(attachments):
        raise NotFound("This letter has no such attachment.")
    chosen = attachments[number - 1]
    response = make_response(chosen.content)
    response.content_type = chosen.content_type
    response.headers.set("Content-Disposition", "attachment", filename=chosen.filename)
    return response


@bp.post("/<int:letter_id>/sending")
def send(letter_id: int) -> Response:
    """Have the letter tried again now."""
    load_for_update(Letter, letter_id).try_again(clock.now())
    flash("The letter is tried again now.")
    return see_other(url_for(".letter", letter_id=letter_id))


@bp.post("/sending")
def send_failed() -> Response:
    count = actions.try_failed_again()
    flash("1 letter is tried again now." if count == 1 else f"{count} letters are tried again now.")
    return see_other(url_for(".letters"))


@bp.post("/delivery")
def ticked_by_hand() -> Response:
    """Note that a member sent the ticked letters with their own mail program."""
    ticked = {one for one in request.form.getlist("letter", type=int) if 0 < one <= LARGEST_ID}
    count = actions.note_sent_by_hand(ticked)
    if count:
        flash(f"Noted: you sent {'1 letter' if count == 1 else f'{count} letters'} yourself.")
    else:
        flash("Nothing new was noted. Tick the letters that you sent first.", "warn")
    return see_other(url_for(".letters"))


@bp.post("/<int:letter_id>/delivery")
def delivered_by_hand(letter_id: int) -> Response:
    """Note that a member sent the letter with their own mail program."""
    sent = load_for_update(Letter, letter_id)
    sent.sent_by_hand(clock.now())
    flash(f"Noted: you sent the letter to {sent.to_name} yourself.")
    return see_other(url_for(".letters"))


def _written(letter: Letter) -> WrittenLetter:
    """Write the letter out; raises NotFound when what it speaks of is gone, ForOwners."""
    if kind_of(letter.name).owners_only and viewer().role != "owner":
        raise ForOwners("Only an owner can read this letter: its address lets somebody in.")
    return as_read(letter)
