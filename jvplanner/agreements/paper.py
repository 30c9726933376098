"""The agreement as a kind of paper: what a version contains, how it is checked and told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from jvplanner import clock
from jvplanner.agreements import wording
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.rules import duties_in_words, why_not
from jvplanner.db import db
from jvplanner.papers.kinds import Kind, Part
from jvplanner.papers.models import Paper
from jvplanner.papers.rules import Passage
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id
from jvplanner.wall_time import day_text, moment_text

PARTS = (
    Part("scope", "What it covers", "What it covers"),
    Part("duties", "Who does what", "Who does what"),
    Part("term", "How long it holds", "How long it holds"),
    Part("notice", "How to end it", "How to end it"),
    Part("licences", "Licences", "Licences"),
)


def _href(paper: Paper) -> str:
    agreement_id = db.session.scalar(select(Agreement.id).where(Agreement.paper_id == paper.id))
    return f"/agreements/{agreement_id}"


def _told(content: Mapping[str, Any]) -> list[Passage]:
    texts = {**content, "duties": duties_in_words(content)}
    return [
        Passage("title", "Title", "Title", content["title"]),
        Passage("practice", "From", "From", content["practice"]),
        Passage("partner", "For", "For", content["partner"]),
        *(Passage(one.name, one.label, one.for_partner, texts[one.name]) for one in PARTS),
    ]


def _headline(content: Mapping[str, Any]) -> str:
    return str(content["title"])


def _over(paper: Paper) -> str:
    agreement = db.session.scalars(select(Agreement).filter_by(paper_id=paper.id)).one()
    zone = db.session.get_one(Practice, current_practice_id()).time_zone
    if agreement.ended_at:
        return f"It ended on {moment_text(agreement.ended_at, zone)}."
    if agreement.runs_until and agreement.runs_until < clock.today(zone):
        return f"It held until {day_text(agreement.runs_until)}, its last day."
    return ""


KIND = Kind(
    name="agreement",
    noun="co-management agreement",
    parts=PARTS,
    template="agreements/_paper.html",
    href=_href,
    check=why_not,
    told=_told,
    headline=_headline,
    worded=wording.worded,
    part_of=wording.part_of,
    yes="Yes, I sign this",
    after_yes="It is signed by both sides and holds from the day that it names.",
    over=_over,
    both_sign=True,
)
