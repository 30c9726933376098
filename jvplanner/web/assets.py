"""Addresses of static files that change when the file changes, so that they are cached for good."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request, url_for

YEAR = 31_536_000


def init_app(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    versions: dict[str, str] = {}

    def asset(path: str) -> str:
        """Return the address of a file below static/."""
        version = None if app.debug else versions.get(path)
        if version is None:
            version = sha256((folder / path).read_bytes()).hexdigest()[:10]
            versions[path] = version
        return url_for("static", filename=path, v=version)

    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def keep_static(response: Response) -> Response:
        if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response
