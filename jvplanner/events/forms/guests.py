"""What is typed about one guest."""

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Optional

from jvplanner.events.forms.fields import email_field, name_field, phone_field
from jvplanner.events.rules import tracked_source
from jvplanner.web.forms import MemberForm, PublicForm


class RegistrationForm(PublicForm):
    """What a guest gives for a seat. website is filled in by machines only and stays empty."""

    name = name_field("Your name")
    email = email_field(InputRequired("Enter your e-mail address."))
    phone = phone_field()
    website = StringField("Website")
    source = HiddenField(filters=[lambda text: tracked_source(text or "")])


class GuestForm(MemberForm):
    """A guest whom a member adds by hand, perhaps on the telephone."""

    name = name_field("Name")
    email = email_field(Optional())
    phone = phone_field()
