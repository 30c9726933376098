"""a free seat is offered to whoever waited longest

Revision ID: 20261127zw
Revises: 20261127zy
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zw"
down_revision = "20261127zy"
branch_labels = None
depends_on = None

BEFORE = ("confirmed", "waiting", "cancelled")
SINCE = ("confirmed", "offered", "waiting", "cancelled")
DEPARTURES = ("seat", "offer", "line", "lapsed", "handed_over", "removed")
# Rebuilding a table on SQLite would let go of that its ids are never given again.
KEPT = {"sqlite_autoincrement": True}

event = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("updated_at", sa.DateTime(timezone=True)),
    sa.column("line_due_at", sa.DateTime(timezone=True)),
    sa.column("seats", sa.Integer),
    sa.column("seats_taken", sa.Integer),
    sa.column("seats_over", sa.Integer),
)
guest = sa.table(
    "guest",
    sa.column("event_id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("departure", sa.String),
)
arrival = sa.table("arrival", sa.column("state_before", sa.String))


def one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.add_column(sa.Column("line_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_event_line_due",
            ["line_due_at"],
            sqlite_where=sa.text("line_due_at IS NOT NULL"),
            postgresql_where=sa.text("line_due_at IS NOT NULL"),
        )
    with op.batch_alter_table("guest", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_constraint("gueststate", type_="check")
        batch_op.create_check_constraint("gueststate", one_of("state", SINCE))
        batch_op.add_column(
            sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("departure", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("handed_by_id", sa.Integer(), nullable=True))
        batch_op.create_check_constraint("departure", one_of("departure", DEPARTURES))
        batch_op.create_check_constraint(
            "an_offer_runs_out", "state <> 'offered' OR offer_expires_at IS NOT NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_guest_practice_id_handed_by_id"),
            "guest",
            ["practice_id", "handed_by_id"],
            ["practice_id", "id"],
            ondelete="CASCADE",
        )
    with op.batch_alter_table("arrival", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_constraint("gueststate", type_="check")
        batch_op.create_check_constraint("gueststate", one_of("state_before", SINCE))
    # Seats that are free while somebody waits were a member's to give; now they are offered.
    waits = sa.exists().where(guest.c.event_id == event.c.id, guest.c.state == "waiting")
    free = event.update().where(
        event.c.state == "published", event.c.seats_taken < event.c.seats, waits
    )
    op.execute(free.values(line_due_at=event.c.updated_at))


def downgrade() -> None:
    # Whoever is offered a seat waits again, and the seat is free.
    offered = (
        sa.select(sa.func.count())
        .select_from(guest)
        .where(guest.c.event_id == event.c.id, guest.c.state == "offered")
        .scalar_subquery()
    )
    left = event.c.seats_taken - offered
    op.execute(
        event.update().values(
            seats_taken=left,
            seats_over=sa.case((left > event.c.seats, left - event.c.seats), else_=0),
        )
    )
    op.execute(guest.update().where(guest.c.state == "offered").values(state="waiting"))
    came = arrival.update().where(arrival.c.state_before == "offered")
    op.execute(came.values(state_before="waiting"))
    with op.batch_alter_table("arrival", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_constraint("gueststate", type_="check")
        batch_op.create_check_constraint("gueststate", one_of("state_before", BEFORE))
    with op.batch_alter_table("guest", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_guest_practice_id_handed_by_id"), type_="foreignkey"
        )
        batch_op.drop_constraint("an_offer_runs_out", type_="check")
        batch_op.drop_constraint("departure", type_="check")
        batch_op.drop_constraint("gueststate", type_="check")
        batch_op.create_check_constraint("gueststate", one_of("state", BEFORE))
        batch_op.drop_column("handed_by_id")
        batch_op.drop_column("departure")
        batch_op.drop_column("offer_expires_at")
    with op.batch_alter_table("event", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_index("ix_event_line_due")
        batch_op.drop_column("line_due_at")
