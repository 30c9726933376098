"""calendars learn who left and came back

Revision ID: 20261127zc
Revises: 20261127z1
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zc"
down_revision = "20261127z1"
branch_labels = None
depends_on = None

guest = sa.table("guest", sa.column("state", sa.String), sa.column("calendar_changes", sa.Integer))


def upgrade() -> None:
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("calendar_changes", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.alter_column("calendar_changes", server_default=None)
    left = guest.update().where(guest.c.state == "cancelled")
    op.execute(left.values(calendar_changes=1))


def downgrade() -> None:
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.drop_column("calendar_changes")
