"""The agreement as a kind of paper: what a version contains, how it is checked and told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from jvplanner.agreements import rules
from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.papers.kinds import Kind, Part
from jvplanner.papers.models import Paper

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


def _told(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(part.for_partner, content[part.name]) for part in PARTS]


KIND = Kind(
    name="agreement",
    noun="co-management agreement",
    parts=PARTS,
    template="agreements/_paper.html",
    href=_href,
    check=rules.why_not,
    told=_told,
    worded=rules.worded,
    part_of=rules.part_of,
    yes="Yes, I sign this",
    after_yes="It is signed by both sides and holds from the day that it names.",
    both_sign=True,
)
