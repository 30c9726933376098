"""no paper is older than its chain

Revision ID: 20261127v
Revises: 20261127n

What was sent before there were audit chains is adopted: one entry says how it stands today. From
then on a paper that was sent and has no chain, or one without its beginning, has lost it.
"""

import hmac
import json
import secrets
from datetime import UTC
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "20261127v"
down_revision = "20261127n"
branch_labels = None
depends_on = None

BEGINNING = "0" * 64
BEFORE = (
    "sent",
    "signed",
    "seen",
    "asked",
    "replied",
    "consented",
    "answered",
    "handed_over",
    "link_closed",
    "link_reopened",
    "link_renewed",
    "expired",
    "withdrawn",
)
SINCE = (*BEFORE, "adopted")


def _table(name, /, **columns):
    return sa.table(name, *(sa.column(column, kind) for column, kind in columns.items()))


MOMENT = sa.DateTime(timezone=True)
paper = _table(
    "paper",
    id=sa.Integer,
    practice_id=sa.Integer,
    kind=sa.String,
    partner_id=sa.Integer,
    state=sa.String,
    state_since=MOMENT,
    expires_at=MOMENT,
    version=sa.Integer,
    entry_count=sa.Integer,
    head=sa.String,
)
entry = _table(
    "paper_entry",
    id=sa.Integer,
    practice_id=sa.Integer,
    paper_id=sa.Integer,
    number=sa.Integer,
    kind=sa.String,
    happened_at=MOMENT,
    payload=sa.Text,
    sha256=sa.String,
    personal=sa.Text,
    salt=sa.String,
)
version = _table(
    "paper_version",
    paper_id=sa.Integer,
    number=sa.Integer,
    sha256=sa.String,
    sent_at=MOMENT,
)
answer = _table(
    "answer",
    paper_id=sa.Integer,
    recipient_id=sa.Integer,
    version=sa.Integer,
    verdict=sa.String,
    name=sa.String,
    email=sa.String,
    role=sa.String,
    reason=sa.String,
    notes=sa.JSON,
    dates=sa.JSON,
    consent=sa.String,
    answered_at=MOMENT,
)
recipient = _table(
    "recipient",
    id=sa.Integer,
    paper_id=sa.Integer,
    person_id=sa.Integer,
    seen_version=sa.Integer,
    seen_at=MOMENT,
    handed_to_id=sa.Integer,
    handed_at=MOMENT,
    message=sa.String,
)


def upgrade() -> None:
    _may_happen(SINCE)
    adopt(op.get_bind())


def downgrade() -> None:
    _let_go(op.get_bind())
    _may_happen(BEFORE)


def _may_happen(kinds) -> None:
    with op.batch_alter_table("paper_entry", schema=None) as batch_op:
        batch_op.drop_constraint("entrykind", type_="check")
        words = ", ".join(repr(kind) for kind in kinds)
        batch_op.create_check_constraint("entrykind", f"kind IN ({words})")


def adopt(connection) -> None:
    """Write how each paper stands whose chain does not begin with its first version."""
    its = entry.c.paper_id == paper.c.id
    first = sa.select(entry.c.payload).where(its, entry.c.number == 1).scalar_subquery()
    is_adopted = sa.exists().where(its, entry.c.kind == "adopted")
    sent = sa.select(paper, first.label("first")).where(paper.c.version > 0, ~is_adopted)
    now = connection.scalar(sa.select(sa.func.now()))
    for row in connection.execute(sent.order_by(paper.c.id)).all():
        if not _begins_with_version_1(row.first):
            _adopt(connection, row, now)


def _begins_with_version_1(payload) -> bool:
    said = json.loads(payload) if payload else {"kind": ""}
    return said["kind"] == "sent" and said["facts"]["version"] == 1


def _adopt(connection, row, now) -> None:
    answers = _of(connection, answer, row.id, answer.c.version)
    readers = _of(connection, recipient, row.id, recipient.c.id)
    told = {
        "answers": {str(each.version): _told(each) for each in answers},
        "messages": {str(each.id): each.message for each in readers if each.message},
    }
    facts = {
        "paper": row.kind,
        "partner": row.partner_id,
        "version": row.version,
        "state": row.state,
        "since": _moment(row.state_since),
        "until": _moment(row.expires_at),
        "versions": [
            [each.number, each.sha256, _moment(each.sent_at)]
            for each in _of(connection, version, row.id, version.c.number)
        ],
        "answers": [
            [
                each.version,
                each.recipient_id,
                each.verdict,
                sorted(set(each.dates or ())),
                each.consent,
                _moment(each.answered_at),
            ]
            for each in answers
        ],
        "readers": [
            [
                each.id,
                each.person_id,
                each.seen_version,
                _moment(each.seen_at),
                each.handed_to_id,
                _moment(each.handed_at),
            ]
            for each in readers
        ],
    }
    personal, salt = _canonical(told), secrets.token_hex(16)
    payload = _canonical(
        {
            "number": row.entry_count + 1,
            "before": row.head,
            "kind": "adopted",
            "at": _moment(now),
            "facts": facts,
            "personal": hmac.digest(salt.encode(), personal.encode(), sha256).hex(),
        }
    )
    written = {"number": row.entry_count + 1, "happened_at": now, "payload": payload}
    whose = {"practice_id": row.practice_id, "paper_id": row.id, "kind": "adopted"}
    beside = {"sha256": _hash(payload), "personal": personal, "salt": salt}
    connection.execute(entry.insert().values(**whose, **written, **beside))
    _ends(connection, row.id, row.entry_count + 1, _hash(payload))


def _let_go(connection) -> None:
    """Take the adoptions out, and let what follows each follow what was before it."""
    adopted = sa.select(entry.c.paper_id).where(entry.c.kind == "adopted").order_by("paper_id")
    for paper_id in connection.scalars(adopted).all():
        head, count = BEGINNING, 0
        for row in _of(connection, entry, paper_id, entry.c.number):
            if row.kind == "adopted":
                connection.execute(entry.delete().where(entry.c.id == row.id))
                continue
            count += 1
            said = json.loads(row.payload)
            payload = _canonical({**said, "number": count, "before": head})
            head = _hash(payload)
            same = {"number": count, "payload": payload, "sha256": head}
            connection.execute(entry.update().where(entry.c.id == row.id).values(**same))
        _ends(connection, paper_id, count, head)


def _ends(connection, paper_id, count, head) -> None:
    change = paper.update().where(paper.c.id == paper_id)
    connection.execute(change.values(entry_count=count, head=head))


def _of(connection, table, paper_id, order):
    return connection.execute(
        sa.select(table).where(table.c.paper_id == paper_id).order_by(order)
    ).all()


def _told(row):
    """Return what is personal of an answer, as entries hold it."""
    notes = {part: note for part, note in (row.notes or {}).items() if note}
    texts = {"name": row.name, "email": row.email, "role": row.role, "reason": row.reason}
    return {**texts, "notes": notes}


def _moment(at):
    if at is None:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _canonical(content):
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(text):
    return sha256(text.encode()).hexdigest()
