"""Today: the page that a member sees first."""

from flask import Blueprint, Response

from jvplanner import clock, wall_time
from jvplanner.today import rules
from jvplanner.web.access import viewer
from jvplanner.web.asking import questions
from jvplanner.web.pages import page

bp = Blueprint("today", __name__)


@bp.get("")
def today() -> Response:
    me, now = viewer(), clock.now()
    local = wall_time.local(now, me.practice.time_zone)
    everything = questions().due(now)
    return page(
        "today/today.html",
        greeting=rules.greeting(local.hour),
        first_name=rules.first_name(me.name),
        day=local.date(),
        how_many=rules.in_words(len(everything)),
        groups=rules.groups(everything),
    )
