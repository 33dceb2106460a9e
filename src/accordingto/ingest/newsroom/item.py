"""From what an agency's item tells to a document, the same for every agency format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from accordingto.errors import NoArticleError
from accordingto.ingest.composing import compose
from accordingto.ingest.dates import iso_date
from accordingto.ingest.language import LANGUAGES, detect_language
from accordingto.ingest.newsroom.standing import standing
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_BY = ("by ", "von ", "par ", "por ")


@dataclass(slots=True)
class Item:
    """An agency's item in its own words, before it is judged; dates and status as they were delivered.

    `first` is when its first version was made, `version` when this one was.
    """

    lines: list[str] = field(default_factory=list)
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    dateline: str | None = None
    credit: str | None = None
    item: str | None = None
    revision: str | None = None
    url: str | None = None
    language: str | None = None
    first: str | None = None
    version: str | None = None
    embargo: str | None = None
    status: str | None = None
    signal: str | None = None
    notes: list[str] = field(default_factory=list)


def item_document(item: Item, data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document:
    """Return the document of an item; a withdrawn one without a text has its notice, or its headline, for a text.

    `published` is when this version was made: its words were not public before. Only a corrected text, which still
    speaks of its own day (“on Monday”), has the date of its first version. Raises NoArticleError for an item
    without words.
    """
    status, notice = standing(item.status, item.notes, item.title, item.signal)
    text = "\n".join(_without_title(item)).strip()
    if status in ("killed", "withheld") and not text:
        text = notice or item.title or ""
    if not text:
        raise NoArticleError(_no_text(item, status, name))
    days = (item.first, item.version) if status == "corrected" else (item.version, item.first)
    if item.embargo:
        options.warn(f"{name}: under embargo until {item.embargo}; read all the same.")
    return compose(
        text, data, name, path, options, title=item.title, url=item.url or _address(item.item),
        publisher=item.publisher, published=_published(days, name, options), author=_author(item.author),
        language=detect_language(text) or language_code(item.language), dateline=item.dateline, credit=_credit(item),
        item=item.item, revision=item.revision, status=status, notice=notice,
    )  # fmt: skip


def first_of(values: Iterable[str | None]) -> str | None:
    """Return the first value that is one."""
    return next((value for value in values if value), None)


def _without_title(item: Item) -> list[str]:
    """Return the lines without a headline repeated above them: a title is never part of a text."""
    title = " ".join((item.title or "").split()).casefold()
    start = next((n for n, line in enumerate(item.lines) if " ".join(line.split()).casefold() != title), 0)
    return item.lines[start:]


def _no_text(item: Item, status: str, name: str) -> str:
    called = f"item {item.item}" if item.item else "the item"
    if status == "killed":
        return f"{name}: {called} is withdrawn by its publisher, without a word of text. Do not use earlier versions."
    return f"{name}: {called} has no text in it (a picture, a film or a list of other items). Give the items with text."


def _published(days: tuple[str | None, str | None], name: str, options: IntakeOptions) -> str | None:
    if options.published:
        return None
    for day in days:
        if day and (found := iso_date(day)):
            return found
    if given := first_of(days):
        options.warn(f"{name}: “{given[:60]}” is no ISO date (such as 2022-03-11); read without a date.")
    return None


def _address(item: str | None) -> str | None:
    return item if item and item.startswith(("http://", "https://")) else None


def _author(byline: str | None) -> str | None:
    by = next((by for by in _BY if byline and byline.lower().startswith(by)), "")
    return byline[len(by) :].strip() or None if byline else None


def _credit(item: Item) -> str | None:
    return item.credit if item.credit != item.publisher else None


def language_code(tag: str | None) -> str | None:
    """Return the ISO 639-1 code that begins a language tag (“en-US”), or None for what is no language known here."""
    code = (tag or "").lower().partition("-")[0].partition("_")[0]
    return code if code in LANGUAGES else None
