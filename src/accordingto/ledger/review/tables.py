"""The tables of the desk: what people decided, the log of it, who works at what, and the register of what is shown."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from accordingto.ledger.schema import metadata


def _of(name: str, target: str, key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable, primary_key=key)


def _needed(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


# What is shown: one narrow row for each claim of a current reading, and for each claim that people added or decided on.
# `claim_id` names the claim for good, `version_id` the row of `claims` whose cells are shown. Derived: it can be made
# again from the other tables. `source` is without case and accents, `said` empty where it is not known, `status` the
# gravest of its verifications, `minimum` and `maximum` span its numbers, `state` is one of unreviewed, accepted,
# corrected, rejected, added.
register = Table(
    "register", metadata, _of("claim_id", "claims", key=True), _of("version_id", "claims"),
    _of("report_id", "reports"), _needed("published"), _needed("publisher"), _needed("source"),
    Column("source_kind", Text), Column("act", Text), Column("status", Text),
    Column("contradicted", Boolean, nullable=False), _needed("said"), Column("minimum", Float(53)),
    Column("maximum", Float(53)), Column("confidence", Float(53), nullable=False), _needed("state"),
    Index("register_published", "published", "claim_id"), Index("register_said", "said", "claim_id"),
    Index("register_confidence", "confidence", "claim_id"), Index("register_source", "source", "claim_id"),
    Index("register_report", "report_id"), Index("register_version", "version_id"),
    Index("register_state", "state", "confidence", "claim_id"),
)  # fmt: skip

# What people decided about a claim, as it stands now; how it came to this is in `log`. `version_id` is the row with the
# cells that people vouched for: the program's that they accepted, or one in the report's reading by people
# (readings.program_version “people”, never current); null where nobody did. `program_id` is the claim of the newest
# reading that stands in the same place, null where that reading has none. `revision` counts the decisions: whoever
# decides must have seen the last one.
checks = Table(
    "checks", metadata, _of("claim_id", "claims", key=True), _of("report_id", "reports"),
    _of("version_id", "claims", nullable=True), _of("program_id", "claims", nullable=True), _needed("state"),
    Column("revision", Integer, nullable=False), Column("note", Text), _needed("by"), _needed("at"),
    Index("checks_report", "report_id"), Index("checks_version", "version_id"), Index("checks_program", "program_id"),
)  # fmt: skip

# Every decision, only ever added to. `before`, `after` and `salt` are set to null by a purge; `told` is the digest over
# them, so that the chain (`digest` over `previous` and all columns but those three) still verifies. `undoes` is the
# entry that this one takes back.
log = Table(
    "log", metadata, Column("id", Integer, primary_key=True), _needed("at"), _needed("by"), _needed("action"),
    _needed("subject"), _of("claim_id", "claims", nullable=True), Column("report_digest", Text), Column("before", Text),
    Column("after", Text), Column("salt", Text), _needed("told"), Column("undoes", Integer), _needed("previous"),
    _needed("digest"),
    UniqueConstraint("previous", name="log_previous"), Index("log_claim", "claim_id"),
    Index("log_report", "report_digest"),
)  # fmt: skip

# Who has which claim of the review queue before them, until when (ISO, UTC). `by` is who has it (empty for nobody),
# then everybody who skipped it, each after a unit separator (U+001F).
leases = Table(
    "leases", metadata, _of("claim_id", "claims", key=True), _needed("by"), _needed("until"),
    Index("leases_by", "by"),
)  # fmt: skip

# What was removed for good, by its digest (a report) or by the digest of its name (a source).
tombstones = Table(
    "tombstones", metadata, Column("id", Integer, primary_key=True), _needed("kind"), _needed("digest"), _needed("at"),
    _needed("by"), Column("why", Text), Column("log_id", Integer), Index("tombstones_digest", "digest"),
)  # fmt: skip
