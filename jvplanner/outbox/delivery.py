"""Handing one message to the mail server, and what its answer means for the letter."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

SECONDS = 20
OUR_MACHINE = ("localhost", "127.0.0.1", "::1")


class PutOff(Exception):
    """The mail server cannot take the message now; trying again later may help."""


class Refused(Exception):
    """The mail server will never take this message."""


def deliver(message: EmailMessage, smtp_url: str) -> None:
    """Send message through the server at smtp_url.

    smtp:// upgrades with STARTTLS when the server offers it, smtps:// begins with TLS; both check
    the certificate. Raises PutOff or Refused with words for the practice.
    """
    try:
        server = _connected(smtp_url)
        try:
            server.send_message(message)
        finally:
            _say_goodbye(server)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, text = next(iter(refusal.recipients.values()))
        raise _verdict(code, text) from refusal
    except smtplib.SMTPAuthenticationError as refusal:
        # Our own settings are wrong, not this letter: it goes out once they are right.
        raise PutOff("The mail server does not accept our name and password.") from refusal
    except smtplib.SMTPResponseException as refusal:
        raise _verdict(refusal.smtp_code, refusal.smtp_error) from refusal
    except smtplib.SMTPNotSupportedError as refusal:
        raise Refused(f"The mail server cannot send this letter: {refusal}.") from refusal
    except ssl.SSLError as problem:
        why = getattr(problem, "verify_message", "") or problem.reason or "no agreement"
        raise PutOff(f"No secure connection to the mail server: {why}.") from problem
    except (OSError, smtplib.SMTPException) as problem:
        # smtplib tells of a time-out in the middle as of a lost connection.
        if isinstance(problem, TimeoutError) or isinstance(problem.__context__, TimeoutError):
            raise PutOff("The mail server did not answer in time.") from problem
        raise PutOff(f"The mail server could not be reached: {problem}.") from problem


def _say_goodbye(server: smtplib.SMTP) -> None:
    """End the connection; what the server says to that changes nothing about the letter."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _connected(smtp_url: str) -> smtplib.SMTP:
    url = urlsplit(smtp_url)
    host, tls = url.hostname or "localhost", ssl.create_default_context()
    server: smtplib.SMTP
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=tls)
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=SECONDS)
    try:
        if url.scheme == "smtp":
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls"):
                server.starttls(context=tls)
            elif url.username and host not in OUR_MACHINE:
                raise PutOff("The mail server offers no encryption, so our password is not sent.")
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _verdict(code: int, text: bytes | str) -> PutOff | Refused:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    said = f"{code} {' '.join(words.split())}"
    if 500 <= code < 600:
        return Refused(f"The mail server refused the letter: {said}")
    return PutOff(f"The mail server asked to try again later: {said}")
