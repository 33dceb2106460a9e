"""What a ledger remembers of feeds: what their servers said last, and which items have been seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from accordingto.ledger.ledger import Ledger
from accordingto.ledger.originals import Waiting
from accordingto.ledger.schema import feed_items, feeds
from accordingto.ledger.store import store
from accordingto.records import Reading
from accordingto.records.feed import FollowedFeed

_SOME = 500  # a statement takes a limited number of values


class FeedMemory:
    """The feeds of a ledger. Every method is one transaction, and raises LedgerError where it fails."""

    def __init__(self, ledger: Ledger, originals: Waiting | None = None) -> None:
        self._ledger = ledger
        self._originals = originals

    def add(self, titles: Mapping[str, str | None]) -> None:
        """Follow feeds, by address with their titles, from now on; those that are followed stay as they are."""
        with self._ledger.writing_connection() as connection:
            known = set(connection.scalars(select(feeds.c.address)))
            rows = [{"address": a, "title": t, "failures": 0} for a, t in titles.items() if a not in known]
            if rows:
                connection.execute(insert(feeds), rows)

    def all(self) -> list[FollowedFeed]:
        """Return all feeds, in the order in which they were added."""
        seen = select(func.count()).where(feed_items.c.feed_id == feeds.c.id).scalar_subquery()
        with self._ledger.reading_connection() as connection:
            rows = connection.execute(select(feeds, seen.label("items")).order_by(feeds.c.id)).mappings()
            return [FollowedFeed(**row) for row in rows]

    def unseen(self, feed: int, items: Sequence[str]) -> set[str]:
        """Return those of the items that have not been seen in this feed."""
        seen: set[str] = set()
        with self._ledger.reading_connection() as connection:
            for start in range(0, len(items), _SOME):
                some = feed_items.c.item.in_(items[start : start + _SOME])
                seen |= set(connection.scalars(select(feed_items.c.item).where(feed_items.c.feed_id == feed, some)))
        return set(items) - seen

    def seen_elsewhere(self, feed: int, item: str, address: str | None) -> str | None:
        """Return the id of the report that the same item became in another feed, or None."""
        same = (feed_items.c.item == item) & (feed_items.c.address == address) & (feed_items.c.feed_id != feed)
        with self._ledger.reading_connection() as connection:
            return connection.scalar(select(feed_items.c.digest).where(same, feed_items.c.digest.is_not(None)).limit(1))

    def see(
        self, feed: int, item: str, address: str | None, readings: Iterable[Reading] = (), report: str | None = None
    ) -> int:
        """Remember an item as seen, together with the readings it became; returns how many of them are new.

        All of it or nothing: what is remembered as seen is stored. `report` is what it became in another feed.
        """
        readings = list(readings)
        with self._ledger.writing_connection() as connection:
            added = sum(store(connection, reading) for reading in readings)
            if self._originals is not None:
                self._originals.put(connection, (reading.document for reading in readings))
            _remember(connection, feed, item, address, readings[0].document.id if readings else report)
        return added

    def checked(self, feed: int, title: str | None, etag: str | None, last_modified: str | None) -> None:
        """Remember that a feed was read to its end, and what its server said of this version."""
        told = {"etag": etag, "last_modified": last_modified, "checked_at": _now(), "failures": 0, "error": None}
        with self._ledger.writing_connection() as connection:
            connection.execute(
                update(feeds).where(feeds.c.id == feed).values(told | ({"title": title} if title else {}))
            )

    def failed(self, feed: int, words: str) -> None:
        """Remember that a feed could not be read, and why."""
        told = {"checked_at": _now(), "failures": feeds.c.failures + 1, "error": words}
        with self._ledger.writing_connection() as connection:
            connection.execute(update(feeds).where(feeds.c.id == feed).values(told))


def _remember(connection: Connection, feed: int, item: str, address: str | None, report: str | None) -> None:
    this = (feed_items.c.feed_id == feed) & (feed_items.c.item == item)
    if connection.scalar(select(feed_items.c.item).where(this)) is None:  # another program may follow the same feed
        row = {"feed_id": feed, "item": item, "address": address, "first_seen_at": _now(), "digest": report}
        connection.execute(insert(feed_items).values(row))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
