"""What is typed about a partner and the people there."""

import re
from typing import Any

from wtforms import EmailField, Field, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, ValidationError

from jvplanner.partners.models import HUB_KIND_LABELS, LONGEST_GROUNDWORK, LONGEST_NOTES
from jvplanner.partners.rules import InvalidWebsite, clean_website
from jvplanner.people.forms import IfGiven
from jvplanner.pictures.forms import LogoFields
from jvplanner.typed_text import one_line
from jvplanner.web.forms import (
    MemberForm,
    NoControlCharacters,
    PersonName,
    ReachableEmail,
    email_field,
    line_field,
    name_field,
    text_field,
)

_A_PATH_HERE = re.compile(r"(?:/[\w-]+)+(?:#[\w-]+)?", re.ASCII)


class Website:
    """Keep a web address as clean_website() leaves it, or say what is wrong with it."""

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            field.data = clean_website(field.data or "")
        except InvalidWebsite as refusal:
            raise ValidationError(str(refusal)) from refusal


def _works_as() -> StringField:
    return line_field("Works as", 120, description="Pharmacist, owner, front desk …")


class PartnerForm(MemberForm):
    """What the practice knows of an organisation or professional."""

    name = line_field("Name", 120, DataRequired("Enter the partner's name."))
    hub_kind = RadioField(
        "What kind of place is it?",
        choices=[SelectChoice(kind.value, label) for kind, label in HUB_KIND_LABELS.items()],
        validators=[DataRequired("Choose what comes closest.")],
    )
    address = line_field("Address", 300)
    website = line_field("Website", 300, Website())
    notes = text_field("Notes", LONGEST_NOTES, description="Only your practice reads these.")


class KnownPartnerForm(LogoFields, PartnerForm):
    """A partner that is listed already, with a logo if there is one."""


class NewPartnerForm(PartnerForm):
    """A partner, and the first person there if one is known already."""

    person_name = StringField(
        "Name",
        filters=[one_line],
        validators=[NoControlCharacters(), IfGiven(PersonName(), "person_email", "works_as")],
    )
    person_email = EmailField(
        "E-mail",
        filters=[one_line],
        validators=[IfGiven(ReachableEmail(), "person_name", "works_as")],
    )
    works_as = _works_as()


class PersonForm(MemberForm):
    """A person at a partner."""

    name = name_field("Name")
    email = email_field(description="Proposals for this person go there.")
    works_as = _works_as()


class _ReturningForm(MemberForm):
    """A form that stands on several pages; back is the path of the one it was sent from."""

    back = HiddenField()

    def back_or(self, path: str) -> str:
        """Return where to go on: the page it was sent from, or path for what is no page here."""
        sent_from = self.back.data or ""
        return sent_from if _A_PATH_HERE.fullmatch(sent_from) else path


class GroundworkForm(_ReturningForm):
    """What a proposal to the partner stands on (N3), complete or not."""

    problem = text_field(
        "Their problem",
        LONGEST_GROUNDWORK,
        description="What costs them time, money or sleep? As they would say it.",
    )
    our_part = text_field(
        "Our part in solving it",
        LONGEST_GROUNDWORK,
        description="What do we do about it, before we ask for anything?",
    )
    asked_back = text_field(
        "What we ask back",
        LONGEST_GROUNDWORK,
        description="One thing: a room, an invitation to their people, an introduction.",
    )


class SkippingForm(_ReturningForm):
    """Why the groundwork is not written down."""

    skip_reason = text_field(
        "Why not?", LONGEST_GROUNDWORK, DataRequired("Give a reason. A few words are enough.")
    )
