"""letters with offers can be ended by whoever reads them

Revision ID: 20261127zu
Revises: 20261127zp
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zu"
down_revision = "20261127zp"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opt_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_opt_out_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_out")),
        sa.UniqueConstraint("practice_id", "email_key", name="one_opt_out_per_address"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_opt_out_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opt_out_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_letter_practice_id_opt_out_id"),
            "opt_out",
            ["practice_id", "opt_out_id"],
            ["practice_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_index("ix_letter_opt_out", ["opt_out_id"], unique=False)


def downgrade() -> None:
    # Without the way out, no letter may go that needs it.
    op.execute("DELETE FROM letter WHERE opt_out_id IS NOT NULL AND state <> 'sent'")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_opt_out")
        batch_op.drop_constraint(batch_op.f("fk_letter_practice_id_opt_out_id"), type_="foreignkey")
        batch_op.drop_column("opt_out_id")
    op.drop_table("opt_out")
