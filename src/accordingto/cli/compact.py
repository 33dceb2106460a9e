"""`accordingto compact`: room on the disk given back."""

from __future__ import annotations

from typing import Annotated

import typer

from accordingto.cli.backup import megabytes
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.errors import AccordingToError


def compact(ledger: Annotated[str, LEDGER]) -> None:
    """Write a ledger anew without gaps, for instance after much was removed. Nothing that it holds changes.

    For example:

    accordingto compact ledger.db
    """
    from accordingto.ledger.care.compact import compact as make_compact

    try:
        done = make_compact(ledger)
    except AccordingToError as error:
        fail(error)
    typer.echo(f"{megabytes(done.before)} before, {megabytes(done.after)} now.", err=True)
