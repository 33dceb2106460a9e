"""`accordingto contradictions`: claims that exclude each other, between reports and within one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from accordingto.cli.formats import Format, print_bytes
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.linked import linked
from accordingto.cli.search import day_month_or_year
from accordingto.cli.terminal import console_of, shortened
from accordingto.cli.told import claim_line
from accordingto.exports.lines import csv_text, json_line
from accordingto.exports.linked import bearing_json

if TYPE_CHECKING:
    from accordingto.linking.bearing import Bearing

_EXCERPT = 300


def contradictions(
    ledger: Annotated[str, LEDGER],
    since: Annotated[
        str | None,
        typer.Option(
            help="Only where the later claim is of this day (or month, year) or later.", callback=day_month_or_year
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            help="Only where the later claim is of this day (or month, year) or earlier.", callback=day_month_or_year
        ),
    ] = None,
    at_least: Annotated[
        float, typer.Option(min=0, max=1, help="The least confidence; higher means fewer false alarms.")
    ] = 0.0,
    format: Annotated[Format, typer.Option(help="A table for people, json (one pair a line) or csv.")] = Format.TABLE,
) -> None:
    """List the pairs of claims that exclude each other: another source says the opposite, or the same one later does.

    Numbers contradict each other only where their ranges exclude each other for the same time and matter. Reprints
    are listed once. The day of a claim is that of saying, or else that of its report.

    For example:

    accordingto contradictions ledger.db --since 2022-03-01

    accordingto contradictions ledger.db --at-least 0.9 --format json
    """
    from accordingto.linking.contradictions import contradictions as found_in

    with linked(ledger) as opened:
        found = found_in(opened.connection, opened.who, since, until, at_least)
    if format is Format.JSON:
        print_bytes("".join(json_line(bearing_json(pair)) + "\n" for pair in found))
    elif format is Format.CSV:
        columns = ("kind", "claim_1", "source_1", "content_1", "day_1", "claim_2", "source_2", "content_2", "day_2",
                   "why", "confidence")  # fmt: skip
        print_bytes(csv_text(columns, (_csv_row(pair) for pair in found)))
    else:
        console = console_of(sys.stdout)
        for pair in found:
            console.print(Text(pair.kind, "bold yellow").append(f"  {pair.confidence:.0%} sure", "dim"))
            for told in (pair.one, pair.other):
                console.print(Text("  ").append_text(claim_line(told)))
            console.print(Text("  ").append(shortened(pair.why, _EXCERPT), "dim"))
            console.print()
    if not found:
        typer.echo("No claims were found that exclude each other.", err=True)


def _csv_row(pair: Bearing) -> list[object]:
    from accordingto.linking.bearing import day_of

    sides = [(t.address, t.source_name or t.source_words, t.content, day_of(t)) for t in (pair.one, pair.other)]
    return [pair.kind, *sides[0], *sides[1], pair.why, round(pair.confidence, 3)]
