"""What members type about themselves."""

from wtforms.validators import DataRequired

from jvplanner.practices.forms.fields import (
    account_email_field,
    known_password_field,
    password_field,
)
from jvplanner.web.forms import MemberForm, name_field


class NameForm(MemberForm):
    name = name_field(
        "Your name",
        DataRequired("Enter your name."),
        description="Colleagues see it, and so do those whom you invite.",
    )


class AddressForm(MemberForm):
    """Where one signs in; the password shows that it is oneself who sits here."""

    email = account_email_field(
        "Your new e-mail address", description="Both addresses get a letter about it."
    )
    password = known_password_field("Your password", "Enter your password.")


class PasswordForm(MemberForm):
    """The present password shows that it is oneself who sits here."""

    present = known_password_field("Your present password", "Enter your present password.")
    new = password_field("New password")
