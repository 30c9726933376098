"""What is typed to begin an agreement, to sign and send it, and to look at it again."""

from wtforms import BooleanField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import HiddenInput

from jvplanner.agreements.forms.licences import licence_field
from jvplanner.agreements.rules import Side
from jvplanner.papers.forms import NoStop, SendingForm
from jvplanner.papers.rules import CONSENTS, SENDER_CONSENT
from jvplanner.web.forms import Day, MemberForm, WholeNumber, name_field


class NewAgreementForm(MemberForm):
    """With whom, which licence each side has, and which agreement it is to be like."""

    like = WholeNumber(widget=HiddenInput())
    partner_id = WholeNumber(widget=HiddenInput())
    practice_licence = licence_field("Your licence")
    partner_licence = licence_field("Their licence")

    @property
    def licences(self) -> dict[Side, str]:
        return {Side.PRACTICE: self.practice_licence.data, Side.PARTNER: self.partner_licence.data}


class SigningForm(SendingForm):
    """How the next version goes out, and the sender's own signature under it."""

    name = name_field("Your name", DataRequired("Type your name. It is your signature."), NoStop())
    agree = BooleanField(
        CONSENTS[SENDER_CONSENT][0], validators=[InputRequired("Tick this box to sign here.")]
    )


class ReviewForm(MemberForm):
    """When both sides look at it next."""

    next_on = Day("Look at it again by", validators=[InputRequired("Choose a day.")])
