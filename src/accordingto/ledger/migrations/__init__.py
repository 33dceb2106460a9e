"""Numbered steps that bring a ledger up to date; alembic runs them when a ledger is opened.

To change a table: change `schema.py`, add `versions/NNNN_what.py` that does the same to an existing ledger, and raise
NEWEST. A step that has been released is never edited.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

# Kept here so that opening an up-to-date ledger need not load alembic; a test compares it with the scripts.
NEWEST = "0004"
VERSION_TABLE = "ledger_version"


def upgrade(connection: Connection, last: str = "head") -> None:
    """Run the steps up to `last` that this ledger has not had yet, inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    # A percent sign in a path would be read as a reference by the configuration's format.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, last)
