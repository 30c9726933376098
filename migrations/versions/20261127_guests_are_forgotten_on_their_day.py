"""guests are forgotten on the day that they were told

Revision ID: 20261127zx
Revises: 20261127zr
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "20261127zx"
down_revision = "20261127zr"
branch_labels = None
depends_on = None

EVENT = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("ends_at", sa.DateTime(timezone=True)),
    sa.column("time_zone", sa.String),
    sa.column("keeps_guests_months", sa.Integer),
    sa.column("guests_due_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.add_column("guest", sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_guest_event_kept",
        "guest",
        ["event_id", "id"],
        sqlite_where=sa.text("purged_at IS NULL"),
        postgresql_where=sa.text("purged_at IS NULL"),
    )
    op.add_column("event", sa.Column("guests_due_at", sa.DateTime(timezone=True), nullable=True))
    _fill(op.get_bind())
    op.create_index(
        "ix_event_guests_due",
        "event",
        ["guests_due_at"],
        sqlite_where=sa.text("guests_due_at IS NOT NULL"),
        postgresql_where=sa.text("guests_due_at IS NOT NULL"),
    )


def _fill(connection: sa.Connection) -> None:
    """Note of each event when the day begins that its guests were told."""
    known = sa.select(EVENT.c.id, EVENT.c.ends_at, EVENT.c.time_zone, EVENT.c.keeps_guests_months)
    for event_id, ends_at, zone, months in connection.execute(known).all():
        moment = ends_at if ends_at.tzinfo else ends_at.replace(tzinfo=UTC)
        last = moment.astimezone(ZoneInfo(zone)).date()
        years, month = divmod(last.month - 1 + months, 12)
        year, month = last.year + years, month + 1
        day = date(year, month, min(last.day, monthrange(year, month)[1]))
        due_at = datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)
        if connection.dialect.name == "sqlite":
            due_at = due_at.replace(tzinfo=None)
        connection.execute(
            sa.update(EVENT).where(EVENT.c.id == event_id).values(guests_due_at=due_at)
        )


def downgrade() -> None:
    op.drop_index("ix_event_guests_due", table_name="event")
    op.drop_column("event", "guests_due_at")
    op.drop_index("ix_guest_event_kept", table_name="guest")
    op.drop_column("guest", "purged_at")
