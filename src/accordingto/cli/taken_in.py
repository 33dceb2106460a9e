"""Prints a report as it was taken in: what is known about it, and its text."""

from __future__ import annotations

from dataclasses import fields

from rich.console import Console
from rich.text import Text

from accordingto.cli.terminal import plain
from accordingto.exports.lines import safe
from accordingto.records import Document

_APART = ("text", "title")


def print_document(console: Console, document: Document) -> None:
    """Print one report: its title, each fact that is known on a line, and the whole text."""
    console.print(Text(plain(document.title or document.path or "standard input"), style="bold underline"))
    for name in (field.name for field in fields(document) if field.name not in _APART):
        value = getattr(document, name)
        if value:
            console.print(Text(f"{name}: {plain(value)}", style="dim"), soft_wrap=True)
    console.print()
    console.print(Text(safe(document.text).rstrip("\n")), soft_wrap=True)
    console.print()
