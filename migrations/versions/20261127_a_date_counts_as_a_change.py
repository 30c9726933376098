"""a date counts as a change

Revision ID: 20261127w
Revises: 20261127v
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127w"
down_revision = "20261127v"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("proposal", "agreement"):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column("wording_revision", sa.Integer(), nullable=False, server_default="1")
            )
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.alter_column("wording_revision", server_default=None)
        draft = sa.table(name, sa.column("revision"), sa.column("wording_revision"))
        op.execute(draft.update().values(wording_revision=draft.c.revision))


def downgrade() -> None:
    for name in ("agreement", "proposal"):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column("wording_revision")
