"""What a member calls something that leads to an event."""

from wtforms.validators import DataRequired

from jvplanner.events.models import LONGEST_LABEL
from jvplanner.web.forms import MemberForm, line_field


class WayInForm(MemberForm):
    """A way in of the practice's own."""

    label = line_field(
        "What or where is it?",
        LONGEST_LABEL,
        DataRequired("Say what it is, such as “Poster at the library”."),
        description="A poster at the library, a note in a parish letter: whatever you want to "
        "tell apart.",
    )
