"""`accordingto link`: compares what is new in a ledger with all that is there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.errors import AccordingToError
from accordingto.exports.lines import safe
from accordingto.exports.wording import counted
from accordingto.ledger import Ledger


def link(
    ledger: Annotated[str, LEDGER],
    known: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="People and organisations you know, to link sources to: CSV or JSON Lines with name, aliases, id, "
            "kind, country. Added to those given before.",
        ),
    ] = None,
) -> None:
    """Compare the reports that are new since the last run with all others: reprints, sources, claims.

    A run that was stopped goes on where it was; nothing is half linked.

    For example:

    accordingto link ledger.db

    accordingto link ledger.db --known people.csv
    """
    from accordingto.ledger.linkage import families
    from accordingto.linking.engine import link as link_ledger

    try:
        with Ledger.open(ledger, create=False) as opened:
            if known is not None:
                _add_known(opened, known)
            with _progress() as told:
                done = link_ledger(opened, told)
            with opened.reading_connection() as connection:
                reprints = families.count_reprints(connection)
    except AccordingToError as error:
        fail(error)
    if done.reports:
        typer.echo(
            f"{counted(done.reports, 'report')} linked; {counted(done.relations, 'new pair')} of claims bear on each "
            f"other. {counted(reprints, 'report')} of the ledger reprint{'s' if reprints == 1 else ''} another.",
            err=True,
        )
    else:
        typer.echo("Nothing is new since the last run.", err=True)


def _add_known(ledger: Ledger, path: Path) -> None:
    from accordingto.ledger.linkage import names
    from accordingto.linking.entities import read_known

    listed = read_known(path)
    for problem in listed.errors:
        typer.echo(safe(str(problem)), err=True)
    with ledger.writing_connection() as connection:
        added = names.add_known(
            connection, (names.StoredEntity(e.identifier, e.name, e.aliases, e.kind, e.country) for e in listed.entries)
        )
    typer.echo(f"{path}: {added:,} new or changed.", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function that draws a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Linking", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
