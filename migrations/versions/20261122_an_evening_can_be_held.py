"""an evening can be held

Revision ID: 20261122a
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122a"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
    )
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("brand_colour", sa.String(length=7), nullable=False),
        sa.Column("postal_address", sa.String(length=300), nullable=False),
        sa.Column("reply_email", sa.String(length=254), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sa.UniqueConstraint("slug", name=op.f("uq_practice_slug")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "colleague",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["account.id"],
            name=op.f("fk_invitation_invited_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_invitation_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_invitation_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            "one_open_invitation_each",
            ["practice_id", "email"],
            unique=True,
            sqlite_where=sa.text("accepted_at IS NULL"),
            postgresql_where=sa.text("accepted_at IS NULL"),
        )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("to_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column("once", sa.String(length=128), nullable=False),
        sa.Column("message_key", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sending",
                "sent",
                "failed",
                name="letterstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("problem", sa.String(length=500), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_letter_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("once", name=op.f("uq_letter_once")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_letter_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_due", ["state", "try_at"], unique=False)
        batch_op.create_index(
            "ix_letter_practice_state", ["practice_id", "state", "id"], unique=False
        )

    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_link_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("purpose", "subject_id", name="one_link_per_subject"),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "colleague",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_membership_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_membership_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("user_id", "practice_id", name="one_membership_each"),
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=240), nullable=False),
        sa.Column(
            "hub_kind",
            sa.Enum(
                "physician_practice",
                "compounding_pharmacy",
                "boutique_gym",
                "organic_market",
                "chiropractor",
                "other_professional",
                name="hubkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("notes", sa.String(length=4000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_partner_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_partner_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partner_practice_name", ["practice_id", "name_key", "id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=240), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("known_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_person_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_person_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            "uq_person_practice_id_email_key", ["practice_id", "email_key"], unique=True
        )

    op.create_table(
        "public_code",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_public_code_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_public_code")),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "sent",
                "changes_requested",
                "approved",
                "declined",
                "withdrawn",
                name="paperstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 0", name=op.f("ck_paper_version_counts_up")),
        sa.ForeignKeyConstraint(
            ["practice_id", "partner_id"],
            ["partner.practice_id", "partner.id"],
            name=op.f("fk_paper_practice_id_partner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_paper_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_paper_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(
            "ix_paper_practice_state", ["practice_id", "state", "state_since"], unique=False
        )

    op.create_table(
        "partner_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("works_as", sa.String(length=120), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "partner_id"],
            ["partner.practice_id", "partner.id"],
            name=op.f("fk_partner_person_practice_id_partner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "person_id"],
            ["person.practice_id", "person.id"],
            name=op.f("fk_partner_person_practice_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_partner_person_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_person")),
        sa.UniqueConstraint("partner_id", "person_id", name="one_row_per_person_and_partner"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_partner_person_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "paper_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "paper_id"],
            ["paper.practice_id", "paper.id"],
            name=op.f("fk_paper_version_practice_id_paper_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_paper_version_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_version")),
        sa.UniqueConstraint("paper_id", "number", name="one_text_per_number"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_paper_version_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("title_key", sa.String(length=240), nullable=False),
        sa.Column("hook", sa.String(length=200), nullable=False),
        sa.Column("partner_role", sa.String(length=2000), nullable=False),
        sa.Column("your_role", sa.String(length=2000), nullable=False),
        sa.Column("call_to_action", sa.String(length=2000), nullable=False),
        sa.Column(
            "cta_kind",
            sa.Enum(
                "discovery_call",
                "partner_package",
                name="ctakind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "paper_id"],
            ["paper.practice_id", "paper.id"],
            name=op.f("fk_proposal_practice_id_paper_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_proposal_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("paper_id", name="one_proposal_per_paper"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_proposal_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_proposal_practice_updated", ["practice_id", "updated_at"], unique=False
        )

    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "paper_id"],
            ["paper.practice_id", "paper.id"],
            name=op.f("fk_recipient_practice_id_paper_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "person_id"],
            ["person.practice_id", "person.id"],
            name=op.f("fk_recipient_practice_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_recipient_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.UniqueConstraint("paper_id", "person_id", name="one_link_per_person_and_paper"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_recipient_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "approved",
                "changes",
                "declined",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("dates", sa.JSON(), nullable=False),
        sa.Column("consent", sa.String(length=32), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "verdict != 'approved' OR (name != '' AND consent != '')",
            name=op.f("ck_answer_a_yes_is_signed"),
        ),
        sa.CheckConstraint(
            "verdict != 'declined' OR reason != ''", name=op.f("ck_answer_a_no_has_its_reason")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "paper_id"],
            ["paper.practice_id", "paper.id"],
            name=op.f("fk_answer_practice_id_paper_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "recipient_id"],
            ["recipient.practice_id", "recipient.id"],
            name=op.f("fk_answer_practice_id_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_answer_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("paper_id", "version", name="one_answer_per_version"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_answer_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "candidate_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes BETWEEN 10 AND 1440", name=op.f("ck_candidate_date_minutes_of_one_day")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "proposal_id"],
            ["proposal.practice_id", "proposal.id"],
            name=op.f("fk_candidate_date_practice_id_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_candidate_date_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_date")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_candidate_date_practice_id_id")),
        sa.UniqueConstraint("proposal_id", "starts_at", name="a_date_is_offered_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("calendar_uid", sa.String(length=64), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("agreed_version", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_key", sa.String(length=240), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("take_home", sa.Text(), nullable=False),
        sa.Column("call_to_action", sa.Text(), nullable=False),
        sa.Column(
            "cta_kind",
            sa.Enum(
                "discovery_call",
                "partner_package",
                name="ctakind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("online_address", sa.String(length=500), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("seats_over", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "cancelled",
                name="eventstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("cancellation_reason", sa.String(length=300), nullable=False),
        sa.Column("registration_open", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_event_ends_after_it_starts")),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_event_at_least_one_seat")),
        sa.CheckConstraint(
            "seats_taken <= seats + seats_over", name=op.f("ck_event_never_overbooked")
        ),
        sa.CheckConstraint(
            "seats_taken >= 0 AND seats_over >= 0", name=op.f("ck_event_seats_are_counted")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "partner_id"],
            ["partner.practice_id", "partner.id"],
            name=op.f("fk_event_practice_id_partner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "proposal_id"],
            ["proposal.practice_id", "proposal.id"],
            name=op.f("fk_event_practice_id_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_event_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("code", name=op.f("uq_event_code")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_event_practice_id_id")),
        sa.UniqueConstraint("proposal_id", name="one_event_per_proposal"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_practice_starts", ["practice_id", "starts_at", "id"], unique=False
        )

    op.create_table(
        "door",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f("fk_door_practice_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_door_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_door_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("door", schema=None) as batch_op:
        batch_op.create_index("ix_door_event", ["event_id", "id"], unique=False)

    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=240), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "confirmed",
                "waiting",
                "cancelled",
                name="gueststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("walked_in", sa.Boolean(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f("fk_guest_practice_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "person_id"],
            ["person.practice_id", "person.id"],
            name=op.f("fk_guest_practice_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_guest_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_guest_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.create_index("ix_guest_event_name", ["event_id", "name_key", "id"], unique=False)
        batch_op.create_index("ix_guest_event_state", ["event_id", "state", "id"], unique=False)
        batch_op.create_index("ix_guest_person", ["person_id"], unique=False)
        batch_op.create_index(
            "one_active_guest_per_event_and_address",
            ["event_id", "email_key"],
            unique=True,
            sqlite_where=sa.text("state <> 'cancelled'"),
            postgresql_where=sa.text("state <> 'cancelled'"),
        )

    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("door_id", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.String(length=36), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state_before",
            sa.Enum(
                "confirmed",
                "waiting",
                "cancelled",
                name="gueststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "door_id"],
            ["door.practice_id", "door.id"],
            name=op.f("fk_arrival_practice_id_door_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f("fk_arrival_practice_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "guest_id"],
            ["guest.practice_id", "guest.id"],
            name=op.f("fk_arrival_practice_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_arrival_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival")),
        sa.UniqueConstraint("guest_id", name="a_guest_arrives_once"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_arrival_practice_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.create_index("ix_arrival_event", ["event_id"], unique=False)

    op.create_table(
        "journey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("call_booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("programme", sa.String(length=120), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("not_now_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_now_reason", sa.String(length=300), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(price_minor IS NULL) = (currency IS NULL)",
            name=op.f("ck_journey_a_price_has_its_currency"),
        ),
        sa.CheckConstraint(
            "price_minor IS NULL OR price_minor >= 0", name=op.f("ck_journey_price_is_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "guest_id"],
            ["guest.practice_id", "guest.id"],
            name=op.f("fk_journey_practice_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_journey_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey")),
        sa.UniqueConstraint("guest_id", name="one_journey_per_guest"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_journey_practice_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("door_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("sent", sa.String(length=1000), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "admitted",
                "repeat",
                "cancelled",
                "waiting",
                "other_event",
                "unknown",
                "undone",
                "invalid",
                "quarantined",
                name="doorverdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_door", sa.String(length=80), nullable=True),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "door_id"],
            ["door.practice_id", "door.id"],
            name=op.f("fk_scan_practice_id_door_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "guest_id"],
            ["guest.practice_id", "guest.id"],
            name=op.f("fk_scan_practice_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_scan_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_scan_practice_id_id")),
        sa.UniqueConstraint("practice_id", "scan_id", name="a_scan_counts_once"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index("ix_scan_door", ["door_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.drop_index("ix_scan_door")

    op.drop_table("scan")
    op.drop_table("journey")
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.drop_index("ix_arrival_event")

    op.drop_table("arrival")
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.drop_index(
            "one_active_guest_per_event_and_address",
            sqlite_where=sa.text("state <> 'cancelled'"),
            postgresql_where=sa.text("state <> 'cancelled'"),
        )
        batch_op.drop_index("ix_guest_person")
        batch_op.drop_index("ix_guest_event_state")
        batch_op.drop_index("ix_guest_event_name")

    op.drop_table("guest")
    with op.batch_alter_table("door", schema=None) as batch_op:
        batch_op.drop_index("ix_door_event")

    op.drop_table("door")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_practice_starts")

    op.drop_table("event")
    op.drop_table("candidate_date")
    op.drop_table("answer")
    op.drop_table("recipient")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_practice_updated")

    op.drop_table("proposal")
    op.drop_table("paper_version")
    op.drop_table("partner_person")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_practice_state")

    op.drop_table("paper")
    op.drop_table("public_code")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("uq_person_practice_id_email_key")

    op.drop_table("person")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index("ix_partner_practice_name")

    op.drop_table("partner")
    op.drop_table("membership")
    op.drop_table("link")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_practice_state")
        batch_op.drop_index("ix_letter_due")

    op.drop_table("letter")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(
            "one_open_invitation_each",
            sqlite_where=sa.text("accepted_at IS NULL"),
            postgresql_where=sa.text("accepted_at IS NULL"),
        )

    op.drop_table("invitation")
    op.drop_table("practice")
    op.drop_table("account")
