"""Forms, and the text fields that all of them are made of."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,  # noqa: TID251
    EmailField,
    Field,
    IntegerField,  # noqa: TID251
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, ValidationError

from jvplanner.human_names import LONGEST_NAME, InvalidName, typed_name
from jvplanner.languages import N_, lazy_gettext
from jvplanner.languages import gettext as _
from jvplanner.mailboxes import LONGEST_ADDRESS, InvalidEmail, reachable_key
from jvplanner.paging import LARGEST_ID
from jvplanner.typed_text import CANNOT_BE_SHOWN, has_control_characters, one_line, paragraphs

# What the library says of a field, and what we say instead: what to do, in plain words.
_OUR_WORDS = {
    "Not a valid date value.": N_("This is not a date. Choose a day from the calendar."),
    "Not a valid datetime value.": N_("This is not a day with a time of day. Choose both."),
    "Not a valid time value.": N_("This is not a time of day. Enter one such as 18:30."),
    "Not a valid integer value.": N_("Enter a whole number."),
    "Not a valid choice.": N_("Choose one of those offered."),
    "Invalid Choice: could not coerce.": N_("Choose one of those offered."),
    "Invalid choice(s): one or more data inputs could not be coerced.": N_(
        "Choose only from those offered."
    ),
    "'%(value)s' is not a valid choice for this field.": N_("Choose only from those offered."),
    "'%(value)s' are not valid choices for this field.": N_("Choose only from those offered."),
    "This field is required.": N_("This is needed."),
}


class OurWords:
    """What fields say, where the library looks for translations."""

    def gettext(self, text: str) -> str:
        return _(_OUR_WORDS.get(text, text))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


def sent_file(name: str) -> bytes | None:
    """Return what the file holds that was chosen under name; None if none was.

    How it is called and what kind it is said to be are a stranger's word, and not asked for.
    """
    file = request.files.get(name)
    return file.read() if file is not None and file.filename else None


class TextForm(FlaskForm):  # type: ignore[misc]
    """Reads texts, as a browser's form sends them; JSON and files bring values that are none."""

    class Meta:
        def wrap_formdata(self, _form: Any, formdata: Any) -> Any:
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return (request.form or None) if request.method == "POST" else None

        def get_translations(self, _form: Any) -> OurWords:
            return OurWords()


class MemberForm(TextForm):
    """A form of the signed-in area or an entrance; access.py checks its CSRF token."""


class PublicForm(TextForm):
    """A form on a page without cookies: its address is its authority, so it carries no token."""

    class Meta:
        csrf = False


FIRST_YEAR, LAST_YEAR = 1900, 2199


class NoControlCharacters:
    """Refuse characters that no keyboard types; they hide text and break letters."""

    def __call__(self, _form: Any, field: Field) -> None:
        if isinstance(field.data, str) and has_control_characters(field.data):
            raise ValidationError(_(CANNOT_BE_SHOWN))


class PersonName:
    """Keep a name as typed_name() leaves it, or say what is wrong with it."""

    field_flags = {"required": True, "maxlength": LONGEST_NAME}  # noqa: RUF012

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            field.data = typed_name(field.data or "")
        except InvalidName as refusal:
            raise ValidationError(str(refusal)) from refusal


class ReachableEmail:
    """Accept an address that letters reach, as it was typed."""

    field_flags = {"required": True, "maxlength": LONGEST_ADDRESS}  # noqa: RUF012

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            reachable_key(field.data or "")
        except InvalidEmail as refusal:
            raise ValidationError(str(refusal)) from refusal


class WholeNumber(IntegerField):  # type: ignore[misc]
    """A number that a column can hold, as all that we ask for are."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > LARGEST_ID:
            self.data = None
            raise ValueError(_("Enter a whole number."))


class Day(DateField):  # type: ignore[misc]
    """A day that people make plans for; near the ends of the calendar UTC has no date for it."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(
                _(
                    "Choose a day in the years %(first)s to %(last)s.",
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                )
            )


TOO_LONG = lazy_gettext("Use at most %(max)d characters.")


def line_field(label: str, longest: int, *needed: Any, **rest: Any) -> StringField:
    """Return a field for one line of text.

    needed  validators that come before those of every text
    """
    return StringField(label, filters=[one_line], validators=_of_text(longest, needed), **rest)


def text_field(label: str, longest: int, *needed: Any, **rest: Any) -> TextAreaField:
    """Return a field for text of several lines; needed as in line_field()."""
    return TextAreaField(label, filters=[paragraphs], validators=_of_text(longest, needed), **rest)


def name_field(label: str, *needed: Any, **rest: Any) -> StringField:
    """Return a field for the name of a human, which must be given; needed as in line_field()."""
    checks = [*needed, NoControlCharacters(), PersonName()]
    return StringField(label, filters=[one_line], validators=checks, **rest)


def email_field(label: str = lazy_gettext("E-mail"), **rest: Any) -> EmailField:
    """Return a field for an address that must be given."""
    return EmailField(label, filters=[one_line], validators=[ReachableEmail()], **rest)


def _of_text(longest: int, needed: tuple[Any, ...]) -> list[Any]:
    return [*needed, Length(max=longest, message=TOO_LONG), NoControlCharacters()]
