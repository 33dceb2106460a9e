"""What a feed says: its title and its entries, in one form for RSS, RDF, Atom and JSON Feed."""

from __future__ import annotations

import hashlib
import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin

from accordingto.errors import InputError
from accordingto.ingest.dates import iso_date
from accordingto.ingest.newsroom.markup import html_lines, is_markup

# A summary as long as this, and not broken off, is the article itself.
_WHOLE_SUMMARY = 1_500
# How a teaser ends.
_BROKEN_OFF = re.compile(
    r"(?:…|\.\.\.|\[\W{0,9}\]|\b(?:read|see) (?:more|on)\b|\bcontinue reading\b"
    r"|\b(?:read|see|continue)[^.!?\n]{1,40}\b(?:story|article|report)\b[^.!?\n]{0,60})[\W_]{0,20}$",
    re.IGNORECASE,
)
# What blogs add to each item: “The post … appeared first on …”.
_FOOTER = re.compile(r"The post .{1,300} (?:appeared first on|first appeared on) .{1,200}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. `id` is what its publisher calls it, `updated` when that says to have changed it last.

    `text` is what the feed itself gives of the report; `whole` tells that this is all of it and not a summary.
    """

    id: str
    address: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    text: str = ""
    whole: bool = False

    @property
    def version(self) -> str:
        """The item's name as it is remembered: another one where its publisher has changed the item."""
        return f"{self.id} {self.updated}" if self.updated and self.updated != self.published else self.id


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its entries, in the feed's order, each once."""

    title: str | None
    entries: tuple[Entry, ...]


def entry(
    *,
    id: str | None,
    address: str | None,
    base: str | None,
    title: str | None,
    author: str | None,
    published: str | None,
    updated: str | None,
    content: str | None,
    summary: str | None,
    name: str,
) -> Entry | None:
    """Return an entry from what a feed says, texts in HTML or plain; None for one that says nothing.

    `base` is what a relative address is relative to, `name` the feed as errors call it.
    """
    address = _web(address, base) or _web(id, None)
    given, about = _paragraphs(content, name), _paragraphs(summary, name)
    whole = bool(given) and not _is_broken_off(given)
    if not whole and len(about) >= max(_WHOLE_SUMMARY, len(given)) and not _is_broken_off(about):
        given, whole = about, True
    text = given if whole else max(given, about, key=len)
    line = one_line(title)
    if not (address or text or line):
        return None
    called = " ".join((id or "").split())[:1000] or address
    if called is None:
        called = "sha256:" + hashlib.sha256(f"{line}\n{text}".encode()).hexdigest()
    return Entry(called, address, line, one_line(author), published, updated, text, whole)


def each_once(entries: Iterable[Entry | None]) -> tuple[Entry, ...]:
    """Return the entries without those that say nothing, and without repetitions of one id."""
    found: dict[str, Entry] = {}
    for item in entries:
        if item is not None:
            found.setdefault(item.id, item)
    return tuple(found.values())


def moment(value: str | None) -> str | None:
    """Return a feed's date as ISO date and time, or None where it is none."""
    return iso_date(value[:100]) if value else None


def moment_in_utc(parsed: tuple[int, ...] | None) -> str | None:
    """Return a time that was parsed to UTC (a `struct_time`) as ISO date and time, or None."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat(timespec="seconds") if parsed else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def one_line(words: str | None) -> str | None:
    """Return a title or name without markup, on one line; titles are often escaped twice."""
    if not words:
        return None
    if is_markup(words):
        words = " ".join(html_lines(words, "title"))
    return " ".join(unescape(words).split())[:2000] or None


def _paragraphs(markup: str | None, name: str) -> str:
    """Return what a feed gives of a report as lines, one a paragraph."""
    if not markup or not markup.strip():
        return ""
    try:
        lines = html_lines(markup, name) if is_markup(markup) else unescape(markup).splitlines()
    except InputError:  # only this item's text is lost
        return ""
    return "\n".join(line.strip() for line in lines if line.strip() and not _FOOTER.fullmatch(line.strip()))


def _is_broken_off(text: str) -> bool:
    return _BROKEN_OFF.search(text[-200:]) is not None


def _web(address: str | None, base: str | None) -> str | None:
    """Return an address as an absolute one of the web, or None."""
    if not address:
        return None
    try:
        joined = urljoin(base or "", address.strip())
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) and " " not in joined else None
