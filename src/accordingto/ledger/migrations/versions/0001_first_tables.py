"""The first tables, the full-text index, and the view that shows each claim of the current readings in one row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from accordingto.ledger.fulltext import postgres, sqlite

revision = "0001"
down_revision = None

CURRENT_CLAIMS = """
CREATE VIEW current_claims AS
SELECT claims.id, reports.id AS report_id, reports.publisher, reports.published, reports.title, claims.source_name,
       claims.source_words, claims.co_source_names, claims.via_names, claims.cue, claims.content, claims.quotation,
       claims.act, claims.said_start, claims.said_end, claims.parent_key, claims.key, claims.confidence, reports.url,
       reports.version
FROM claims JOIN readings ON readings.id = claims.reading_id JOIN reports ON reports.id = readings.report_id
WHERE readings.is_current
"""


def upgrade() -> None:
    """Make everything that a ledger of format 0001 has."""
    _tables()
    op.execute(CURRENT_CLAIMS)
    connection = op.get_bind()
    statements = sqlite.CREATE if connection.dialect.name == "sqlite" else postgres.create()
    for statement in statements:
        connection.exec_driver_sql(statement)


def _tables() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("path", sa.Text),
        sa.Column("first_read_at", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest", name="reports_digest"),
        sa.UniqueConstraint("url", "version", name="reports_version"),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report_id", sa.Integer, nullable=False),
        sa.Column("is_current", sa.Boolean, nullable=False),
        sa.Column("program_version", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("read_at", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("path", sa.Text),
        sa.Column("sameness", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("report_id", "sameness", name="readings_sameness"),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("links_reading", "links", ["reading_id"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("notes_reading", "notes", ["reading_id"])
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("role", sa.Text),
        sa.Column("country", sa.Text),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("sources_name", "sources", ["name"])
    op.create_index("sources_reading", "sources", ["reading_id"])
    op.create_table(
        "unattributed",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("claim_key", sa.Text),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("unattributed_reading", "unattributed", ["reading_id"])
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report_id", sa.Integer, nullable=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("source_id", sa.Integer),
        sa.Column("source_key", sa.Text),
        sa.Column("source_name", sa.Text),
        sa.Column("source_words", sa.Text, nullable=False),
        sa.Column("co_source_names", sa.Text, nullable=False),
        sa.Column("via_names", sa.Text, nullable=False),
        sa.Column("cue", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("quotation", sa.Text, nullable=False),
        sa.Column("act", sa.Text),
        sa.Column("said_start", sa.Text),
        sa.Column("said_end", sa.Text),
        sa.Column("parent_key", sa.Text),
        sa.Column("refers_to_key", sa.Text),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("searched_names", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("claims_reading", "claims", ["reading_id"])
    op.create_index("claims_report", "claims", ["report_id"])
    op.create_index("claims_source", "claims", ["source_id"])
    op.create_table(
        "claim_sources",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("claim_id", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("source_key", sa.Text, nullable=False),
        sa.Column("source_id", sa.Integer),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("claim_sources_claim", "claim_sources", ["claim_id"])
    op.create_index("claim_sources_source", "claim_sources", ["source_id"])
    op.create_table(
        "link_claims",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("link_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("claim_key", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Integer),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("link_claims_link", "link_claims", ["link_id"])
    op.create_table(
        "quantities",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("claim_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("minimum", sa.Float(precision=53)),
        sa.Column("maximum", sa.Float(precision=53)),
        sa.Column("unit", sa.Text),
        sa.Column("approximate", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("exact", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("quantities_claim", "quantities", ["claim_id"])
    op.create_table(
        "spans",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("claim_id", sa.Integer),
        sa.Column("source_id", sa.Integer),
        sa.Column("unattributed_id", sa.Integer),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"]),
        sa.ForeignKeyConstraint(["unattributed_id"], ["unattributed.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("spans_claim", "spans", ["claim_id"])
    op.create_index("spans_reading", "spans", ["reading_id"])
    op.create_table(
        "times",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("claim_id", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Text),
        sa.Column("end", sa.Text),
        sa.Column("words", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("times_claim", "times", ["claim_id"])
    op.create_table(
        "verifications",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("claim_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("by_key", sa.Text),
        sa.Column("by_name", sa.Text),
        sa.Column("words", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("verifications_claim", "verifications", ["claim_id"])
