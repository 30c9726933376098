"""no id is given twice, in any table

Revision ID: 20261127zy
Revises: 20261127zv

On SQLite, steps that rebuilt a table left out that its ids are never given again. Links, letters
and open pages hold on to ids, so that a row made later must not be taken for one that is gone.
"""

from alembic import op

revision = "20261127zy"
down_revision = "20261127zv"
branch_labels = None
depends_on = None

REBUILT = (
    "agreement",
    "answer",
    "candidate_date",
    "event",
    "guest",
    "letter",
    "paper",
    "paper_entry",
    "partner",
    "proposal",
    "recipient",
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in REBUILT:
        kept = {"sqlite_autoincrement": True}
        with op.batch_alter_table(table, recreate="always", table_kwargs=kept):
            pass


def downgrade() -> None:
    """Leave it so: earlier steps ask for no less."""
