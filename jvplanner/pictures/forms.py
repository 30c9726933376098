"""The part of a form that takes a logo: the file, and a tick to take the present one away."""

from typing import Any

from wtforms import BooleanField, Field
from wtforms.validators import ValidationError
from wtforms.widgets import FileInput

from jvplanner.pictures.drawing import Drawing, Unusable, drawn_anew
from jvplanner.web.forms import MemberForm, sent_file

# Of a whole form: a picture that is somewhat too heavy is refused at its field, with what to do.
HEAVIEST_FORM = 10 * 1024 * 1024  # bytes


class PictureField(Field):  # type: ignore[misc]
    """A file that is to be a picture; its data is the Drawing made of it, None without a file."""

    widget = FileInput()
    data: Drawing | None
    _sent: bytes | None = None

    def process_formdata(self, _valuelist: list[Any]) -> None:
        self.data, self._sent = None, sent_file(self.name)

    def pre_validate(self, _form: Any) -> None:
        if self._sent is None:
            return
        try:
            self.data = drawn_anew(self._sent)
        except Unusable as refusal:
            raise ValidationError(str(refusal)) from refusal


class LogoFields:
    """What a form asks about a logo, beside its other fields."""

    logo = PictureField(
        "Logo",
        description="PNG, JPEG or WebP, at most 4 MB. Guests see it beside the name.",
        render_kw={"accept": "image/png, image/jpeg, image/webp"},
    )
    remove_logo = BooleanField("Show the name without a logo")


def choose_again(form: MemberForm) -> None:
    """Say at the file that it has to be chosen again: no browser keeps it on a page with errors."""
    if form.errors and not form.logo.errors and form.logo.data is not None:
        form.logo.errors = ["The picture is fine. Choose it once more when the rest is put right."]
