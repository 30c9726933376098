"""What the editors of all kinds of paper share."""

from typing import Any

from wtforms import StringField

from jvplanner.papers.models import MAY_BE_WITHDRAWN, Drafted, PaperState
from jvplanner.papers.queries import history_of, record_of, standing_of, without_reply
from jvplanner.web.access import viewer

Typed = list[tuple[str, str]]


def editor_context(draft: Drafted) -> dict[str, Any]:
    """Return what papers/editor.html needs whatever the kind; form and remarks are its own.

    What is out has a page of its own besides, where it is withdrawn.
    """
    zone = viewer().practice.time_zone
    paper = draft.paper
    return {
        "draft": draft,
        "standing": standing_of(paper, changed_at=draft.updated_at),
        "history": history_of(record_of(paper), zone),
        "questions": without_reply(paper),
        "may_be_withdrawn": paper.state in MAY_BE_WITHDRAWN and paper.state is not PaperState.SENT,
        "zone": zone,
    }


def typed_in(form: Any, saved: Any) -> Typed:
    """Return the texts that were typed and are not saved, each with its field's name.

    form   what was sent
    saved  the same form as it shows what is saved
    """
    return [
        (control.label.text, control.data)
        for control in form.shown
        if isinstance(control, StringField)
        and control.data
        and control.data != saved[control.name].data
    ]
