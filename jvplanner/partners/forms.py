"""What is typed about a partner and the people there."""

from collections.abc import Callable
from typing import Any

from wtforms import EmailField, Field, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from jvplanner.partners.models import HUB_KIND_LABELS, LONGEST_NOTES
from jvplanner.partners.rules import InvalidWebsite, clean_website
from jvplanner.people.forms import PersonEmail, PersonName
from jvplanner.web.forms import MemberForm, NoControlCharacters, one_line, paragraphs


class Website:
    """Keep a web address as clean_website() leaves it, or say what is wrong with it."""

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            field.data = clean_website(field.data or "")
        except InvalidWebsite as refusal:
            raise ValidationError(str(refusal)) from refusal


class IfAnyGiven:
    """Apply a validator only when this field or one of the named others holds something."""

    def __init__(self, validator: Callable[[Any, Field], None], *others: str) -> None:
        self.validator, self.others = validator, others
        flags = getattr(validator, "field_flags", {})
        # The browser must not insist on what may stay empty.
        self.field_flags = {name: flags[name] for name in flags if name != "required"}

    def __call__(self, form: Any, field: Field) -> None:
        if any(form[name].data for name in (field.short_name, *self.others)):
            self.validator(form, field)


def _works_as() -> StringField:
    return StringField(
        "Works as",
        filters=[one_line],
        validators=[Length(max=120, message="Use at most 120 characters."), NoControlCharacters()],
        description="Pharmacist, owner, front desk …",
    )


class PartnerForm(MemberForm):
    """What the practice knows of an organisation or professional."""

    name = StringField(
        "Name",
        filters=[one_line],
        validators=[
            DataRequired("Enter the partner's name."),
            Length(max=120, message="Use at most 120 characters."),
            NoControlCharacters(),
        ],
    )
    hub_kind = RadioField(
        "What kind of place is it?",
        choices=[SelectChoice(kind.value, label) for kind, label in HUB_KIND_LABELS.items()],
        validators=[DataRequired("Choose what comes closest.")],
    )
    address = StringField(
        "Address",
        filters=[one_line],
        validators=[Length(max=300, message="Use at most 300 characters."), NoControlCharacters()],
    )
    website = StringField(
        "Website",
        filters=[one_line],
        validators=[
            NoControlCharacters(),
            Website(),
            Length(max=300, message="Use at most 300 characters."),
        ],
    )
    notes = TextAreaField(
        "Notes",
        filters=[paragraphs],
        validators=[
            Length(max=LONGEST_NOTES, message=f"Use at most {LONGEST_NOTES} characters."),
            NoControlCharacters(),
        ],
        description="Only your practice reads these.",
    )


class NewPartnerForm(PartnerForm):
    """A partner, and the first person there if one is known already."""

    person_name = StringField(
        "Name",
        filters=[one_line],
        validators=[IfAnyGiven(PersonName(), "person_email", "works_as")],
    )
    person_email = EmailField(
        "E-mail",
        filters=[one_line],
        validators=[IfAnyGiven(PersonEmail(), "person_name", "works_as")],
    )
    works_as = _works_as()


class PersonForm(MemberForm):
    """A person at a partner."""

    name = StringField("Name", filters=[one_line], validators=[PersonName()])
    email = EmailField(
        "E-mail",
        filters=[one_line],
        validators=[PersonEmail()],
        description="Proposals for this person go there.",
    )
    works_as = _works_as()
