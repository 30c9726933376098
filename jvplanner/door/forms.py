"""Reading what a member calls a door, and who walks in at it."""

from wtforms.validators import DataRequired

from jvplanner.door.rules import LONGEST_LABEL, LONGEST_REMARK
from jvplanner.people.forms import email_field_if_any
from jvplanner.web.forms import MemberForm, PublicForm, line_field, name_field

USUAL_LABEL = "Main entrance"


class DoorForm(MemberForm):
    label = line_field(
        "Where the helper stands",
        LONGEST_LABEL,
        DataRequired("Say which door this is."),
        default=USUAL_LABEL,
    )


class WalkInForm(PublicForm):
    name = name_field("Name")
    email = email_field_if_any()
    why = line_field("What to remember", LONGEST_REMARK)
