"""an agreement says whose each duty is

Revision ID: 20261127g
Revises: 20261127s
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127g"
down_revision = "20261127s"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("title_key", sa.String(length=240), nullable=False),
        sa.Column("scope", sa.String(length=2000), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("notice", sa.String(length=2000), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("runs_until", sa.Date(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "paper_id"],
            ["paper.practice_id", "paper.id"],
            name=op.f("fk_agreement_practice_id_paper_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_agreement_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("paper_id", name="one_agreement_per_paper"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_agreement_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_agreement_practice_updated", ["practice_id", "updated_at"], unique=False
        )

    op.create_table(
        "agreement_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "practice",
                "partner",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("is_licensed", sa.Boolean(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "is_licensed = (licence != '')", name=op.f("ck_agreement_party_a_licence_has_words")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "agreement_id"],
            ["agreement.practice_id", "agreement.id"],
            name=op.f("fk_agreement_party_practice_id_agreement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_agreement_party_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_party")),
        sa.UniqueConstraint("agreement_id", "side", name="each_side_once"),
        sa.UniqueConstraint(
            "practice_id", "agreement_id", "side", "is_licensed", name="a_side_has_a_licence_or_not"
        ),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_agreement_party_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("text_key", sa.String(length=240), nullable=False),
        sa.Column(
            "owner",
            sa.Enum(
                "practice",
                "partner",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("needs_licence", sa.Boolean(), nullable=False),
        sa.Column("owner_is_licensed", sa.Boolean(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "NOT needs_licence OR owner_is_licensed", name=op.f("ck_duty_needs_a_licensed_owner")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "agreement_id", "owner", "owner_is_licensed"],
            [
                "agreement_party.practice_id",
                "agreement_party.agreement_id",
                "agreement_party.side",
                "agreement_party.is_licensed",
            ],
            name="fk_duty_owner",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "agreement_id"],
            ["agreement.practice_id", "agreement.id"],
            name=op.f("fk_duty_practice_id_agreement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_duty_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("agreement_id", "text_key", name="one_owner_per_duty"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_duty_practice_id_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("duty")
    op.drop_table("agreement_party")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_practice_updated")

    op.drop_table("agreement")
