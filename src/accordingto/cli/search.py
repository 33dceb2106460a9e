"""`accordingto search`: claims by their words and by who made them, as a table, JSON Lines or CSV."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict, fields
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from accordingto.cli.formats import Format, print_bytes
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.cli.terminal import console_of, plain, shortened
from accordingto.errors import LedgerError
from accordingto.exports.lines import csv_text, json_line
from accordingto.exports.wording import publishers_mark
from accordingto.ledger import Found, Ledger

_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


def day_month_or_year(value: str | None) -> str | None:
    """Check an option that takes a day, month or year; raises typer.BadParameter."""
    if value is not None and not _DATE.fullmatch(value):
        raise typer.BadParameter(f"{value!r} is not a date. Write it as 2022-03-11, 2022-03 or 2022.")
    return value


def search(
    ledger: Annotated[str, LEDGER],
    query: Annotated[
        str,
        typer.Argument(
            help='Words that must all occur in the content, the cue or the names. "Two words" in double quotation '
            "marks follow each other; conscr* finds any ending. May be left out where an option narrows the search.",
            show_default=False,
        ),
    ] = "",
    source: Annotated[
        str | None, typer.Option(help="Part of the source's name, whatever its case and accents.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Part of the publisher's name.")] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only reports published on this day (or month, year) or later.", callback=day_month_or_year),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            help="Only reports published on this day (or month, year) or earlier.", callback=day_month_or_year
        ),
    ] = None,
    limit: Annotated[int, typer.Option(help="The most claims to print.", min=1)] = 50,
    format: Annotated[
        Format, typer.Option(help="A table for people, json (one claim a line, words beside offsets) or csv.")
    ] = Format.TABLE,
) -> None:
    """Find claims in a ledger, the best match first.

    For example:

    accordingto search ledger.db "conscripts" --source Putin

    accordingto search ledger.db --publisher "Al Jazeera" --since 2022-03 --format csv

    accordingto search ledger.db '"no conscripts"' --format json
    """
    if not query.strip() and not any((source, publisher, since, until)):
        raise typer.BadParameter("Say what to look for: words, or one of --source --publisher --since --until.")
    try:
        with Ledger.open(ledger, create=False) as opened:
            found = opened.search(query, source=source, publisher=publisher, since=since, until=until, limit=limit)
    except LedgerError as error:
        fail(error)
    if format is Format.JSON:
        print_bytes("".join(as_json(claim) + "\n" for claim in found))
    elif format is Format.CSV:
        print_bytes(as_csv(found))
    elif found:
        console_of(sys.stdout).print(_table(found))
    if not found:
        typer.echo("Nothing found. Try fewer words, or the start of one with * (conscr*).", err=True)
    elif len(found) == limit:
        typer.echo(f"Only the first {limit:,} are shown; --limit shows more.", err=True)


def as_json(found: Found) -> str:
    """Return a claim as one line of JSON; control characters are escaped."""
    return json_line(asdict(found))


def as_csv(found: list[Found]) -> str:
    """Return claims as CSV (RFC 4180) with a header; no cell is a formula to a spreadsheet."""
    columns = [field.name for field in fields(Found) if not field.name.endswith("_spans")]
    return csv_text(columns, ([getattr(claim, column) for column in columns] for claim in found))


def _table(found: list[Found]) -> Table:
    table = Table("Report", "Published", "Source", "Cue", "Content", box=None, pad_edge=False)
    for claim in found:
        source = claim.source or f"? {claim.source_words}"
        source = "; ".join((source, *claim.co_sources))
        source += f" (via {', '.join(claim.via)})" if claim.via else ""
        published = ", ".join(part for part in (claim.publisher, claim.published) if part)
        table.add_row(
            Text(f"{claim.report}/{plain(claim.claim)}"),
            Text(plain(published)),
            Text(plain(source), "bold cyan"),
            Text(plain(claim.cue), "underline yellow"),
            Text(shortened(claim.content, 300), "green").append(
                f" [{mark.upper()}]" if (mark := publishers_mark(claim.status)) else "", "bold red"
            ),
        )
    return table
