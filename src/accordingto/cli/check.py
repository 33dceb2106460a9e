"""`accordingto check`: whether a ledger is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.errors import AccordingToError
from accordingto.exports.lines import safe
from accordingto.exports.wording import counted
from accordingto.ledger import Ledger

_SHOWN = 50


def check(
    ledger: Annotated[str, LEDGER],
    expect: Annotated[
        str | None,
        typer.Option(metavar="DIGEST", help="The log's digest as printed by an earlier check: its end is still there."),
    ] = None,
) -> None:
    """Look at all of a ledger: is anything damaged, missing or changed by other means than this program?

    The database, every text and address (digests), every place in a text and the words copied from it, what is current,
    the register, the full-text index, and the chain of the log. Nothing is changed. Exit code 1 where something is
    wrong.

    For example:

    accordingto check ledger.db
    """
    from accordingto.ledger.care.check import MOST
    from accordingto.ledger.care.check import check as check_ledger

    try:
        with Ledger.open(ledger, create=False) as opened:
            found = check_ledger(opened, expect)
    except AccordingToError as error:
        fail(error)
    for fault in found.faults[:_SHOWN]:
        typer.echo(safe(str(fault)))
    if found.unseen:
        typer.echo(safe(f"The full-text index was not looked at. {found.unseen}"), err=True)
    parts = [counted(found.reports, "report"), counted(found.readings, "reading"), counted(found.claims, "claim")]
    held = ", ".join([*parts, f"{counted(found.decisions, 'decision')} in the log"])
    if found.faults:
        if len(found.faults) > _SHOWN:
            typer.echo(f"… and {len(found.faults) - _SHOWN:,} more")
        many = "at least " if len(found.faults) >= MOST else ""
        typer.echo(f"{held}: {many}{counted(len(found.faults), 'fault')}. Keep it as it is and restore a backup.")
        raise typer.Exit(1)
    typer.echo(f"{held}: all as it must be. Digest of the log: {found.head}")
