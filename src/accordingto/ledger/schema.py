"""The tables of a ledger, named so that a journalist can read them in any SQLite viewer.

The tables are made by the numbered scripts in `migrations/`; a test holds the two together. A `key` is the id that a
source or claim has within its reading (“S4”, “C2”); an `id` is a row number. Words are copied beside the offsets so
that nobody needs the offsets to read a row. Nothing is ever changed but `readings.is_current` and, in `reports`, what
is known about a report besides its text.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _belongs_to(name: str, target: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _needed(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _ordinal(name: str = "ordinal") -> Column[int]:
    return Column(name, Integer, nullable=False)


ABOUT = (
    "title", "publisher", "published", "language", "path", "author", "dateline", "credit", "item", "revision", "status",
    "notice", "captured", "original",
)  # fmt: skip
"""What is known about a report besides its text and address: columns of `reports` and `readings`."""


def _about() -> tuple[Column[str], ...]:
    return tuple(Column(name, Text) for name in ABOUT)


# One version of a report; `digest` is the document's id, `version` counts the texts seen at one address.
reports = Table(
    "reports", metadata, _id(), _needed("digest"), Column("url", Text), _ordinal("version"), *_about(),
    _needed("first_read_at"), _needed("text"),
    UniqueConstraint("digest", name="reports_digest"), UniqueConstraint("url", "version", name="reports_version"),
    Index("reports_item", "item"),
)  # fmt: skip

# One reading of a report. What was known about the report at that time is kept here; `sameness` tells two alike.
readings = Table(
    "readings", metadata, _id(), _belongs_to("report_id", "reports"), Column("is_current", Boolean, nullable=False),
    _needed("program_version"), _needed("model"), _needed("read_at"), *_about(), _needed("sameness"),
    UniqueConstraint("report_id", "sameness", name="readings_sameness"),
)  # fmt: skip

sources = Table(
    "sources", metadata, _id(), _belongs_to("reading_id", "readings"), _ordinal(), _needed("key"), _needed("name"),
    Column("kind", Text), Column("named", Boolean, nullable=False), Column("role", Text), Column("country", Text),
    Column("number", Integer), Column("anonymity", Text),
    Index("sources_reading", "reading_id"), Index("sources_name", "name"),
)  # fmt: skip

# `source_words` is what the report calls the source here (“he”); `searched_names` is for `--source`, without case
# and accents. `source_name` is null where the source could not be told.
claims = Table(
    "claims", metadata, _id(), _belongs_to("report_id", "reports"), _belongs_to("reading_id", "readings"), _ordinal(),
    _needed("key"), _belongs_to("source_id", "sources", nullable=True), Column("source_key", Text),
    Column("source_name", Text), _needed("source_words"), _needed("co_source_names"), _needed("via_names"),
    _needed("cue"), _needed("content"), _needed("quotation"), Column("act", Text), Column("said_start", Text),
    Column("said_end", Text), Column("parent_key", Text), Column("refers_to_key", Text),
    Column("confidence", Float(53), nullable=False), _needed("searched_names"), Column("certainty", Text),
    Column("polarity", Text),
    Index("claims_reading", "reading_id"), Index("claims_report", "report_id"), Index("claims_source", "source_id"),
)  # fmt: skip

# Further sources of a claim: `role` is “co_source” or “via”.
claim_sources = Table(
    "claim_sources", metadata, _id(), _belongs_to("claim_id", "claims"), _needed("role"), _ordinal(),
    _needed("source_key"), _belongs_to("source_id", "sources", nullable=True),
    Index("claim_sources_claim", "claim_id"), Index("claim_sources_source", "source_id"),
)  # fmt: skip

# Days and hours: `role` is “said” (when it was said) or “time” (what the claim itself is about).
times = Table(
    "times", metadata, _id(), _belongs_to("claim_id", "claims"), _needed("role"), _ordinal(), Column("start", Text),
    Column("end", Text), _needed("words"), Index("times_claim", "claim_id"),
)  # fmt: skip

# `exact` is minimum and maximum as JSON: a column of numbers would turn 16000 into 16000.0.
quantities = Table(
    "quantities", metadata, _id(), _belongs_to("claim_id", "claims"), _ordinal(), Column("minimum", Float(53)),
    Column("maximum", Float(53)), Column("unit", Text), Column("approximate", Boolean, nullable=False),
    _needed("words"), _needed("exact"), Index("quantities_claim", "claim_id"),
)  # fmt: skip

verifications = Table(
    "verifications", metadata, _id(), _belongs_to("claim_id", "claims"), _ordinal(), _needed("status"),
    Column("by_key", Text), Column("by_name", Text), _needed("words"), Index("verifications_claim", "claim_id"),
)  # fmt: skip

# Why a cell of a claim has its value: `cell` is the cell's name, `rule` the rule or head in plain words.
reasons = Table(
    "reasons", metadata, _id(), _belongs_to("claim_id", "claims"), _ordinal(), _needed("cell"), _needed("rule"),
    _needed("words"), Column("score", Float(53)), Index("reasons_claim", "claim_id"),
)  # fmt: skip

links = Table(
    "links", metadata, _id(), _belongs_to("reading_id", "readings"), _ordinal(), _needed("kind"), _needed("why"),
    Index("links_reading", "reading_id"),
)  # fmt: skip

link_claims = Table(
    "link_claims", metadata, _id(), _belongs_to("link_id", "links"), _ordinal(), _needed("claim_key"),
    _belongs_to("claim_id", "claims", nullable=True), Index("link_claims_link", "link_id"),
)  # fmt: skip

unattributed = Table(
    "unattributed", metadata, _id(), _belongs_to("reading_id", "readings"), _ordinal(), _needed("words"),
    _needed("why"), Column("claim_key", Text), Index("unattributed_reading", "reading_id"),
)  # fmt: skip

notes = Table(
    "notes", metadata, _id(), _belongs_to("reading_id", "readings"), _ordinal(), _needed("note"),
    Index("notes_reading", "reading_id"),
)  # fmt: skip

# Offsets into reports.text, in code points. Exactly one of the three owners is set. `role` says what the words are to
# it: source, cue, content, said, time, quantity, verification, firmness, reason (claims), mention, anonymity (sources),
# unattributed. `item` is the ordinal of the time, quantity, verification or reason; `ordinal` counts the parts of words
# that are apart.
spans = Table(
    "spans", metadata, _id(), _belongs_to("reading_id", "readings"), _belongs_to("claim_id", "claims", nullable=True),
    _belongs_to("source_id", "sources", nullable=True), _belongs_to("unattributed_id", "unattributed", nullable=True),
    _needed("role"), _ordinal("item"), _ordinal(), Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False), Index("spans_reading", "reading_id"), Index("spans_claim", "claim_id"),
)  # fmt: skip

# The bytes that reports were read from, where they were asked to be kept.
originals = Table(
    "originals", metadata, Column("digest", Text, primary_key=True), Column("bytes", LargeBinary, nullable=False),
    _needed("kept_at"),
)  # fmt: skip

# Feeds that are followed: what their servers said of the last version (`etag`, `last_modified`), and how often in a row
# they failed, with the last failure in words.
feeds = Table(
    "feeds", metadata, _id(), _needed("address"), Column("title", Text), Column("etag", Text),
    Column("last_modified", Text), Column("checked_at", Text), Column("failures", Integer, nullable=False),
    Column("error", Text), UniqueConstraint("address", name="feeds_address"),
)  # fmt: skip

# Items of feeds that have been seen; `digest` is the report it became, null where it could not be read.
feed_items = Table(
    "feed_items", metadata, Column("feed_id", Integer, ForeignKey("feeds.id"), primary_key=True),
    Column("item", Text, primary_key=True), Column("address", Text), _needed("first_seen_at"), Column("digest", Text),
)  # fmt: skip
