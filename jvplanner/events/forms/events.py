"""What members type about an event."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from jvplanner.events.forms.automatic import REMINDERS, AutomaticFields
from jvplanner.events.forms.places import PlaceFields
from jvplanner.events.models import Event
from jvplanner.events.particulars import LONGEST_DESCRIPTION, Particulars
from jvplanner.events.queries import PartnersToChoose
from jvplanner.events.rules import EndsBeforeItStarts, NoSuchEnd, times_of
from jvplanner.paging import LARGEST_ID
from jvplanner.proposals.models import LONGEST_HOOK, LONGEST_PART, CtaKind
from jvplanner.typed_text import searched
from jvplanner.wall_time import NoSuchLocalTime, listed_zone, local, zone_label, zones
from jvplanner.web.forms import Day, MemberForm, WholeNumber, line_field, text_field

MOST_SEATS = 100_000
NOBODY = 0
SAME_IN_BOTH = (
    "title",
    "description",
    "take_home",
    "time_zone",
    "place",
    "room",
    "address",
    "map_link",
    "parking",
    "access_notes",
    "online_address",
    "seats",
    "call_to_action",
)


class EventForm(PlaceFields, AutomaticFields):
    """Everything a member decides about an event. Times are those of the chosen zone."""

    # Which state of the event the page shows. Nothing is compared if a form does not say.
    revision = WholeNumber(widget=HiddenInput(), validators=[Optional()])
    is_behind = False
    title = line_field(
        "Headline",
        LONGEST_HOOK,
        DataRequired("Give the event a headline: the hook."),
        description="The hook: one specific problem, in the words of the people it is for.",
    )
    description = text_field("What happens", LONGEST_DESCRIPTION)
    take_home = text_field(
        "What guests take home",
        2000,
        description="One thing a line. Three are enough.",
    )
    partner = SelectField("Partner", coerce=int)
    partner_search = StringField(filters=[searched])
    # By what the partners on offer were found, so that another search is seen to be new.
    partner_searched = StringField(filters=[searched])
    day = Day("Date", validators=[InputRequired("Choose the day.")])
    starts = TimeField("From", validators=[InputRequired("When does it begin?")])
    ends = TimeField("Until", validators=[InputRequired("When does it end?")])
    time_zone = SelectField("Time zone")
    seats = WholeNumber(
        "Seats",
        validators=[
            InputRequired("How many people fit in?"),
            NumberRange(1, MOST_SEATS, "Enter a number from %(min)d to %(max)d."),
        ],
    )
    call_to_action = text_field("What guests are offered afterwards", LONGEST_PART)
    cta_kind = RadioField(
        "Kind of offer",
        choices=[SelectChoice(kind.value, kind.label) for kind in CtaKind],
        default=CtaKind.DISCOVERY_CALL.value,
    )

    @property
    def partner_id(self) -> int | None:
        """Return the partner's id that was sent; None for nobody, and for what cannot be one."""
        sent = self.partner.data
        return sent if sent and 0 < sent <= LARGEST_ID else None

    @property
    def searches(self) -> bool:
        """Tell whether partners are searched for; then nothing is saved, whatever was pressed.

        The buttons do not tell: the key Enter presses the first one of a form.
        """
        return bool(self.partner_search.data != self.partner_searched.data)

    def offer_choices(self, partners: PartnersToChoose, zone: str) -> None:
        """Fill in what can be chosen; zone stands first when the event is new."""
        self.partners = partners
        self.partner.choices = [
            SelectChoice(NOBODY, "No partner"),
            *(SelectChoice(partner_id, name) for partner_id, name in partners.names.items()),
        ]
        self.time_zone.choices = [SelectChoice(name, zone_label(name)) for name in zones()]
        if self.time_zone.data is None:
            self.time_zone.data = listed_zone(zone) or "UTC"

    def show(self, event: Event) -> None:
        """Fill the form with an event as it is."""
        starts, ends = (local(at, event.time_zone) for at in (event.starts_at, event.ends_at))
        same = {name: getattr(event, name) for name in (*SAME_IN_BOTH, *REMINDERS)}
        closes = local(event.closes_at, event.time_zone) if event.closes_at else None
        self.process(
            **same,
            revision=event.revision,
            partner=event.partner_id or NOBODY,
            day=starts.date(),
            starts=starts.time(),
            ends=ends.time(),
            closes=closes.replace(tzinfo=None) if closes else None,
            cta_kind=event.cta_kind.value,
        )

    def goes_on_from(self, event: Event) -> bool:
        """Tell whether the event is still as this form showed it; sent once more, it counts."""
        self.is_behind = self.revision.data not in (None, event.revision)
        self.revision.data, self.revision.raw_data = event.revision, None
        return not self.is_behind

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then whether the times make an event; see span and closes_at."""
        if not super().validate(extra_validators):
            return False
        try:
            self.span = times_of(
                self.day.data, self.starts.data, self.ends.data, self.time_zone.data
            )
        except (EndsBeforeItStarts, NoSuchEnd) as refusal:
            self.ends.errors = [str(refusal)]
        except NoSuchLocalTime as refusal:
            self.starts.errors = [str(refusal)]
        else:
            self.closes_at = self.closing(self.time_zone.data, self.span[1])
        return not self.errors

    def particulars(self) -> Particulars:
        """Return what was typed; only after validate()."""
        starts_at, ends_at = self.span
        return Particulars(
            title=self.title.data,
            description=self.description.data,
            take_home=self.take_home.data,
            partner_id=self.partner.data or None,
            starts_at=starts_at,
            ends_at=ends_at,
            time_zone=self.time_zone.data,
            place=self.place.data,
            room=self.room.data,
            address=self.address.data,
            map_link=self.map_link.data,
            parking=self.parking.data,
            access_notes=self.access_notes.data,
            online_address=self.online_address.data,
            seats=self.seats.data,
            closes_at=self.closes_at,
            reminds_week=self.reminds_week.data,
            reminds_day=self.reminds_day.data,
            reminds_hours=self.reminds_hours.data,
            call_to_action=self.call_to_action.data,
            cta_kind=CtaKind(self.cta_kind.data),
        )


class CancellationForm(MemberForm):
    """Why an event does not take place."""

    reason = line_field(
        "Reason",
        300,
        description="One line. Your guests read it in the letter and on their ticket.",
    )
