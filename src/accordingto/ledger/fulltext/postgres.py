"""The index of PostgreSQL: a table of tsvectors that triggers keep, without an extension and in any locale.

The server's own splitting of words (addresses, hyphens, numbers) and its list of stop words are kept out: words are
split and folded as FTS5 does, by one function here and the same in SQL, so that both databases find the same.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator

from sqlalchemy import column, table

CONFIGURATION = "ledger_english"

TABLE = table("claims_search", column("rowid"), column("words"))
_END = 0x20000
"""Code points from here on are letters of East Asia, which have no case, and their marks."""
# A word that no one can look for, so that words of two columns never follow each other.
_BETWEEN = """ || '"|":1'::tsvector || """
_COLUMNS = (("source_name", "B"), ("co_source_names", "C"), ("via_names", "D"), ("cue", "D"), ("content", "A"))


def words(text: str) -> list[str]:
    """Return the words of a text as the index splits and folds them: without case and accents."""
    apart = unicodedata.normalize("NFD", text)
    plain = "".join(_folded(c) for c in apart if not _is_mark(ord(c)))
    return plain.split()


def create() -> tuple[str, ...]:
    """Return the statements that make configuration, functions, table and triggers."""
    upper = "".join(map(chr, _letters()))
    lower = "".join(letter.lower() for letter in upper)
    vector = _BETWEEN.join(
        f"setweight(to_tsvector('{CONFIGURATION}', ledger_words(coalesce(claim.{name}, ''))), '{weight}')"
        for name, weight in _COLUMNS
    )
    return (
        # A stemmer of its own: the one that comes with the server drops words such as “not”.
        "CREATE TEXT SEARCH DICTIONARY ledger_stem (TEMPLATE = snowball, Language = english)",
        f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = pg_catalog.english)",
        f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING REPLACE english_stem WITH ledger_stem",
        f"""
CREATE FUNCTION ledger_words(told text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN octet_length(told) = char_length(told)
        THEN regexp_replace(lower(told COLLATE "C"), '[^a-z0-9]+', ' ', 'g')
        ELSE regexp_replace(
            lower(translate(regexp_replace(normalize(told, NFD), '{_class(_marks())}+', '', 'g'), '{upper}', '{lower}')
                  COLLATE "C"), '{_class(_separators())}+', ' ', 'g')
    END
$$
""",
        f"""
CREATE FUNCTION ledger_vector(claim claims) RETURNS tsvector LANGUAGE sql STABLE AS $$ SELECT {vector} $$
""",
        "CREATE TABLE claims_search (rowid integer PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX claims_search_words ON claims_search USING gin (words)",
        """
CREATE FUNCTION claims_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM claims_search WHERE rowid = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO claims_search (rowid, words) VALUES (NEW.id, ledger_vector(NEW));
    END IF;
    RETURN NULL;
END
$$
""",
        """
CREATE TRIGGER claims_search_insert_delete AFTER INSERT OR DELETE ON claims
FOR EACH ROW EXECUTE FUNCTION claims_search_keep()
""",
        """
CREATE TRIGGER claims_search_update AFTER UPDATE OF source_name, co_source_names, via_names, cue, content ON claims
FOR EACH ROW EXECUTE FUNCTION claims_search_keep()
""",
    )


def _folded(character: str) -> str:
    code = ord(character)
    if _is_separator(code):
        return " "
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code)) == "Mn"


def _is_separator(code: int) -> bool:
    return unicodedata.category(chr(code))[0] not in "LNM" and code < _END


def _letters() -> Iterator[int]:
    """Yield the letters that have a small form of one letter and are not taken apart before."""
    for code in range(_END):
        lower = chr(code).lower()
        if lower != chr(code) and len(lower) == 1 and unicodedata.normalize("NFD", chr(code)) == chr(code):
            yield code


def _marks() -> Iterator[int]:
    return (code for code in range(sys.maxunicode + 1) if _is_mark(code))


def _separators() -> Iterator[int]:
    return (code for code in range(1, _END) if _is_separator(code) and not 0xD800 <= code < 0xE000)


def _class(codes: Iterator[int]) -> str:
    """Return a bracket expression of PostgreSQL's regular expressions for these characters."""
    spans: list[list[int]] = []
    for code in codes:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans) + "]"
