"""The word lists that naming, typing and placing sources rest on; each file is read once (SOURCES.md tells origins).

A table is UTF-8 text. Lines beginning with `#` are comments. `[heading]` opens a section; below it stand entries
separated by commas and line ends. A `.tsv` has one tab-separated row per line.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """Return the entries of a sectioned table by heading, as written."""
    found: dict[str, set[str]] = {}
    heading = ""
    for line in _lines(name):
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
            found.setdefault(heading, set())
        else:
            found.setdefault(heading, set()).update(e.strip() for e in line.split(",") if e.strip())
    return {key: frozenset(value) for key, value in found.items()}


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated table."""
    return tuple(tuple(line.split("\t")) for line in _lines(name))


def plural(noun: str) -> str:
    """Return the regular English plural; `man` at the end becomes `men`."""
    if noun.endswith(("man", "woman")) and noun not in ("human", "german", "roman"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


@cache
def nouns() -> dict[str, tuple[str, bool]]:
    """Return common nouns, lower case, as (kind of source, whether it is a plural).

    Section names of nouns.txt are kinds; a section `KIND only` has forms taken as they stand, `KIND plural` forms
    that are plural as they stand; all others are singulars whose regular plural is added. Plural persons are a group.
    """
    found: dict[str, tuple[str, bool]] = {}
    for heading, entries in sections("nouns.txt").items():
        kind, _, form = heading.partition(" ")
        for entry in entries:
            if form == "plural":
                found[entry] = (kind, True)
                continue
            found[entry] = (kind, False)
            if not form:
                found[plural(entry)] = ("group" if kind == "person" else kind, True)
    return found
