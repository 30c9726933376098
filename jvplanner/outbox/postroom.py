"""From a letter's name and ids to the message that goes out."""

from base64 import b64encode
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import cast

import css_inline
from jinja2 import Environment
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from jvplanner.db import db
from jvplanner.errors import Conflict, NotFound
from jvplanner.languages import gettext as _
from jvplanner.languages import speaking
from jvplanner.links import addresses
from jvplanner.outbox.headers import WIRE, header_address, header_text
from jvplanner.outbox.letters import Contents, kind_of
from jvplanner.outbox.models import OPT_OUT, Letter, OptOut
from jvplanner.tenancy import acting_for


class NoPostalAddress(Conflict):
    """A commercial letter of a practice that does not say where it is."""


@dataclass(frozen=True)
class WrittenLetter:
    """A letter as its reader sees it. The HTML carries its styles on its elements."""

    subject: str
    text: str
    html: str
    contents: Contents

    @property
    def html_alone(self) -> str:
        """The HTML as a page of its own, with the pictures that the message carries beside it."""
        html = self.html
        for attachment in self.contents.attachments:
            if attachment.content_id:
                data = b64encode(attachment.content).decode()
                kind = attachment.content_type.split(";")[0]
                html = html.replace(f"cid:{attachment.content_id}", f"data:{kind};base64,{data}")
        return html


@dataclass(frozen=True)
class Postroom:
    """Writes letters out with the installation's templates and sender address."""

    environment: Environment
    mail_from: str
    host: str

    def written(self, letter: Letter) -> WrittenLetter:
        """Fill the letter's templates in its language; raises NotFound when its subject is gone."""
        with speaking(letter.language):
            return self.filled(letter, _contents(letter))

    def filled(self, letter: Letter, contents: Contents) -> WrittenLetter:
        """Fill the letter's templates with what they are given; it need not be kept yet."""
        context = {**contents.context, "sender_name": contents.sender_name, "letter": letter}
        way_out = _way_out(letter)
        if way_out:
            context["way_out"] = way_out
        with speaking(letter.language):
            subject, text, html = (
                self.environment.get_template(f"letters/{letter.name}/{part}").render(context)
                for part in ("subject.txt", "body.txt", "body.html")
            )
            if way_out:
                text = f"{text.strip()}\n\n{_('Send me no more e-mails with offers')}:\n{way_out}"
        styled = css_inline.inline(html, load_remote_stylesheets=False)
        return WrittenLetter(" ".join(subject.split()), text.strip() + "\n", styled, contents)

    def is_needed(self, letter: Letter) -> bool:
        """Tell whether what the letter says is still worth sending."""
        is_needed = kind_of(letter.name).is_needed
        if letter.opt_out_id is not None and _has_opted_out(letter):
            return False
        if is_needed is None:
            return True
        if letter.practice_id is None:
            return is_needed(**letter.ids)
        with acting_for(letter.practice_id):
            return is_needed(**letter.ids)

    def message(self, letter: Letter) -> EmailMessage:
        """Return the letter as the e-mail that is handed to the mail server."""
        written = self.written(letter)
        _refuse_without_postal_address(letter, written.contents)
        message = EmailMessage(policy=WIRE)
        message["Subject"] = header_text(written.subject)
        message["From"] = header_address(written.contents.sender_name, self.mail_from)
        message["To"] = header_address(letter.to_name, letter.to_email)
        if written.contents.reply_to:
            message["Reply-To"] = header_address("", written.contents.reply_to)
        message["Date"] = format_datetime(letter.written_at)
        message["Message-ID"] = f"<{letter.message_key}@{self.host}>"
        message["Auto-Submitted"] = "auto-generated"
        if way_out := _way_out(letter):
            # RFC 8058: a mail program's own button posts this and asks nothing more.
            message["List-Unsubscribe"] = f"<{way_out}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(written.text, cte="quoted-printable")
        message.add_alternative(written.html, subtype="html", cte="quoted-printable")
        _attach(message, written.contents)
        return message


def _way_out(letter: Letter) -> str | None:
    """Return where the reader of a commercial letter says that they want no more of them."""
    if letter.opt_out_id is None:
        return None
    assert letter.practice_id is not None
    with acting_for(letter.practice_id):
        return addresses.private(OPT_OUT, addresses.link_for(OPT_OUT, letter.opt_out_id))


def _has_opted_out(letter: Letter) -> bool:
    assert letter.practice_id is not None
    with acting_for(letter.practice_id):
        wish = db.session.scalar(select(OptOut).where(OptOut.id == letter.opt_out_id))
    return wish is None or wish.opted_out_at is not None


def _refuse_without_postal_address(letter: Letter, contents: Contents) -> None:
    practice = contents.context.get("practice")
    if kind_of(letter.name).commercial and not getattr(practice, "postal_address", "").strip():
        raise NoPostalAddress(
            "A letter with an offer must say where you are. Add your postal address in the "
            "settings, then have this letter tried again."
        )


def _contents(letter: Letter) -> Contents:
    writer = kind_of(letter.name).writer
    try:
        if letter.practice_id is None:
            return writer(**letter.ids)
        with acting_for(letter.practice_id):
            return writer(**letter.ids)
    except NoResultFound:
        raise NotFound("What this letter speaks of is no longer there.") from None


def _attach(message: EmailMessage, contents: Contents) -> None:
    html = cast("list[EmailMessage]", message.get_payload())[1]
    for attachment in contents.attachments:
        main, sub = attachment.content_type.split(";")[0].split("/")
        parameters = dict(
            part.strip().split("=") for part in attachment.content_type.split(";")[1:]
        )
        if attachment.content_id:
            html.add_related(
                attachment.content,
                main,
                sub,
                cid=f"<{attachment.content_id}>",
                filename=attachment.filename,
                disposition="inline",
            )
        else:
            message.add_attachment(
                attachment.content, main, sub, filename=attachment.filename, params=parameters
            )
