"""`accordingto purge`: a report, or a source that is at risk, removed for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accordingto.cli.judge import login
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.cli.terminal import plain
from accordingto.errors import AccordingToError
from accordingto.ledger import Ledger

if TYPE_CHECKING:
    from accordingto.ledger.review.purge import Purged


def purge(
    ledger: Annotated[str, LEDGER],
    report: Annotated[
        str | None, typer.Option(help="A report: its number, address, path or title. All of it goes.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="A source's name. It is blacked out in every report that has it as a source.")
    ] = None,
    lift: Annotated[
        str | None, typer.Option(help="A digest from the message that refused a report: it may be added again.")
    ] = None,
    why: Annotated[str | None, typer.Option(help="Why; it stays in the log. Leave out whom it is to protect.")] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; your login name where left out.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a report or black out a source for good. A tombstone stays, and the log still verifies.

    There is no way back. Backups and copies of the ledger are not touched: see to them yourself.

    For example:

    accordingto purge ledger.db --report 12 --why "a court's order"

    accordingto purge ledger.db --source "Jane Doe" --why "at risk since the arrests"
    """
    if [report, source, lift].count(None) != 2:
        raise typer.BadParameter("Say what: one of --report, --source and --lift.")
    if why is None or not why.strip():
        raise typer.BadParameter("Say why, for those who read the log later: --why WORDS.")
    try:
        with Ledger.open(ledger, create=False) as opened:
            done = _purge(opened, report, source, lift, why, by or login(), yes)
        if done is not None:
            _clean(ledger)
    except AccordingToError as error:
        fail(error)


def _purge(
    ledger: Ledger, report: str | None, source: str | None, lift: str | None, why: str, by: str, yes: bool
) -> Purged | None:
    from accordingto.ledger.review.purge import purge_report, purge_source
    from accordingto.ledger.review.tombstones import lift as lifted

    if lift is not None:
        with ledger.writing_connection() as connection:
            lifted(connection, lift, by=by, why=why)
        typer.echo("It may be added again.", err=True)
        return None
    if report is not None:
        number = ledger.find_report(report)
        title = next((r.title or r.url or r.path or r.digest for r in ledger.reports() if r.number == number), "")
        _sure(f"Remove report {number} (“{plain(title)}”) with all its claims and decisions, for good?", yes)
        with ledger.writing_connection() as connection:
            done = purge_report(connection, number, by=by, why=why)
        typer.echo(f"Removed: report {number} with {done.claims:,} claims.", err=True)
        return done
    assert source is not None
    _sure(f"Black out “{plain(source)}” in every report that has it as a source, for good?", yes)
    with ledger.writing_connection() as connection:
        done = purge_source(connection, source, by=by, why=why)
    typer.echo(f"Blacked out in {done.reports:,} reports, source of {done.claims:,} claims.", err=True)
    if done.elsewhere:
        typer.echo(
            f"{done.elsewhere:,} other reports have the name in their text, but not as a source. They are as they "
            "were: look for them and purge them where needed.",
            err=True,
        )
    return done


def _sure(question: str, yes: bool) -> None:
    if not yes:
        typer.confirm(question, abort=True, err=True)


def _clean(ledger: str) -> None:
    """Write the file anew: what was removed stays legible in it until then."""
    from accordingto.ledger.care.compact import compact

    compact(ledger)
    log = Path(f"{ledger}-wal")
    if log.exists() and log.stat().st_size:
        typer.echo(
            f"Another program has the ledger open, so that removed words may still be in {log}. Close it, then run "
            f"“accordingto compact {ledger}”.",
            err=True,
        )
    beside = ", ".join(str(path) for path in sorted(Path(ledger).parent.glob(f"{Path(ledger).name}.before-*")))
    typer.echo(
        f"Backups and other copies still have what was removed: see to them{': ' + beside if beside else ''}.", err=True
    )
