"""A report as it was taken in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

# After IPTC's pubStatus (usable, withheld, canceled); “corrected” is usable with an editor's correction.
STATUSES_OF_PUBLICATION = ("usable", "corrected", "withheld", "killed")
MARKS_OF_PUBLISHERS = {
    "corrected": "corrected by its publisher", "withheld": "withheld by its publisher",
    "killed": "withdrawn by its publisher",
}  # fmt: skip
"""What people are told of a report whose publisher took something back."""


@dataclass(frozen=True, slots=True)
class Document:
    """One news report: its text and what is known about it.

    `text` is what every offset refers to. `path` is the input as it was given (None for standard input).
    `published` is an ISO date, or date and time, or None. `language` is an ISO 639-1 code, or None where unknown.
    `author`, `dateline` and `credit` are the report's own words about itself. `item` is the publisher's own name for
    the item (a guid or newsItem id), `revision` its number there, `status` one of STATUSES_OF_PUBLICATION, `notice` the
    words of a correction or withdrawal. `captured` is when an archive or the fetcher took it (ISO, UTC), `original`
    the digest of the bytes that it was read from.
    """

    text: str
    path: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    dateline: str | None = None
    credit: str | None = None
    item: str | None = None
    revision: str | None = None
    status: str | None = None
    notice: str | None = None
    captured: str | None = None
    original: str | None = None

    @property
    def id(self) -> str:
        """The digest of the text and of the address it came from: the same report has the same id everywhere."""
        named = json.dumps([self.url, self.text])  # no address is not an empty one
        return "sha256:" + hashlib.sha256(named.encode()).hexdigest()
