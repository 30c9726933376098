"""Who may open what. Closed by default: an unmarked route needs a member, signed in."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request
from flask_wtf import CSRFProtect

from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.links.models import Purpose
from jvplanner.tenancy import acting_for
from jvplanner.web.pages import wants_part
from jvplanner.web.transactions import SAFE_METHODS, write_now

View = Callable[..., Any]
csrf = CSRFProtect()


class Access(Enum):
    MEMBER = auto()
    PUBLIC = auto()
    BY_LINK = auto()
    ENTRANCE = auto()

    @property
    def has_cookie(self) -> bool:
        return self in (Access.MEMBER, Access.ENTRANCE)


@dataclass(frozen=True)
class OnePractice:
    """A practice as the frame of a page shows it."""

    id: int
    name: str
    slug: str
    brand_colour: str
    time_zone: str


@dataclass(frozen=True)
class Viewer:
    """The signed-in member on whose behalf a request acts, in one of their practices."""

    user_id: int
    name: str
    email: str
    role: str
    practice: OnePractice
    practices: tuple[OnePractice, ...]


def public(view: View) -> View:
    """Open to everybody; no cookie is set and none is read."""
    view.access = Access.PUBLIC  # type: ignore[attr-defined]
    return view


def entrance(view: View) -> View:
    """Sign-in and what leads there: session and CSRF token, but no practice's data."""
    view.access = Access.ENTRANCE  # type: ignore[attr-defined]
    return view


def by_link(purpose: Purpose, *, gone: View | None = None) -> Callable[[View], View]:
    """Open to whoever holds the address; the view gets the link in place of the token.

    The view acts for the link's practice and takes its subject from the link. Without gone,
    a link that was ours but is closed answers 410; with it, that view gets the closed link.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def opened(*, token: str, **rest: Any) -> Any:
            try:
                link, chosen = addresses.open_link(purpose.name, token), view
            except addresses.LinkGone as closed:
                if gone is None:
                    raise
                link, chosen = closed.link, gone
            return answer_for(link.practice_id, lambda: chosen(link, **rest))

        opened.access = Access.BY_LINK  # type: ignore[attr-defined]
        return opened

    return mark


def from_anywhere(view: View) -> View:
    """Take what other sites send, too: a mail program's own button is one (RFC 8058).

    Only for what whoever holds the address may do anyway, and can undo.
    """
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


def access_of(app: Flask, endpoint: str | None) -> Access:
    """Return what the route's view is marked as; the library's sign-in views are entrances."""
    if endpoint is None or endpoint == "static":
        return Access.PUBLIC
    if endpoint.startswith("security."):
        return Access.ENTRANCE
    return getattr(app.view_functions[endpoint], "access", Access.MEMBER)


def words_of(app: Flask, *kinds: Access) -> frozenset[str]:
    """Return the first path words of the routes of these kinds.

    They tell an address's authority before its route is known, or when it has none: one word has
    one kind of authority.
    """
    words: dict[tuple[Access, ...], frozenset[str]]
    words = app.extensions.setdefault("words_by_access", {})
    if kinds not in words:
        words[kinds] = frozenset(
            first_word(rule.rule)
            for rule in app.url_map.iter_rules()
            if access_of(app, rule.endpoint) in kinds
        )
    return words[kinds]


def first_word(path: str) -> str:
    return path.lstrip("/").split("/", 1)[0]


def is_entrance() -> bool:
    return access_of(current_app, request.endpoint) is Access.ENTRANCE


def viewer_for_templates() -> dict[str, object]:
    """Give members' pages their viewer; other pages have none."""
    return {"viewer": g.viewer} if "viewer" in g else {}


def admitted(dispatch: Callable[[], Any], identify: Callable[[], Viewer | None]) -> Response:
    """Run the request's view if its authority allows it.

    identify  tells who is signed in; asked on members' pages only
    """
    access = access_of(current_app, request.endpoint)
    unsafe = request.method not in SAFE_METHODS
    view = current_app.view_functions.get(request.endpoint or "")
    if unsafe and not access.has_cookie and not hasattr(view, "from_anywhere"):
        refuse_foreign_origin()
    if access is Access.MEMBER and _asked(identify) is None:
        return to_sign_in()
    if unsafe and access.has_cookie:
        csrf.protect()
    if access is not Access.MEMBER:
        return current_app.make_response(dispatch())
    return answer_for(g.viewer.practice.id, dispatch)


def recognise(identify: Callable[[], Viewer | None]) -> None:
    """Learn who is signed in before a refusal is shown in the signed-in area.

    An address there that leads nowhere has no route, so nobody was asked yet. Who was asked is not
    asked again: if that was what failed, the refusal is shown outside.
    """
    inside = first_word(request.path) in words_of(current_app, Access.MEMBER)
    if inside and "was_asked" not in g:
        with suppress(Exception):
            _asked(identify)


def _asked(identify: Callable[[], Viewer | None]) -> Viewer | None:
    g.was_asked = True
    viewer = identify()
    if viewer is not None:
        g.viewer = viewer
    return viewer


def answer_for(practice_id: int, view: Callable[[], Any]) -> Response:
    """Run a view that acts for a practice; what it changed is checked while that still acts."""
    with acting_for(practice_id):
        response = current_app.make_response(view())
        write_now()
        return response


def viewer() -> Viewer:
    """Return who is signed in, on a members' page."""
    return g.viewer  # type: ignore[no-any-return]


def to_sign_in() -> Response:
    """Send the signed-out to sign in and back; htmx would swap the page in, so it is told apart."""
    here = request.full_path.rstrip("?") if request.method in SAFE_METHODS else "/today"
    address = current_app.url_for("security.login", next=here)
    if wants_part():
        response = make_response("", 401)
        response.headers["HX-Redirect"] = current_app.url_for("security.login", next="/today")
        return response
    return make_response(redirect(address, code=303))


def refuse_foreign_origin() -> None:
    """Refuse an unsafe request to a page without cookies only on positive evidence of misuse."""
    headers = request.headers
    if is_foreign(headers.get("Origin", "null"), headers.get("Sec-Fetch-Site"), request.host):
        abort(403, _("This form was sent from another site. Open the page itself and try again."))


def is_foreign(origin: str, fetch_site: str | None, host: str) -> bool:
    """Tell whether a request surely comes from a page that is not ours.

    origin  "null" if there is none: a form on a no-referrer page sends that, old browsers nothing
    host    by which the request was sent
    """
    if fetch_site == "cross-site":
        return True
    return origin != "null" and _host_of(origin) not in {
        urlsplit(addresses.absolute("")).netloc,
        host,
    }


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
