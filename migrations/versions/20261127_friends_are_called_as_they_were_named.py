"""friends are called as they were named

Revision ID: 20261127zza
Revises: 20261127zz
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zza"
down_revision = "20261127zz"
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
