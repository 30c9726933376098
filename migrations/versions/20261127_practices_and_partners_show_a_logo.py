"""practices and partners show a logo

Revision ID: 20261127pic
Revises: 20261127zu
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127pic"
down_revision = "20261127zu"
branch_labels = None
depends_on = None

public_code = sa.table("public_code", sa.column("purpose", sa.String))


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "shows",
            sa.Enum(
                "practice_logo",
                "partner_logo",
                name="pictureof",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("on_paper", sa.LargeBinary(), nullable=False),
        sa.Column("on_pages", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_picture_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("code", name=op.f("uq_picture_code")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_picture_practice_id_id")),
        sa.UniqueConstraint("practice_id", "shows", "subject_id", name="one_picture_of_each"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    # An address that leads nowhere any more is not kept.
    op.execute(public_code.delete().where(public_code.c.purpose == "picture"))
    op.drop_table("picture")
