"""Reading a partner's answer, and a reply to what they ask."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, ValidationError

from jvplanner.mailboxes import suggested_address
from jvplanner.papers.forms.wording import GuardedForm, NoStop
from jvplanner.papers.kinds import Kind, kind_of
from jvplanner.papers.models import Answer, Paper, PaperVersion, Verdict
from jvplanner.papers.rules import CONSENT, CONSENTS, LONGEST_NOTE
from jvplanner.people.forms import IfGiven, email_field_if_any
from jvplanner.typed_text import one_line
from jvplanner.web.forms import (
    NoControlCharacters,
    PersonName,
    PublicForm,
    email_field,
    line_field,
    name_field,
    text_field,
)

A_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
NOT_TICKED = (False, "false", "", "0", "no", "off")


class TypedForm(PublicForm):
    """A form whose text comes back where it cannot be taken any more."""

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of each field that holds any, in the order of the page."""
        return [(field.label.text, field.data) for field in self if _is_text(field) and field.data]


class AnswerForm(TypedForm):
    """What a partner answers. A subclass for each kind of paper has a note field for each part.

    said  what each verdict is called on the page
    """

    part_names: Sequence[str] = ()
    said: Mapping[str, str] = MappingProxyType({})

    verdict = RadioField("Your answer", validate_choice=False)
    version = HiddenField("The version you read")
    dates = SelectMultipleField(
        "Which dates work?",
        coerce=str,
        validate_choice=False,
        default=list,
        filters=[lambda ticked: [one for one in ticked if one.strip()]],
    )
    name = StringField(
        "Your name",
        filters=[one_line],
        validators=[NoControlCharacters(), IfGiven(PersonName())],
    )
    email = email_field_if_any("Your e-mail address")
    role = line_field("What you do there", 120)
    agree = BooleanField(CONSENTS[CONSENT][0], false_values=NOT_TICKED)
    reason = text_field("What speaks against it?", LONGEST_NOTE)

    def __init__(self, version: PaperVersion) -> None:
        super().__init__()
        self._offered = {str(date.id): date.id for date in version.dates}
        self._number = version.number

    @property
    def version_number(self) -> int | None:
        """Return the number of the version that was read; None if it is not a number."""
        return _number_in(self.version)

    @property
    def is_begun(self) -> bool:
        """Tell whether anything was chosen, ticked or typed."""
        chosen = self.verdict.data or self.dates.data or self.agree.data
        return bool(chosen or self.typed())

    @property
    def notes(self) -> list[Field]:
        """Return the note fields in the order of the parts."""
        return [self[f"note_{name}"] for name in self.part_names]

    def validate_dates(self, field: Field) -> None:
        if not set(field.data) <= set(self._offered):
            raise ValidationError("Tick dates from this list only: the list may have changed.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then what the verdict needs."""
        sound = super().validate(extra_validators)
        if self.version_number is None:
            self.form_errors.append(
                "We could not tell which version you read. Read this one and answer again."
            )
        if self.verdict.data not in list(Verdict):
            self.verdict.errors = ["Choose one of the three answers."]
            return False
        missing = self.answer().missing
        for name, message in missing.items():
            field = self.notes[0] if name == "notes" else self[name]
            field.errors = [*field.errors, message]
        return sound and not missing and not self.form_errors

    def typed_about(self, version: PaperVersion) -> list[tuple[str, str]]:
        """Return label and text of all that was chosen, ticked and typed.

        version  the one that was read; it says what the dates are
        """
        ticked = (date for date in version.dates if str(date.id) in self.dates.data)
        zone = version.content["time_zone"]
        chosen = {
            self.verdict.label.text: self.said.get(self.verdict.data or "", ""),
            "Dates that work": "\n".join(date.in_words(zone) for date in ticked),
        }
        return [(label, text) for label, text in chosen.items() if text] + self.typed()

    def answer(self) -> Answer:
        """Return the answer as it was given, not yet part of its paper; validate() comes first."""
        return Answer(
            version=self._number,
            verdict=Verdict(self.verdict.data),
            name=self.name.data or "",
            email=self.email.data or "",
            role=self.role.data or "",
            reason=self.reason.data or "",
            notes={
                name: note.data
                for name, note in zip(self.part_names, self.notes, strict=True)
                if note.data
            },
            dates=[self._offered[date] for date in self._offered if date in self.dates.data],
            consent=CONSENT if self.agree.data else "",
        )


class SeenForm(PublicForm):
    """Which version a visible page shows."""

    version = HiddenField("The version you see")

    @property
    def version_number(self) -> int | None:
        return _number_in(self.version)


class QuestionForm(TypedForm):
    """What a reader wants to know before they answer."""

    question = text_field("Your question", LONGEST_NOTE, DataRequired("Type your question first."))


class HandoverForm(TypedForm):
    """Who answers in the reader's place. The names differ from those of the answer beside it."""

    colleague_name = name_field("Your colleague's name")
    colleague_email = email_field("Their e-mail address")
    # The address that was asked about when it looked mistyped.
    sure = HiddenField()

    def validate_colleague_email(self, field: Field) -> None:
        meant = suggested_address(field.data)
        if meant and self.sure.data != field.data:
            raise ValidationError(
                f"Did you mean {meant}? Put it right, or press the button again if it is as typed."
            )


class ReplyForm(GuardedForm):
    """The practice's reply to a question."""

    guarded_text = "reply"
    reply = text_field("Your reply", LONGEST_NOTE, DataRequired("Type your reply first."), NoStop())


def answer_form(paper: Paper, version: PaperVersion) -> AnswerForm:
    """Return the form for an answer to this version, filled with what was sent if it was sent."""
    return _form_of(kind_of(paper.kind).name)(version)


@cache
def _form_of(kind_name: str) -> type[AnswerForm]:
    kind: Kind = kind_of(kind_name)
    notes = {f"note_{part.name}": text_field(part.for_partner, LONGEST_NOTE) for part in kind.noted}
    names = tuple(part.name for part in kind.noted)
    said = {
        Verdict.APPROVED: kind.yes,
        Verdict.CHANGES: "I’d change something",
        Verdict.DECLINED: "Not this time",
    }
    about = {"part_names": names, "said": said}
    return type(f"{kind_name.title()}AnswerForm", (AnswerForm,), {**about, **notes})


def _number_in(field: Field) -> int | None:
    typed = (field.data or "").strip()
    return int(typed) if A_NUMBER.fullmatch(typed) else None


def _is_text(field: Field) -> bool:
    return isinstance(field, StringField) and not isinstance(field, HiddenField)
