"""Writing a letter, and what a letter's name stands for."""

from collections.abc import Callable
from dataclasses import dataclass, field

from jvplanner.db import insert_once
from jvplanner.outbox.models import Letter


@dataclass(frozen=True)
class Attachment:
    filename: str
    content_type: str
    content: bytes
    # Set for a picture that the HTML body shows as cid:<content_id>.
    content_id: str | None = None


@dataclass(frozen=True)
class Contents:
    """What fills a letter's templates, letters/<name>/{subject.txt,body.txt,body.html}.

    sender_name  shown beside the installation's own address; the practice's name
    reply_to     where an answer goes; None for the sender's address
    """

    context: dict[str, object]
    sender_name: str
    reply_to: str | None = None
    attachments: tuple[Attachment, ...] = field(default=())


Writer = Callable[..., Contents]
_writers: dict[str, Writer] = {}


def letter(name: str) -> Callable[[Writer], Writer]:
    """Register the function that fills the letter of this name from its ids.

    It runs in the worker, acting for the letter's practice, outside any write transaction.
    """

    def register(writer: Writer) -> Writer:
        _writers[name] = writer
        return writer

    return register


def writer_of(name: str) -> Writer:
    return _writers[name]


def names() -> tuple[str, ...]:
    return tuple(sorted(_writers))


def write(
    name: str, *, to_name: str, to_email: str, once: str, language: str = "en", **ids: int
) -> bool:
    """Add a letter to the caller's transaction; say whether it was not written before.

    once  names the fact that the letter tells, such as "ticket:41"; a second letter with the
          same text is not written, whoever asks
    """
    if name not in _writers:
        raise KeyError(name)
    return insert_once(
        Letter,
        unique=("once",),
        name=name,
        to_name=to_name,
        to_email=to_email,
        once=once,
        language=language,
        ids=ids,
    )
