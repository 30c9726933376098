"""The two things asked of every human: a name, and an address that letters reach."""

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from jvplanner.people.rules import InvalidEmail, InvalidName, clean_name, email_key


class PersonName:
    """Keep a name as clean_name() leaves it, or say what is wrong with it."""

    field_flags = {"required": True, "maxlength": 200}  # noqa: RUF012

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            field.data = clean_name(field.data or "")
        except InvalidName as refusal:
            raise ValidationError(str(refusal)) from refusal


class PersonEmail:
    """Accept an address that email_key() understands, as it was typed."""

    field_flags = {"required": True, "maxlength": 254}  # noqa: RUF012

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            email_key(field.data or "")
        except InvalidEmail as refusal:
            raise ValidationError(str(refusal)) from refusal
        field.data = field.data.strip()
