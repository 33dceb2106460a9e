"""Rows that a careful reader wants, and how a reading is compared with them."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.records import Claim, Reading, words_of
from accordingto.sources.names import normal


@dataclass(frozen=True)
class Row:
    """One wanted row: `content` is any run of words of the content, `source` the name (None: none is told)."""

    source: str | None
    cue: str
    content: str
    via: tuple[str, ...] = ()
    parent: str | None = None


def matching(reading: Reading, row: Row) -> Claim | None:
    """The claim whose cue shares the row's key words and whose content has the wanted words foremost, or None."""
    keys = [k for k in row.cue.replace("…", " ").split() if len(k) > 2]
    found = []
    for claim in reading.claims:
        cue = words_of(reading.text, claim.cue_spans)
        content = words_of(reading.text, claim.content_spans)
        if any(k in cue for k in keys) and row.content[:25] in content:
            found.append((content.index(row.content[:25]), len(content), claim))
    return min(found, key=lambda f: f[:2])[2] if found else None


def faults(reading: Reading, row: Row) -> list[str]:
    """What is wrong with a row, in words; nothing where it is right."""
    claim = matching(reading, row)
    if claim is None:
        return [f"not found: {row.source} {row.cue} {row.content}"]
    found = []
    source = reading.source(claim.source)
    name = source.name if source else None
    if (row.source is None) != (name is None) or (name and row.source and normal(name) != normal(row.source)):
        found.append(f"source {name!r} instead of {row.source!r} ({row.cue} {row.content})")
    via = [s.name for v in claim.via if (s := reading.source(v))]
    if [normal(v) for v in via] != [normal(v) for v in row.via]:
        found.append(f"via {via} instead of {list(row.via)} ({row.cue} {row.content})")
    parent = next((c for c in reading.claims if c.id == claim.parent), None)
    cue = words_of(reading.text, parent.cue_spans) if parent else None
    if (row.parent is None) != (cue is None) or (row.parent and row.parent not in (cue or "")):
        found.append(f"parent {cue!r} instead of {row.parent!r} ({row.cue} {row.content})")
    return found
