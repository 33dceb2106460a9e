"""Alembic's entry point: runs the steps on the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from accordingto.ledger.linkage import tables as _linkage  # noqa: F401 (its tables belong to the schema)
from accordingto.ledger.migrations import VERSION_TABLE
from accordingto.ledger.people import tables as _people  # noqa: F401
from accordingto.ledger.review import tables as _review  # noqa: F401
from accordingto.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
