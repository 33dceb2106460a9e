"""Halves of characters, which JSON's escapes can write and no text may hold."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def has_halves(text: str) -> bool:
    """Whether there are halves of surrogate pairs in a text."""
    return _HALF.search(text) is not None


def joined(text: str) -> str:
    """Return a text with halves that belong together joined, and others replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if has_halves(text) else text
