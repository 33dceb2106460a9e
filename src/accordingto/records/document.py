"""A report as it was taken in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One news report: its text and what is known about it.

    `text` is what every offset refers to. `path` is the input as it was given (None for standard input).
    `published` is an ISO date, or date and time, or None. `language` is an ISO 639-1 code, or None where unknown.
    """

    text: str
    path: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None

    @property
    def id(self) -> str:
        """The digest of the text and of the address it came from: the same report has the same id everywhere."""
        named = json.dumps([self.url, self.text])  # no address is not an empty one
        return "sha256:" + hashlib.sha256(named.encode()).hexdigest()
