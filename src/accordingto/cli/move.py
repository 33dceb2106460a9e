"""`accordingto move`: all of a ledger in another database."""

from __future__ import annotations

from typing import Annotated

import typer

from accordingto.cli.show import fail
from accordingto.errors import AccordingToError
from accordingto.exports.lines import safe
from accordingto.ledger import Ledger


def move(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The ledger: a file, or postgresql://…", show_default=False)
    ],
    target: Annotated[
        str,
        typer.Argument(metavar="TO", help="A new file, or an empty database: postgresql://…", show_default=False),
    ],
) -> None:
    """Copy all of a ledger from a file to a PostgreSQL server or back, to the last row, and compare both.

    The ledger that it is copied from stays as it is. Let nobody write to it in the meantime: what is written later is
    not in the other.

    For example:

    accordingto move ledger.db postgresql://desk@db.example/ledger
    """
    from accordingto.ledger.care.moving import move as move_ledger

    try:
        with Ledger.open(source, create=False) as opened, Ledger.open(target) as made:
            rows = move_ledger(opened, made)
    except AccordingToError as error:
        fail(error)
    typer.echo(safe(f"{made.name}: {rows:,} rows, the same in both."), err=True)
