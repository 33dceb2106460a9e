"""The index of SQLite: FTS5."""

from __future__ import annotations

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
