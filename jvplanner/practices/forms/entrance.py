"""What is typed before one is in: signing in, signing up, a new password."""

from typing import Any

from flask_security import ForgotPasswordForm, LoginForm, RegisterFormV2, ResetPasswordForm
from flask_security.forms import EmailValidation, valid_user_email
from flask_security.utils import validate_redirect_url
from wtforms import BooleanField, EmailField, Field
from wtforms.validators import DataRequired

from jvplanner.practices.forms.fields import (
    LONGEST_EMAIL,
    NO_EMAIL,
    PracticeFields,
    account_email_field,
    known_password_field,
    password_field,
)
from jvplanner.typed_text import one_line
from jvplanner.web.forms import MemberForm, TextForm, line_field, name_field

NO_FIT = "Address and password do not fit together. Check both, or choose a new password."


class SignInForm(TextForm, LoginForm):
    """Address and password. Which of the two was wrong is not said."""

    email = EmailField(
        "E-mail",
        filters=[one_line],
        validators=[NO_EMAIL, LONGEST_EMAIL, EmailValidation()],
        render_kw={"autocomplete": "username"},
    )
    password = known_password_field("Password", "Enter your password.")
    remember = BooleanField("Stay signed in on this device")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""

    def validate_next(self, field: Field) -> None:
        """Go to Today instead of to another site, without a word to whoever was sent there."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            return True
        # ifield is set once both were typed and looked up.
        if self.ifield is not None and not self.user_authenticated:
            self.email.errors, self.password.errors = [], [NO_FIT]
        return False


class SignUpForm(PracticeFields, TextForm, RegisterFormV2):
    """The first owner's account and the practice it opens."""

    name = name_field("Your name", DataRequired("Enter your name."))
    email = account_email_field(
        "E-mail", description="You sign in with it, and answers to your letters go there."
    )
    password = password_field("Password")
    practice_name = line_field(
        "Name of your practice", 120, DataRequired("Enter the name of your practice.")
    )


class ResetRequestForm(TextForm, ForgotPasswordForm):
    """Whose password is to be chosen anew."""

    email = EmailField(
        "E-mail",
        filters=[one_line],
        validators=[NO_EMAIL, LONGEST_EMAIL, EmailValidation(), valid_user_email],
    )


class NewPasswordForm(TextForm, ResetPasswordForm):
    """A new password, typed once: a password manager makes no slips, and a reset is a minute."""

    password = password_field("New password")
    password_confirm = None


class JoiningForm(MemberForm):
    """What somebody invited without an account types to make one."""

    name = name_field("Your name", DataRequired("Enter your name."))
    password = password_field("Choose a password")
