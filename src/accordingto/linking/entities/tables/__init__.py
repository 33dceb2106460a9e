"""The word lists of who is who across reports; each file is read once. Lines beginning with `#` are comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a table."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return tuple(line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated table."""
    return tuple(tuple(line.split("\t")) for line in lines(name))


@cache
def words(name: str) -> frozenset[str]:
    """Return all words of a table."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def variants(name: str) -> dict[str, frozenset[str]]:
    """Return, for each word of a table with one family of words a line, the first words of its lines."""
    found: dict[str, set[str]] = {}
    for line in lines(name):
        family = line.split()
        for word in family:
            found.setdefault(word, set()).add(family[0])
    return {word: frozenset(firsts) for word, firsts in found.items()}
