"""`accordingto origins`: on whose word a claim stands, once reprints and shared chains are counted once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from accordingto.cli.explain import find_claim
from accordingto.cli.formats import Format, print_bytes
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.linked import linked
from accordingto.cli.terminal import console_of, plain
from accordingto.cli.told import claim_line
from accordingto.exports.lines import csv_text, json_line
from accordingto.exports.linked import grounds_json
from accordingto.exports.wording import counted

if TYPE_CHECKING:
    from accordingto.linking.grounds import Grounds


def origins(
    ledger: Annotated[str, LEDGER],
    claim: Annotated[
        str,
        typer.Argument(help="The claim as `search` and `contradictions` print it, such as 3/C5.", show_default=False),
    ],
    format: Annotated[Format, typer.Option(help="A table for people, json (one object) or csv.")] = Format.TABLE,
) -> None:
    """Tell how many reports carry a claim and how many independent origins they go back to, with the path of each.

    A named source is one origin wherever it is quoted; words of unnamed people count with the outlet that heard them;
    a family of reprints counts once. Claims that say the opposite are counted apart.

    For example:

    accordingto origins ledger.db 3/C5
    """
    from accordingto.linking.grounds import grounds_of

    with linked(ledger) as opened:
        number = opened.claim_number(find_claim(opened.ledger, claim))
        found = grounds_of(opened.connection, number, opened.who)
    if format is Format.JSON:
        print_bytes(json_line(grounds_json(found)) + "\n")
    elif format is Format.CSV:
        rows = [
            (side, origin.name, origin.why, path.told.address, path.told.publisher, " ← ".join(path.names))
            for side, some in (("supporting", found.supporting), ("opposing", found.opposing))
            for origin in some
            for path in origin.paths
        ]
        print_bytes(csv_text(("side", "origin", "why", "claim", "publisher", "path"), rows))
    else:
        _print(found)


def _print(found: Grounds) -> None:
    console = console_of(sys.stdout)
    console.print(claim_line(found.claim))
    sides = (("so", found.reports, found.supporting), ("the opposite", found.opposing_reports, found.opposing))
    for words, reports, some in sides:
        if not some:
            continue
        console.print()
        number = counted(len(some), "independent origin")
        console.print(
            Text(f"{counted(reports, 'report')} {'says' if reports == 1 else 'say'} {words}: {number}", "bold")
        )
        for origin in some:
            console.print(Text(f"  {plain(origin.name)}", "bold cyan").append(f"  {plain(origin.why)}", "dim"))
            for path in origin.paths:
                chain = " ← ".join(plain(name) for name in path.names)
                console.print(Text(f"    {path.told.address:8} {chain}", "magenta"))
