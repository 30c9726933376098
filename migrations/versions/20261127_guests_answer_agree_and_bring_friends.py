"""guests answer, agree and bring friends

Revision ID: 20261127zr
Revises: 20261127zw
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zr"
down_revision = "20261127zw"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text",
                "choice",
                "choices",
                "yes_no",
                name="questionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("label <> ''", name=op.f("ck_event_question_asks_something")),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f("fk_event_question_practice_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_event_question_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_question")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_event_question_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event_question", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_question_event", ["event_id", "position", "id"], unique=False
        )

    op.create_table(
        "refused_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("in_trap", sa.Integer(), nullable=False),
        sa.Column("too_many", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "in_trap >= 0 AND too_many >= 0", name=op.f("ck_refused_attempts_refusals_are_counted")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f("fk_refused_attempts_practice_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_refused_attempts_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_attempts")),
        sa.UniqueConstraint("event_id", "day", name="one_count_per_event_and_day"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_refused_attempts_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guest_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "guest_id"],
            ["guest.practice_id", "guest.id"],
            name=op.f("fk_guest_answer_practice_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "question_id"],
            ["event_question.practice_id", "event_question.id"],
            name=op.f("fk_guest_answer_practice_id_question_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_guest_answer_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_answer")),
        sa.UniqueConstraint("guest_id", "question_id", name="one_answer_per_guest_and_question"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_guest_answer_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("guest_answer", schema=None) as batch_op:
        batch_op.create_index("ix_guest_answer_question", ["question_id"], unique=False)

    op.create_table(
        "guest_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "share_with_partner",
                "news",
                name="consentpurpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("wording", sa.String(length=600), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "guest_id"],
            ["guest.practice_id", "guest.id"],
            name=op.f("fk_guest_consent_practice_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_guest_consent_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_consent")),
        sa.UniqueConstraint("guest_id", "purpose", name="one_consent_per_guest_and_purpose"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_guest_consent_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("guest_consent", schema=None) as batch_op:
        batch_op.create_index(
            "ix_guest_consent_purpose", ["practice_id", "purpose", "withdrawn_at"], unique=False
        )

    with op.batch_alter_table(
        "event", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("keeps_guests_months", sa.Integer(), nullable=False, server_default="24")
        )
    with op.batch_alter_table(
        "event", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.alter_column("keeps_guests_months", server_default=None)

    with op.batch_alter_table(
        "guest", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("brought_by_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_guest_brought_by", ["brought_by_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_guest_practice_id_brought_by_id"),
            "guest",
            ["practice_id", "brought_by_id"],
            ["practice_id", "id"],
            ondelete="NO ACTION",
        )

    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("keeps_guests_months", sa.Integer(), nullable=False, server_default="24")
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_practice_keeps_guests_for_a_time"),
            "keeps_guests_months BETWEEN 1 AND 120",
        )
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.alter_column("keeps_guests_months", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_practice_keeps_guests_for_a_time"), type_="check")
        batch_op.drop_column("keeps_guests_months")

    with op.batch_alter_table(
        "guest", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_guest_practice_id_brought_by_id"), type_="foreignkey"
        )
        batch_op.drop_index("ix_guest_brought_by")
        batch_op.drop_column("brought_by_id")

    with op.batch_alter_table(
        "event", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.drop_column("keeps_guests_months")

    with op.batch_alter_table("guest_consent", schema=None) as batch_op:
        batch_op.drop_index("ix_guest_consent_purpose")

    op.drop_table("guest_consent")
    with op.batch_alter_table("guest_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_guest_answer_question")

    op.drop_table("guest_answer")
    op.drop_table("refused_attempts")
    with op.batch_alter_table("event_question", schema=None) as batch_op:
        batch_op.drop_index("ix_event_question_event")

    op.drop_table("event_question")
