"""an event says how one gets there, closes and reminds by itself, and comes again

Revision ID: 20261127zo
Revises: 20261127zd
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zo"
down_revision = "20261127zd"
branch_labels = None
depends_on = None

TEXTS = {"room": 100, "map_link": 500, "parking": 500, "access_notes": 500}
# SQLite rebuilds the table; an id that was given once must still never be given again.
KEEPS_IDS = {"sqlite_autoincrement": True}
REMINDERS = ("reminds_week", "reminds_day", "reminds_hours")


def upgrade() -> None:
    op.create_table(
        "event_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_event_series_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
        sa.UniqueConstraint("code", name=op.f("uq_event_series_code")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_event_series_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event", schema=None, table_kwargs=KEEPS_IDS) as batch_op:
        for name, length in TEXTS.items():
            batch_op.add_column(
                sa.Column(name, sa.String(length), nullable=False, server_default="")
            )
        for name in REMINDERS:
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true())
            )
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("event", schema=None, table_kwargs=KEEPS_IDS) as batch_op:
        for name in (*TEXTS, *REMINDERS):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_foreign_key(
            batch_op.f("fk_event_practice_id_series_id"),
            "event_series",
            ["practice_id", "series_id"],
            ["practice_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_index(
            "ix_event_series_starts", ["series_id", "starts_at", "id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None, table_kwargs=KEEPS_IDS) as batch_op:
        batch_op.drop_index("ix_event_series_starts")
        batch_op.drop_constraint(batch_op.f("fk_event_practice_id_series_id"), type_="foreignkey")
        for name in ("series_id", "closes_at", *REMINDERS, *TEXTS):
            batch_op.drop_column(name)
    op.drop_table("event_series")
