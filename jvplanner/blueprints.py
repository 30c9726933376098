"""Which domain answers at which address, and which question; which kinds of paper there are.

The exceptions to "one word names all" stand here.
"""

from functools import partial

from flask import Flask

from jvplanner.agreements import paper as agreement_papers
from jvplanner.agreements import queries as of_agreements
from jvplanner.agreements import views as agreements
from jvplanner.collateral.views import kit, shared
from jvplanner.door import queries as of_doors
from jvplanner.door.views import helpers as door
from jvplanner.door.views import members as doors
from jvplanner.events import queries as of_events
from jvplanner.events.views import (
    consents,
    guests,
    letters,
    messages,
    numbers,
    organiser,
    pages,
    series,
    take_along,
    ticket_changes,
    tickets,
    ways_in,
)
from jvplanner.events.views import questions as event_questions
from jvplanner.journeys import queries as of_journeys
from jvplanner.journeys import views as journeys
from jvplanner.outbox import queries as of_letters
from jvplanner.papers import kinds
from jvplanner.papers import queries as of_papers
from jvplanner.papers.views import handing_over
from jvplanner.papers.views import member as papers
from jvplanner.papers.views import partner as answers
from jvplanner.partners import queries as of_partners
from jvplanner.partners import views as partners
from jvplanner.pictures import views as pictures
from jvplanner.practices.views import (
    feeds,
    front,
    invitations,
    opt_outs,
    public_pages,
    settings,
    you,
)
from jvplanner.proposals import paper as proposal_papers
from jvplanner.proposals import queries as of_proposals
from jvplanner.proposals import views as proposals
from jvplanner.questions import Question, Questions
from jvplanner.today import views as today
from jvplanner.web import health, outbox, search


def register(app: Flask) -> None:
    app.register_blueprint(health.bp)
    app.register_blueprint(pictures.bp, url_prefix="/pictures")
    app.register_blueprint(kit.bp, url_prefix="/events")
    app.register_blueprint(shared.bp, url_prefix="/e")
    app.register_blueprint(doors.bp, url_prefix="/events")
    app.register_blueprint(door.bp, url_prefix="/door")
    app.register_blueprint(organiser.bp, url_prefix="/events")
    app.register_blueprint(guests.bp, url_prefix="/events")
    app.register_blueprint(take_along.bp, url_prefix="/events")
    app.register_blueprint(messages.bp, url_prefix="/events")
    app.register_blueprint(letters.bp, url_prefix="/events")
    app.register_blueprint(numbers.bp, url_prefix="/events")
    app.register_blueprint(ways_in.bp, url_prefix="/events")
    app.register_blueprint(series.bp, url_prefix="/events")
    app.register_blueprint(event_questions.bp, url_prefix="/events")
    app.register_blueprint(pages.bp, url_prefix="/e")
    app.register_blueprint(series.pages, url_prefix="/e/series")
    app.register_blueprint(ways_in.visits, url_prefix="/e")
    app.register_blueprint(tickets.bp, url_prefix="/t")
    app.register_blueprint(ticket_changes.bp, url_prefix="/t")
    app.register_blueprint(consents.bp, url_prefix="/t")
    app.register_blueprint(journeys.results, url_prefix="/events")
    app.register_blueprint(journeys.clients, url_prefix="/clients")
    app.register_blueprint(today.bp, url_prefix="/today")
    app.register_blueprint(papers.bp, url_prefix="/papers")
    app.register_blueprint(answers.bp, url_prefix="/p")
    app.register_blueprint(handing_over.bp, url_prefix="/p")
    app.register_blueprint(partners.bp, url_prefix="/partners")
    app.register_blueprint(proposals.bp, url_prefix="/proposals")
    app.register_blueprint(agreements.bp, url_prefix="/agreements")
    app.register_blueprint(front.bp)
    app.register_blueprint(settings.bp, url_prefix="/settings")
    app.register_blueprint(you.bp, url_prefix="/settings/you")
    app.register_blueprint(invitations.bp, url_prefix="/invitations")
    app.register_blueprint(public_pages.bp, url_prefix="/h")
    app.register_blueprint(feeds.bp, url_prefix="/f")
    app.register_blueprint(opt_outs.bp, url_prefix="/u")
    app.register_blueprint(outbox.bp, url_prefix="/outbox")
    app.register_blueprint(search.bp, url_prefix="/search")
    kinds.register(proposal_papers.KIND)
    kinds.register(agreement_papers.KIND)


def questions(*, sends_mail: bool) -> Questions:
    """Return who answers what pages ask of every domain.

    sends_mail  whether a mail server is set up; without one, waiting letters are due by hand
    """
    return Questions(
        due=Question(
            partial(of_letters.due, sends_by_itself=sends_mail),
            of_doors.due,
            partial(of_papers.due, sends_by_itself=sends_mail),
            of_proposals.due,
            of_agreements.due,
            of_events.due,
            of_journeys.due,
        ),
        happened=Question(
            partial(of_proposals.happened, sends_by_itself=sends_mail),
            partial(of_agreements.happened, sends_by_itself=sends_mail),
        ),
        found=Question(
            of_partners.found,
            partial(of_proposals.found, sends_by_itself=sends_mail),
            partial(of_agreements.found, sends_by_itself=sends_mail),
            of_events.found,
        ),
        came_of=Question(of_events.came_of),
        coming=Question(of_events.coming_events),
        announced=Question(of_events.announced_entries),
        dated=Question(of_papers.dated, of_agreements.dated, of_events.dated),
    )
