"""Which domain answers at which address; the exceptions to "one word names all" stand here."""

from flask import Flask

from jvplanner.practices import views as practices
from jvplanner.web import health


def register(app: Flask) -> None:
    app.register_blueprint(health.bp)
    app.register_blueprint(practices.front)
    app.register_blueprint(practices.settings, url_prefix="/settings")
    app.register_blueprint(practices.invitations, url_prefix="/invitations")
    app.register_blueprint(practices.public_pages, url_prefix="/h")
