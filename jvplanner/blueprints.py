"""Which domain answers at which address; the exceptions to "one word names all" stand here."""

from flask import Flask

from jvplanner.papers.views import member as papers
from jvplanner.papers.views import partner as answers
from jvplanner.partners import views as partners
from jvplanner.practices.views import front, invitations, public_pages, settings
from jvplanner.web import health, outbox, search


def register(app: Flask) -> None:
    app.register_blueprint(health.bp)
    app.register_blueprint(papers.bp, url_prefix="/papers")
    app.register_blueprint(answers.bp, url_prefix="/p")
    app.register_blueprint(partners.bp, url_prefix="/partners")
    app.register_blueprint(front.bp)
    app.register_blueprint(settings.bp, url_prefix="/settings")
    app.register_blueprint(invitations.bp, url_prefix="/invitations")
    app.register_blueprint(public_pages.bp, url_prefix="/h")
    app.register_blueprint(outbox.bp, url_prefix="/outbox")
    app.register_blueprint(search.bp, url_prefix="/search")
