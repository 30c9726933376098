"""JV Planner: composition. The parts are put together here, and nothing else happens here."""

from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from flask import Flask, Request, Response, request
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import MapAdapter

from jvplanner import blueprints
from jvplanner.db import db, reading
from jvplanner.events.views.at_once import SeatsAtOnce
from jvplanner.events.views.kept import KeptEventPages
from jvplanner.links import addresses
from jvplanner.outbox.postroom import Postroom
from jvplanner.practices import security
from jvplanner.settings import Settings
from jvplanner.web import (
    access,
    assets,
    bodies,
    errors,
    filters,
    headers,
    letters,
    routes,
    transactions,
)
from jvplanner.web.languages import answering
from jvplanner.web.languages import init_app as init_languages
from jvplanner.web.limits import limiter

ROOT = Path(__file__).parents[1]
LARGEST_REQUEST = 1024 * 1024
REDIS = {"socket_connect_timeout": 2, "socket_timeout": 2}  # seconds
# What a statement was given, such as a guest's address, is nobody's to read in a log.
ENGINE = {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True, "hide_parameters": True}


class Application(Flask):
    """Flask with one transaction edge and one gate around every view."""

    def full_dispatch_request(self) -> Response:
        """Begin every request as a reader, before any hook that asks, in its reader's language."""
        with reading(), answering():
            return super().full_dispatch_request()

    def handle_user_exception(self, e: Exception) -> Response | HTTPException:
        """Show a refusal to members in the frame that they know."""
        access.recognise(security.identify)
        return super().handle_user_exception(e)  # type: ignore[return-value]

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Find the way of every request, whatever host it names."""
        try:
            return super().create_url_adapter(request)
        except HTTPException:
            return routes.by_path_alone(self, request) if request else None

    def raise_routing_exception(self, request: Request) -> NoReturn:
        """Say that an address leads nowhere."""
        routes.refuse_other_spelling(request.routing_exception)
        super().raise_routing_exception(request)

    def dispatch_request(self) -> Response:
        """Answer the request: closed by default, committed or rolled back in one place."""
        view = self.view_functions.get(request.endpoint or "")
        if request.method not in transactions.SAFE_METHODS:
            bodies.read_body(view)
        reads_first = access.is_entrance() or hasattr(view, "reads_first")
        return transactions.ended(
            lambda: access.admitted(super(Application, self).dispatch_request, security.identify),
            reads_first=reads_first,
        )


def create_app(settings: Settings) -> Application:
    """Put one installation together from its settings."""
    app = Application(
        "jvplanner",
        root_path=str(ROOT / "jvplanner"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config |= {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.secret_keys[1:]),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": ENGINE,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "SESSION_COOKIE_NAME": "jvplanner",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.is_https,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "RATELIMIT_STORAGE_URI": settings.redis_url or "jvplanner://",
        # While Redis is away each process counts for itself, rather than answering nobody.
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": bool(settings.redis_url),
        "RATELIMIT_STORAGE_OPTIONS": REDIS if settings.redis_url else {},
    }
    app.extensions["settings"] = settings
    at_once = SeatsAtOnce(app, app.wsgi_app, https=settings.is_https)
    app.extensions["turned_away"] = at_once.turned_away
    app.wsgi_app = KeptEventPages(app, at_once)  # type: ignore[method-assign]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign]
    addresses.install(addresses.Installation(settings.base_url, settings.secret_keys))
    db.init_app(app)
    Htmx(app)
    routes.init_app(app)
    _prepare_templates(app, settings)
    access.csrf.init_app(app)
    limiter.init_app(app)
    security.init_app(app)
    headers.init_app(app, https=settings.is_https)
    assets.init_app(app)
    errors.init_app(app)
    blueprints.register(app)
    app.extensions["questions"] = blueprints.questions(sends_mail=bool(settings.smtp_url))
    return app


def _prepare_templates(app: Application, settings: Settings) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals["csp_nonce"] = headers.csp_nonce
    environment.globals["letters_go_out"] = letters.letters_go_out
    filters.init_environment(environment)
    init_languages(app)
    app.context_processor(access.viewer_for_templates)
    host = urlsplit(settings.base_url).hostname or "localhost"
    app.extensions["postroom"] = Postroom(
        environment, settings.mail_from or f"planner@{host}", host
    )
