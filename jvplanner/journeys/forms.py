"""What is typed about a guest's journey."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, ValidationError

from jvplanner.journeys.rules import Stage
from jvplanner.money import Money, currency_name
from jvplanner.web.forms import MemberForm, line_field, text_field

SHORT, LONG = 120, 300


class StageForm(MemberForm):
    """Where the journey stands, and what goes with that."""

    stage = RadioField(
        "Where does it stand?",
        choices=[SelectChoice(stage.value, stage.label) for stage in Stage],
        validators=[AnyOf(list(Stage), message="Choose where it stands.")],
        validate_choice=False,
    )
    programme = line_field("Programme", SHORT, description="What the client takes, in your words.")
    price = line_field("Price", 32)
    reason = text_field(
        "Why not now?",
        LONG,
        description="A word for yourself, so that you know when to ask again.",
    )

    def __init__(self, *, currency: str, **rest: object) -> None:
        super().__init__(**rest)
        self.currency = currency
        self.price.description = (
            f"In {currency_name(currency, count=2)}: the whole price once, such as 2,500. "
            "Leave it empty if there is none."
        )
        self.parsed_price: Money | None = None

    def validate_programme(self, field: StringField) -> None:
        if self.stage.data == Stage.CLIENT and not field.data:
            raise ValidationError("Say which programme the client takes.")

    def validate_reason(self, field: TextAreaField) -> None:
        if self.stage.data == Stage.NOT_NOW and not field.data:
            raise ValidationError("Say why, even in three words.")

    def validate_price(self, field: StringField) -> None:
        if self.stage.data == Stage.CLIENT and field.data:
            try:
                self.parsed_price = Money.parse(field.data, self.currency)
            except ValueError as problem:
                raise ValidationError(str(problem)) from problem
