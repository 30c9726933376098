"""What a guest gives for a seat, and for those they bring."""

from functools import lru_cache
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from jvplanner.events.announcement import EventPage
from jvplanner.events.answering import NO, YES, NoAnswer, answer_in, field_name
from jvplanner.events.consents import wordings
from jvplanner.events.forms.at_once import FRIENDS
from jvplanner.events.forms.guests import SLIPS, NameAlone, guest_name_field, phone_field
from jvplanner.events.models import QuestionKind
from jvplanner.events.models.question import LONGEST_ANSWER
from jvplanner.events.queries.asked import Question
from jvplanner.events.rules import tracked_source
from jvplanner.languages import N_, lazy_gettext
from jvplanner.languages import gettext as _
from jvplanner.mailboxes import email_key
from jvplanner.people.forms import IfGiven, email_field_if_any
from jvplanner.typed_text import one_line
from jvplanner.web.forms import NoControlCharacters, PersonName, PublicForm, email_field

TWICE = N_(
    "This address stands here already. Leave it empty, and their ticket will be on your own page."
)


class Answers:
    """Hold an answer against its question, with the same eyes as answer_in()."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.field_flags = {"required": True} if question.required else {}

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            answer_in(self.question, field.raw_data or [])
        except NoAnswer as refusal:
            raise ValidationError(str(refusal)) from refusal


def _friend_name(email: str) -> UnboundField:
    checks = [NoControlCharacters(), IfGiven(PersonName(), email), NameAlone()]
    return StringField(lazy_gettext("Their name"), filters=[one_line], validators=checks)


class RegistrationForm(PublicForm):
    """What a guest gives for a seat. website is filled in by machines only and stays empty."""

    name = guest_name_field(lazy_gettext("Your name"))
    email = email_field(render_kw=SLIPS)
    phone = phone_field()
    website = StringField("Website")
    # The language of the page that the form stands on.
    lang = HiddenField()
    source = HiddenField(filters=[lambda text: tracked_source(text or "")])

    @property
    def friends(self) -> list[tuple[Field, Field]]:
        """Return the fields of each friend's name and address."""
        return [(self[name], self[email]) for name, email in FRIENDS]

    @property
    def shows_friends(self) -> bool:
        """Tell whether anything was typed about friends, or is wrong there: it is not folded up."""
        return any(field.data or field.errors for friend in self.friends for field in friend)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        return self._has_each_address_once() and bool(valid)

    def _has_each_address_once(self) -> bool:
        seen: set[str] = set()
        for field in (self.email, *(email for _name, email in self.friends)):
            if not field.data or field.errors:
                continue
            key = email_key(field.data)
            if key in seen:
                field.errors = [*field.errors, _(TWICE)]
                return False
            seen.add(key)
        return True


for _name, _email in FRIENDS:
    setattr(RegistrationForm, _name, _friend_name(_email))
    setattr(RegistrationForm, _email, email_field_if_any(lazy_gettext("Their address")))


def registration_form(shown: EventPage, sent: Any = None) -> RegistrationForm:
    """Return the form that an event's page shows, with what was sent before, if anything was."""
    kind = _form_of(shown.questions, shown.practice_name, shown.partner_name, shown.language)
    return kind(formdata=sent)


@lru_cache(maxsize=256)
def _form_of(
    questions: tuple[Question, ...], practice: str, partner: str | None, _language: str
) -> type[RegistrationForm]:
    """Return the form with an event's own questions, and what may be agreed to there."""
    asked = {field_name(question.id): question_field(question) for question in questions}
    consents = {
        purpose.value: BooleanField(wording)
        for purpose, wording in wordings(practice, partner).items()
    }
    return type("RegistrationForm", (RegistrationForm,), asked | consents)


def question_field(question: Question) -> UnboundField:
    """Return the field in which a question is answered."""
    about = {"label": question.label, "validators": [Answers(question)]}
    offered = [SelectChoice(option, option) for option in question.options]
    if question.kind is QuestionKind.TEXT:
        return TextAreaField(**about, render_kw={"rows": 2, "maxlength": LONGEST_ANSWER})
    if question.kind is QuestionKind.CHOICES:
        return SelectMultipleField(
            **about,
            choices=offered,
            validate_choice=False,
            widget=ListWidget(),
            option_widget=CheckboxInput(),
        )
    if question.kind is QuestionKind.YES_NO:
        offered = [SelectChoice(YES, _("Yes")), SelectChoice(NO, _("No"))]
    elif not question.required:
        choices = [SelectChoice("", _("No answer")), *offered]
        return SelectField(**about, choices=choices, validate_choice=False)
    return RadioField(**about, choices=offered, validate_choice=False)
