"""What reports and claims are compared by, what was decided of them, and what people say of sources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _of(name: str, target: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return sa.Column(name, sa.Integer, nullable=False), sa.ForeignKeyConstraint([name], [f"{target}.id"])


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def upgrade() -> None:
    """Add tables; nothing that is there is changed, and all of it waits to be linked."""
    _reports()
    _claims()
    _people()


def _reports() -> None:
    op.create_table("unlinked", *_of("reading_id", "readings"), sa.PrimaryKeyConstraint("reading_id"))
    op.execute("INSERT INTO unlinked SELECT id FROM readings WHERE is_current")
    op.create_table("linked", *_of("reading_id", "readings"), *_text("rules"), sa.PrimaryKeyConstraint("reading_id"))
    op.create_index("linked_rules", "linked", ["rules"])
    op.create_table(
        "report_prints",
        *_of("report_id", "reports"),
        sa.Column("body", sa.Text),
        sa.Column("family", sa.Integer, nullable=False),
        *_text("credits"),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.create_index("report_prints_body", "report_prints", ["body"])
    op.create_index("report_prints_family", "report_prints", ["family"])
    op.create_table(
        "report_bands",
        sa.Column("band", sa.BigInteger, nullable=False),
        sa.Column("family", sa.Integer, nullable=False),
        *_of("report_id", "reports"),
        sa.PrimaryKeyConstraint("band", "family", "report_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("report_bands_family", "report_bands", ["family"])
    op.create_table(
        "reprints",
        *_of("one_id", "reports"),
        *_of("other_id", "reports"),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        *_text("why"),
        sa.PrimaryKeyConstraint("one_id", "other_id"),
    )
    op.create_index("reprints_other", "reprints", ["other_id"])


def _claims() -> None:
    op.create_table(
        "source_keys",
        *_text("name_key"),
        *_of("source_id", "sources"),
        sa.PrimaryKeyConstraint("name_key", "source_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("source_keys_source", "source_keys", ["source_id"])
    op.create_table(
        "propositions",
        sa.Column("id", sa.Integer, nullable=False),
        *_text("digest", "data"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest", name="propositions_digest"),
    )
    op.create_table(
        "claim_propositions",
        *_of("claim_id", "claims"),
        *_of("proposition_id", "propositions"),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.create_index("claim_propositions_proposition", "claim_propositions", ["proposition_id"])
    op.create_table(
        "proposition_keys",
        sa.Column("word_key", sa.BigInteger, nullable=False),
        *_of("proposition_id", "propositions"),
        sa.PrimaryKeyConstraint("word_key", "proposition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "relations",
        *_of("one_id", "propositions"),
        *_of("other_id", "propositions"),
        *_text("kind"),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        *_text("why", "facts"),
        sa.PrimaryKeyConstraint("one_id", "other_id"),
    )
    op.create_index("relations_other", "relations", ["other_id"])


def _people() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, nullable=False),
        *_text("one_report", "one_name", "other_report", "other_name", "verdict"),
        sa.Column("by", sa.Text),
        *_text("at"),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "known_entities",
        sa.Column("id", sa.Integer, nullable=False),
        *_text("identifier", "name", "aliases"),
        *_text("kind", "country", nullable=True),
        *_text("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("known_entities_identifier", "known_entities", ["identifier"])
