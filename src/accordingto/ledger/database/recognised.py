"""Whether a database is a ledger, and of which format."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, column, select, table

from accordingto.errors import LedgerError
from accordingto.ledger.migrations import NEWEST, VERSION_TABLE


def version(connection: Connection, tables: Collection[str], name: str, what: str) -> str | None:
    """Return the number of the last step that the ledger has had, None where there are no tables at all.

    `tables` are those of the database, `name` is the ledger's name and `what` the kind of database, both for messages.
    Raises LedgerError where it is another program's database or was written by a newer program.
    """
    if VERSION_TABLE not in tables:
        if tables:
            raise LedgerError(
                f"Ledger {name}: it is {what}, but not a ledger. Give the path of a ledger, or a new one."
            )
        return None
    found = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    if found is not None and str(found) > NEWEST:
        raise LedgerError(
            f"Ledger {name}: it was written by a newer accordingto (ledger format {found}; this program knows "
            f"{NEWEST}). Nothing was changed. Upgrade with “pip install --upgrade accordingto”."
        )
    return None if found is None else str(found)
