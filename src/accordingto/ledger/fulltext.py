"""Full-text search over claims: the one file that is SQLite's own (FTS5); another database needs another such file."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Float, FromClause, column, literal_column, table

# Stems English words (“conscripts” finds “conscript”) and ignores case and accents. The index keeps no words of its own
# (`content='claims'`), by which Datasette also finds it and offers a search box.
CREATE = (
    """
CREATE VIRTUAL TABLE claims_search USING fts5(
    source_name, co_source_names, via_names, cue, content,
    content='claims', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')
""",
    """
CREATE TRIGGER claims_search_insert AFTER INSERT ON claims BEGIN
    INSERT INTO claims_search (rowid, source_name, co_source_names, via_names, cue, content)
    VALUES (new.id, new.source_name, new.co_source_names, new.via_names, new.cue, new.content);
END
""",
    """
CREATE TRIGGER claims_search_delete AFTER DELETE ON claims BEGIN
    INSERT INTO claims_search (claims_search, rowid, source_name, co_source_names, via_names, cue, content)
    VALUES ('delete', old.id, old.source_name, old.co_source_names, old.via_names, old.cue, old.content);
END
""",
    """
CREATE TRIGGER claims_search_update
AFTER UPDATE OF source_name, co_source_names, via_names, cue, content ON claims BEGIN
    INSERT INTO claims_search (claims_search, rowid, source_name, co_source_names, via_names, cue, content)
    VALUES ('delete', old.id, old.source_name, old.co_source_names, old.via_names, old.cue, old.content);
    INSERT INTO claims_search (rowid, source_name, co_source_names, via_names, cue, content)
    VALUES (new.id, new.source_name, new.co_source_names, new.via_names, new.cue, new.content);
END
""",
)

INDEX: FromClause = table("claims_search", column("rowid"))

# Best first; a word in the content weighs most.
RANK: ColumnElement[float] = literal_column("bm25(claims_search, 2.0, 1.0, 0.5, 0.5, 4.0)", Float())

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def expression(query: str) -> str | None:
    """Return the FTS5 expression for what a person typed, or None where it holds no letter or digit.

    All words must occur; words in double quotation marks must follow each other; `conscr*` finds any ending. Nothing
    else has a meaning, so no input is a syntax error.
    """
    terms = []
    for quoted, bare in _TERM.findall(query):
        words = re.sub(r"[\W_]+", " ", quoted or bare).strip()
        if words:
            terms.append(f'"{words}"' + (" *" if bare.endswith("*") else ""))
    return " AND ".join(terms) or None


def matches(found: str) -> ColumnElement[bool]:
    """Return the condition that a row of INDEX fits `found`, an expression made by `expression`."""
    return literal_column("claims_search").bool_op("MATCH")(found)
