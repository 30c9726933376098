"""What is typed about a practice and about whom it invites."""

from wtforms import SelectChoice, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from jvplanner.money import MOST_USED, currencies, currency_name
from jvplanner.pictures.forms import LogoFields
from jvplanner.practices.forms.fields import PracticeFields
from jvplanner.practices.models import Role
from jvplanner.practices.rules import MOST_MONTHS
from jvplanner.web.forms import MemberForm, WholeNumber, email_field, line_field, name_field

LONGEST_NAME = 120
MONTHS_NEEDED = f"Enter a whole number of months from 1 to {MOST_MONTHS}."


def _currency_choices() -> list[SelectChoice]:
    return [
        SelectChoice(
            currency,
            f"{currency_name(currency)} ({currency})",
            optgroup="Most used" if currency in MOST_USED else "All others",
        )
        for currency in currencies()
    ]


class PracticeForm(PracticeFields, LogoFields, MemberForm):
    """A practice's settings."""

    name = line_field(
        "Name of the practice", LONGEST_NAME, DataRequired("Enter the name of your practice.")
    )
    reply_email = email_field(
        "Answers go to",
        description="Guests and partners who answer a letter write to this address.",
    )
    currency = SelectField(
        "Currency",
        choices=_currency_choices(),
        description="Prices you note from now on are in it. Those noted before keep theirs.",
    )
    keeps_guests_months = WholeNumber(
        "Months for which guests’ details are kept",
        validators=[
            InputRequired(MONTHS_NEEDED),
            NumberRange(min=1, max=MOST_MONTHS, message=MONTHS_NEEDED),
        ],
        description="So long after an event, names, addresses and answers of guests who are no "
        "clients are deleted; guests are told when they register, so it holds for events made "
        "from now on.",
    )


class NewPracticeForm(PracticeFields, MemberForm):
    """One more practice for somebody who has an account."""

    name = line_field(
        "Name of the practice", LONGEST_NAME, DataRequired("Enter the name of the practice.")
    )


class InvitationForm(MemberForm):
    """Whom to invite, and as what. Its ids differ from those of the form beside it."""

    name = name_field("Name", id="colleague-name")
    email = email_field("E-mail", id="colleague-email")
    role = SelectField(
        "Role",
        choices=[
            SelectChoice(Role.COLLEAGUE.value, "Colleague: works with everything here"),
            SelectChoice(Role.OWNER.value, "Owner: also changes settings and invites people"),
        ],
        default=Role.COLLEAGUE.value,
        id="colleague-role",
    )
