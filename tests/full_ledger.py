"""A ledger with everything in it: readings, what linking made of them, decisions of people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from accordingto.ledger import Ledger
from accordingto.ledger.care import contents
from accordingto.ledger.review import checks
from accordingto.linking.engine import link
from accordingto.records import Reading


def fill(address: str | Path, readings: Sequence[Reading]) -> None:
    """Add the readings, link them, accept the first claim and reject the second."""
    with Ledger.open(address) as ledger:
        for reading in readings:
            ledger.add(reading)
        link(ledger)
        with ledger.writing_connection() as connection:
            checks.accept(connection, 1, by="ann", revision=0)
            checks.reject(connection, 2, by="ann", revision=0, note="not said")


def everything(ledger: Ledger) -> tuple[dict[str, tuple[int, str]], list[str]]:
    """Return all tables by their digests, and every reading as it is exported."""
    with ledger.reading_connection() as connection:
        found = contents.digests(connection)
    return found, [ledger.reading(report.number).to_json() for report in ledger.reports()]
