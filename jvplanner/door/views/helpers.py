"""One door, for whoever holds its link."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, abort, jsonify, request, url_for

from jvplanner import clock
from jvplanner.door import actions, queries
from jvplanner.door.actions import Result, TooMuchKept
from jvplanner.door.forms import WalkInForm
from jvplanner.door.models import DOOR, Door
from jvplanner.door.rules import (
    LARGEST_BATCH,
    MOST_SCANS,
    DoorVerdict,
    Malformed,
    canonical_id,
)
from jvplanner.links import addresses
from jvplanner.links.addresses import LinkGone
from jvplanner.links.models import Link
from jvplanner.typed_text import searched
from jvplanner.web.access import by_link
from jvplanner.web.errors import problem_page
from jvplanner.web.headers import allow_scanner
from jvplanner.web.limits import limiter, link_alone
from jvplanner.web.loading import asked_id
from jvplanner.web.pages import page, see_other

bp = Blueprint("door", __name__)
PANES = ("scan", "list", "walk-in")
# The link is a trusted device's; this stops one that has gone wild, not a busy evening.
MOST_REQUESTS = "6000 per minute"


@bp.get("/<token>")
@by_link(DOOR)
def one(link: Link) -> Response:
    return _door_page(_open_door(link), link, WalkInForm(formdata=None))


@bp.get("/<token>/guests")
@by_link(DOOR)
def guests(link: Link) -> Response:
    """Answer with the list alone, for the door's own page to show."""
    return page("door/_guest_list.html", **_list(_open_door(link), link))


@bp.get("/<token>/counts")
@by_link(DOOR)
def counts(link: Link) -> Response:
    return jsonify(vars(queries.counts(_open_door(link).event)))


def _kept(link: Link) -> Response:
    """Answer a closed door: its scans are kept for the owner, and nobody is named or counted."""
    door = queries.door_with_event(link.subject_id)
    try:
        results = actions.keep_scans(door, _batch())
    except TooMuchKept as refusal:
        return problem_page(429, str(refusal))
    return _answer(results, None, status=202)


@bp.post("/<token>/scans")
@limiter.limit(lambda: MOST_REQUESTS, key_func=link_alone)
@by_link(DOOR, gone=_kept)
def scans(link: Link) -> Response:
    door = queries.door_with_event(link.subject_id)
    if door.is_over(clock.now()):
        return _kept(link)
    results = actions.take_scans(door, _batch())
    return _answer(results, queries.counts(door.event))


@bp.post("/<token>/arrivals")
@limiter.limit(lambda: MOST_REQUESTS, key_func=link_alone)
@by_link(DOOR)
def arrivals(link: Link) -> Response:
    """Take one thing from a form of the page; its hidden id makes sending it twice harmless."""
    door, form = _open_door(link), WalkInForm()
    if "name" in request.form and not form.validate():
        return _door_page(door, link, form, status=422)
    [result] = actions.take_scans(door, [_item(form)])
    if result.verdict is DoorVerdict.INVALID:
        abort(400)
    pane = request.form.get("pane")
    text = request.form.get("q") or None
    address = url_for(".one", token=addresses.token(link), scan=result.id, q=text)
    return see_other(f"{address}#{pane if pane in PANES else PANES[0]}")


def _item(form: WalkInForm) -> dict[str, object]:
    """Return what a form says as an item of a batch."""
    item: dict[str, object] = {
        "id": request.form.get("scan"),
        "scanned_at": clock.now().isoformat(),
    }
    if "name" in request.form:
        return item | {"walk_in": form.data}
    return item | {key: request.form.get(key) for key in ("code", "guest", "undo")}


def _open_door(link: Link) -> Door:
    """Return the link's door with its event; raises LinkGone when the event is long over."""
    door = queries.door_with_event(link.subject_id)
    if door.is_over(clock.now()):
        raise LinkGone(link)
    return door


def _door_page(door: Door, link: Link, form: WalkInForm, status: int = 200) -> Response:
    response = page(
        "door/door.html",
        door=door,
        form=form,
        counts=queries.counts(door.event),
        shown=_shown(door),
        other_day=door.other_day(clock.now()),
        status=status,
        **_list(door, link),
    )
    return allow_scanner(response)


def _list(door: Door, link: Link) -> dict[str, Any]:
    text = searched(request.args.get("q") or request.form.get("q"))
    return {
        "event": door.event,
        "listed": queries.guest_list(door.event, text, asked_id("after")),
        "text": text,
        "door_path": addresses.path(DOOR, link),
        "new_scan_id": uuid4,
    }


def _shown(door: Door) -> Result | None:
    """Return the result of the scan that the address names, if it came from this event."""
    try:
        scan = queries.scan_at(door.event, canonical_id(request.args.get("scan")))
    except Malformed:
        return None
    return actions.result_of(scan, scan.guest) if scan else None


def _batch() -> list[object]:
    """Return the items of a JSON batch; refuses one that is too large or no batch at all."""
    text = request.get_data()
    if len(text) > LARGEST_BATCH:
        abort(413)
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(sent, dict) or not isinstance(items := sent.get("scans"), list):
        abort(400)
    if len(items) > MOST_SCANS:
        abort(413)
    return items


def _answer(results: list[Result], at_door: queries.Counts | None, status: int = 200) -> Response:
    response = jsonify(
        results=[
            {
                "id": result.id,
                "verdict": result.verdict,
                "name": result.name,
                "first": _first(*result.first) if result.first else None,
            }
            for result in results
        ],
        inside=at_door.inside if at_door else None,
        expected=at_door.expected if at_door else None,
    )
    response.status_code = status
    return response


def _first(moment: datetime, door: str | None) -> dict[str, str | None]:
    at = moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"at": at, "door": door}
