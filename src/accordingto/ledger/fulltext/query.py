"""What a person types to find claims, as a condition and an order in either database's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Float, FromClause, column, literal, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from accordingto.errors import DecisionError
from accordingto.ledger.fulltext.postgres import CONFIGURATION, words

# In both databases a table of this name, with one row for each of `claims`.
INDEX: FromClause = table("claims_search", column("rowid"))

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_FTS5 = re.compile(r'"([^"]*)"( \*)?')
MOST_WORDS = 100
"""SQLite takes a thousand at most, and with the starts of words (a*) some hundreds already take a minute."""
LONGEST_WORD = 500
"""PostgreSQL takes 2,046 bytes for a word; SQLite 50,000 where a part of a name is looked for."""


def expression(query: str) -> str | None:
    """Return the expression (in FTS5's language) for what a person typed, or None where it holds no letter or digit.

    All words must occur; words in double quotation marks must follow each other; `conscr*` finds any ending. Nothing
    else has a meaning, so no input is a syntax error. Raises DecisionError as `check_size` does.
    """
    terms = []
    for quoted, bare in _TERM.findall(unicodedata.normalize("NFC", query)):
        told = re.sub(r"[\W_]+", " ", quoted or bare).strip()
        if told:
            terms.append(f'"{told}"' + (" *" if bare.endswith("*") else ""))
    check_size([word for term in terms for word in term.strip('" *').split()])
    return " AND ".join(terms) or None


def check_size(typed: Sequence[str]) -> None:
    """Raise DecisionError where these are more than MOST_WORDS words, or one is longer than LONGEST_WORD characters."""
    if len(typed) > MOST_WORDS:
        raise DecisionError(f"{len(typed):,} words are more than can be searched for. Give {MOST_WORDS} or fewer.")
    if (longest := max(map(len, typed), default=0)) > LONGEST_WORD:
        raise DecisionError(f"One of the words has {longest:,} letters; at most {LONGEST_WORD} can be searched for.")


def matches(found: str) -> ColumnElement[bool]:
    """Return the condition that a row of INDEX fits `found`, an expression made by `expression`."""
    return _Matches(literal(found), literal(_tsquery(found)))


def rank(found: str) -> ColumnElement[float]:
    """Return what to order rows of INDEX by: the best match first; a word in the content weighs most."""
    return _Rank(literal(found), literal(_tsquery(found)))


def _tsquery(found: str) -> str:
    """Return the same expression in PostgreSQL's language."""
    terms = []
    for told, any_ending in _FTS5.findall(found):
        quoted = [f"'{word}'" for word in words(told)]
        if quoted:
            terms.append(" <-> ".join(quoted) + (":*" if any_ending else ""))
    return " & ".join(f"({term})" for term in terms)


# Both carry the expression in both languages, FTS5's first, as which of them is asked is known only when the statement
# is made.
class _Matches(FunctionElement[bool]):
    # Not of type Boolean: SQLite has none, and would be asked whether MATCH gives 1, which FTS5 does not take.
    inherit_cache = True


class _Rank(FunctionElement[float]):
    type = Float()
    inherit_cache = True


@compiles(_Matches, "sqlite")
def _match(element: _Matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"claims_search MATCH {compiler.process(next(iter(element.clauses)), **options)}"


@compiles(_Rank, "sqlite")
def _bm25(element: _Rank, compiler: SQLCompiler, **options: Any) -> str:
    return "bm25(claims_search, 2.0, 1.0, 0.5, 0.5, 4.0)"


@compiles(_Matches, "postgresql")
def _fits(element: _Matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"claims_search.words @@ {_asked(element, compiler, options)}"


@compiles(_Rank, "postgresql")
def _ts_rank(element: _Rank, compiler: SQLCompiler, **options: Any) -> str:
    return f"-ts_rank('{{0.125, 0.25, 0.5, 1}}', claims_search.words, {_asked(element, compiler, options)})"


def _asked(element: FunctionElement[Any], compiler: SQLCompiler, options: dict[str, Any]) -> str:
    return f"to_tsquery('{CONFIGURATION}', {compiler.process(list(element.clauses)[1], **options)})"
