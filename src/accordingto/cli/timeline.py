"""Timelines in a terminal: a row for what is said, a column a day; and files that are asked for beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from accordingto.cli.terminal import plain, shortened
from accordingto.errors import LedgerError
from accordingto.linking.timeline import MARKS, Entry, columns, marks

_LABEL = 44
_DAYS = {"said": "said", "about": "day told of", "published": "published"}


def print_timeline(console: Console, entries: Sequence[Entry]) -> None:
    """Draw a row for each entry; nothing where no day is told."""
    within = columns(entries, max(10, console.width - _LABEL - 3))
    if not within:
        return
    legend = ", ".join(f"{mark} {_DAYS[kind]}" for kind, mark in MARKS.items())
    console.print(Text("Timeline", "bold").append(f"  {within[0][0]} to {within[-1][1]}; {legend}", "dim"))
    for entry in entries:
        who = plain(entry.told.source_name or entry.told.source_words or "?")
        label = shortened(f"{who}: {entry.told.content}", _LABEL)
        console.print(Text(f"{label:{_LABEL}} │", "dim").append(marks(entry, within), "bold cyan"), soft_wrap=True)


def write_file(path: Path, text: str) -> None:
    """Write a file that was asked for; raises LedgerError in words where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise LedgerError(f"{path}: cannot be written ({error.strerror}). Give another path.") from error
