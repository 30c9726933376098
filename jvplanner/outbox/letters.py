"""Writing a letter, and what a letter's name stands for."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, String, cast, delete, select, update

from jvplanner.db import db, insert_once
from jvplanner.errors import NotFound
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.outbox.models import OPT_OUT, Letter, LetterState, OptOut


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

    context      with "practice" in it, the practice's postal address stands at the letter's foot
    sender_name  shown beside the installation's own address; the practice's name
    reply_to     where an answer goes; None for the sender's address
    """

    context: dict[str, object]
    sender_name: str
    reply_to: str | None = None
    attachments: tuple[Attachment, ...] = field(default=())


Writer = Callable[..., Contents]


@dataclass(frozen=True)
class Kind:
    """What a letter's name stands for.

    title        what members call it in a list
    owners_only  its text lets somebody in, so that a colleague must not read it
    is_needed    asked when it goes out, with the letter's ids: what it says may have come to pass
    commercial   it offers something that nobody asked for, so that its reader may opt out of such
    """

    writer: Writer
    title: str
    owners_only: bool
    is_needed: Callable[..., bool] | None = None
    commercial: bool = False


NOT_GONE_OUT = Letter.state.in_((LetterState.WAITING, LetterState.FAILED))

_kinds: dict[str, Kind] = {}


def letter(
    name: str,
    title: str,
    *,
    owners_only: bool = False,
    is_needed: Callable[..., bool] | None = None,
    commercial: bool = False,
) -> Callable[[Writer], Writer]:
    """Register the function that fills the letter of this name from its ids.

    title  what members call it in a list, such as "Ticket"

    It runs in the worker, acting for the letter's practice, outside any write transaction.
    is_needed is asked there, too, just before; a letter that nobody needs any more is taken back.
    A commercial one carries the practice's postal address and a way out, and is not written to
    whoever took that; its context has a "practice".
    """

    def register(writer: Writer) -> Writer:
        _kinds[name] = Kind(writer, title, owners_only, is_needed, commercial)
        return writer

    return register


def kind_of(name: str) -> Kind:
    """Return what a letter's name stands for; raises NotFound for one we no longer write."""
    if (kind := _kinds.get(name)) is None:
        raise NotFound("This kind of letter is no longer written.")
    return kind


def title_of(letter: Letter) -> str:
    """Return what members call a letter; its name in words if it is no longer written."""
    kind = _kinds.get(letter.name)
    return kind.title if kind else letter.name.replace("_", " ").capitalize()


def names() -> tuple[str, ...]:
    return tuple(sorted(_kinds))


def write(
    name: str,
    *,
    to_name: str,
    to_email: str,
    once: str,
    not_before: datetime | None = None,
    language: str = "en",
    **ids: int,
) -> bool:
    """Add a letter to the caller's transaction; say whether it was not written before.

    once        names the fact that the letter tells, such as "ticket:41"; a second letter with
                the same text is not written, whoever asks
    not_before  when it goes out at the earliest; None for at once

    A commercial letter is not written to an address that has opted out. Source: L4.
    """
    more: dict[str, object] = {"try_at": not_before} if not_before else {}
    if _kinds[name].commercial:
        wish = wish_of(to_email)
        if wish.opted_out_at is not None:
            return False
        more["opt_out_id"] = wish.id
    return insert_once(
        Letter,
        unique=("once",),
        name=name,
        to_name=to_name,
        to_email=to_email,
        once=once,
        language=language,
        ids=ids,
        **more,
    )


def wish_of(email: str) -> OptOut:
    """Return what the address wishes of the acting practice, with a link to say so by."""
    key = email_key(email)
    ours = select(OptOut).where(OptOut.email_key == key)
    if (known := db.session.scalar(ours)) is not None:
        return known
    insert_once(OptOut, unique=("practice_id", "email_key"), email_key=key)
    known = db.session.scalars(ours).one()
    # Whoever wrote the row a moment ago gave it its link; the row's lock kept us waiting for it.
    if not addresses.links_for(OPT_OUT, [known.id]):
        addresses.issue(OPT_OUT, known.id)
        db.session.flush()
    return known


def opt_out(wish: OptOut, now: datetime) -> None:
    """Write nothing commercial to the address any more, and take back what has not gone out."""
    wish.opted_out_at = wish.opted_out_at or now
    db.session.flush()
    db.session.execute(delete(Letter).where(Letter.opt_out_id == wish.id, NOT_GONE_OUT))


def opt_in_again(wish: OptOut) -> None:
    wish.opted_out_at = None
    db.session.flush()


def as_row(
    name: str, now: datetime, *, ids: dict[str, int], language: str = "en", **more: object
) -> dict[str, object]:
    """Return a letter that is due at once as a row, for whoever has no session to write it with.

    more  practice_id, to_name, to_email and once, as for write()
    """
    return {
        "name": name,
        "ids": ids,
        "language": language,
        "message_key": uuid4().hex,
        "state": LetterState.WAITING,
        "tries": 0,
        "try_at": now,
        "written_at": now,
        "by_hand": False,
        **more,
    }


def let_be_told_again(once: str) -> None:
    """Let the next letter for this fact be written, though one has told it; that one is kept."""
    other_name = Letter.once + ":" + cast(Letter.id, String)
    told = update(Letter).where(Letter.once == once)
    db.session.execute(told.values(once=other_name).execution_options(synchronize_session="fetch"))


def withdraw(*once: str) -> None:
    """Take back the letters written for these facts, as far as they have not gone out."""
    db.session.execute(delete(Letter).where(Letter.once.in_(once), NOT_GONE_OUT))


def withdraw_all(beginning: str) -> None:
    """Take back the letters for every fact whose name begins so, such as "paper_sent:7:"."""
    begins = Letter.once.startswith(beginning, autoescape=True)
    db.session.execute(delete(Letter).where(begins, NOT_GONE_OUT))


def delete_about(key: str, ids: Collection[int]) -> set[str]:
    """Delete every letter about any of these subjects, sent or not; return where they went.

    key  as in withdraw_about()
    """
    about = delete(Letter).where(Letter.ids[key].as_integer().in_(ids))
    return set(db.session.scalars(about.returning(Letter.to_email)))


def forget_addresses(keys: Collection[str]) -> None:
    """Delete what is kept of addresses that nobody has any more, with their own private links.

    keys  e-mail keys

    An opt-out stays: the address then stands here for nothing but not being written to.
    """
    gone = select(OptOut.id).where(OptOut.email_key.in_(keys), OptOut.opted_out_at.is_(None))
    if ids := db.session.scalars(gone).all():
        addresses.delete_all(OPT_OUT, ids)
        db.session.execute(delete(OptOut).where(OptOut.id.in_(ids)))


def withdraw_about(key: str, ids: Collection[int] | Select[int], *names: str) -> None:
    """Take back the letters of these names about any of these subjects, if they have not gone out.

    key  what write() was told the subject as, such as guest_id
    ids  the subjects; a query stands for however many there are, in one statement
    """
    subject = Letter.ids[key].as_integer()
    db.session.execute(delete(Letter).where(Letter.name.in_(names), subject.in_(ids), NOT_GONE_OUT))
