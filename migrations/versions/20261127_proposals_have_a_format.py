"""proposals have a format and dates a place of their own

Revision ID: 20261127k
Revises: 20261127p
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127k"
down_revision = "20261127p"
branch_labels = None
depends_on = None

FORMATS = ("workshop", "lunch_and_learn", "webinar", "patient_evening", "tasting")
GROUNDWORK = ("problem", "our_part", "asked_back", "groundwork_skipped")


def upgrade() -> None:
    formats = ", ".join(repr(word) for word in FORMATS)
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("format", sa.String(length=32), nullable=False, server_default="workshop")
        )
        batch_op.add_column(
            sa.Column("written_for", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.create_check_constraint("format", f"format IN ({formats})")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.alter_column("format", server_default=None)
        batch_op.alter_column("written_for", server_default=None)

    with op.batch_alter_table("candidate_date", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("place", sa.String(length=200), nullable=False, server_default="")
        )
    with op.batch_alter_table("candidate_date", schema=None) as batch_op:
        batch_op.alter_column("place", server_default=None)

    with op.batch_alter_table("partner", schema=None) as batch_op:
        for name in GROUNDWORK:
            batch_op.add_column(
                sa.Column(name, sa.String(length=400), nullable=False, server_default="")
            )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        for name in GROUNDWORK:
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("partner", schema=None) as batch_op:
        for name in reversed(GROUNDWORK):
            batch_op.drop_column(name)

    with op.batch_alter_table("candidate_date", schema=None) as batch_op:
        batch_op.drop_column("place")

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_constraint("format", type_="check")
        batch_op.drop_column("written_for")
        batch_op.drop_column("format")
