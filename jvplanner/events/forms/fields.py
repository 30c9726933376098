"""The kinds of fields that forms about events are made of."""

import re
from typing import Any

from wtforms import EmailField, Field, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from jvplanner.people.rules import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    InvalidEmail,
    InvalidName,
    clean_name,
    email_key,
)
from jvplanner.web.forms import NoControlCharacters, one_line, paragraphs

LONGEST_PHONE = 32
_DIGITS_OF_A_PHONE = 5
_PHONE = re.compile(r"[+0-9()./ \-]*(?:(?:ext\.?|x|#) ?[0-9]+)?", re.IGNORECASE)


class RealName:
    """Keep a name as text that shows what it holds; refuse what is none."""

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            field.data = clean_name(field.data or "")
        except InvalidName as refusal:
            raise ValidationError(str(refusal)) from refusal


class RealEmail:
    """Refuse what no letter can be sent to."""

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            email_key(field.data or "")
        except InvalidEmail as refusal:
            raise ValidationError(str(refusal)) from refusal


class RealPhone:
    """Refuse what nobody could dial."""

    def __call__(self, _form: Any, field: Field) -> None:
        digits = sum(character.isdigit() for character in field.data)
        if digits < _DIGITS_OF_A_PHONE or not _PHONE.fullmatch(field.data):
            raise ValidationError("Enter a phone number with its area code, or leave this empty.")


def name_field(label: str) -> StringField:
    return StringField(
        label,
        filters=[one_line],
        validators=[
            InputRequired("Enter a name."),
            Length(max=LONGEST_NAME, message="A name can have up to %(max)d characters."),
            NoControlCharacters(),
            RealName(),
        ],
    )


def phone_field() -> TelField:
    return TelField(
        "Phone",
        filters=[one_line],
        validators=[
            Optional(),
            Length(max=LONGEST_PHONE, message="This is too long."),
            RealPhone(),
        ],
    )


def email_field(*needed: Any) -> EmailField:
    return EmailField(
        "E-mail",
        filters=[stripped],
        validators=[
            *needed,
            Length(max=LONGEST_ADDRESS, message="This is too long for an e-mail address."),
            RealEmail(),
        ],
    )


def stripped(text: str | None) -> str:
    return (text or "").strip()


def line_field(label: str, longest: int, *needed: Any, **rest: Any) -> StringField:
    return StringField(
        label,
        filters=[one_line],
        validators=[
            *needed,
            Length(max=longest, message="Up to %(max)d characters."),
            NoControlCharacters(),
        ],
        **rest,
    )


def text_field(label: str, longest: int, **rest: Any) -> TextAreaField:
    return TextAreaField(
        label,
        filters=[paragraphs],
        validators=[
            Length(max=longest, message="Up to %(max)d characters."),
            NoControlCharacters(),
        ],
        **rest,
    )
