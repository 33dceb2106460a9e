"""What was found, printed for programs: JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import typer

from accordingto.cli.terminal import safe

# What JSON would hand to a terminal as it is; the escapes mean the same to whoever reads the JSON.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Format(StrEnum):
    """How to print what was found."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def json_line(data: dict[str, Any]) -> str:
    """Return `data` as one line of JSON without its end; control characters are escaped."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda unsafe: f"\\u{ord(unsafe[0]):04x}", line)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180) with a header; no cell is a formula to a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def print_bytes(text: str) -> None:
    """Print `text` in bytes, so that no system turns line breaks or letters into its own."""
    typer.echo(text.encode("utf-8"), nl=False)


def _cell(value: object) -> object:
    if isinstance(value, (tuple, list)):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    cell = safe(value)
    return f"'{cell}" if cell.lstrip()[:1] in {"=", "+", "-", "@"} else cell
