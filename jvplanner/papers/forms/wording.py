"""Asking why wording stays that the guard warns of, beside the field in which it is typed."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, TypeVar

from wtforms import Field
from wtforms.validators import DataRequired, ValidationError

from jvplanner.papers.wording import Suggestion, remarks, suggestions_on
from jvplanner.web.forms import MemberForm, line_field

LONGEST_REASON = 300


class NoStop:
    """Refuse a text that pays for referrals."""

    def __call__(self, _form: Any, field: Field) -> None:
        for remark in remarks(field.data or ""):
            if remark.severity == "stop":
                raise ValidationError(f"This cannot be sent. {remark.why}")


class GuardedForm(MemberForm):
    """A form with a text of its own for the partner; made by guarded().

    guarded_text  the name of that text's field
    remarked      what the guard remarks on, in that text and in what else goes out with it
    """

    guarded_text: str
    remarked: Sequence[Suggestion] = ()

    @property
    def warned(self) -> list[tuple[Suggestion, Field]]:
        """Return what is warned of, each with the field for why it stays."""
        asked = ((one, _reason_name(one)) for one in self.remarked if not one.stops)
        return [(one, self[name]) for one, name in asked if name in self]

    def take_over(self, key: str) -> bool:
        """Put a better wording into the form's own text; tell whether it has one of that key."""
        field = self[self.guarded_text]
        taken = next((one for one in self.remarked if one.key == key), None)
        if taken is None or taken.field != self.guarded_text:
            return False
        field.data = taken.used_in(field.data)
        others = [one for one in self.remarked if one.field != self.guarded_text]
        self.remarked = [*others, *suggestions_on(self.guarded_text, field.data)]
        return True


Form = TypeVar("Form", bound=GuardedForm)


def guarded(
    form: type[Form], also: Iterable[Suggestion] = (), *, is_sent: bool = True, **about: Any
) -> Form:
    """Return the form with a field for the reason why each wording stays that is warned of.

    also     what is remarked on in what goes out with the form's own text
    is_sent  whether it is to be filled with what was sent
    about    what the form is made with

    What is stopped has no reason. The same words in the same field have one between them, and keep
    it when other words change.
    """
    found = list(also)
    if is_sent:
        typed = form(**about)[form.guarded_text].data or ""
        found += suggestions_on(form.guarded_text, typed)
    reasons = {
        _reason_name(one): line_field(
            f"Why “{one.said}” stays",
            LONGEST_REASON,
            DataRequired("Say why this stays, or use the other wording."),
        )
        for one in found
        if not one.stops
    }
    made = type(form.__name__, (form,), {**reasons, "remarked": found})
    filled: Form = made(**about) if is_sent else made(formdata=None, **about)
    return filled


def _reason_name(warned: Suggestion) -> str:
    return f"why_{warned.field}_{sha256(warned.said.casefold().encode()).hexdigest()[:8]}"
