"""Full-text search over claims: SQLite's own (FTS5) and PostgreSQL's, asked in one language."""

from accordingto.ledger.fulltext.query import INDEX, check_size, expression, matches, rank

__all__ = ["INDEX", "check_size", "expression", "matches", "rank"]
