"""What was found, printed for programs: JSON Lines and CSV."""

from __future__ import annotations

from enum import StrEnum

import typer


class Format(StrEnum):
    """How to print what was found."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def print_bytes(text: str) -> None:
    """Print `text` in bytes, so that no system turns line breaks or letters into its own."""
    typer.echo(text.encode("utf-8"), nl=False)
