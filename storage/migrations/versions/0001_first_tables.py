# ruff: noqa: E501, PLR0915 - generated
"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "child",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("family_ref", sa.String(), nullable=True),
        sa.Column("forename", sa.String(), nullable=True),
        sa.Column("surname", sa.String(), nullable=True),
        sa.Column("birth_date", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("communication", sa.String(), nullable=True),
        sa.CheckConstraint(
            "communication IN ('speaks', 'signs', 'device', 'does not speak')",
            name=op.f("ck_child_communication_known"),
        ),
        sa.CheckConstraint(
            "status IN ('assessment', 'CIN', 'CP', 'CLA', 'care leaver', 'closed')",
            name=op.f("ck_child_status_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
        sa.UniqueConstraint("ref", name=op.f("uq_child_ref")),
    )
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_family_ref"), ["family_ref"], unique=False)

    op.create_table(
        "child_plan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("last_visit_on", sa.Date(), nullable=True),
        sa.Column("seen_alone", sa.Boolean(), nullable=True),
        sa.CheckConstraint("kind IN ('CIN', 'CP', 'CLA')", name=op.f("ck_child_plan_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_plan")),
        sa.UniqueConstraint("ref", name=op.f("uq_child_plan_ref")),
    )
    with op.batch_alter_table("child_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_plan_child_ref"), ["child_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_plan_ended_on"), ["ended_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_plan_started_on"), ["started_on"], unique=False)

    op.create_table(
        "conference",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("enquiry_ref", sa.String(), nullable=True),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("plan_made", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference")),
        sa.UniqueConstraint("ref", name=op.f("uq_conference_ref")),
    )
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conference_child_ref"), ["child_ref"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_conference_enquiry_ref"), ["enquiry_ref"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_conference_held_on"), ["held_on"], unique=False)

    op.create_table(
        "files_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files_change")),
    )
    op.create_table(
        "guide_version",
        sa.Column("guide", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guide", "version", name=op.f("pk_guide_version")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("number", name=op.f("uq_import_batch_number")),
    )
    op.create_table(
        "list_choice",
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("whose", "kind", "what", name=op.f("pk_list_choice")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "newest_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newest_change")),
    )
    op.create_table(
        "reader_check",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("first_alone", sa.Integer(), nullable=False),
        sa.Column("second_alone", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("found_wrongly", sa.Integer(), nullable=False),
        sa.Column("rightly_left", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_check")),
    )
    with op.batch_alter_table("reader_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reader_check_checked_at"), ["checked_at"], unique=False
        )

    op.create_table(
        "reviewed_name",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewed_name")),
    )
    op.create_table(
        "sealing_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealing_key")),
    )
    op.create_table(
        "set_aside",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("update_key", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    op.create_table(
        "shared_reflection",
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("writer_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("whose", "held_on", "record_id", name=op.f("pk_shared_reflection")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("shared_reflection", schema=None) as batch_op:
        batch_op.create_index(
            "shared_reflection_by_writer", ["writer_id", "whose", "held_on"], unique=False
        )

    op.create_table(
        "tally",
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint(
            "place", "first_on", "measure", "state", "counted", name=op.f("pk_tally")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally_by_team",
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("place", "measure", "first_on", name=op.f("pk_tally_by_team")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally_left_out",
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "place", "first_on", "unit_id", "kind", name=op.f("pk_tally_left_out")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally_month",
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("made_of", sa.Integer(), nullable=True),
        sa.Column("counted_to", sa.Date(), nullable=True),
        sa.Column("recipe", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("place", "first_on", name=op.f("pk_tally_month")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["team.id"], name=op.f("fk_team_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "unfinished_draft",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "draft_id", name=op.f("pk_unfinished_draft")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting_part",
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("supervision_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("whose", "draft_id", name=op.f("pk_waiting_part")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "write_sequence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_write_sequence")),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("referral_ref", sa.String(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("authorised_on", sa.Date(), nullable=True),
        sa.Column("child_seen_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("person_ref", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_assessment_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("ref", name=op.f("uq_assessment_ref")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index("assessment_of_month", ["team_id", "authorised_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assessment_authorised_on"), ["authorised_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assessment_child_ref"), ["child_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_person_ref"), ["person_ref"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assessment_referral_ref"), ["referral_ref"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assessment_started_on"), ["started_on"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("domestic_abuse", sa.Boolean(), nullable=True),
        sa.Column("triaged", sa.Boolean(), nullable=True),
        sa.Column("child_ref", sa.String(), nullable=True),
        sa.Column("forename", sa.String(), nullable=True),
        sa.Column("surname", sa.String(), nullable=True),
        sa.Column("birth_date", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("threshold_met", sa.String(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('no further action', 'information and advice', 'referral', 'already open', 'other')",
            name=op.f("ck_contact_outcome_known"),
        ),
        sa.CheckConstraint(
            "threshold_met IN ('yes', 'no', 'unclear')", name=op.f("ck_contact_threshold_met_known")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_contact_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("ref", name=op.f("uq_contact_ref")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("contact_of_child", ["child_ref", "received_on"], unique=False)
        batch_op.create_index("contact_of_day", ["received_on", "source"], unique=False)
        batch_op.create_index("contact_of_month", ["team_id", "received_on"], unique=False)

    op.create_table(
        "establishment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("posts", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_establishment_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_establishment")),
        sa.UniqueConstraint(
            "team_id", "from_month", name=op.f("uq_establishment_team_id_from_month")
        ),
    )
    op.create_table(
        "import_undoing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_undoing_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_undoing")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_import_undoing_batch_id")),
    )
    op.create_table(
        "imported_row",
        sa.Column("batch_id", sa.String(length=32), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("changes", sa.String(), nullable=True),
        sa.Column("compared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_imported_row_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "row_id", name=op.f("pk_imported_row")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_row_row_id"), ["row_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=True),
        sa.Column("employment", sa.String(), nullable=False),
        sa.Column("fte", sa.Float(), nullable=True),
        sa.Column("newly_qualified_until", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.CheckConstraint(
            "employment IN ('permanent', 'agency')", name=op.f("ck_person_employment_known")
        ),
        sa.CheckConstraint(
            "role IN ('practitioner', 'supervisor', 'manager', 'practice lead', 'administrator')",
            name=op.f("ck_person_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_person_supervisor_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_person_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_ref")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_left_on"), ["left_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_started_on"), ["started_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_supervisor_id"), ["supervisor_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_team_id"), ["team_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("contact_ref", sa.String(), nullable=True),
        sa.Column("child_ref", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_referral_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("ref", name=op.f("uq_referral_ref")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_contact_ref"), ["contact_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_received_on"), ["received_on"], unique=False)
        batch_op.create_index("referral_of_child", ["child_ref", "received_on"], unique=False)
        batch_op.create_index("referral_of_month", ["team_id", "received_on"], unique=False)

    op.create_table(
        "section47",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("strategy_discussion_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_reason", sa.String(), nullable=True),
        sa.Column("person_ref", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_section47_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section47")),
        sa.UniqueConstraint("ref", name=op.f("uq_section47_ref")),
    )
    with op.batch_alter_table("section47", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section47_child_ref"), ["child_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_section47_person_ref"), ["person_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_section47_started_on"), ["started_on"], unique=False)
        batch_op.create_index("section47_of_month", ["team_id", "started_on"], unique=False)

    op.create_table(
        "summary_view",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_summary_view_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_view")),
        sa.UniqueConstraint("digest", name=op.f("uq_summary_view_digest")),
    )
    with op.batch_alter_table("summary_view", schema=None) as batch_op:
        batch_op.create_index("summary_view_of_month", ["team_id", "first_on"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("said_by_id", sa.String(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_absence_days_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name=op.f("fk_absence_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_last_on"), ["last_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "audit_event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=True),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("noun_id", sa.String(), nullable=True),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("mac", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_event_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_event_number")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_noun_id"), ["noun_id"], unique=False)

    op.create_table(
        "departure",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_departure_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure")),
        sa.UniqueConstraint("person_id", "left_on", name=op.f("uq_departure_person_id_left_on")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint(
            "person_id", "day", "about", name=op.f("uq_digest_person_id_day_about")
        ),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("guide", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("child_id", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("open_since", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('guide', 'meeting', 'reading', 'view')", name=op.f("ck_draft_kind_known")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_draft_child_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["draft.id"], name=op.f("fk_draft_parent_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("draft_of_version", ["guide", "version", "opened_at"], unique=False)
        batch_op.create_index(
            "draft_open",
            ["person_id", "open_since"],
            unique=False,
            sqlite_where=sa.text("open_since IS NOT NULL"),
            postgresql_where=sa.text("open_since IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_draft_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_person_id"), ["person_id"], unique=False)

    op.create_table(
        "enquiry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_enquiry_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_enquiry_owner_id")),
        sa.ForeignKeyConstraint(["part_id"], ["team.id"], name=op.f("fk_enquiry_part_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_enquiry_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
    )
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.create_index("enquiry_of_owner", ["owner_id", "due_on"], unique=False)
        batch_op.create_index("enquiry_of_team", ["team_id", "first_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_due_on"), ["due_on"], unique=False)

    op.create_table(
        "enrolment_code",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_enrolment_code_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_enrolment_code_code_hash")),
    )
    with op.batch_alter_table("enrolment_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrolment_code_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "identity",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_identity_channel_address")),
    )
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_person_id"), ["person_id"], unique=False)

    op.create_table(
        "involvement",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("child_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=True),
        sa.CheckConstraint("part IN ('lead', 'co-worker')", name=op.f("ck_involvement_part_known")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_involvement_child_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_involvement_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_involvement_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
    )
    with op.batch_alter_table("involvement", schema=None) as batch_op:
        batch_op.create_index("involvement_of_person", ["person_id", "ended_on"], unique=False)
        batch_op.create_index("involvement_of_team", ["team_id", "ended_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_involvement_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_involvement_ended_on"), ["ended_on"], unique=False)

    op.create_table(
        "link_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(length=32), nullable=False),
        sa.Column("contact_facts", sa.Integer(), nullable=False),
        sa.Column("other_facts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IN ('yes', 'no', 'cannot say', 'taken back')",
            name=op.f("ck_link_answer_answer_known"),
        ),
        sa.CheckConstraint(
            "question IN ('child', 'event', 'open')", name=op.f("ck_link_answer_question_known")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_link_answer_answered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_answer")),
    )
    with op.batch_alter_table("link_answer", schema=None) as batch_op:
        batch_op.create_index("link_answer_of", ["contact_id"], unique=False)
        batch_op.create_index("link_answer_other", ["other_id"], unique=False)

    op.create_table(
        "missed_supervision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practitioner_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("put_off_to", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("said_by_id", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "because IN ('practitioner away', 'supervisor away', 'put off', 'something urgent came first', 'held, not yet written', 'another reason')",
            name=op.f("ck_missed_supervision_because_known"),
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["person.id"], name=op.f("fk_missed_supervision_practitioner_id")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["person.id"], name=op.f("fk_missed_supervision_said_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_missed_supervision_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missed_supervision")),
    )
    with op.batch_alter_table("missed_supervision", schema=None) as batch_op:
        batch_op.create_index(
            "missed_supervision_of", ["practitioner_id", "first_on"], unique=False
        )

    op.create_table(
        "seen",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("update_key", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seen_person_id")),
        sa.PrimaryKeyConstraint("channel", "update_key", name=op.f("pk_seen")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seen_seen_at"), ["seen_at"], unique=False)
        batch_op.create_index(
            "seen_by_person",
            ["person_id", "channel", "place"],
            unique=False,
            sqlite_where=sa.text("said IS NOT NULL"),
            postgresql_where=sa.text("said IS NOT NULL"),
        )

    op.create_table(
        "summary_rhythm",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("is_weekly", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_summary_rhythm_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_rhythm")),
    )
    with op.batch_alter_table("summary_rhythm", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_summary_rhythm_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "summary_showing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("view_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_summary_showing_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["view_id"], ["summary_view.id"], name=op.f("fk_summary_showing_view_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_showing")),
    )
    with op.batch_alter_table("summary_showing", schema=None) as batch_op:
        batch_op.create_index(
            "summary_showing_to", ["view_id", "person_id", "shown_on"], unique=False
        )

    op.create_table(
        "web_session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_web_session_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "absence_ending",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("absence_id", sa.String(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=False),
        sa.Column("said_by_id", sa.String(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["absence_id"], ["absence.id"], name=op.f("fk_absence_ending_absence_id")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["person.id"], name=op.f("fk_absence_ending_said_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_ending")),
    )
    with op.batch_alter_table("absence_ending", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_ending_absence_id"), ["absence_id"], unique=False
        )

    op.create_table(
        "device_request",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("code_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_admitted", sa.Boolean(), nullable=True),
        sa.Column("device_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["code_id"], ["enrolment_code.id"], name=op.f("fk_device_request_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_device_request_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_request")),
        sa.UniqueConstraint("code_id", name=op.f("uq_device_request_code_id")),
    )
    with op.batch_alter_table("device_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_device_request_address"), ["address"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_device_request_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "enquiry_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("enquiry_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_enquiry_answer_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_answer_enquiry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_answer")),
    )
    with op.batch_alter_table("enquiry_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enquiry_answer_enquiry_id"), ["enquiry_id"], unique=False
        )

    op.create_table(
        "reminder",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("digest_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_reminder_digest_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "kind", "subject", "due_on", "stage", name=op.f("uq_reminder_kind_subject_due_on_stage")
        ),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_digest_id"), ["digest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_person_id"), ["person_id"], unique=False)

    op.create_table(
        "share",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("with_id", sa.String(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_share_draft_id")),
        sa.ForeignKeyConstraint(["with_id"], ["person.id"], name=op.f("fk_share_with_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
    )
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index("share_with", ["with_id", "shared_at"], unique=False)

    op.create_table(
        "step",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('opened', 'asked', 'answered', 'part', 'skipped', 'unclear', 'kept', 'placed', 'joined', 'heard', 'reopened', 'enough', 'left', 'discarded', 'submitted', 'returned', 'agreed', 'struck', 'pointed', 'compared', 'said again', 'proposed', 'read', 'beside', 'went on', 'family')",
            name=op.f("ck_step_kind_known"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_step_author_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_step_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_step_draft_id_number")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index("step_by_kind", ["draft_id", "kind", "number"], unique=False)
        batch_op.create_index(
            "step_by_source",
            ["source"],
            unique=False,
            sqlite_where=sa.text("source IS NOT NULL"),
            postgresql_where=sa.text("source IS NOT NULL"),
        )

    op.create_table(
        "supervision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=False),
        sa.Column("practitioner_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["draft.id"], name=op.f("fk_supervision_id")),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["person.id"], name=op.f("fk_supervision_practitioner_id")
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_supervision_supervisor_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_supervision_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
    )
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_supervision_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_supervision_supervisor_id"), ["supervisor_id"], unique=False
        )
        batch_op.create_index("supervision_of_month", ["team_id", "held_on"], unique=False)
        batch_op.create_index(
            "supervision_of_practitioner", ["practitioner_id", "held_on"], unique=False
        )
        batch_op.create_index(
            "supervision_sent_of_practitioner", ["practitioner_id", "sent_at"], unique=False
        )

    op.create_table(
        "taken_in",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("child_id", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_taken_in_child_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_taken_in_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_in")),
        sa.UniqueConstraint("draft_id", "child_id", name=op.f("uq_taken_in_draft_id_child_id")),
    )
    with op.batch_alter_table("taken_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_in_child_id"), ["child_id"], unique=False)

    op.create_table(
        "unsigned_closing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("closed_by_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IN ('left before agreeing', 'discussed again since', 'sent by mistake')",
            name=op.f("ck_unsigned_closing_reason_known"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_unsigned_closing_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_unsigned_closing_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsigned_closing")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_unsigned_closing_draft_id")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("supervision_id", sa.String(), nullable=False),
        sa.Column("child_id", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "became IN ('in depth', 'no change', 'something changed', 'not discussed')",
            name=op.f("ck_agenda_item_became_known"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_agenda_item_child_id")),
        sa.ForeignKeyConstraint(
            ["supervision_id"], ["supervision.id"], name=op.f("fk_agenda_item_supervision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint(
            "supervision_id", "child_id", name=op.f("uq_agenda_item_supervision_id_child_id")
        ),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_child_id"), ["child_id"], unique=False)

    op.create_table(
        "contingency_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("child_id", sa.String(), nullable=False),
        sa.Column("supervision_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IN ('acted', 'not acted', 'not come', 'moved')",
            name=op.f("ck_contingency_answer_answer_known"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_contingency_answer_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_contingency_answer_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["supervision_id"],
            ["supervision.id"],
            name=op.f("fk_contingency_answer_supervision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contingency_answer")),
    )
    with op.batch_alter_table("contingency_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contingency_answer_child_id"), ["child_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contingency_answer_supervision_id"), ["supervision_id"], unique=False
        )

    op.create_table(
        "record",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("supervision_id", sa.String(), nullable=True),
        sa.Column("child_id", sa.String(), nullable=True),
        sa.Column("writer_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=True),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("guide", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('in depth', 'looked at', 'personal', 'reflection', 'decision', 'preparation', 'handover', 'audit', 'group', 'imported')",
            name=op.f("ck_record_kind_known"),
        ),
        sa.CheckConstraint(
            "visibility IN ('child', 'personal', 'shared', 'kept', 'audit')",
            name=op.f("ck_record_visibility_known"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_record_child_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_record_draft_id")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_record_other_id")),
        sa.ForeignKeyConstraint(
            ["supervision_id"], ["supervision.id"], name=op.f("fk_record_supervision_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_record_team_id")),
        sa.ForeignKeyConstraint(["writer_id"], ["person.id"], name=op.f("fk_record_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_held_on"), ["held_on"], unique=False)
        batch_op.create_index(
            "record_alone_by_writer",
            ["writer_id", "visibility", "held_on"],
            unique=False,
            sqlite_where=sa.text("supervision_id IS NULL"),
            postgresql_where=sa.text("supervision_id IS NULL"),
        )
        batch_op.create_index("record_by_child", ["child_id", "held_on"], unique=False)
        batch_op.create_index("record_by_other", ["other_id", "held_on"], unique=False)
        batch_op.create_index("record_by_team", ["team_id", "held_on"], unique=False)
        batch_op.create_index("record_by_writer", ["writer_id", "held_on"], unique=False)
        batch_op.create_index(
            "record_of_audit",
            ["held_on"],
            unique=False,
            sqlite_where=sa.text("kind = 'audit'"),
            postgresql_where=sa.text("kind = 'audit'"),
        )
        batch_op.create_index(
            "record_of_meeting",
            ["supervision_id"],
            unique=False,
            sqlite_where=sa.text("supervision_id IS NOT NULL"),
            postgresql_where=sa.text("supervision_id IS NOT NULL"),
        )

    op.create_table(
        "share_closing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("share_id", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_share_closing_share_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_closing")),
        sa.UniqueConstraint("share_id", name=op.f("uq_share_closing_share_id")),
    )
    op.create_table(
        "addendum",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_addendum_author_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_addendum_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum")),
    )
    with op.batch_alter_table("addendum", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addendum_record_id"), ["record_id"], unique=False)

    op.create_table(
        "audit_draw",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("section47_id", sa.String(), nullable=True),
        sa.Column("drawn_for_id", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "COALESCE(record_id, contact_id, section47_id) IS NOT NULL",
            name=op.f("ck_audit_draw_something_is_drawn"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_audit_draw_contact_id")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_audit_draw_draft_id")),
        sa.ForeignKeyConstraint(
            ["drawn_for_id"], ["person.id"], name=op.f("fk_audit_draw_drawn_for_id")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_audit_draw_record_id")),
        sa.ForeignKeyConstraint(
            ["section47_id"], ["section47.id"], name=op.f("fk_audit_draw_section47_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_draw")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_audit_draw_draft_id")),
    )
    with op.batch_alter_table("audit_draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_draw_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_draw_drawn_for_id"), ["drawn_for_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_audit_draw_record_id"), ["record_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_draw_section47_id"), ["section47_id"], unique=False
        )

    op.create_table(
        "enquiry_evidence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["enquiry_answer.id"], name=op.f("fk_enquiry_evidence_answer_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_enquiry_evidence_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_evidence")),
    )
    with op.batch_alter_table("enquiry_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enquiry_evidence_answer_id"), ["answer_id"], unique=False
        )

    op.create_table(
        "imported_note",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("practitioner_agreed_on", sa.Date(), nullable=True),
        sa.Column("supervisor_agreed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('case', 'personal', 'group')", name=op.f("ck_imported_note_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_imported_note_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_note")),
        sa.UniqueConstraint("record_id", name=op.f("uq_imported_note_record_id")),
    )
    with op.batch_alter_table("imported_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_note_ref"), ["ref"], unique=False)

    op.create_table(
        "note_standing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_note_standing_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_standing")),
    )
    with op.batch_alter_table("note_standing", schema=None) as batch_op:
        batch_op.create_index("note_standing_last", ["record_id", "id"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_place", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("perhaps_shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("draft_id", sa.String(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("digest_id", sa.String(), nullable=True),
        sa.Column("summary_of_id", sa.String(), nullable=True),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=True),
        sa.Column("interrupts", sa.Boolean(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sender_id", sa.String(), nullable=True),
        sa.Column("told", sa.String(), nullable=True),
        sa.Column("sender_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sender_told_late_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name=op.f("fk_outbox_message_digest_id")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_outbox_message_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_outbox_message_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_outbox_message_record_id")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["person.id"], name=op.f("fk_outbox_message_sender_id")
        ),
        sa.ForeignKeyConstraint(
            ["summary_of_id"], ["team.id"], name=op.f("fk_outbox_message_summary_of_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_message_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(
            "outbox_answers",
            ["person_id", "channel", "id"],
            unique=False,
            sqlite_where=sa.text("told IS NULL AND digest_id IS NULL"),
            postgresql_where=sa.text("told IS NULL AND digest_id IS NULL"),
        )
        batch_op.create_index(
            "outbox_by_name",
            ["person_id", "channel", "external_id"],
            unique=False,
            sqlite_where=sa.text("external_id IS NOT NULL"),
            postgresql_where=sa.text("external_id IS NOT NULL"),
        )
        batch_op.create_index(
            "outbox_by_person",
            ["person_id", "channel", "sent_place"],
            unique=False,
            sqlite_where=sa.text("sent_place IS NOT NULL"),
            postgresql_where=sa.text("sent_place IS NOT NULL"),
        )
        batch_op.create_index(
            "outbox_digests",
            ["person_id", "digest_id"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL AND digest_id IS NOT NULL"),
            postgresql_where=sa.text(
                "sent_at IS NULL AND failed_at IS NULL AND digest_id IS NOT NULL"
            ),
        )
        batch_op.create_index(
            "outbox_due",
            ["channel", "not_before"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        )
        batch_op.create_index(
            "outbox_held",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL AND held_at IS NOT NULL"),
            postgresql_where=sa.text(
                "sent_at IS NULL AND failed_at IS NULL AND held_at IS NOT NULL"
            ),
        )
        batch_op.create_index(
            "outbox_leased",
            ["channel", "address", "id"],
            unique=False,
            sqlite_where=sa.text(
                "sent_at IS NULL AND failed_at IS NULL AND leased_until IS NOT NULL"
            ),
            postgresql_where=sa.text(
                "sent_at IS NULL AND failed_at IS NULL AND leased_until IS NOT NULL"
            ),
        )
        batch_op.create_index(
            "outbox_made",
            ["made_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        )
        batch_op.create_index(
            "outbox_of_digest",
            ["digest_id"],
            unique=False,
            sqlite_where=sa.text("digest_id IS NOT NULL"),
            postgresql_where=sa.text("digest_id IS NOT NULL"),
        )
        batch_op.create_index(
            "outbox_told",
            ["told", "sender_id", "made_at"],
            unique=False,
            sqlite_where=sa.text("told IS NOT NULL"),
            postgresql_where=sa.text("told IS NOT NULL"),
        )
        batch_op.create_index(
            "outbox_told_of",
            ["person_id", "id"],
            unique=False,
            sqlite_where=sa.text("told IS NOT NULL AND record_id IS NOT NULL"),
            postgresql_where=sa.text("told IS NOT NULL AND record_id IS NOT NULL"),
        )
        batch_op.create_index(
            "outbox_told_to",
            ["person_id", "told", "made_at"],
            unique=False,
            sqlite_where=sa.text("told IS NOT NULL"),
            postgresql_where=sa.text("told IS NOT NULL"),
        )
        batch_op.create_index(
            "outbox_told_unheard",
            ["told", "sent_at"],
            unique=False,
            sqlite_where=sa.text(
                "told IS NOT NULL AND sender_id IS NOT NULL AND sender_told_at IS NULL"
            ),
            postgresql_where=sa.text(
                "told IS NOT NULL AND sender_id IS NOT NULL AND sender_told_at IS NULL"
            ),
        )
        batch_op.create_index(
            "outbox_tried",
            ["batch", "id"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL AND attempts > 0"),
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL AND attempts > 0"),
        )
        batch_op.create_index(
            "outbox_turn",
            ["channel", "turn", "address", "id"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        )
        batch_op.create_index(
            "outbox_unheard",
            ["failed_at"],
            unique=False,
            sqlite_where=sa.text(
                "failed_at IS NOT NULL AND sender_id IS NOT NULL AND sender_told_at IS NULL"
            ),
            postgresql_where=sa.text(
                "failed_at IS NOT NULL AND sender_id IS NOT NULL AND sender_told_at IS NULL"
            ),
        )

    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.String(), nullable=True),
        sa.Column("copied", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "seen IN ('seen alone', 'seen', 'not seen')", name=op.f("ck_submission_seen_known")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_submission_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("record_id", "number", name=op.f("uq_submission_record_id_number")),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("child_id", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("why_is_bare", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("how_is_bare", sa.Boolean(), nullable=False),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("likely", sa.String(), nullable=True),
        sa.CheckConstraint(
            "likely IN ('very likely', 'likely', 'even', 'unlikely')",
            name=op.f("ck_action_likely_known"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_action_child_id")),
        sa.ForeignKeyConstraint(["first_id"], ["action.id"], name=op.f("fk_action_first_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_action_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_action_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "claim",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("reader", sa.String(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_claim_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_claim_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "contingency",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("child_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("plan", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_contingency_child_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_contingency_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contingency")),
    )
    with op.batch_alter_table("contingency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contingency_child_id"), ["child_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contingency_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "line",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_line_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
    )
    with op.batch_alter_table("line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("child_id", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("says_change", sa.String(), nullable=False),
        sa.CheckConstraint(
            "says_change IN ('yes', 'no', 'not asked')", name=op.f("ck_outcome_says_change_known")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_outcome_child_id")),
        sa.ForeignKeyConstraint(["first_id"], ["outcome.id"], name=op.f("fk_outcome_first_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_outcome_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_child_id"), ["child_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outcome_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "process_share",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.CheckConstraint("sentences > 0", name=op.f("ck_process_share_has_sentences")),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_process_share_share_is_one")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_process_share_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_share")),
        sa.UniqueConstraint(
            "submission_id", "reader", name=op.f("uq_process_share_submission_id_reader")
        ),
    )
    op.create_table(
        "action_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("action_id", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("difference", sa.String(), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("in_the_way", sa.String(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('done', 'partly', 'not done', 'no longer needed')",
            name=op.f("ck_action_answer_answer_known"),
        ),
        sa.CheckConstraint(
            "effect IN ('as hoped', 'a little', 'no difference', 'made it worse')",
            name=op.f("ck_action_answer_effect_known"),
        ),
        sa.CheckConstraint(
            "next_step IN ('keep', 'change', 'give up', 'raise')",
            name=op.f("ck_action_answer_next_step_known"),
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_answer_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_action_answer_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_answer")),
    )
    with op.batch_alter_table("action_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_answer_action_id"), ["action_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_action_answer_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "claim_strike",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("struck_by", sa.String(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_strike_claim_id")),
        sa.ForeignKeyConstraint(
            ["struck_by"], ["person.id"], name=op.f("fk_claim_strike_struck_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_strike")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_claim_strike_claim_id")),
    )
    op.create_table(
        "outcome_rating",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.String(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("rated_by", sa.String(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("rests_on", sa.String(), nullable=True),
        sa.Column("unseen", sa.Boolean(), nullable=False),
        sa.Column("child_rating", sa.Integer(), nullable=True),
        sa.Column("parent_rating", sa.Integer(), nullable=True),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "rests_on IN ('seen', 'heard from the child', 'told by others')",
            name=op.f("ck_outcome_rating_rests_on_known"),
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_rating_outcome_id")
        ),
        sa.ForeignKeyConstraint(
            ["rated_by"], ["person.id"], name=op.f("fk_outcome_rating_rated_by")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_outcome_rating_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_rating")),
    )
    with op.batch_alter_table("outcome_rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outcome_rating_outcome_id"), ["outcome_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outcome_rating_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "quotation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("released_by_id", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_quotation_claim_id")),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["person.id"], name=op.f("fk_quotation_released_by_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_quotation_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    with op.batch_alter_table("quotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotation_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index("quotation_of_month", ["team_id", "held_on"], unique=False)

    op.create_table(
        "quotation_closing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("quotation_id", sa.String(), nullable=False),
        sa.Column("closed_by_id", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_quotation_closing_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["quotation_id"], ["quotation.id"], name=op.f("fk_quotation_closing_quotation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_closing")),
        sa.UniqueConstraint("quotation_id", name=op.f("uq_quotation_closing_quotation_id")),
    )
