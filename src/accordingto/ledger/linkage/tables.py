"""The tables of linking: what was made of each report and claim so that others can be compared, and what was decided.

All of it but `judgements` and `known_entities`, which people enter, can be made again from the reports.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from accordingto.ledger.schema import metadata


def _of(name: str, target: str, key: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=False, primary_key=key)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _needed(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


# Readings that wait to be linked; adding a reading adds a row.
unlinked = Table("unlinked", metadata, _of("reading_id", "readings", key=True))

# Readings that have been linked; `rules` names the state of the program that did it.
linked = Table(
    "linked", metadata, _of("reading_id", "readings", key=True), _needed("rules"),
    Index("linked_rules", "rules"),
)  # fmt: skip

# What a report's text is compared by: `body` is the digest of its words, `family` the number of one of the reports that
# reprint one another. `credits` are the agencies it names as its origin (JSON).
report_prints = Table(
    "report_prints", metadata, _of("report_id", "reports", key=True), Column("body", Text),
    Column("family", Integer, nullable=False), _needed("credits"),
    Index("report_prints_body", "body"), Index("report_prints_family", "family"),
)  # fmt: skip

# Keys of reports, with their family so that ten thousand copies are met once.
report_bands = Table(
    "report_bands", metadata, Column("band", BigInteger, primary_key=True), Column("family", Integer, primary_key=True),
    _of("report_id", "reports", key=True), Index("report_bands_family", "family"), sqlite_with_rowid=False,
)  # fmt: skip

# Pairs of which one was found to reprint the other: enough of them to hold each family together.
reprints = Table(
    "reprints", metadata, _of("one_id", "reports", key=True), _of("other_id", "reports", key=True),
    Column("score", Float(53), nullable=False), _needed("why"), Index("reprints_other", "other_id"),
)  # fmt: skip

# The forms of a named source's name under which another report may name it.
source_keys = Table(
    "source_keys", metadata, Column("name_key", Text, primary_key=True), _of("source_id", "sources", key=True),
    Index("source_keys_source", "source_id"), sqlite_with_rowid=False,
)  # fmt: skip

# What claims say, once for all claims that say it in the same words; `data` is JSON.
propositions = Table(
    "propositions", metadata, _id(), _needed("digest"), _needed("data"),
    UniqueConstraint("digest", name="propositions_digest"),
)  # fmt: skip

claim_propositions = Table(
    "claim_propositions", metadata, _of("claim_id", "claims", key=True), _of("proposition_id", "propositions"),
    Index("claim_propositions_proposition", "proposition_id"),
)  # fmt: skip

proposition_keys = Table(
    "proposition_keys", metadata, Column("word_key", BigInteger, primary_key=True),
    _of("proposition_id", "propositions", key=True), sqlite_with_rowid=False,
)  # fmt: skip

# What was decided of two propositions; `one_id` is that with the lower digest. `facts` is JSON.
relations = Table(
    "relations", metadata, _of("one_id", "propositions", key=True),
    _of("other_id", "propositions", key=True), _needed("kind"), Column("score", Float(53), nullable=False),
    _needed("why"), _needed("facts"), Index("relations_other", "other_id"),
)  # fmt: skip

# Whether two sources are the same, as people decided; rows are only ever added, and the last one counts. A source is
# told by its report's digest and its name there, or by its name alone (digest "") wherever it stands.
judgements = Table(
    "judgements", metadata, _id(), _needed("one_report"), _needed("one_name"), _needed("other_report"),
    _needed("other_name"), _needed("verdict"), Column("by", Text), _needed("at"), Column("note", Text),
)  # fmt: skip

# People and organisations that the user listed; a later entry with the same identifier stands for an earlier one.
known_entities = Table(
    "known_entities", metadata, _id(), _needed("identifier"), _needed("name"), _needed("aliases"), Column("kind", Text),
    Column("country", Text), _needed("at"), Index("known_entities_identifier", "identifier"),
)  # fmt: skip
