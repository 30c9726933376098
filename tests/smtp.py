"""A real mail server on a real port, whose answers a test can script."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

YES = "250 OK"
UNTOUCHED = policy.default.clone(refold_source="none")


@dataclass(frozen=True)
class Received:
    """A message that the server said yes to."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    def person(self, header: str) -> tuple[str, str]:
        """Return the name and the address in a header.

        Read with the library's older parser: its newer one puts spaces into long names.
        """
        raw = message_from_bytes(self.message.as_bytes(policy=UNTOUCHED))[header]
        name, address = parseaddr(raw)
        return str(make_header(decode_header(name))), address


@dataclass
class MailServer:
    """What a mail server got, and what it is to answer.

    to_recipient  answers to the next RCPT commands, in order; afterwards yes
    to_message    answers to the next messages, in order; afterwards yes
    hangs         seconds that pass before a message is answered
    """

    port: int = 0
    received: list[Received] = field(default_factory=list)
    to_recipient: list[str] = field(default_factory=list)
    to_message: list[str] = field(default_factory=list)
    hangs: float = 0
    _lock: Lock = field(default_factory=Lock)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def subjects(self) -> list[str]:
        return [received.message["Subject"] for received in self.received]

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        answer = self.to_recipient.pop(0) if self.to_recipient else YES
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.hangs:
            await asyncio.sleep(self.hangs)
        answer = self.to_message.pop(0) if self.to_message else YES
        if answer.startswith("2"):
            message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
            with self._lock:
                self.received.append(
                    Received(str(envelope.mail_from), tuple(envelope.rcpt_tos), message)
                )
        return answer


@contextmanager
def mail_server(*, encrypted: bool = False, password: str = "") -> Iterator[MailServer]:
    """Run a mail server for the time of a with block.

    encrypted  it offers STARTTLS, with a certificate that nobody has signed
    password   the one with which one may sign in
    """
    server = MailServer()
    options: dict[str, Any] = {"tls_context": _unsigned_certificate()} if encrypted else {}
    if password:
        options |= {
            "auth_require_tls": False,
            "authenticator": lambda _server, _session, _envelope, _mechanism, given: AuthResult(
                success=given.password.decode() == password, handled=False
            ),
        }
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        server.port = controller.port
        yield server
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unsigned_certificate() -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251  a test's certificate, not the product's time
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "server.pem"
        path.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context.load_cert_chain(path)
    return context
