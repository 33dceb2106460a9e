"""What several commands let people say about what is read, and what they open for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

# Reader and ledger take long to load, so that each is imported where it is needed.
if TYPE_CHECKING:
    from accordingto.ledger import Ledger
    from accordingto.pipeline import Reader

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)[a-z]*", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

MAX_SIZE = typer.Option(metavar="SIZE", help="Refuse a report with more text than this, in characters.")
THREADS = typer.Option(min=1, metavar="N", help="How many processor cores to use.")
MODEL = typer.Option(metavar="FOLDER", help="Another reading model than the one in the package.")
KEEP_ORIGINAL = typer.Option("--keep-original", help="Also keep in the ledger the bytes that each report came in.")
ALLOW_PRIVATE = typer.Option(
    "--allow-private-addresses",
    help="Also fetch from this machine and from private networks; only for addresses you trust.",
)


def size_in_characters(value: str) -> int:
    """Return “10MB”, “500k” or “20000” as a number of characters; raises typer.BadParameter."""
    match = _SIZE.fullmatch(value.strip())
    size = int(float(match[1]) * _UNITS[match[2].lower()]) if match else 0
    if size < 1:
        raise typer.BadParameter(
            f"“{value}” is no size. Write it like 10MB, 500KB or 20000.", param_hint="'--max-size'"
        )
    return size


def day_or_time(value: str | None) -> str | None:
    """Return an ISO date or date and time in its standard form; raises typer.BadParameter."""
    from accordingto.ingest import iso_date

    day = iso_date(value) if value is not None else None
    if value is not None and day is None:
        raise typer.BadParameter(f"“{value}” is no date. Write it like 2022-03-11 or 2022-03-11T18:30.")
    return day


def seconds(value: str, least: float, option: str) -> float:
    """Return “10m”, “2h” or “90 seconds” as seconds, `least` or more; raises typer.BadParameter about `option`."""
    match = _TIME.fullmatch(value.strip())
    if not match:
        raise typer.BadParameter(f"“{value}” is no length of time. Write it like 10m, 90s or 2h.", param_hint=option)
    found = float(match[1]) * _SECONDS[match[2].lower()]
    if not least <= found <= 366 * _SECONDS["d"]:
        raise typer.BadParameter(f"“{value}” is not between {least:g} seconds and a year.", param_hint=option)
    return found


def mapped_fields(values: Sequence[str]) -> dict[str, str]:
    """Return “text=body,published=date” as facts of a report with the columns that tell them.

    Raises typer.BadParameter. Which facts there are, and whether the columns exist, is seen when a table is read.
    """
    found: dict[str, str] = {}
    for pair in (pair for value in values for pair in value.split(",") if pair.strip()):
        fact, separator, column = (part.strip() for part in pair.partition("="))
        if not (fact and separator and column):
            raise typer.BadParameter(
                f"“{pair.strip()}” maps nothing. Write it like text=body,published=date: what it is in a report, "
                "then the name of the column or key.",
                param_hint="'--map'",
            )
        found[fact] = column
    return found


def open_reader(model: Path | None, threads: int = 1) -> Reader:
    """Load the reader; raises ModelError."""
    from accordingto.pipeline import Reader

    return Reader(model, threads=threads)


def open_ledger(address: str) -> Ledger:
    """Open or make the ledger; raises LedgerError."""
    from accordingto.ledger import Ledger

    return Ledger.open(address)
