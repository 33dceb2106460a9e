"""Alembic's entry point: runs the steps on the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from accordingto.ledger.migrations import VERSION_TABLE
from accordingto.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
