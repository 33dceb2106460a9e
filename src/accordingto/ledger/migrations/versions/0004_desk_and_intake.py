"""The desk: the register of what is shown, decisions and their log, accounts; and what intake tells of a report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NEW_FACTS = ("author", "dateline", "credit", "item", "revision", "status", "notice", "captured", "original")

# Every claim that was shown until now, not yet reviewed.
_REGISTER = """
INSERT INTO register (claim_id, version_id, report_id, published, publisher, source, source_kind, act, status,
                      contradicted, said, minimum, maximum, confidence, state)
SELECT claims.id, claims.id, claims.report_id, coalesce(reports.published, ''), coalesce(reports.publisher, ''),
       claims.searched_names, sources.kind, claims.act,
       (SELECT status FROM verifications WHERE claim_id = claims.id
        ORDER BY CASE status WHEN 'retracted' THEN 0 WHEN 'corrected' THEN 1 WHEN 'disputed' THEN 2
                             WHEN 'unverified' THEN 3 ELSE 4 END, ordinal LIMIT 1),
       claims.id IN (SELECT link_claims.claim_id FROM link_claims JOIN links ON links.id = link_claims.link_id
                     WHERE links.kind IN ('contradicts', 'reverses') AND link_claims.claim_id IS NOT NULL),
       coalesce(claims.said_start, ''),
       (SELECT min(coalesce(minimum, maximum)) FROM quantities WHERE claim_id = claims.id),
       (SELECT max(coalesce(maximum, minimum)) FROM quantities WHERE claim_id = claims.id),
       claims.confidence, 'unreviewed'
FROM claims JOIN readings ON readings.id = claims.reading_id JOIN reports ON reports.id = claims.report_id
LEFT JOIN sources ON sources.id = claims.source_id
WHERE readings.is_current
"""


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def _of(name: str, target: str, nullable: bool = False) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return sa.Column(name, sa.Integer, nullable=nullable), sa.ForeignKeyConstraint([name], [f"{target}.id"])


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def upgrade() -> None:
    """Add columns and tables; no row that is there is changed."""
    for table in ("reports", "readings"):
        for name in _NEW_FACTS:
            op.add_column(table, sa.Column(name, sa.Text))
    op.create_index("reports_item", "reports", ["item"])
    _intake()
    _register()
    _review()
    _people()


def _intake() -> None:
    op.create_table(
        "originals",
        *_text("digest"),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        *_text("kept_at"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "feeds",
        _number("id"),
        *_text("address"),
        *_text("title", "etag", "last_modified", "checked_at", nullable=True),
        _number("failures"),
        *_text("error", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("address", name="feeds_address"),
    )
    op.create_table(
        "feed_items",
        *_of("feed_id", "feeds"),
        *_text("item"),
        *_text("address", nullable=True),
        *_text("first_seen_at"),
        *_text("digest", nullable=True),
        sa.PrimaryKeyConstraint("feed_id", "item"),
    )


def _register() -> None:
    op.create_table(
        "register",
        *_of("claim_id", "claims"),
        *_of("version_id", "claims"),
        *_of("report_id", "reports"),
        *_text("published", "publisher", "source", "said"),
        *_text("source_kind", "act", "status", nullable=True),
        sa.Column("contradicted", sa.Boolean, nullable=False),
        sa.Column("minimum", sa.Float(53)),
        sa.Column("maximum", sa.Float(53)),
        sa.Column("confidence", sa.Float(53), nullable=False),
        *_text("state"),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.execute(_REGISTER)
    for column in ("published", "said", "confidence", "source"):
        op.create_index(f"register_{column}", "register", [column, "claim_id"])
    op.create_index("register_report", "register", ["report_id"])
    op.create_index("register_version", "register", ["version_id"])
    op.create_index("register_state", "register", ["state", "confidence", "claim_id"])


def _review() -> None:
    op.create_table(
        "checks",
        *_of("claim_id", "claims"),
        *_of("report_id", "reports"),
        *_of("version_id", "claims", nullable=True),
        *_of("program_id", "claims", nullable=True),
        *_text("state"),
        _number("revision"),
        *_text("note", nullable=True),
        *_text("by", "at"),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    for column in ("report", "version", "program"):
        op.create_index(f"checks_{column}", "checks", [f"{column}_id"])
    op.create_table(
        "log",
        _number("id"),
        *_text("at", "by", "action", "subject"),
        *_of("claim_id", "claims", nullable=True),
        *_text("report_digest", "before", "after", "salt", nullable=True),
        *_text("told"),
        _number("undoes", nullable=True),
        *_text("previous", "digest"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("previous", name="log_previous"),
    )
    op.create_index("log_claim", "log", ["claim_id"])
    op.create_index("log_report", "log", ["report_digest"])
    op.create_table("leases", *_of("claim_id", "claims"), *_text("by", "until"), sa.PrimaryKeyConstraint("claim_id"))
    op.create_index("leases_by", "leases", ["by"])
    op.create_table(
        "tombstones",
        _number("id"),
        *_text("kind", "digest", "at", "by"),
        *_text("why", nullable=True),
        _number("log_id", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("tombstones_digest", "tombstones", ["digest"])


def _people() -> None:
    op.create_table(
        "users",
        _number("id"),
        *_text("name", "role"),
        *_text("password", nullable=True),
        sa.Column("disabled", sa.Boolean, nullable=False),
        *_text("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="users_name"),
    )
    op.create_table(
        "tokens",
        _number("id"),
        *_of("user_id", "users"),
        *_text("name", "digest", "created_at"),
        *_text("expires_at", "revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest", name="tokens_digest"),
    )
    op.create_index("tokens_user", "tokens", ["user_id"])
    op.create_table(
        "sessions",
        *_text("digest"),
        *_of("user_id", "users"),
        *_text("created_at", "expires_at"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("sessions_user", "sessions", ["user_id"])
    op.create_table(
        "idempotency",
        *_text("key", "by", "request"),
        _number("status"),
        *_text("answer", "at"),
        sa.PrimaryKeyConstraint("key", "by"),
    )
