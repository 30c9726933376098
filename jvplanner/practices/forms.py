"""What is typed about accounts and practices."""

from flask_security import RegisterFormV2
from wtforms import ColorField, EmailField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Regexp

from jvplanner.practices.models import Role
from jvplanner.wall_time import zones
from jvplanner.web.forms import MemberForm, NoControlCharacters, one_line, paragraphs

DEFAULT_COLOUR = "#0f5c4d"
SHORTEST_PASSWORD = 10


class PracticeFields:
    """What a practice says of itself."""

    time_zone = SelectField(
        "Time zone",
        choices=[(zone, zone.replace("_", " ")) for zone in zones()],
        default="America/New_York",
        description="Every hour you type is meant in this zone.",
    )
    brand_colour = ColorField(
        "Your colour",
        default=DEFAULT_COLOUR,
        validators=[Regexp(r"^#[0-9a-fA-F]{6}$", message="Choose a colour.")],
        description="Tints the pages your guests see. Text on it stays readable.",
    )
    postal_address = TextAreaField(
        "Postal address",
        filters=[paragraphs],
        validators=[
            DataRequired("Enter the address of your practice."),
            Length(max=300, message="Use at most 300 characters."),
            NoControlCharacters(),
        ],
        description="Stands at the foot of your letters.",
    )


class SignUpForm(PracticeFields, RegisterFormV2):  # type: ignore[misc]
    """The first owner's account and the practice it opens."""

    name = StringField(
        "Your name",
        filters=[one_line],
        validators=[
            DataRequired("Enter your name."),
            Length(max=200, message="Use at most 200 characters."),
            NoControlCharacters(),
        ],
    )
    practice_name = StringField(
        "Name of your practice",
        filters=[one_line],
        validators=[
            DataRequired("Enter the name of your practice."),
            Length(max=120, message="Use at most 120 characters."),
            NoControlCharacters(),
        ],
    )


class PracticeForm(PracticeFields, MemberForm):
    """A practice's settings."""

    name = StringField(
        "Name of the practice",
        filters=[one_line],
        validators=[
            DataRequired("Enter the name of your practice."),
            Length(max=120, message="Use at most 120 characters."),
            NoControlCharacters(),
        ],
    )
    reply_email = EmailField(
        "Answers go to",
        filters=[one_line],
        validators=[DataRequired("Enter an e-mail address."), Email(), Length(max=254)],
        description="Guests and partners who answer a letter write to this address.",
    )


class InvitationForm(MemberForm):
    """Whom to invite, and as what."""

    name = StringField(
        "Name",
        filters=[one_line],
        validators=[
            DataRequired("Enter a name."),
            Length(max=200, message="Use at most 200 characters."),
            NoControlCharacters(),
        ],
    )
    email = EmailField(
        "E-mail",
        filters=[one_line],
        validators=[DataRequired("Enter an e-mail address."), Email(), Length(max=254)],
    )
    role = SelectField(
        "Role",
        choices=[(Role.COLLEAGUE.value, "Colleague"), (Role.OWNER.value, "Owner")],
        default=Role.COLLEAGUE.value,
    )


class JoiningForm(MemberForm):
    """What somebody invited without an account types to make one."""

    name = StringField(
        "Your name",
        filters=[one_line],
        validators=[DataRequired("Enter your name."), Length(max=200), NoControlCharacters()],
    )
    password = PasswordField(
        "Choose a password",
        validators=[
            DataRequired("Choose a password."),
            Length(min=SHORTEST_PASSWORD, max=128, message="Use between 10 and 128 characters."),
        ],
    )
