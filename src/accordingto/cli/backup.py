"""`accordingto backup` and `accordingto restore`: a copy of a ledger, and a ledger from a copy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.errors import AccordingToError
from accordingto.exports.lines import safe


def backup(
    ledger: Annotated[str, LEDGER],
    copy: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.", show_default=False)],
) -> None:
    """Copy a ledger as it is at this moment, while others use it. The copy is a ledger in a file.

    For example:

    accordingto backup ledger.db backups/monday.db

    accordingto backup postgresql://desk@db.example/ledger monday.db
    """
    from accordingto.ledger.care.backup import backup as back_up

    try:
        size = back_up(ledger, copy)
    except AccordingToError as error:
        fail(error)
    typer.echo(f"{safe(str(copy))}: {megabytes(size)}, whole.", err=True)


def restore(
    copy: Annotated[Path, typer.Argument(help="The copy, as written by “backup”.", show_default=False)],
    ledger: Annotated[str, LEDGER],
    force: Annotated[
        bool, typer.Option("--force", help="Also where a ledger is there: it is kept aside under another name.")
    ] = False,
) -> None:
    """Make a copy the ledger again. The copy is looked at first and stays as it is.

    For example:

    accordingto restore backups/monday.db ledger.db --force
    """
    from accordingto.ledger.care.backup import restore as put_back
    from accordingto.ledger.database import named

    try:
        aside = put_back(copy, ledger, force)
    except AccordingToError as error:
        fail(error)
    typer.echo(safe(f"{named(ledger)} is what {copy} holds."), err=True)
    if aside:
        typer.echo(safe(f"The ledger that was there is kept as {aside}."), err=True)


def megabytes(size: int) -> str:
    """Return a number of bytes for people."""
    return f"{size / 1_000_000:,.1f} MB"
