"""What is typed in the editor of an agreement: its terms, and one row for each duty."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import HiddenInput, TextArea

from jvplanner.agreements.forms.licences import licence_field
from jvplanner.agreements.models import (
    LONGEST_DUTY,
    LONGEST_PART,
    Agreement,
)
from jvplanner.agreements.rules import (
    Draft,
    DutyDraft,
    Side,
    field_of,
    impossible_days,
    is_allowed,
    without_licence,
)
from jvplanner.papers.models import LONGEST_TITLE
from jvplanner.people.names import name_key
from jvplanner.web.forms import Day, MemberForm, WholeNumber, line_field, text_field

TERMS = (
    "title",
    "scope",
    "practice_licence",
    "partner_licence",
    "starts_on",
    "ends_on",
    "review_on",
    "notice",
)


def _day(label: str, help: str = "") -> Day:
    return Day(label, description=help, validators=[Optional()])


class DraftForm(MemberForm):
    """An agreement's text, complete or not, and one row of fields for each duty.

    revision  the revision that this window shows
    over      the revision that is to be replaced although another window saved it
    today     the practice's local day
    """

    title = line_field(
        "Title", LONGEST_TITLE, description="What you call it in your lists, and they in theirs."
    )
    scope = text_field("What it covers", LONGEST_PART)
    practice_licence = licence_field("Your licence")
    partner_licence = licence_field("Their licence")
    starts_on = _day("From")
    ends_on = _day("Last day", "Empty: the end is open.")
    review_on = _day("Look at it again by", "Today reminds you a month before.")
    notice = text_field("How to end it", LONGEST_PART)
    revision = WholeNumber(widget=HiddenInput())
    over = WholeNumber(widget=HiddenInput())

    duty_rows: Sequence[DutyDraft] = ()
    kept: Sequence[DutyDraft] = ()
    names: tuple[str, str] = ("", "")
    today = date.min

    @property
    def licences(self) -> dict[Side, str]:
        return {Side.PRACTICE: self.practice_licence.data, Side.PARTNER: self.partner_licence.data}

    @property
    def draft(self) -> Draft:
        """Return what is typed, whether or not it may be kept."""
        typed = {duty.id: duty for duty in (*self.kept, *self._duties())}
        return Draft(
            title=self.title.data,
            scope=self.scope.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            review_on=self.review_on.data,
            notice=self.notice.data,
            licences=self.licences,
            duties=tuple(typed[duty.id] for duty in self.duty_rows),
        )

    def sound(self, saved: Draft) -> Draft:
        """Return what is typed where it may be kept, and what is saved elsewhere.

        Licences and duties that do not go together, or duties of one name, stay as they are saved.
        """
        typed = self.draft
        texts = {
            name: getattr(saved if self[name].errors else typed, name)
            for name in TERMS
            if not name.endswith("_licence")
        }
        licences = {
            side: (saved if self[f"{side}_licence"].errors else typed).licences[side]
            for side in Side
        }
        duties = tuple(
            old if any(field.errors for field in self.row(old.id).values()) else new
            for old, new in zip(saved.duties, typed.duties, strict=True)
        )
        sound = Draft(**texts, licences=licences, duties=duties)
        if without_licence(sound) or len({name_key(each.text) for each in duties}) < len(duties):
            return replace(sound, licences=saved.licences, duties=saved.duties)
        return sound

    @property
    def shown(self) -> list[Field]:
        """Return the fields that can be wrong, in the editor's order; a box to tick cannot."""
        rows = [self.row(duty.id) for duty in self.duty_rows]
        typed = [row[what] for row in rows for what in ("text", "owner") if what in row]
        return [*(self[name] for name in TERMS), *typed]

    def row(self, duty_id: int) -> dict[str, Field]:
        """Return a duty's fields by what they are: text, owner and licence."""
        names = {what: field_of(duty_id, what) for what in ("text", "owner", "licence")}
        return {what: self[name] for what, name in names.items() if name in self}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the days together, and who may have which duty."""
        sound: bool = super().validate(extra_validators)
        days = (self.starts_on.data, self.ends_on.data, self.review_on.data)
        for name, why in impossible_days(*days, self.today).items():
            sound = _refuse(self[name], why)
        said: set[str] = set()
        for duty in self._duties():
            row = self.row(duty.id)
            if name_key(duty.text) in said:
                sound = _refuse(row["text"], "This stands in the list already. Remove one of them.")
            said.add(name_key(duty.text))
            licence = self.licences[duty.owner]
            if not is_allowed(needs_licence=duty.needs_licence, licence=licence):
                sound = _refuse(row["owner"], needs_licence(self.names, duty.owner))
        return sound

    def _duties(self) -> Iterator[DutyDraft]:
        """Yield the duties as they are typed; what the window did not show is not among them."""
        for duty in self.duty_rows:
            if row := self.row(duty.id):
                owner = row["owner"].data
                yield DutyDraft(
                    duty.id,
                    row["text"].data,
                    Side(owner) if owner in set(Side) else duty.owner,
                    bool(row["licence"].data),
                )


def _refuse(field: Field, why: str) -> bool:
    field.errors = [*field.errors, why]
    return False


def needs_licence(names: tuple[str, str], owner: Side) -> str:
    """Return why a side cannot take on a duty; names are those of practice and partner."""
    name = dict(zip(Side, names, strict=True))[owner]
    return (
        f"This needs a licence, and none is noted for {name}. "
        "Note it under Licences, or give this to the other side."
    )


def draft_form(
    agreement: Agreement, practice: str, *, today: date, sent: Container[str] | None
) -> DraftForm:
    """Return the editor's form: filled with what was sent, or with what is saved.

    practice  name of the practice, as a duty's owner is called
    today     the practice's local day
    sent      names of the fields that a window sent; None to show what is saved
    """
    names = (practice, agreement.paper.partner.name)
    saved = agreement.draft
    shown = [duty for duty in saved.duties if sent is None or field_of(duty.id, "text") in sent]
    fields = {name: field for duty in shown for name, field in _row_fields(duty, names)}
    about = {
        "duty_rows": saved.duties,
        "kept": [duty for duty in saved.duties if duty not in shown],
        "names": names,
        "today": today,
    }
    form: DraftForm = type("AgreementForm", (DraftForm,), {**fields, **about})(
        **({"formdata": None, "data": _data(saved)} if sent is None else {})
    )
    return form


def _duty_field(label: str, when_empty: str) -> StringField:
    """Return a field for one line, which shows all of it however narrow the screen is."""
    widget, shown = TextArea(), {"rows": 1}
    return line_field(label, LONGEST_DUTY, DataRequired(when_empty), widget=widget, render_kw=shown)


def _row_fields(duty: DutyDraft, names: tuple[str, str]) -> Iterator[tuple[str, Field]]:
    yield (
        field_of(duty.id, "text"),
        _duty_field("Duty", "Say what it is, or remove it."),
    )
    yield (
        field_of(duty.id, "owner"),
        RadioField(
            "Whose is it?",
            choices=[
                SelectChoice(side.value, name) for side, name in zip(Side, names, strict=True)
            ],
            validators=[DataRequired("Choose one of the two.")],
        ),
    )
    yield field_of(duty.id, "licence"), BooleanField("Needs a licence")


def _data(saved: Draft) -> dict[str, Any]:
    data = {name: getattr(saved, name) for name in TERMS if not name.endswith("_licence")}
    for side in Side:
        data[f"{side}_licence"] = saved.licences[side]
    for duty in saved.duties:
        data[field_of(duty.id, "text")] = duty.text
        data[field_of(duty.id, "owner")] = duty.owner.value
        data[field_of(duty.id, "licence")] = duty.needs_licence
    return data


class DutyForm(MemberForm):
    """One more duty; its names differ from those of the editor around it."""

    new_text = _duty_field("Another duty", "Say what it is.")
    new_owner = RadioField("Whose is it?", validators=[DataRequired("Choose one of the two.")])
    new_licence = BooleanField("Needs a licence")

    def __init__(self, names: tuple[str, str], **more: Any) -> None:
        super().__init__(**more)
        sides = zip(Side, names, strict=True)
        self.new_owner.choices = [SelectChoice(side.value, name) for side, name in sides]
