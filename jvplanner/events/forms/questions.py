"""An event's own questions, as an organiser types them."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectChoice, SelectField
from wtforms.validators import ValidationError

from jvplanner.events.answering import Wording
from jvplanner.events.models import EventQuestion, QuestionKind
from jvplanner.events.models.question import (
    LONGEST_LABEL,
    LONGEST_OPTION,
    MOST_OPTIONS,
    MOST_QUESTIONS,
)
from jvplanner.events.rules import lines_of
from jvplanner.web.forms import MemberForm, line_field, text_field

KINDS = {
    QuestionKind.TEXT: "A text",
    QuestionKind.CHOICE: "One of several",
    QuestionKind.CHOICES: "Any of several",
    QuestionKind.YES_NO: "Yes or no",
}
PLACES = range(1, MOST_QUESTIONS + 1)
LONGEST_OPTIONS = (LONGEST_OPTION + 2) * MOST_OPTIONS


class QuestionsForm(MemberForm):
    """Up to five questions; one without words is none."""

    def show(self, questions: list[EventQuestion]) -> None:
        """Fill in what is asked now."""
        for place, question in zip(PLACES, questions, strict=False):
            self[f"id_{place}"].data = str(question.id)
            self[f"label_{place}"].data = question.label
            self[f"kind_{place}"].data = question.kind.value
            self[f"options_{place}"].data = question.options
            self[f"required_{place}"].data = question.required

    def wordings(self) -> list[Wording]:
        """Return what is asked; the form is valid."""
        return [
            Wording(
                _number(self[f"id_{place}"].data),
                QuestionKind(self[f"kind_{place}"].data),
                self[f"label_{place}"].data,
                "\n".join(lines_of(self[f"options_{place}"].data)),
                self[f"required_{place}"].data,
            )
            for place in PLACES
            if self[f"label_{place}"].data
        ]


class Choices:
    """Hold what is offered to a question that offers something."""

    def __init__(self, place: int) -> None:
        self._place = place

    def __call__(self, form: Any, field: Any) -> None:
        offers = {kind.value for kind in QuestionKind if kind.has_options}
        is_one = form[f"label_{self._place}"].data
        if not is_one or form[f"kind_{self._place}"].data not in offers:
            return
        options = lines_of(field.data or "")
        if len(options) < 2:
            raise ValidationError("Offer at least two, each on a line of its own.")
        if len(options) > MOST_OPTIONS:
            raise ValidationError(f"Offer at most {MOST_OPTIONS}.")
        if len({option.casefold() for option in options}) < len(options):
            raise ValidationError("Two of these are the same. Guests could not tell them apart.")
        if max(map(len, options)) > LONGEST_OPTION:
            raise ValidationError(f"Use at most {LONGEST_OPTION} characters for each.")


class SaysWhat:
    """Refuse options or a duty to answer where no question is."""

    def __init__(self, place: int) -> None:
        self._place = place

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data and (form[f"options_{self._place}"].data or "").strip():
            raise ValidationError("Say what you ask.")


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


for _place in PLACES:
    setattr(QuestionsForm, f"id_{_place}", HiddenField())
    setattr(
        QuestionsForm,
        f"label_{_place}",
        line_field(f"Question {_place}", LONGEST_LABEL, SaysWhat(_place)),
    )
    setattr(
        QuestionsForm,
        f"kind_{_place}",
        SelectField(
            "Answered by", choices=[SelectChoice(kind.value, KINDS[kind]) for kind in KINDS]
        ),
    )
    setattr(
        QuestionsForm,
        f"options_{_place}",
        text_field(f"Question {_place}: choices", LONGEST_OPTIONS, Choices(_place)),
    )
    setattr(QuestionsForm, f"required_{_place}", BooleanField("Must be answered"))
