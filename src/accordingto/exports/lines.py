"""Lines of CSV and JSON Lines, safe in a terminal and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

# Terminal sequences: CSI (colours, cursor), OSC (titles, links), and the short ones.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]"
)
# Marks that turn the reading direction of what follows, outside of their own line too.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# What JSON would hand to a terminal as it is; the escapes mean the same to whoever reads the JSON.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Return `text` without what could steer a terminal: escape sequences, control characters, changes of direction.

    Line breaks stay; tabs become spaces. Offsets do not survive: cut the text first.
    """
    kept = _TURNING.sub("", _ESCAPE.sub("", text.expandtabs(4)))
    return "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})


def json_line(data: dict[str, Any]) -> str:
    """Return `data` as one line of JSON without its end; control characters are escaped."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda unsafe: f"\\u{ord(unsafe[0]):04x}", line)


def csv_line(cells: Iterable[object]) -> str:
    """Return one row of CSV (RFC 4180) with its end; no cell is a formula to a spreadsheet."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([_cell(value) for value in cells])
    return written.getvalue()


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV with a header."""
    return "".join(map(csv_line, (columns, *rows)))


def _cell(value: object) -> object:
    if isinstance(value, (tuple, list)):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    cell = safe(value)
    # Some spreadsheets take the wide ones, too.
    return f"'{cell}" if cell.lstrip().startswith(tuple("=+-@＝＋－＠")) else cell
