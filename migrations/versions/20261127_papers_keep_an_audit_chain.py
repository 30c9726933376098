"""papers keep an audit chain

Revision ID: 20261127p
Revises: 20261127b
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127p"
down_revision = "20261127b"
branch_labels = None
depends_on = None

BEFORE = ("draft", "sent", "changes_requested", "approved", "declined", "withdrawn")
SINCE = (*BEFORE, "expired")
BEGINNING = "0" * 64

paper = sa.table(
    "paper",
    sa.column("id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("expires_at", sa.DateTime(timezone=True)),
)
recipient = sa.table("recipient", sa.column("id", sa.Integer), sa.column("paper_id", sa.Integer))
link = sa.table(
    "link",
    sa.column("purpose", sa.String),
    sa.column("subject_id", sa.Integer),
    sa.column("expires_at", sa.DateTime(timezone=True)),
)


def states(*words: str) -> str:
    return f"state IN ({', '.join(repr(word) for word in words)})"


def upgrade() -> None:
    op.create_table(
        "paper_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sent",
                "signed",
                "seen",
                "asked",
                "replied",
                "consented",
                "answered",
                "handed_over",
                "link_closed",
                "link_reopened",
                "link_renewed",
                "expired",
                "withdrawn",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("personal", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "paper_id"],
            ["paper.practice_id", "paper.id"],
            name=op.f("fk_paper_entry_practice_id_paper_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_paper_entry_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_entry")),
        sa.UniqueConstraint("paper_id", "number", name="one_entry_per_number"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_paper_entry_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "paper_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.String(length=2000), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "paper_id"],
            ["paper.practice_id", "paper.id"],
            name=op.f("fk_paper_question_practice_id_paper_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "recipient_id"],
            ["recipient.practice_id", "recipient.id"],
            name=op.f("fk_paper_question_practice_id_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_paper_question_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_question")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_paper_question_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("paper_question", schema=None) as batch_op:
        batch_op.create_index(
            "ix_paper_question_open", ["practice_id", "replied_at", "id"], unique=False
        )
        batch_op.create_index("ix_paper_question_paper", ["paper_id", "id"], unique=False)

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("role", sa.String(length=120), nullable=False, server_default="")
        )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.alter_column("role", server_default=None)

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_constraint("paperstate", type_="check")
        batch_op.create_check_constraint("paperstate", states(*SINCE))
        batch_op.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("entry_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("head", sa.String(length=64), nullable=False, server_default=BEGINNING)
        )
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_paper_state_expires", ["state", "expires_at"], unique=False)
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.alter_column("entry_count", server_default=None)
        batch_op.alter_column("head", server_default=None)
    latest = (
        sa.select(sa.func.max(link.c.expires_at))
        .join(recipient, recipient.c.id == link.c.subject_id)
        .where(link.c.purpose == "paper", recipient.c.paper_id == paper.c.id)
    )
    op.execute(paper.update().values(expires_at=latest.scalar_subquery()))

    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("seen_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("message", sa.String(length=600), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("handed_to_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_recipient_practice_id_handed_to_id"),
            "recipient",
            ["practice_id", "handed_to_id"],
            ["practice_id", "id"],
            ondelete="CASCADE",
        )
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.alter_column("message", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_recipient_practice_id_handed_to_id"), type_="foreignkey"
        )
        batch_op.drop_column("handed_at")
        batch_op.drop_column("handed_to_id")
        batch_op.drop_column("message")
        batch_op.drop_column("seen_version")
        batch_op.drop_column("seen_at")

    # What had run out goes back to waiting for its answer.
    op.execute(paper.update().where(paper.c.state == "expired").values(state="sent"))
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_constraint("paperstate", type_="check")
        batch_op.create_check_constraint("paperstate", states(*BEFORE))
        batch_op.drop_index("ix_paper_state_expires")
        batch_op.drop_column("archived_at")
        batch_op.drop_column("head")
        batch_op.drop_column("entry_count")
        batch_op.drop_column("expires_at")

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_column("role")

    with op.batch_alter_table("paper_question", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_question_paper")
        batch_op.drop_index("ix_paper_question_open")

    op.drop_table("paper_question")
    op.drop_table("paper_entry")
