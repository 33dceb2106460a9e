"""`accordingto watch`: what arrives in a folder goes into a ledger, from now on."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accordingto.cli.intake_options import (
    KEEP_ORIGINAL,
    MAX_SIZE,
    MODEL,
    mapped_fields,
    open_ledger,
    open_reader,
    seconds,
    size_in_characters,
)
from accordingto.cli.show import fail
from accordingto.cli.stopping import Stopping, stopping
from accordingto.cli.terminal import plain
from accordingto.errors import AccordingToError, InputError, PurgedError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from accordingto.ingest import IntakeOptions
    from accordingto.ingest.inbox import Arrival, Inbox
    from accordingto.ledger import Ledger
    from accordingto.ledger.originals import Waiting
    from accordingto.pipeline import Reader

_PAUSE = 1.0


@dataclass
class _Desk:
    """What a file is read with."""

    ledger: Ledger
    reader: Callable[[], Reader]
    options: IntakeOptions
    originals: Waiting | None
    signals: Stopping
    files: int = 0
    added: int = 0
    failed: int = 0


def watch(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The folder to watch, with all in it.")],
    ledger: Annotated[str, typer.Option(metavar="FILE", help="The ledger's file, or postgresql://user@host/database.")],
    done: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Move files that were read there, instead of marking them.")
    ] = None,
    mark: Annotated[
        bool, typer.Option("--mark", help="Put NAME.read beside files that were read (the default).")
    ] = False,
    settle: Annotated[
        str, typer.Option(metavar="TIME", help="A file is complete when it has not changed for so long.")
    ] = "2s",
    once: Annotated[bool, typer.Option("--once", help="Read what is there, then stop.")] = False,
    map: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FACT=COLUMN,…", help="Which columns or keys of a table tell what."),
    ] = None,
    keep_original: Annotated[bool, KEEP_ORIGINAL] = False,
    max_size: Annotated[str, MAX_SIZE] = "10MB",
    model: Annotated[Path | None, MODEL] = None,
) -> None:
    """Read the files that arrive in a folder into a ledger, until it is stopped with Ctrl-C.

    A file is read once it is complete. What was read is moved or marked; a file that cannot be read stays, with a
    note beside it (NAME.error.txt) that says why.

    For example:

    accordingto watch incoming --ledger ledger.db

    accordingto watch incoming --ledger ledger.db --done incoming/done --settle 10s
    """
    from accordingto.ingest import IntakeOptions
    from accordingto.ingest.inbox import Inbox
    from accordingto.ledger.originals import Waiting

    if done and mark:
        raise typer.BadParameter("Files are either moved or marked; leave out one of --done and --mark.")
    settled, fields = seconds(settle, 0, "'--settle'"), mapped_fields(map or [])
    characters = size_in_characters(max_size)
    try:
        if not os.path.isdir(folder):  # noqa: PTH112
            raise UnreadableError(f"{folder}: there is no such folder. Make it, or give another.")
        with ExitStack() as stack:
            signals = stack.enter_context(stopping())
            originals = Waiting() if keep_original else None
            options = IntakeOptions(
                max_size=characters, warn=_say, fields=fields, keep=originals.keep if originals else None
            )
            desk = _Desk(
                stack.enter_context(open_ledger(ledger)), cache(lambda: open_reader(model)), options, originals, signals
            )
            try:
                _watch(Inbox(folder, done, settled), desk, once)
            except KeyboardInterrupt:
                typer.echo(f"Stopped. {_told(desk)}", err=True)
                raise typer.Exit(signals.exit_code) from None
    except AccordingToError as error:
        fail(error)
    typer.echo(_told(desk))
    if desk.failed:
        raise typer.Exit(1)


def _watch(inbox: Inbox, desk: _Desk, once: bool) -> None:
    while True:
        for item in inbox.arrivals():
            if isinstance(item, InputError):
                desk.failed += 1
                _say(str(item))
            else:
                _read(item, inbox, desk)
        if once and not inbox.waits():
            return
        time.sleep(_PAUSE if not once else 0.1)


def _read(arrival: Arrival, inbox: Inbox, desk: _Desk) -> None:
    """Read one file, report by report, and tell beside it what became of it."""
    from accordingto.exports.wording import counted
    from accordingto.ingest import ingest

    errors: list[str] = []
    reports = added = claims = 0
    for item in ingest(arrival.path, desk.options):
        if isinstance(item, InputError):
            errors.append(str(item))
            _say(str(item))
            continue
        with desk.signals.finishing():
            reading = desk.reader().read(item)
            try:
                added += desk.ledger.add(reading, desk.originals)
            except PurgedError as error:
                errors.append(str(error))
                _say(str(error))
                continue
        reports, claims = reports + 1, claims + len(reading.claims)
    words = f"{counted(reports, 'report')} read, {added:,} added, {counted(claims, 'claim')}"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with desk.signals.finishing():
        problem = inbox.finished(arrival, errors, f"{words}. {now}")
    if problem:
        _say(problem)
    desk.files, desk.added = desk.files + 1, desk.added + added
    desk.failed += bool(errors)
    typer.echo(f"{plain(arrival.path)}: {words}{', ' + counted(len(errors), 'error') if errors else ''}")


def _say(message: str) -> None:
    typer.echo(plain(message), err=True)


def _told(desk: _Desk) -> str:
    from accordingto.exports.wording import counted

    told = f"{counted(desk.files, 'file')} read, {counted(desk.added, 'report')} added"
    return told + (f", {counted(desk.failed, 'file')} with errors." if desk.failed else ".")
