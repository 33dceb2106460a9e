"""`accordingto log`: what people decided, and whether the record of it is whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accordingto.cli.formats import Format, print_bytes
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.cli.terminal import console_of, plain, shortened
from accordingto.errors import AccordingToError
from accordingto.exports.lines import csv_line, json_line
from accordingto.ledger import Ledger

if TYPE_CHECKING:
    from rich.table import Table
    from sqlalchemy import Connection

    from accordingto.ledger.review.log import Entry, Verified

_COLUMNS = ("id", "at", "by", "action", "subject", "claim_id", "report_digest", "before", "after", "undoes", "emptied",
            "digest")  # fmt: skip
_PAGE = 500
_WORDS = 120


def log(
    ledger: Annotated[str, LEDGER],
    verify: Annotated[
        bool, typer.Option("--verify", help="Check the chain of digests; exit code 1 where it is broken.")
    ] = False,
    expect: Annotated[
        str | None,
        typer.Option(help="With --verify: a digest that --head printed earlier and that must be there still."),
    ] = None,
    head: Annotated[
        bool, typer.Option("--head", help="Print the digest of the last entry, to note elsewhere.")
    ] = False,
    claim: Annotated[int | None, typer.Option(help="Only decisions about the claim with this number.")] = None,
    by: Annotated[str | None, typer.Option(help="Only what this person decided.")] = None,
    limit: Annotated[
        int | None, typer.Option(help="The most entries to print; 50 in a table, else all.", min=1)
    ] = None,
    format: Annotated[Format, typer.Option(help="A table for people, json (one entry a line) or csv.")] = Format.TABLE,
) -> None:
    """List what people decided, the newest first, or check that nothing of it was changed or removed.

    For example:

    accordingto log ledger.db

    accordingto log ledger.db --claim 12 --format json

    accordingto log ledger.db --verify --expect 4b04842ffa16…
    """
    if expect and not verify:
        raise typer.BadParameter("--expect goes with --verify.")
    try:
        with Ledger.open(ledger, create=False) as opened, opened.reading_connection() as connection:
            if verify:
                _verify(connection, expect)
            elif head:
                from accordingto.ledger.review.log import head as last_digest

                typer.echo(last_digest(connection))
            else:
                most = limit or (50 if format is Format.TABLE else None)
                _list(_entries(connection, claim, by, most), format, most)
    except AccordingToError as error:
        fail(error)


def _verify(connection: Connection, expect: str | None) -> None:
    from accordingto.ledger.review.log import verify

    found: Verified = verify(connection, expect)
    if found.first_broken is not None:
        typer.echo(
            f"BROKEN at entry {found.first_broken}: {found.why}. The {found.entries:,} before it are as they were "
            "written. Compare with a backup: “accordingto log BACKUP --format json”.",
            err=True,
        )
        raise typer.Exit(1)
    emptied = f"; a purge emptied {found.purged:,} of them" if found.purged else ""
    typer.echo(
        f"Whole: {found.entries:,} {'entry' if found.entries == 1 else 'entries'}{emptied}. The last is {found.head}."
    )
    if expect is None:
        typer.echo(
            "Whether entries at the end were cut off shows only with a digest noted earlier: see --head and --expect.",
            err=True,
        )


def _entries(connection: Connection, claim: int | None, by: str | None, most: int | None) -> Iterator[Entry]:
    from accordingto.ledger.review.log import entries

    before_id, left = None, most
    while left is None or left > 0:
        some = entries(
            connection, before_id=before_id, claim_id=claim, by=by, limit=_PAGE if left is None else min(_PAGE, left)
        )
        if not some:
            return
        yield from some
        before_id, left = some[-1].id, None if left is None else left - len(some)


def _list(found: Iterator[Entry], format: Format, most: int | None) -> None:
    count = 0
    if format is Format.TABLE:
        listed = list(found)
        count = len(listed)
        if listed:
            console_of(sys.stdout).print(_table(listed))
    else:
        if format is Format.CSV:
            print_bytes(csv_line(_COLUMNS))
        for count, entry in enumerate(found, 1):  # noqa: B007 (told below)
            row = {name: getattr(entry, name) for name in _COLUMNS}
            print_bytes(json_line(row) + "\n" if format is Format.JSON else csv_line(map(_cell, row.values())))
    if not count:
        typer.echo("Nothing was decided here yet.", err=True)
    elif count == most:
        typer.echo(f"Only the newest {most:,} are shown; --limit shows more.", err=True)


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _table(entries: list[Entry]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table("No.", "When (UTC)", "By", "Decision", "From → to", box=None, pad_edge=False)
    for entry in entries:
        did = f"{entry.action} {shortened(entry.subject, 40)}" + (f" (entry {entry.undoes})" if entry.undoes else "")
        table.add_row(
            Text(str(entry.id), "dim"), Text(entry.at[:16].replace("T", " ")), Text(plain(entry.by), "bold"),
            Text(plain(did)), Text(shortened(_change(entry), _WORDS)),
        )  # fmt: skip
    return table


def _change(entry: Entry) -> str:
    """Return from what to what: the state, the note, and each cell that was changed."""
    if entry.emptied:
        return "(removed by a purge)"
    before, after = entry.before or {}, entry.after or {}
    names = sorted(after.keys() - {"version_id", "cells", "entries"}, key=lambda name: (name != "state", name))
    told = [_step(name, before.get(name), after[name]) for name in names]
    cells = after.get("cells", {})
    told += [_step(name, before.get("cells", {}).get(name), cells[name]) for name in cells]
    return "; ".join(step for step in told if step)


def _step(name: str, before: Any, after: Any) -> str:
    if before == after:
        return ""
    return (
        f"{name.removesuffix('_spans')}: {_short(before)} → {_short(after)}" if before else f"{name}: {_short(after)}"
    )


def _short(value: Any) -> str:
    """Return a value of the log in words: those of spans without their places."""
    if isinstance(value, list):
        words = value[0] if len(value) == 2 and isinstance(value[1], list) and isinstance(value[0], str) else value
        return words if isinstance(words, str) else ", ".join(_short(part) for part in words if part is not None)
    return "nothing" if value in (None, "") else str(value)
