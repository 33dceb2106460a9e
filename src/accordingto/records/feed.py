"""A feed that is followed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed as it is remembered from one look to the next.

    `etag` and `last_modified` are what its server said of the last version that was read to its end, `checked_at` is
    when that was (ISO, UTC). `failures` counts how often in a row it could not be read, `error` says the last in
    words. `items` is how many of its items have been seen.
    """

    id: int
    address: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: str | None = None
    failures: int = 0
    error: str | None = None
    items: int = 0
