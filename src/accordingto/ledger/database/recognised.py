"""Whether a database is a ledger, and of which format."""

from __future__ import annotations

from collections.abc import Callable, Collection

from accordingto.errors import LedgerError
from accordingto.ledger.migrations import NEWEST, VERSION_TABLE


def version(tables: Collection[str], asked: Callable[[str], object], name: str, what: str) -> str | None:
    """Return the number of the last step that the ledger has had, None where there are no tables at all.

    `tables` are those of the database, `asked` gives the one value that a query finds, `name` is the ledger's name and
    `what` the kind of database, both for messages. Raises LedgerError where it is another program's database or was
    written by a newer program.
    """
    if VERSION_TABLE not in tables:
        if tables:
            raise LedgerError(
                f"Ledger {name}: it is {what}, but not a ledger. Give the path of a ledger, or of a new file."
            )
        return None
    found = asked(f"SELECT max(version_num) FROM {VERSION_TABLE}")  # noqa: S608 (a constant)
    if found is not None and str(found) > NEWEST:
        raise LedgerError(
            f"Ledger {name}: it was written by a newer accordingto (ledger format {found}; this program knows "
            f"{NEWEST}). Nothing was changed. Upgrade with “pip install --upgrade accordingto”."
        )
    return None if found is None else str(found)
