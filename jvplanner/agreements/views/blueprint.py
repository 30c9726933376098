"""What all views of agreements share."""

from flask import Blueprint

from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.papers.models import Paper
from jvplanner.web.loading import load_for_update

bp = Blueprint("agreements", __name__)


def held(agreement_id: int) -> Agreement:
    """Return the agreement with its paper, both locked; raises NotFound.

    Neither another window's save nor the partner's answer comes between reading and writing (P6).
    """
    agreement = load_for_update(Agreement, agreement_id)
    db.session.refresh(agreement.paper, with_for_update={"of": Paper})
    return agreement
