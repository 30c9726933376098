"""friends are called as they were named

Revision ID: 20261127zxa
Revises: 20261127zx
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zxa"
down_revision = "20261127zx"
branch_labels = None
depends_on = None

KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    with op.batch_alter_table("guest", table_kwargs=KEPT) as batch_op:
        batch_op.add_column(
            sa.Column("brought_as", sa.String(length=200), nullable=False, server_default="")
        )
    with op.batch_alter_table("guest", table_kwargs=KEPT) as batch_op:
        batch_op.alter_column("brought_as", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("guest", table_kwargs=KEPT) as batch_op:
        batch_op.drop_column("brought_as")
