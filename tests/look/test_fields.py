"""A field says what it wants, what is wrong with it, and how both belong together."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from wtforms import BooleanField, EmailField, Form, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from jvplanner import languages

TEMPLATES = Path(__file__).parents[2] / "templates"


OFFERS = [SelectChoice("call", "A call"), SelectChoice("package", "A package")]


class SeatForm(Form):
    name = StringField("Your name", [DataRequired("Enter your name."), Length(max=200)])
    email = EmailField("E-mail", [DataRequired("Enter it.")], description="For your ticket.")
    note = TextAreaField("Anything else?")
    offer = RadioField("Offer", [DataRequired("Choose one.")], choices=OFFERS)
    share = BooleanField("Riverside may write to me.", description="Take it back at any time.")


@pytest.fixture
def fields():
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": languages.gettext, "ngettext": languages.ngettext}
    return environment.get_template("shared/fields.html").module


@pytest.fixture
def refused() -> SeatForm:
    form = SeatForm(data={"name": "", "offer": None})
    form.validate()
    return form


def test_a_field_has_its_label_and_its_limit(fields) -> None:
    shown = fields.field(SeatForm().name)
    assert '<label for="name">Your name</label>' in shown
    assert 'maxlength="200"' in shown
    assert "required" in shown


def test_an_attribute_is_passed_to_the_control(fields) -> None:
    shown = fields.field(SeatForm().name, autocomplete="name", data_hx_get="/x")
    assert 'autocomplete="name"' in shown
    assert 'data-hx-get="/x"' in shown


def test_the_control_names_the_hint_that_explains_it(fields) -> None:
    shown = fields.field(SeatForm().email)
    assert '<p class="hint" id="email-help">For your ticket.</p>' in shown
    assert 'aria-describedby="email-help"' in shown


def test_an_error_stands_at_its_field_and_is_named_after_the_hint(fields, refused) -> None:
    shown = fields.field(refused.email)
    assert re.search(r'id="email-error">.*Enter it\.', shown, re.DOTALL)
    assert 'aria-describedby="email-help email-error"' in shown
    assert 'aria-invalid="true"' in shown


def test_what_is_wrong_comes_into_sight_without_javascript(fields, refused) -> None:
    assert " autofocus" in fields.field(refused.email)
    assert " autofocus" not in fields.field(SeatForm().email)


def test_what_may_stay_empty_says_so_unless_told_not_to(fields) -> None:
    assert "optional" in fields.field(SeatForm().note)
    assert "optional" not in fields.field(SeatForm().note, optional=False)
    assert "optional" not in fields.field(SeatForm().name)


def test_one_of_several_is_a_named_group(fields, refused) -> None:
    shown = fields.field(refused.offer)
    assert "<fieldset" in shown
    assert "<legend>Offer</legend>" in shown
    assert shown.count('type="radio"') == 2
    assert 'aria-describedby="offer-error"' in shown


def test_a_box_to_tick_stands_before_its_words(fields) -> None:
    shown = fields.field(SeatForm().share)
    assert shown.index("<input") < shown.index("Riverside may write to me.")
    assert 'aria-describedby="share-help"' in shown
    assert 'id="share-help"' in shown


def test_what_was_typed_is_shown_as_text(fields) -> None:
    shown = fields.field(SeatForm(data={"name": '"><script>alert(1)</script>'}).name)
    assert "<script" not in shown


def test_the_summary_leads_to_every_field_that_needs_a_look(fields, refused) -> None:
    shown = fields.summary(refused)
    assert "3 things need a look" in shown
    for name in ("name", "email", "offer"):
        assert f'href="#{name}"' in shown
        assert f'id="{name}"' in fields.field(refused[name])


def test_a_form_without_errors_has_no_summary(fields) -> None:
    assert fields.summary(SeatForm()).strip() == ""


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.name)
def test_what_is_wrong_is_said_in_our_words_and_not_in_the_browsers(path: Path) -> None:
    """A browser says it in a bubble of its own, at one field, and the form never reaches us."""
    for opening, within in re.findall(
        r"""(<form\b(?:[^>"']|"[^"]*"|'[^']*')*>)(.*?)</form>""", path.read_text(), re.DOTALL
    ):
        if 'method="post"' in opening and re.search(r"\{\{ \w*field\(", within):
            assert "novalidate" in opening
