"""ways in are told apart

Revision ID: 20261127z1
Revises: 20261127y

A practice names its own ways to an event's page, and looks at the page are counted by each way.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127z1"
down_revision = "20261127y"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        *_of_event("event_source"),
        sa.UniqueConstraint("event_id", "code", name="one_source_per_code"),
        sa.UniqueConstraint("event_id", "label", name="one_source_per_label"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        *_of_event("event_visit"),
        sa.CheckConstraint("visits >= 1", name=op.f("ck_event_visit_counts_visits")),
        sa.UniqueConstraint("event_id", "source", "day", name="one_count_per_source_and_day"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("event_visit")
    op.drop_table("event_source")


def _of_event(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("practice_id", "id", name=op.f(f"uq_{table}_practice_id_id")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f(f"fk_{table}_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f(f"fk_{table}_practice_id_event_id"),
            ondelete="CASCADE",
        ),
    ]
