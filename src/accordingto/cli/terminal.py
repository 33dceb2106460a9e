"""Words of untrusted reports made safe for a terminal, and consoles that print them as they are."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from accordingto.exports.lines import safe

# rich takes long to load: it is imported where a console is needed.
if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100


def plain(text: str) -> str:
    """Return `text` made safe and on one line."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    return " ".join(safe(spaced).split())


def shortened(words: str, most: int) -> str:
    """Return `words` plain, with an ellipsis in place of what goes beyond `most` characters."""
    text = plain(words)
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def console_of(file: IO[str]) -> Console:
    """Return a console that prints what it is given as it is: no markup, no emoji codes, no guessed highlights."""
    from rich.console import Console

    width = min(WIDEST, Console(file=file).width)
    return Console(file=file, width=width, markup=False, emoji=False, highlight=False)
