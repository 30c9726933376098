"""What is typed in the proposal editor."""

from wtforms import (
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange
from wtforms.widgets import HiddenInput, TextArea

from jvplanner.papers.forms import NoStop
from jvplanner.papers.models import LONGEST_TITLE
from jvplanner.proposals.models import (
    LONGEST_HOOK,
    LONGEST_MEETING,
    LONGEST_PART,
    LONGEST_PLACE,
    SHORTEST_MEETING,
    CtaKind,
    Format,
)
from jvplanner.proposals.rules import Wording
from jvplanner.web.forms import Day, MemberForm, WholeNumber, line_field, text_field

BLANK = "blank"
COPY = "copy"


class DraftForm(MemberForm):
    """A proposal's wording, complete or not. A format that is not sent stays as it is.

    revision  the revision that this window shows
    over      the revision that is to be replaced although another window saved it
    """

    title = line_field(
        "Title", LONGEST_TITLE, description="What you call it in your lists, and they in theirs."
    )
    format = SelectField(
        "Format", choices=[SelectChoice(each.value, each.label) for each in Format]
    )
    # One line, but longer than a phone is wide: it wraps where it is typed, too.
    hook = line_field("The hook", LONGEST_HOOK, widget=TextArea())
    partner_role = text_field("Their part", LONGEST_PART)
    your_role = text_field("Your part", LONGEST_PART)
    call_to_action = text_field("What guests are offered", LONGEST_PART)
    cta_kind = RadioField(
        "One offer",
        choices=[SelectChoice(kind.value, kind.label) for kind in CtaKind],
        validators=[DataRequired("Choose one.")],
    )
    place = line_field("Where", LONGEST_PLACE, description="A room, or “online”.")
    revision = WholeNumber(widget=HiddenInput())
    over = WholeNumber(widget=HiddenInput())

    @property
    def wording(self) -> Wording:
        """Return what is typed, whether or not it may be kept."""
        return Wording(
            title=self.title.data,
            format=self.format.data or Format.WORKSHOP,
            hook=self.hook.data,
            partner_role=self.partner_role.data,
            your_role=self.your_role.data,
            call_to_action=self.call_to_action.data,
            cta_kind=self.cta_kind.data or CtaKind.DISCOVERY_CALL,
            place=self.place.data,
        )

    def sound(self, saved: Wording) -> Wording:
        """Return what is typed where it may be kept, and what is saved elsewhere."""
        kept = {name: text for name, text in self.wording.items() if not self[name].errors}
        return {**saved, **kept}  # type: ignore[typeddict-item]

    @property
    def shown(self) -> list[Field]:
        """Return the fields that the editor shows, in its order."""
        return [self[name] for name in Wording.__annotations__]


class DateForm(MemberForm):
    """One more date on offer, in the practice's time zone."""

    day = Day("Day", validators=[InputRequired("Choose a day.")])
    starts = TimeField("Begins at", validators=[InputRequired("Enter when it begins.")])
    minutes = WholeNumber(
        "Minutes",
        validators=[
            InputRequired("Enter how many minutes it lasts."),
            NumberRange(
                SHORTEST_MEETING,
                LONGEST_MEETING,
                message=f"Enter {SHORTEST_MEETING} to {LONGEST_MEETING} minutes.",
            ),
        ],
    )
    # Not "place": that is the proposal's, on the same page.
    elsewhere = line_field("Another place", LONGEST_PLACE, NoStop())


class NewProposalForm(MemberForm):
    """For whom, and what to begin with: a starter's key, BLANK, or COPY of another proposal."""

    like = WholeNumber(widget=HiddenInput())
    partner_id = WholeNumber(widget=HiddenInput())
    starter = RadioField("Begin with", default=BLANK, validate_choice=False)
