"""what pages ask by is indexed

Revision ID: 20261127y
Revises: 20261127x

Each is asked for on a page that somebody waits for, in a table that grows.
"""

from alembic import op

revision = "20261127y"
down_revision = "20261127x"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_letter_practice_to": ("letter", ["practice_id", "to_email"]),
    "ix_membership_practice": ("membership", ["practice_id"]),
    "ix_paper_partner": ("paper", ["partner_id"]),
    "ix_paper_question_recipient": ("paper_question", ["recipient_id", "id"]),
    "ix_recipient_handed_to": ("recipient", ["handed_to_id"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table_name=table)
