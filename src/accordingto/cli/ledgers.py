"""How a ledger is named on the command line."""

from __future__ import annotations

import typer

LEDGER = typer.Argument(help="The ledger's file, or postgresql://user@host/database.", show_default=False)
