"""Reading a partner's answer."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, ValidationError

from jvplanner.papers.kinds import Kind, kind_of
from jvplanner.papers.models import Answer, Paper, PaperVersion, Verdict
from jvplanner.papers.rules import CONSENT, CONSENTS, LONGEST_NOTE
from jvplanner.people.rules import (
    LONGEST_NAME,
    InvalidEmail,
    InvalidName,
    clean_name,
    email_key,
)
from jvplanner.web.forms import NoControlCharacters, PublicForm, one_line, paragraphs

A_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
NOT_TICKED = (False, "false", "", "0", "no", "off")
TOO_LONG = "This is too long: up to %(max)d characters. Shorten it, or write us a letter."


def _long_text(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        filters=[paragraphs],
        validators=[NoControlCharacters(), Length(max=LONGEST_NOTE, message=TOO_LONG)],
    )


class AnswerForm(PublicForm):
    """What a partner answers. A subclass for each kind of paper has a note field for each part."""

    part_names: Sequence[str] = ()

    verdict = HiddenField("Your answer")
    version = HiddenField("The version you read")
    dates = SelectMultipleField(
        "Which dates work?", coerce=str, validate_choice=False, default=list
    )
    name = StringField(
        "Your name",
        filters=[one_line],
        validators=[NoControlCharacters(), Length(max=LONGEST_NAME, message=TOO_LONG)],
    )
    email = StringField("Your e-mail address", filters=[one_line])
    agree = BooleanField(CONSENTS[CONSENT][0], false_values=NOT_TICKED)
    reason = _long_text("What speaks against it?")

    def __init__(self, version: PaperVersion) -> None:
        super().__init__()
        self._offered = {str(date.id): date.id for date in version.dates}
        self._number = version.number

    @property
    def version_number(self) -> int | None:
        """Return the number of the version that was read; None if it is not a number."""
        typed = (self.version.data or "").strip()
        return int(typed) if A_NUMBER.fullmatch(typed) else None

    @property
    def notes(self) -> list[Field]:
        """Return the note fields in the order of the parts."""
        return [self[f"note_{name}"] for name in self.part_names]

    def validate_dates(self, field: Field) -> None:
        if not set(field.data) <= set(self._offered):
            raise ValidationError("Tick dates from this list only: the list may have changed.")

    def validate_name(self, field: Field) -> None:
        try:
            clean_name(field.data or "-")
        except InvalidName as problem:
            raise ValidationError(str(problem)) from problem

    def validate_email(self, field: Field) -> None:
        try:
            email_key(field.data or "nobody@example.org")
        except InvalidEmail as problem:
            raise ValidationError(str(problem)) from problem

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then what the verdict needs."""
        sound = super().validate(extra_validators)
        if self.version_number is None:
            self.form_errors.append(
                "We could not tell which version you read. Read this one and answer again."
            )
        if self.verdict.data not in list(Verdict):
            self.form_errors.append("Choose one of the three answers.")
            return False
        missing = self.answer().missing
        for name, message in missing.items():
            field = self.notes[0] if name == "notes" else self[name]
            field.errors = [*field.errors, message]
        return sound and not missing and not self.form_errors

    def answer(self) -> Answer:
        """Return the answer as it was given, not yet part of its paper; validate() comes first."""
        name = self.name.data or ""
        return Answer(
            version=self._number,
            verdict=Verdict(self.verdict.data),
            name=clean_name(name) if name and not self.name.errors else name,
            email=self.email.data or "",
            reason=self.reason.data or "",
            notes={
                name: note.data
                for name, note in zip(self.part_names, self.notes, strict=True)
                if note.data
            },
            dates=[self._offered[date] for date in self._offered if date in self.dates.data],
            consent=CONSENT if self.agree.data else "",
        )


def answer_form(paper: Paper, version: PaperVersion) -> AnswerForm:
    """Return the form for an answer to this version, filled with what was sent if it was sent."""
    return _form_of(kind_of(paper.kind).name)(version)


@cache
def _form_of(kind_name: str) -> type[AnswerForm]:
    kind: Kind = kind_of(kind_name)
    notes = {f"note_{part.name}": _long_text(part.for_partner) for part in kind.parts}
    names = tuple(part.name for part in kind.parts)
    return type(f"{kind_name.title()}AnswerForm", (AnswerForm,), {"part_names": names, **notes})
