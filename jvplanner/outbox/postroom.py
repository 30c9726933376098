"""From a letter's name and ids to the message that goes out."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

import css_inline
from jinja2 import Environment

from jvplanner.outbox.letters import Contents, writer_of
from jvplanner.outbox.models import Letter
from jvplanner.tenancy import acting_for


@dataclass(frozen=True)
class WrittenLetter:
    """A letter as its reader sees it."""

    subject: str
    text: str
    html: str
    contents: Contents


@dataclass(frozen=True)
class Postroom:
    """Writes letters out with the installation's templates and sender address."""

    environment: Environment
    mail_from: str
    host: str

    def written(self, letter: Letter) -> WrittenLetter:
        """Fill the letter's templates; raises NotFound when what it speaks of is gone."""
        if letter.practice_id is None:
            contents = writer_of(letter.name)(**letter.ids)
        else:
            with acting_for(letter.practice_id):
                contents = writer_of(letter.name)(**letter.ids)
        context = {**contents.context, "sender_name": contents.sender_name, "letter": letter}
        subject, text, html = (
            self.environment.get_template(f"letters/{letter.name}/{part}").render(context)
            for part in ("subject.txt", "body.txt", "body.html")
        )
        return WrittenLetter(" ".join(subject.split()), text.strip() + "\n", html, contents)

    def message(self, letter: Letter) -> EmailMessage:
        """Return the letter as the e-mail that is handed to the mail server."""
        written = self.written(letter)
        message = EmailMessage()
        message["Subject"] = written.subject
        message["From"] = _address(written.contents.sender_name, self.mail_from)
        message["To"] = _address(letter.to_name, letter.to_email)
        if written.contents.reply_to:
            message["Reply-To"] = written.contents.reply_to
        message["Date"] = format_datetime(letter.written_at)
        message["Message-ID"] = f"<{letter.message_key}@{self.host}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(written.text, cte="quoted-printable")
        message.add_alternative(
            css_inline.inline(written.html, load_remote_stylesheets=False),
            subtype="html",
            cte="quoted-printable",
        )
        _attach(message, written.contents)
        return message


def _attach(message: EmailMessage, contents: Contents) -> None:
    html = message.get_payload()[1]
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


def _address(name: str, email: str) -> Address:
    """Return a header address; a line break in a name cannot start another header."""
    return Address(" ".join(name.split()), addr_spec=email)
