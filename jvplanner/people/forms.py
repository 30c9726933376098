"""A human's name, and their address where they may have none."""

from typing import Any

from wtforms import EmailField, Field, StringField
from wtforms.validators import ValidationError

from jvplanner.people.rules import LONGEST_NAME, InvalidName, typed_name
from jvplanner.web.forms import NoControlCharacters, ReachableEmail, one_line


class PersonName:
    """Keep a name as typed_name() leaves it, or say what is wrong with it."""

    field_flags = {"required": True, "maxlength": LONGEST_NAME}  # noqa: RUF012

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            field.data = typed_name(field.data or "")
        except InvalidName as refusal:
            raise ValidationError(str(refusal)) from refusal


class IfGiven:
    """Apply a validator only when this field, or one of the others named, holds something."""

    def __init__(self, validator: Any, *others: str) -> None:
        self.validator, self.others = validator, others
        flags = getattr(validator, "field_flags", {})
        # The browser must not insist on what may stay empty.
        self.field_flags = {name: flags[name] for name in flags if name != "required"}

    def __call__(self, form: Any, field: Field) -> None:
        if any(form[name].data for name in (field.short_name, *self.others)):
            self.validator(form, field)


def name_field(label: str, **rest: Any) -> StringField:
    """Return a field for the name of a human."""
    checks = [NoControlCharacters(), PersonName()]
    return StringField(label, filters=[one_line], validators=checks, **rest)


def email_field_if_any(label: str = "E-mail", **rest: Any) -> EmailField:
    """Return a field for an address that may be left out."""
    return EmailField(label, filters=[one_line], validators=[IfGiven(ReachableEmail())], **rest)
