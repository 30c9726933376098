"""What members type about themselves."""

from wtforms import PasswordField
from wtforms.validators import DataRequired, Length

from jvplanner.practices.forms.fields import password_field
from jvplanner.practices.rules import LONGEST_PASSWORD
from jvplanner.web.forms import MemberForm, line_field


class NameForm(MemberForm):
    name = line_field(
        "Your name",
        200,
        DataRequired("Enter your name."),
        description="Colleagues see it, and whom you invite.",
    )


class PasswordForm(MemberForm):
    """The present password shows that it is oneself who sits here."""

    present = PasswordField(
        "Your present password",
        validators=[DataRequired("Enter your present password."), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )
    new = password_field("New password")
