"""One round through the feeds that are followed: what is new in each becomes readings, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from accordingto.errors import FetchError, InputError, PurgedError, UnavailableError, UnreadableError
from accordingto.ingest.feeds.entries import Entry, Feed
from accordingto.ingest.feeds.feed import entry_document
from accordingto.ingest.feeds.pages import feeds_named
from accordingto.ingest.feeds.parsing import parse
from accordingto.ingest.formats import Format
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document, Reading
from accordingto.records.feed import FollowedFeed

if TYPE_CHECKING:
    from accordingto.ingest.fetch.client import Fetched, Fetcher

MOST_FEED_BYTES = 20_000_000
# A feed that fails is left alone for longer and longer, up to this many rounds.
_MOST_ROUNDS = 64


class Memory(Protocol):
    """What is remembered of feeds from one run to the next (`ledger.feeds.FeedMemory`)."""

    def unseen(self, feed: int, items: Sequence[str]) -> set[str]:
        """Return those of the items that have not been seen in this feed."""

    def seen_elsewhere(self, feed: int, item: str, address: str | None) -> str | None:
        """Return the id of the report that the same item became in another feed, or None."""

    def see(
        self, feed: int, item: str, address: str | None, readings: Iterable[Reading] = (), report: str | None = None
    ) -> int:
        """Remember an item as seen together with its readings, all or nothing; return how many are new."""

    def checked(self, feed: int, title: str | None, etag: str | None, last_modified: str | None) -> None:
        """Remember that a feed was read, and what its server said of this version."""

    def failed(self, feed: int, words: str) -> None:
        """Remember that a feed could not be read, and why."""


@dataclass
class Round:
    """What a round through the feeds brought."""

    feeds: int = 0
    broken: int = 0
    items: int = 0
    added: int = 0
    failed: int = 0


@dataclass
class Follower:
    """Reads what is new in feeds. `read` makes the reading of a report, `tell` is given each with its feed's title.

    `say` is called with a sentence for each feed or item that cannot be read. Reading and storing an item happen
    inside `finishing`, fetching does not: so a command can be stopped at once while it waits, and after the item while
    it works.
    """

    memory: Memory
    fetcher: Fetcher
    options: IntakeOptions
    read: Callable[[Document], Reading]
    tell: Callable[[Reading, str], None]
    say: Callable[[str], None]
    finishing: Callable[[], AbstractContextManager[None]] = nullcontext

    def round(self, feeds: Iterable[FollowedFeed], done: Round) -> None:
        """Go through feeds once, each by itself: one that is broken does not stop the others. `done` is kept up."""
        for feed in feeds:
            done.feeds += 1
            try:
                self._feed(feed, done)
            except InputError as error:
                done.broken += 1
                self.memory.failed(feed.id, str(error))
                self.say(str(error))

    def _feed(self, followed: FollowedFeed, done: Round) -> None:
        fetched = self.fetcher.fetch(
            followed.address, most_bytes=MOST_FEED_BYTES, etag=followed.etag, last_modified=followed.last_modified
        )
        if fetched.unchanged:
            self.memory.checked(followed.id, None, followed.etag, followed.last_modified)
            return
        feed = _parsed(fetched, followed.address)
        versions = {entry.version: entry for entry in feed.entries}
        new = self.memory.unseen(followed.id, list(versions))
        complete = True
        for version, entry in reversed(versions.items()):  # feeds list the newest first
            if version in new:
                complete &= self._item(followed, feed, entry, fetched, done)
        # Until all of it has been read the server must not be told that this version is known.
        known = (fetched.etag, fetched.last_modified) if complete else (None, None)
        self.memory.checked(followed.id, feed.title, *known)

    def _item(self, followed: FollowedFeed, feed: Feed, entry: Entry, fetched: Fetched, done: Round) -> bool:
        """Read one item and remember it; returns False where it must be tried again."""
        done.items += 1
        report = self.memory.seen_elsewhere(followed.id, entry.version, entry.address)
        if report is not None:
            self.memory.see(followed.id, entry.version, entry.address, report=report)
            return True
        try:
            document = self._document(entry, feed, fetched)
        except InputError as error:
            done.failed += 1
            self.say(str(error))
            if isinstance(error, UnavailableError):
                return False
            self.memory.see(followed.id, entry.version, entry.address)
            return True
        with self.finishing():
            reading = self.read(document)
            try:
                done.added += self.memory.see(followed.id, entry.version, entry.address, [reading])
            except PurgedError as error:
                done.failed += 1
                self.say(str(error))
                self.memory.see(followed.id, entry.version, None)  # not to be fetched again
                return True
            self.tell(reading, feed.title or followed.address)
        return True

    def _document(self, entry: Entry, feed: Feed, fetched: Fetched) -> Document:
        if entry.whole or entry.address is None:
            name = f"{fetched.address}, “{(entry.title or entry.id)[:80]}”"
            document = entry_document(entry, feed, fetched.data, name, fetched.address, self.options)
            return replace(document, captured=fetched.captured)
        document = self._article(entry.address)
        return replace(
            document, title=document.title or entry.title, author=document.author or entry.author,
            publisher=document.publisher or feed.title, item=document.item or entry.id,
            published=document.published or entry.published or entry.updated,
        )  # fmt: skip

    def _article(self, address: str) -> Document:
        from accordingto.ingest.fetch.reports import OF_ONE, fetched_documents, format_of

        page = self.fetcher.fetch(address, most_bytes=self.options.max_bytes)
        if format_of(page) not in OF_ONE:
            raise FetchError(f"{address}: not the page of one report ({format_of(page).value}).")
        for item in fetched_documents(page, address, self.options):
            if isinstance(item, InputError):
                raise item
            return item
        raise UnreadableError(f"{address}: there is no report in it.")


def is_due(feed: FollowedFeed, now: datetime, every: timedelta) -> bool:
    """Whether a feed is to be looked at again; one that failed several times in a row is left alone for longer."""
    if feed.checked_at is None:
        return True
    last = datetime.fromisoformat(feed.checked_at)
    last = last if last.tzinfo else last.replace(tzinfo=UTC)
    rounds = min(_MOST_ROUNDS, 2 ** max(0, feed.failures - 1)) if feed.failures < 10 else _MOST_ROUNDS
    # A clock that was set back must not silence a feed.
    return now - last >= every * rounds or last > now + timedelta(minutes=5)


def _parsed(fetched: Fetched, address: str) -> Feed:
    from accordingto.ingest.fetch.reports import format_of

    if format_of(fetched) is Format.HTML:
        named = feeds_named(fetched.data, fetched.address)
        hint = f"It names the feed {named[0]}: follow that." if named else "Look on it for the address of its feed."
        raise UnreadableError(f"{address}: a page, not a feed. {hint}")
    return parse(fetched.data, address, fetched.charset, fetched.address)
