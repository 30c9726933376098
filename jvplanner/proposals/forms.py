"""What is typed in the proposal editor."""

from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from jvplanner.proposals.models import (
    LONGEST_HOOK,
    LONGEST_MEETING,
    LONGEST_PART,
    LONGEST_PLACE,
    LONGEST_TITLE,
    SHORTEST_MEETING,
    CtaKind,
)
from jvplanner.proposals.rules import Wording
from jvplanner.web.forms import MemberForm, NoControlCharacters, one_line, paragraphs

USUAL_MINUTES = 90
BLANK = "blank"


def _line(label: str, longest: int, description: str = "") -> StringField:
    return StringField(
        label,
        filters=[one_line],
        validators=[
            Length(max=longest, message=f"Use at most {longest} characters."),
            NoControlCharacters(),
        ],
        description=description,
    )


def _text(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        filters=[paragraphs],
        validators=[
            Length(max=LONGEST_PART, message=f"Use at most {LONGEST_PART} characters."),
            NoControlCharacters(),
        ],
    )


class DraftForm(MemberForm):
    """A proposal's wording, complete or not.

    revision  the revision that this window shows
    over      the revision that is to be replaced although another window saved it
    """

    title = _line("Title", LONGEST_TITLE, "What you call it in your lists, and they in theirs.")
    hook = _line("The hook", LONGEST_HOOK)
    partner_role = _text("Their part")
    your_role = _text("Your part")
    call_to_action = _text("What guests are offered")
    cta_kind = RadioField(
        "One offer",
        choices=[SelectChoice(kind.value, kind.label) for kind in CtaKind],
        validators=[DataRequired("Choose one.")],
    )
    place = _line("Where", LONGEST_PLACE, "A room, or “online”.")
    revision = IntegerField(widget=HiddenInput())
    over = IntegerField(widget=HiddenInput())

    @property
    def wording(self) -> Wording:
        """Return what is typed, whether or not it may be kept."""
        return Wording(
            title=self.title.data,
            hook=self.hook.data,
            partner_role=self.partner_role.data,
            your_role=self.your_role.data,
            call_to_action=self.call_to_action.data,
            cta_kind=self.cta_kind.data or CtaKind.DISCOVERY_CALL,
            place=self.place.data,
        )

    @property
    def shown(self) -> list[Field]:
        """Return the fields that the editor shows, in its order."""
        return [self[name] for name in Wording.__annotations__]


class DateForm(MemberForm):
    """One more date on offer, in the practice's time zone."""

    day = DateField("Day", validators=[InputRequired("Choose a day.")])
    starts = TimeField("Begins at", validators=[InputRequired("Enter when it begins.")])
    minutes = IntegerField(
        "Minutes",
        default=USUAL_MINUTES,
        validators=[
            InputRequired("Enter how many minutes it lasts."),
            NumberRange(
                SHORTEST_MEETING,
                LONGEST_MEETING,
                message=f"Enter {SHORTEST_MEETING} to {LONGEST_MEETING} minutes.",
            ),
        ],
    )


class NewProposalForm(MemberForm):
    """For whom, and what to begin with: a starter's key, or BLANK."""

    partner_id = IntegerField(widget=HiddenInput())
    starter = RadioField("Begin with", default=BLANK, validate_choice=False)


class SendingForm(MemberForm):
    """To whom the next version goes.

    version   the number of the last version when the page was opened
    revision  the wording that was looked at
    """

    person_id = RadioField(
        "Who reads and answers it?",
        choices=[],
        coerce=int,
        validate_choice=False,
        validators=[InputRequired("Choose one person.")],
    )
    version = IntegerField(widget=HiddenInput())
    revision = IntegerField(widget=HiddenInput())
