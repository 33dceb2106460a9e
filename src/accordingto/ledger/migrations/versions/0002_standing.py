"""How firmly a claim is put, why each cell has its value, and what is told of unnamed sources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Joins the words of several rows, by database.
_TOGETHER = {"sqlite": "group_concat({}, '; ')", "postgresql": "string_agg({}, '; ' ORDER BY ordinal)"}
CURRENT_CLAIMS = """
CREATE VIEW current_claims AS
SELECT claims.id, reports.id AS report_id, reports.publisher, reports.published, reports.title, claims.source_name,
       claims.source_words, claims.co_source_names, claims.via_names, claims.cue, claims.content, claims.quotation,
       claims.act, claims.said_start, claims.said_end, claims.certainty, claims.polarity,
       (SELECT {standing} FROM verifications WHERE claim_id = claims.id) AS standing,
       (SELECT {quantities} FROM quantities WHERE claim_id = claims.id) AS quantities,
       claims.refers_to_key, claims.parent_key, claims.key, claims.confidence, reports.url, reports.version
FROM claims JOIN readings ON readings.id = claims.reading_id JOIN reports ON reports.id = readings.report_id
WHERE readings.is_current
"""


def upgrade() -> None:
    """Add columns and one table; no row that is there is changed."""
    op.add_column("claims", sa.Column("certainty", sa.Text))
    op.add_column("claims", sa.Column("polarity", sa.Text))
    op.add_column("sources", sa.Column("number", sa.Integer))
    op.add_column("sources", sa.Column("anonymity", sa.Text))
    op.create_table(
        "reasons",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("claim_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("cell", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("score", sa.Float(precision=53)),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("reasons_claim", "reasons", ["claim_id"])
    op.execute("DROP VIEW current_claims")
    together = _TOGETHER[op.get_bind().dialect.name]
    op.execute(CURRENT_CLAIMS.format(standing=together.format("status"), quantities=together.format("words")))
