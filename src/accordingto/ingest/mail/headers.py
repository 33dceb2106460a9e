"""What the headers of a message say: subject, sender, day, and the parts' types, however broken they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from accordingto.ingest.dates import iso_date

_LONGEST = 2000
# What the library's parsers raise on headers that are none.
BROKEN = (
    ValueError,
    IndexError,
    KeyError,
    AttributeError,
    TypeError,
    LookupError,
    AssertionError,
    OverflowError,
    RecursionError,
)
_NOT_ASCII = re.compile("[\udc80-\udcff]")
_MAILING = ("List-Id", "List-Unsubscribe", "List-Post")


class TolerantPolicy(EmailPolicy):
    """Reads headers as the library does, but a broken one as empty, and none beyond its first 2,000 characters.

    The library takes very long for very long ones. Raw UTF-8 is read as such.
    """

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        """Return the header with its parts."""
        if hasattr(value, "name"):
            return value
        value = value[:_LONGEST]
        if _NOT_ASCII.search(value):
            value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            return super().header_fetch_parse(name, value)
        except BROKEN:
            return super().header_fetch_parse(name, "")


@dataclass(frozen=True, slots=True)
class Facts:
    """A message's own words about itself; `published` is ISO."""

    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    item: str | None


def facts_of(message: EmailMessage) -> Facts:
    """Read subject, sender, day and id. Who sends to a list is its publisher, any other sender the author."""
    sender = _sender(message)
    mailing = any(message.get(name) for name in _MAILING)
    return Facts(
        title=words(message, "Subject"),
        author=None if mailing else sender,
        publisher=words(message, "Organization") or (sender if mailing else None),
        published=iso_date(words(message, "Date") or ""),
        item=(words(message, "Message-ID") or "").strip("<> ") or None,
    )


def words(message: EmailMessage, name: str) -> str | None:
    """Return a header's words on one line, or None."""
    return " ".join(str(message.get(name) or "").split()) or None


def _sender(message: EmailMessage) -> str | None:
    addresses = getattr(message.get("From"), "addresses", ())
    return next((" ".join(a.display_name.split()) for a in addresses if a.display_name.strip()), None)
