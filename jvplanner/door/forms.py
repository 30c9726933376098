"""Reading what a member calls a door, and who walks in at it."""

from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, Length, Optional

from jvplanner.door.rules import LONGEST_LABEL, LONGEST_REMARK
from jvplanner.people.forms import PersonEmail, PersonName
from jvplanner.people.rules import LONGEST_ADDRESS
from jvplanner.web.forms import MemberForm, NoControlCharacters, PublicForm, one_line

USUAL_LABEL = "Main entrance"


class DoorForm(MemberForm):
    label = StringField(
        "Where the helper stands",
        default=USUAL_LABEL,
        filters=[one_line],
        validators=[
            DataRequired("Say which door this is."),
            Length(max=LONGEST_LABEL, message=f"Keep it to {LONGEST_LABEL} characters."),
            NoControlCharacters(),
        ],
    )


class EmailIfAny(PersonEmail):
    field_flags = {"maxlength": LONGEST_ADDRESS}  # noqa: RUF012


class WalkInForm(PublicForm):
    name = StringField("Name", validators=[PersonName()])
    email = EmailField("E-mail", filters=[one_line], validators=[Optional(), EmailIfAny()])
    why = StringField(
        "What to remember",
        filters=[one_line],
        validators=[
            Length(max=LONGEST_REMARK, message=f"Keep it to {LONGEST_REMARK} characters."),
            NoControlCharacters(),
        ],
    )
