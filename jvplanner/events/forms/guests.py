"""What is typed about one guest."""

import re
from typing import Any

from wtforms import Field, HiddenField, StringField, TelField
from wtforms.validators import Length, Optional, ValidationError

from jvplanner.events.rules import names_an_address
from jvplanner.languages import gettext as _
from jvplanner.languages import lazy_gettext
from jvplanner.mailboxes import (
    MAIL_DOMAINS,
    MISTYPED_ENDINGS,
    NOT_MISTYPED,
    suggested_address,
)
from jvplanner.people.forms import email_field_if_any
from jvplanner.typed_text import one_line
from jvplanner.web.forms import (
    TOO_LONG,
    MemberForm,
    NoControlCharacters,
    PersonName,
    PublicForm,
    email_field,
    name_field,
)

LONGEST_PHONE = 32
_DIGITS_OF_A_PHONE = 5
_PHONE = re.compile(r"[+0-9()./ \-]*(?:(?:ext\.?|x|#) ?[0-9]+)?", re.IGNORECASE)
# By this the page's script offers what suggested_address() would offer on the ticket. In order:
# the page has to be the same in every process.
SLIPS = {
    "data-suggests": "meant",
    "data-domains": " ".join(MAIL_DOMAINS),
    "data-not-mistyped": " ".join(sorted(NOT_MISTYPED)),
    "data-mistyped-endings": " ".join(sorted(MISTYPED_ENDINGS)),
}


class NameAlone:
    """Refuse a web address in a name: our letters would carry it to whoever it is meant for.

    Asked of a name that is cleaned: what cannot be seen in it would hide an address.
    """

    def __call__(self, _form: Any, field: Field) -> None:
        if names_an_address(field.data or ""):
            raise ValidationError(_("Enter the name alone, without a web address."))


class RealPhone:
    """Refuse what nobody could dial."""

    def __call__(self, _form: Any, field: Field) -> None:
        if not is_phone(field.data):
            raise ValidationError(
                _("Enter a phone number with its area code, or leave this empty.")
            )


def is_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return (
        digits >= _DIGITS_OF_A_PHONE and len(text) <= LONGEST_PHONE and bool(_PHONE.fullmatch(text))
    )


def phone_field() -> TelField:
    return TelField(
        lazy_gettext("Phone"),
        filters=[one_line],
        validators=[Optional(), Length(max=LONGEST_PHONE, message=TOO_LONG), RealPhone()],
    )


def guest_name_field(label: str, **rest: Any) -> StringField:
    """Return a field for a name that a stranger types; it must be given."""
    checks = [NoControlCharacters(), PersonName(), NameAlone()]
    return StringField(label, filters=[one_line], validators=checks, **rest)


class TicketNameForm(PublicForm):
    """How a guest is called on their ticket."""

    name = guest_name_field(lazy_gettext("Your name"), id="own-name")


class HandOverForm(PublicForm):
    """Who comes in a guest's place."""

    name = guest_name_field(lazy_gettext("Their name"), id="other-name")
    email = email_field(lazy_gettext("Their e-mail"), id="other-email")
    # The address that was doubted the last time; sent once more, it is meant.
    doubted = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field; doubt an address once that looks mistyped: there is no way back."""
        if not super().validate(extra_validators):
            return False
        meant = suggested_address(self.email.data)
        if meant is None or self.email.data == self.doubted.data:
            return True
        self.doubted.data = self.email.data
        self.email.errors = [
            _(
                "Did you mean %(meant)s? Correct it, or press once more if it is right as it is.",
                meant=meant,
            )
        ]
        return False


class GuestAddressForm(MemberForm):
    """Where a guest's letters go from now on."""

    email = email_field()


class GuestForm(MemberForm):
    """A guest whom a member adds by hand, perhaps on the telephone."""

    name = name_field("Name")
    email = email_field_if_any()
    phone = phone_field()
