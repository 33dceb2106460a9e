"""Claims as CSV and as JSON Lines, one a line, in pieces so that any number of them can be sent on as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from accordingto.exports.lines import csv_line, json_line
from accordingto.ledger.review.listing import Listed

COLUMNS = (
    "claim_id", "report_id", "published", "publisher", "title", "source_name", "source_words", "via_names", "cue",
    "content", "quotation", "act", "said_start", "said_end", "status", "contradicted", "numbers", "confidence", "state",
    "report_status",
)  # fmt: skip


def csv_lines(rows: Iterable[Listed]) -> Iterator[str]:
    """Yield a head line, then one line for each claim."""
    yield csv_line(COLUMNS)
    for row in rows:
        cells = asdict(row)
        yield csv_line(cells[column] for column in COLUMNS)


def json_lines(rows: Iterable[Listed]) -> Iterator[str]:
    """Yield one JSON object a line for each claim."""
    for row in rows:
        cells = asdict(row)
        yield json_line({column: cells[column] for column in COLUMNS}) + "\n"
