"""`accordingto judge`: whether two sources are the same, by a person's word, which wins over the program's for good."""

from __future__ import annotations

import getpass
from enum import StrEnum
from typing import Annotated

import typer

from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.errors import LedgerError
from accordingto.ledger import Ledger


class Verdict(StrEnum):
    """What a person may say of two sources."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


def judge(
    ledger: Annotated[str, LEDGER],
    one: Annotated[
        str, typer.Argument(help="A source: report and id (3/S2), or report and name (3/Shoigu).", show_default=False)
    ],
    verdict: Annotated[Verdict, typer.Argument(help="Are they the same?", show_default=False)],
    other: Annotated[str, typer.Argument(help="The other source.", show_default=False)],
    by: Annotated[str | None, typer.Option(help="Who judges; your login name where left out.")] = None,
    note: Annotated[str | None, typer.Option(help="Why, for those who read it later.")] = None,
) -> None:
    """Keep a person's decision whether two sources are the same. It wins over the program; nothing is overwritten.

    Of two decisions about one pair the later counts; both stay in the ledger.

    For example:

    accordingto judge ledger.db 3/S2 same 7/S1

    accordingto judge ledger.db "3/John Smith" different "9/John Smith" --note "one is a footballer"
    """
    from accordingto.ledger.linkage import judging, names

    try:
        with Ledger.open(ledger, create=False) as opened:
            left, right = (find_source(opened, text) for text in (one, other))
            if left == right:
                raise LedgerError(f"{one!r} and {other!r} are one source of one report: there is nothing to decide.")
            with opened.writing_connection() as connection:
                numbers = [source.number for place in (left, right) for source in names.at(connection, *place)[:1]]
                if len(numbers) < 2:
                    raise LedgerError(f"{one!r} or {other!r} stands in a report that was redacted: it is not judged.")
                first, second = numbers
                judging.judge(connection, first, second, verdict.value, by=by or login(), note=note)
    except LedgerError as error:
        fail(error)
    typer.echo(f"Kept: “{left[1]}” and “{right[1]}”: {verdict.value}.", err=True)


def find_source(ledger: Ledger, text: str) -> tuple[str, str]:
    """Return the report's digest and the source's name that `text` means; raises LedgerError saying what to type."""
    report, _, name = text.rpartition("/")
    if not report:
        raise LedgerError(f"{text!r}: type the report and the source, such as 3/S2 or “3/Shoigu”.")
    reading = ledger.reading(report)
    wanted = name.strip()
    for source in reading.sources:
        if wanted.upper() == source.id or wanted == source.name:
            return reading.document.id, source.name
    known = "; ".join(f"{source.id} {source.name}" for source in reading.sources[:20]) or "none"
    raise LedgerError(f"{text!r}: that report has no such source. Its sources: {known}.")


def login() -> str:
    """Return the operating system's name of who is at work, “unknown” where it tells none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
