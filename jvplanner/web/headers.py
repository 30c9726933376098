"""Security headers of every answer, and the sessions that only some pages have."""

import secrets
from datetime import timedelta

from flask import Flask, Request, Response, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from jvplanner.web.access import Access, access_of, first_word, words_of

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self' blob:",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
YEAR = 31_536_000
ALWAYS = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def csp_nonce() -> str:
    """Return this answer's nonce for an inline script; signed-in and entrance pages only."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def allow_scanner(response: Response) -> Response:
    """Let the door's page run its WebAssembly decoder and use the camera."""
    response.headers["Content-Security-Policy"] = _policy(
        **{"script-src": "'self' 'wasm-unsafe-eval'"}
    )
    response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return response


def allow_own_frame() -> None:
    """Let this answer's page show another page of ours in a frame."""
    g.more_policy = {"frame-src": "'self'"}


def alone_in_a_frame(response: Response) -> Response:
    """Let our own pages show this HTML in a frame, where it can do nothing but be looked at."""
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "frame-ancestors 'self'"
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def open_to_other_sites(response: Response) -> Response:
    """Let any site show this page in a frame, where it can run nothing and send nothing."""
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors *"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    g.unsaid = {"X-Frame-Options"}  # it knows no "anybody"
    return response


def cached(response: Response, lasts: timedelta) -> Response:
    """Let anybody keep a public page for so long, and ask afterwards whether it has changed."""
    response.cache_control.public = True
    response.cache_control.max_age = int(lasts.total_seconds())
    response.add_etag()
    response.make_conditional(request)
    return response


def kept_for_good(response: Response) -> Response:
    """Let anybody keep what is alone a file and never changes at its address.

    Opened by itself, it can do nothing but be looked at.
    """
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.add_etag()
    response.make_conditional(request)
    return response


def bare_headers(*, https: bool) -> dict[str, str]:
    """Return the security headers of an answer given before any page of ours was asked."""
    return (
        ALWAYS
        | _transport(https=https)
        | {
            "Content-Security-Policy": _policy(),
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex",
        }
    )


def init_app(app: Flask, *, https: bool) -> None:
    app.session_interface = CookielessOnPublicPages()

    @app.after_request
    def add_headers(response: Response) -> Response:
        access = access_of(app, request.endpoint)
        headers = response.headers
        more = dict(g.get("more_policy", {}))
        if "csp_nonce" in g:
            more["script-src"] = f"'self' 'nonce-{g.csp_nonce}'"
        headers.setdefault("Content-Security-Policy", _policy(**more))
        for name, value in (ALWAYS | _transport(https=https)).items():
            if name not in g.get("unsaid", ()):
                headers.setdefault(name, value)
        headers.setdefault(
            "Referrer-Policy", "no-referrer" if access is Access.BY_LINK else "same-origin"
        )
        if access is not Access.PUBLIC or response.status_code >= 400:
            headers.setdefault("Cache-Control", "no-store")
        if access is not Access.PUBLIC:
            headers.setdefault("X-Robots-Tag", "noindex")
        return response


def _transport(*, https: bool) -> dict[str, str]:
    return {"Strict-Transport-Security": f"max-age={YEAR}; includeSubDomains"} if https else {}


def _policy(**instead: str) -> str:
    return "; ".join(f"{name} {value}" for name, value in {**POLICY, **instead}.items())


class CookielessOnPublicPages(SecureCookieSessionInterface):
    """Sessions for members and entrances; on every other page no cookie is read or set."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        # The session is opened before the route is known.
        if first_word(request.path) in words_of(app, Access.MEMBER, Access.ENTRANCE):
            return super().open_session(app, request)
        return SecureCookieSession()

    def save_session(self, app: Flask, session: object, response: Response) -> None:
        if access_of(app, request.endpoint).has_cookie:
            super().save_session(app, session, response)  # type: ignore[arg-type]
