"""A linked ledger opened for a question: who is who in it, and what to say where not all of it is linked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from accordingto.cli.show import fail
from accordingto.errors import LedgerError
from accordingto.exports.wording import counted
from accordingto.ledger import Ledger
from accordingto.records import Claim, Reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accordingto.linking.who import LedgerWho


@dataclass(frozen=True, slots=True)
class Opened:
    """An open ledger, a connection to read with, and who is who in it."""

    ledger: Ledger
    connection: Connection
    who: LedgerWho

    def claim_number(self, found: tuple[Reading, Claim]) -> int:
        """Return the row number of a claim of a current reading."""
        from accordingto.ledger.linkage import sayings

        reading, claim = found
        return sayings.claim_number(self.connection, reading.document.id, claim.id)


@contextmanager
def linked(address: str) -> Iterator[Opened]:
    """Open a ledger for a question; says on standard error how many reports wait to be linked.

    A LedgerError inside the block is said in words and ends the program with exit code 1.
    """
    from accordingto.ledger.linkage import progress
    from accordingto.linking.who import LedgerWho

    try:
        with Ledger.open(address, create=False) as ledger, ledger.reading_connection() as connection:
            waiting = progress.count_waiting(connection)
            if waiting:
                typer.echo(
                    f"{counted(waiting, 'report')} not linked yet and left out where reports are compared: run "
                    f"“accordingto link {ledger.name}”.",
                    err=True,
                )
            yield Opened(ledger, connection, LedgerWho(connection))
    except LedgerError as error:
        fail(error)
