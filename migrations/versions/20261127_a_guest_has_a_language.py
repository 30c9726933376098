"""a guest has a language

Revision ID: 20261127zp
Revises: 20261127zo
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zp"
down_revision = "20261127zo"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("language", sa.String(length=8), nullable=False, server_default="en")
        )
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.alter_column("language", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.drop_column("language")
