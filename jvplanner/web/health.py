"""Whether the process is up, and whether it can do its work."""

from flask import Blueprint, Response, make_response

from jvplanner.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def up() -> Response:
    return _plain("ok")


@bp.get("/readyz")
@public
def ready() -> Response:
    """Answer 200 when the database answers and its migrations are current, else 503."""
    from jvplanner.schema import is_current  # noqa: PLC0415  Alembic is slow to import

    if not is_current():
        return _plain("migrations are not current: run jvplanner db upgrade", 503)
    return _plain("ready")


def _plain(text: str, status: int = 200) -> Response:
    response = make_response(text + "\n", status)
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response
