"""Fields that several forms of a practice share."""

from flask_security.forms import EmailValidation, unique_user_email
from wtforms import (
    ColorField,
    EmailField,
    PasswordField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import DataRequired, Length, Regexp

from jvplanner.practices.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from jvplanner.typed_text import one_line
from jvplanner.wall_time import listed_zone, zone_label, zones
from jvplanner.web.forms import TOO_LONG, text_field

DEFAULT_COLOUR = "#0f5c4d"
DEFAULT_ZONE = "America/New_York"
COLOUR = r"^#[0-9a-fA-F]{6}\Z"
NO_EMAIL = DataRequired("Enter your e-mail address.")
LONGEST_EMAIL = Length(max=254, message=TOO_LONG)


def account_email_field(label: str, *, description: str) -> EmailField:
    """Return a field for an address that an account is to have, and none has yet."""
    return EmailField(
        label,
        filters=[one_line],
        validators=[NO_EMAIL, EmailValidation(verify=True), unique_user_email],
        description=description,
    )


def known_password_field(label: str, missing: str) -> PasswordField:
    """Return a field for a password that somebody has; missing is what an empty one is told."""
    return PasswordField(
        label,
        validators=[DataRequired(missing), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )


def password_field(label: str) -> PasswordField:
    return PasswordField(
        label,
        validators=[
            DataRequired("Choose a password."),
            Length(min=SHORTEST_PASSWORD, message=f"Use at least {SHORTEST_PASSWORD} characters."),
            Length(max=LONGEST_PASSWORD, message=TOO_LONG),
        ],
        description=f"At least {SHORTEST_PASSWORD} characters. A few words are easy to remember.",
    )


class PracticeFields:
    """What a practice says of itself, beside its name."""

    time_zone = SelectField(
        "Time zone",
        choices=[SelectChoice(zone, zone_label(zone)) for zone in zones()],
        default=DEFAULT_ZONE,
        # Browsers still report some zones under older names.
        coerce=lambda name: listed_zone(str(name)) or str(name),
        description="Every hour you type is meant in this zone.",
    )
    brand_colour = ColorField(
        "Your colour",
        default=DEFAULT_COLOUR,
        validators=[Regexp(COLOUR, message="Choose a colour.")],
        description="Tints the pages your guests see. Text on it stays readable.",
    )
    postal_address = text_field(
        "Postal address",
        300,
        DataRequired("Enter the address of your practice."),
        description="Stands at the foot of your letters.",
    )
