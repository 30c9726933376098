"""what a closed door sent is decided

Revision ID: 20261127b
Revises: 20261127a
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127b"
down_revision = "20261127a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.Integer(), nullable=False),
        sa.Column("door_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("undoes", sa.String(length=36), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "door_id"],
            ["door.practice_id", "door.id"],
            name=op.f("fk_kept_scan_practice_id_door_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "scan_id"],
            ["scan.practice_id", "scan.id"],
            name=op.f("fk_kept_scan_practice_id_scan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_kept_scan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_scan")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_kept_scan_practice_id_id")),
        sa.UniqueConstraint("scan_id", name="a_scan_is_kept_once"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("kept_scan", schema=None) as batch_op:
        batch_op.create_index("ix_kept_scan_door", ["door_id", "set_aside_at", "id"], unique=False)
    # What doors sent before says in one text who walked in; only a ticket names somebody for us.
    op.execute(
        "INSERT INTO kept_scan (scan_id, door_id, why, practice_id) "
        "SELECT id, door_id, '', practice_id FROM scan WHERE verdict = 'quarantined' ORDER BY id"
    )


def downgrade() -> None:
    with op.batch_alter_table("kept_scan", schema=None) as batch_op:
        batch_op.drop_index("ix_kept_scan_door")

    op.drop_table("kept_scan")
