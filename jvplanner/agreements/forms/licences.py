"""The field for a side's licence."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from jvplanner.agreements.models import LONGEST_LICENCE
from jvplanner.agreements.rules import says_none
from jvplanner.web.forms import line_field

LICENCE_HELP = "Such as “MD, New York”. Leave it empty if there is none."


class ALicence:
    """Refuse words that there is no licence: any other text stands for one."""

    def __call__(self, _form: Any, field: Field) -> None:
        if says_none(field.data or ""):
            raise ValidationError("Leave this empty if there is none.")


def licence_field(label: str) -> StringField:
    return line_field(label, LONGEST_LICENCE, ALicence(), description=LICENCE_HELP)
