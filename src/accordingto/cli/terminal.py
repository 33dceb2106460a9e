"""Words of untrusted reports made safe for a terminal, and consoles that print them as they are."""

from __future__ import annotations

import re
import unicodedata
from typing import IO, TYPE_CHECKING

# rich takes long to load: it is imported where a console is needed.
if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
# Terminal sequences: CSI (colours, cursor), OSC (titles, links), and the short ones.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]"
)
# Marks that turn the reading direction of what follows, outside of their own line too.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def safe(text: str) -> str:
    """Return `text` without what could steer a terminal: escape sequences, control characters, changes of direction.

    Line breaks stay; tabs become spaces. Offsets do not survive: cut the text first.
    """
    kept = _TURNING.sub("", _ESCAPE.sub("", text.expandtabs(4)))
    return "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})


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
