"""`accordingto feeds`: the feeds that a ledger follows, and how they fare."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.cli.terminal import console_of, plain
from accordingto.errors import AccordingToError

_COLUMNS = ("title", "address", "items", "checked_at", "failures", "error")


class FeedFormat(StrEnum):
    """How the feeds are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    OPML = "opml"


def feeds(
    ledger: Annotated[str, LEDGER],
    format: Annotated[
        FeedFormat, typer.Option(help="A table for people, json (one feed a line), csv, or opml for feed readers.")
    ] = FeedFormat.TABLE,
) -> None:
    """List the feeds that a ledger follows: when they were last read, how many items were seen, what went wrong.

    For example:

    accordingto feeds ledger.db

    accordingto feeds ledger.db --format opml > feeds.opml
    """
    from accordingto.cli.formats import print_bytes
    from accordingto.exports.lines import csv_text, json_line
    from accordingto.exports.wording import counted
    from accordingto.ingest.feeds.opml import write_opml
    from accordingto.ledger import Ledger
    from accordingto.ledger.feeds import FeedMemory

    try:
        with Ledger.open(ledger, create=False) as opened:
            found = FeedMemory(opened).all()
    except AccordingToError as error:
        fail(error)
    rows = [{name: value for name, value in asdict(feed).items() if name in _COLUMNS} for feed in found]
    if format is FeedFormat.OPML:
        typer.echo(write_opml({feed.address: feed.title for feed in found}), nl=False)
    elif format is FeedFormat.JSON:
        print_bytes("".join(json_line(row) + "\n" for row in rows))
    elif format is FeedFormat.CSV:
        print_bytes(csv_text(_COLUMNS, ([row[name] for name in _COLUMNS] for row in rows)))
    else:
        console = console_of(sys.stdout)
        for feed in found:
            console.print(plain(feed.title or feed.address), style="bold")
            checked = f"last read {plain(feed.checked_at)}" if feed.checked_at else "not read yet"
            console.print(f"  {plain(feed.address)} · {checked} · {counted(feed.items, 'item')} seen", soft_wrap=True)
            if feed.error:
                console.print(f"  failed {feed.failures:,} times in a row: {plain(feed.error)}", soft_wrap=True)
    if not found:
        typer.echo("This ledger follows no feeds. “accordingto follow FEED --ledger FILE” begins that.", err=True)
