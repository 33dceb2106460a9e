"""What a person may say about the input, and how much of it is allowed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from accordingto.errors import TooLargeError
from accordingto.ingest.allowance import Allowance

DEFAULT_MAX_SIZE = 10_000_000


def _silent(message: str) -> None:
    """Drop a warning."""


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """Facts that win over what the input says of itself, and the limit of one report.

    `published` is an ISO date or date and time (see `dates.iso_date`). `max_size` counts characters (code points); for
    an HTML page the page itself counts. `warn` is called with one plain sentence about something that was read all
    the same, such as a date that is not one. `charset` is the encoding that a server told of a page or text. Inside
    archives `depth` counts how deep, `allowance` what was unpacked.
    """

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    max_size: int = DEFAULT_MAX_SIZE
    warn: Callable[[str], None] = _silent
    fields: Mapping[str, str] = field(default_factory=dict)
    keep: Callable[[str, bytes], None] | None = None
    charset: str | None = None
    depth: int = 0
    allowance: Allowance | None = None

    def original(self, data: bytes) -> str:
        """Return the digest of the bytes that a report was read from, handing them to `keep` where they are wanted."""
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        if self.keep is not None:
            self.keep(digest, data)
        return digest

    @property
    def max_bytes(self) -> int:
        """The most bytes that `max_size` characters and a byte-order mark can take in any Unicode encoding."""
        return 4 * self.max_size + 4


def too_large(name: str, options: IntakeOptions) -> TooLargeError:
    """Return the error for a report with more text than is allowed; `name` is the input as it was given."""
    return TooLargeError(
        f"{name}: more than {options.max_size:,} characters in one report. "
        "Split it into its reports, or allow more with --max-size (such as --max-size 50MB)."
    )
