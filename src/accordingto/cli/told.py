"""One claim with its report, as the commands that look across reports print it."""

from __future__ import annotations

from rich.text import Text

from accordingto.cli.terminal import plain, shortened
from accordingto.ledger.linkage.told import Told
from accordingto.linking.bearing import day_of

_EXCERPT = 300


def claim_line(told: Told, most: int = _EXCERPT) -> Text:
    """Return a claim in one line: day, source, cue, content, where it stands."""
    line = Text(f"{day_of(told) or 'no day':10}  ", "dim")
    line.append(plain(told.source_name or f"? {told.source_words}"), "bold cyan").append(
        f" {plain(told.cue)} ", "yellow"
    )
    line.append(shortened(told.content, most), "green")
    for standing in told.standing:
        line.append("  ").append(f"[{plain(standing)}]", "bold black on yellow")
    return line.append(f"  {plain(told.publisher or told.title or '')} {told.address}", "dim")
