"""Which column, or key, of a table of reports tells what: as a person maps them, or by their well-known names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from accordingto.errors import NoArticleError, UnreadableError
from accordingto.ingest.composing import compose
from accordingto.ingest.dates import iso_date
from accordingto.ingest.html import html_document
from accordingto.ingest.newsroom.item import language_code
from accordingto.ingest.newsroom.markup import html_lines, is_markup
from accordingto.ingest.newsroom.standing import status_of
from accordingto.ingest.options import IntakeOptions
from accordingto.ingest.surrogates import joined
from accordingto.records import Document

# What each fact of a report is called in tables that are not ours, the likeliest first; “-”, “_”, spaces and capitals
# make no difference.
KNOWN_NAMES = {
    "text": ("text", "body", "content", "article", "full text", "article text", "article body", "body text"),
    "title": ("title", "headline"),
    "url": ("url", "link", "permalink", "web url"),
    "publisher": ("publisher", "source", "outlet", "site", "source name", "publication", "newspaper"),
    "published": ("published", "date", "pub date", "published at", "publish date", "publication date", "timestamp"),
    "author": ("author", "byline", "authors"),
    "language": ("language", "lang"),
    "dateline": ("dateline",),
    "credit": ("credit", "credit line"),
    "item": ("item", "guid", "item id"),
    "revision": ("revision",),
    "status": ("status", "pub status"),
    "notice": ("notice",),
}
_PAGE = ("<!doctype html", "<html")
_OF_OPTIONS = ("title", "url", "publisher", "published")
_NUMBERS = ("published", "item", "revision")
_SHOWN = 30


def mapped_columns(columns: Iterable[str], name: str, options: IntakeOptions, kind: str = "column") -> dict[str, str]:
    """Return for each fact (a key of KNOWN_NAMES) the column that tells it.

    What `options.fields` maps wins; a column mapped to one fact tells no other. `name` is the table as errors call it,
    `kind` is what it calls a column. Raises UnreadableError for a fact or column that is not there, NoArticleError
    where no column has the text.
    """
    there = list(columns)
    found: dict[str, str] = {}
    for fact, column in options.fields.items():
        if fact not in KNOWN_NAMES:
            raise UnreadableError(
                f'{name}: --map does not know "{joined(fact)}". What can be mapped: {", ".join(KNOWN_NAMES)}.'
            )
        if column not in there and column.partition(".")[0] not in there:
            raise UnreadableError(
                f'{name}: no {kind} "{joined(column)}". {_listed(there, kind)} Map one of these with --map.'
            )
        found[fact] = column
    by_name: dict[str, str] = {}
    for column in there:
        if column not in found.values():
            by_name.setdefault(_folded(column), column)
    for fact, names in KNOWN_NAMES.items():
        known = next((by_name[_folded(name)] for name in names if _folded(name) in by_name), None)
        if known is not None:
            found.setdefault(fact, known)
    if "text" not in found:
        raise NoArticleError(
            f'{name}: no "text" in it. {_listed(there, kind)} Say which has the text, such as --map text=body.'
        )
    return found


def record_document(
    row: Mapping[str, Any], columns: Mapping[str, str], data: bytes, name: str, path: str | None,
    options: IntakeOptions, *, as_given: bool = False,
) -> Document:  # fmt: skip
    """Return the document of one row or object; `columns` are as `mapped_columns` returns them.

    A column may be a path into a nested value (“content.body”). Text that is an HTML page is read as one, text with
    HTML's paragraphs becomes lines, unless it is taken `as_given`. `data` are the bytes of the row, `name` its place
    as errors call it. Raises NoArticleError for an empty text, UnreadableError for a value of the wrong kind.
    """
    told = {fact: _words(_value(row, column), fact, column, name, options) for fact, column in columns.items()}
    text = told.pop("text", None)
    if text is None:
        raise NoArticleError(f'{name}: no "{joined(columns["text"])}" in it, or an empty one.')
    told["published"] = None if options.published else _published(told.get("published"), name, options)
    told["status"] = status_of(told.get("status"))
    told["language"] = language_code(told.get("language"))
    facts = {fact: value for fact, value in told.items() if value}
    if not as_given and text.lstrip()[:14].lower().startswith(_PAGE):
        return _page(text, facts, data, name, path, options)
    if not as_given and is_markup(text):
        text = "\n".join(html_lines(text, name))
    return compose(text, data, name, path, options, **facts)


def _page(
    text: str, facts: Mapping[str, str], data: bytes, name: str, path: str | None, options: IntakeOptions
) -> Document:
    """Read a column that holds a whole page; what the row tells wins over what the page tells."""
    said: dict[str, Any] = {fact: getattr(options, fact) or facts.get(fact) for fact in _OF_OPTIONS}
    document = html_document(text.encode(), name, path, replace(options, keep=None, **said))
    rest = {fact: value for fact, value in facts.items() if fact not in said}
    return replace(document, original=options.original(data), **rest)


def _value(row: Mapping[str, Any], column: str) -> Any:
    """Return the value at a column, or at a path of keys with “.” between."""
    if column in row:
        return row[column]
    value: Any = row
    for key in column.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _words(value: Any, fact: str, column: str, name: str, options: IntakeOptions) -> str | None:
    if isinstance(value, Mapping):  # {"name": …}, as schema.org writes a publisher
        value = value.get("name")
    if fact == "author" and isinstance(value, list | tuple):
        value = ", ".join(author for author in value if isinstance(author, str))
    if isinstance(value, date):
        return _iso(value)
    if fact in _NUMBERS and isinstance(value, int | float) and value == value and not isinstance(value, bool):
        value = f"{value:.0f}" if value == value // 1 else str(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if not isinstance(value, str):
        if column != fact and fact not in options.fields and fact != "text":
            return None  # called like the fact, but not meant so
        raise UnreadableError(f'{name}: "{joined(column)}" is not a string.')
    return joined(value) if value.replace("\ufeff", "").strip() else None


def _published(value: str | None, name: str, options: IntakeOptions) -> str | None:
    day = value and (iso_date(value) or _seconds(value))
    if value and not day:
        options.warn(f"{name}: “{value[:60]}” is no ISO date (such as 2022-03-11); read without a date.")
    return day or None


def _iso(value: datetime | date) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def _seconds(value: str) -> str | None:
    """Read seconds, or thousandths, since 1970: ten or thirteen digits."""
    if not (value.isascii() and value.isdigit() and len(value) in (10, 13)):
        return None
    return _iso(datetime.fromtimestamp(int(value[:10]), UTC))


def _listed(columns: list[str], kind: str) -> str:
    shown = ", ".join(joined(column[:60]) for column in columns[:_SHOWN])
    return f"Its {kind}s: {shown}{' …' if len(columns) > _SHOWN else ''}."


def _folded(column: str) -> str:
    return "".join(c for c in column.casefold() if c not in "-_ \ufeff")
