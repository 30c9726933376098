"""What may be left out when a human is written down."""

from typing import Any

from wtforms import EmailField, Field

from jvplanner.typed_text import one_line
from jvplanner.web.forms import ReachableEmail


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


def email_field_if_any(label: str = "E-mail", **rest: Any) -> EmailField:
    """Return a field for an address that may be left out."""
    return EmailField(label, filters=[one_line], validators=[IfGiven(ReachableEmail())], **rest)
