"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("transfer_window", sa.Text(), nullable=False),
        sa.Column("from_club", sa.Text(), nullable=True),
        sa.Column("to_club", sa.Text(), nullable=True),
        sa.Column("from_key", sa.Text(), nullable=True),
        sa.Column("to_key", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("contract_until", sa.Text(), nullable=True),
        sa.Column("loan_option", sa.Text(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("first_reported", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_reported", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_outlet", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_move"),
    )
    op.create_index("ix_move_from_key", "move", ["from_key"])
    op.create_index("ix_move_last_name", "move", ["last_name", "family", "goal", "transfer_window"])
    op.create_index("ix_move_last_reported", "move", ["last_reported"])
    op.create_index("ix_move_status", "move", ["status"])
    op.create_index("ix_move_to_key", "move", ["to_key"])
    op.create_index("ix_move_transfer_window", "move", ["transfer_window"])
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hints", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outlets", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("first_published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    op.create_index("ix_story_first_published", "story", ["first_published"])
    op.create_index("ix_story_last_published", "story", ["last_published"])
    op.create_table(
        "way",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("yielded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url", name="pk_way"),
    )
    op.create_index("ix_way_outlet", "way", ["outlet"])
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=True),
        sa.Column("modified", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("paywalled", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("embeds", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_article_page_id_page"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_article_story_id_story"),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("url", name="uq_article_url"),
    )
    op.create_index("ix_article_outlet", "article", ["outlet"])
    op.create_index("ix_article_outlet_content", "article", ["outlet", "content_hash"])
    op.create_index("ix_article_published", "article", ["published"])
    op.create_index("ix_article_reported_at", "article", ["reported_at"])
    op.create_index("ix_article_story_id", "article", ["story_id"])
    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("modified", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_version_article_id_article", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_article_version_page_id_page"),
        sa.PrimaryKeyConstraint("id", name="pk_article_version"),
        sa.UniqueConstraint("article_id", "version", name="uq_article_version_article_id"),
    )
    op.create_index("ix_article_version_article_id", "article_version", ["article_id"])
    op.create_table(
        "band",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_band_article_id_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "article_id", name="pk_band"),
    )
    op.create_index("ix_band_article_id", "band", ["article_id"])
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("person_key", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("from_club", sa.Text(), nullable=True),
        sa.Column("to_club", sa.Text(), nullable=True),
        sa.Column("from_key", sa.Text(), nullable=True),
        sa.Column("to_key", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("transfer_window", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("fee_amount", sa.BigInteger(), nullable=True),
        sa.Column("fee_max", sa.BigInteger(), nullable=True),
        sa.Column("fee_currency", sa.Text(), nullable=True),
        sa.Column("fee_kind", sa.Text(), nullable=True),
        sa.Column("fee_text", sa.Text(), nullable=True),
        sa.Column("contract_until", sa.Text(), nullable=True),
        sa.Column("current_contract_until", sa.Text(), nullable=True),
        sa.Column("loan_option", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_fact_article_id_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_fact_move_id_move"),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
    )
    op.create_index("ix_fact_article_id", "fact", ["article_id"])
    op.create_index("ix_fact_from_key", "fact", ["from_key"])
    op.create_index("ix_fact_last_name", "fact", ["last_name", "family", "goal", "transfer_window"])
    op.create_index("ix_fact_move_id", "fact", ["move_id"])
    op.create_index("ix_fact_person_key", "fact", ["person_key"])
    op.create_index("ix_fact_reported_at", "fact", ["reported_at"])
    op.create_index("ix_fact_to_key", "fact", ["to_key"])
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("found_on", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hint_title", sa.Text(), nullable=True),
        sa.Column("hint_published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hint_modified", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'done', 'failed', 'gone')", name=op.f("ck_link_state")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_link_article_id_article", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("url", name="uq_link_url"),
    )
    op.create_index("ix_link_article_id", "link", ["article_id"])
    op.create_index("ix_link_outlet_state_next_try", "link", ["outlet", "state", "next_try"])
    op.create_table(
        "credit",
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name="fk_credit_fact_id_fact", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("fact_id", "source", name="pk_credit"),
    )
    op.create_index("ix_credit_source", "credit", ["source"])
    op.create_table(
        "evidence",
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name="fk_evidence_fact_id_fact", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("fact_id", "rank", name="pk_evidence"),
    )


def downgrade() -> None:
    """Drop all tables, those that refer to others first."""
    for table in (
        "evidence",
        "credit",
        "link",
        "fact",
        "band",
        "article_version",
        "article",
        "way",
        "story",
        "run",
        "page",
        "move",
    ):
        op.drop_table(table)
