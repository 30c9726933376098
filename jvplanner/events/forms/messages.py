"""What a member writes to guests."""

from wtforms import HiddenField
from wtforms.validators import DataRequired, Regexp

from jvplanner.events.models import LONGEST_MESSAGE, LONGEST_SUBJECT
from jvplanner.web.forms import MemberForm, line_field, text_field


class MessageForm(MemberForm):
    """A message to guests. key names the page on which it is written; see EventMessage."""

    subject = line_field(
        "Subject", LONGEST_SUBJECT, DataRequired("Say in a few words what it is about.")
    )
    text = text_field(
        "Message",
        LONGEST_MESSAGE,
        DataRequired("Write what your guests should know."),
        description="Name, date, place and the way to their ticket stand below it by themselves.",
    )
    key = HiddenField(validators=[Regexp("[0-9a-f]{32}$", message="Open this page anew.")])
