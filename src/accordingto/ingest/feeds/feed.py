"""A feed to documents: each item with the text that the feed itself gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from accordingto.errors import InputError, NoArticleError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.composing import compose
from accordingto.ingest.feeds.entries import Entry, Feed
from accordingto.ingest.feeds.parsing import parse
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the items of a feed that come with a text, and an error for each that has none.

    No article is fetched from here; `accordingto follow` does that. Raises what `parse` raises, TooLargeError, and
    NoArticleError for a feed without items.
    """
    data = bounded(stream, name, options)
    feed = parse(data, name, options.charset, options.url)
    if not feed.entries:
        raise NoArticleError(f"{name}: a feed without items.")
    summaries = 0
    for number, item in enumerate(feed.entries, start=1):
        try:
            yield entry_document(item, feed, data, f"{name}, item {number}", path, options)
        except InputError as error:
            yield error
        else:
            summaries += not item.whole
    if summaries:
        options.warn(
            f"{name}: of {summaries:,} items this feed has a summary only, which was read. "
            "“accordingto follow ADDRESS --ledger FILE” fetches the articles."
        )


def entry_document(
    item: Entry, feed: Feed, data: bytes, name: str, path: str | None, options: IntakeOptions
) -> Document:
    """Return the document of a feed's item, from the text that the feed gives; `data` are the bytes of the feed.

    Raises NoArticleError where it gives none, and TooLargeError.
    """
    if not item.text:
        raise NoArticleError(f"{name}: the feed has no text of it, only its title “{(item.title or '')[:80]}”.")
    return compose(
        item.text, data, name, path, options, title=item.title, url=item.address, publisher=feed.title,
        published=item.published or item.updated, author=item.author, item=item.id,
    )  # fmt: skip
