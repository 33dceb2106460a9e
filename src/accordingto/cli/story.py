"""`accordingto story`: one matter across reports: who says what, on whose word, what contradicts it, day by day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from accordingto.cli.formats import Format, print_bytes
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.linked import linked
from accordingto.cli.terminal import console_of, shortened
from accordingto.cli.timeline import print_timeline, write_file
from accordingto.cli.told import claim_line
from accordingto.exports.lines import csv_text, json_line
from accordingto.exports.linked import claim_json, point_json
from accordingto.exports.wording import counted
from accordingto.linking.timeline import entry_of

if TYPE_CHECKING:
    from rich.console import Console

    from accordingto.linking.story import Point, Story

_MOST = 500
_EXCERPT = 220


def story(
    ledger: Annotated[str, LEDGER],
    matter: Annotated[
        str,
        typer.Argument(
            help="Words of the matter, as for `search`: claims with all of them, claims of reports that tell of it, "
            "and claims that bear on these.",
            show_default=False,
        ),
    ],
    format: Annotated[
        Format, typer.Option(help="A table for people, json (one point a line) or csv (one claim a line).")
    ] = Format.TABLE,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the story as one HTML file that needs nothing else.")
    ] = None,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the timeline as an SVG file.")] = None,
) -> None:
    """Tell one matter: the points at issue and their sides, on whose word each stands, what became of it, a timeline.

    For example:

    accordingto story ledger.db "Navalny poisoned"

    accordingto story ledger.db "depot explosion" --html story.html --svg timeline.svg
    """
    from accordingto.linking.about import claims_about
    from accordingto.linking.matter import matter_of
    from accordingto.linking.story import Story, story_of

    with linked(ledger) as opened:
        numbers = claims_about(opened.connection, matter, _MOST)
        found = story_of(matter_of(opened.connection, numbers, opened.who), opened.who) if numbers else Story(())
        _write_files(matter, found, html, svg)
    if format is Format.JSON:
        print_bytes("".join(json_line(point_json(point)) + "\n" for point in found.points))
    elif format is Format.CSV:
        columns = ("point", "side", "day", "source", "cue", "content", "origins", "claim", "publisher", "published")
        rows = [
            (p, s, c["day"], c["source"] or c["source_words"], c["cue"], c["content"], len(side.origins), c["address"],
             c["publisher"], c["published"])
            for p, point in enumerate(found.points, start=1)
            for s, side in enumerate(point.sides, start=1)
            for c in map(claim_json, side.claims)
        ]  # fmt: skip
        print_bytes(csv_text(columns, rows))
    else:
        _print(found)
    if not found.points:
        typer.echo("Nothing found. Try fewer words, or the start of one with * (conscr*).", err=True)
    elif len(numbers) >= _MOST:
        typer.echo(f"Only the {_MOST:,} claims that fit best were looked at; more words narrow it.", err=True)


def _write_files(matter: str, found: Story, html: Path | None, svg: Path | None) -> None:
    """Write what was asked for; raises LedgerError in words where a file cannot be written."""
    if html is None and svg is None:
        return
    from accordingto.exports.story_page import entries_of, story_page, timeline_svg

    if html:
        write_file(html, story_page(matter, found))
    if svg:
        write_file(svg, timeline_svg(matter, entries_of(found)))


def _print(found: Story) -> None:
    console = console_of(sys.stdout)
    alone = [point for point in found.points if point.is_lone]
    for number, point in enumerate(found.points, start=1):
        if not point.is_lone:
            _print_point(console, number, point)
    if alone:
        console.print(Text("Told once", "bold"))
        for point in alone:
            console.print(claim_line(point.sides[0].claims[0], _EXCERPT))
        console.print()
    print_timeline(console, [entry_of(side.claims) for point in found.charted for side in point.sides])


def _print_point(console: Console, number: int, point: Point) -> None:
    for place, side in enumerate(point.sides):
        first = side.claims[0]
        console.print(Text(f"{number}. " if place == 0 else "   ", "bold").append_text(claim_line(first, _EXCERPT)))
        told = f"{counted(side.reports, 'report')}, {counted(len(side.origins), 'independent origin')}: "
        names = "; ".join(shortened(origin.name, 60) for origin in side.origins)
        console.print(Text(f"     {told}{names}", "dim"))
        for mark, number_of_reports in side.taken_back:
            console.print(Text(f"     {counted(number_of_reports, 'report')} {mark}", "bold red"))
    for bears in point.turns:
        line = Text(f"     {bears.other.address} {bears.kind} {bears.one.address}", "bold yellow")
        console.print(line.append(f": {shortened(bears.why, _EXCERPT)}", "dim"))
    console.print()
