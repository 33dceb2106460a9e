"""Rows that a careful reader wants, and how a reading is compared with them."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.records import Claim, Reading, words_of
from accordingto.sources.names import normal

Bounds = tuple[float | None, float | None, str | None]


@dataclass(frozen=True)
class Row:
    """One wanted row: `content` is any run of words of the content, `source` the name (None: none is told).

    `said` is the day of saying (None: not told), `quantities` are minimum, maximum and unit, `verification` is status
    and name of who says so; `refers_to` and `contradicts` are a word of the other row's cue.
    """

    source: str | None
    cue: str
    content: str
    via: tuple[str, ...] = ()
    parent: str | None = None
    act: str | None = None
    said: str | None = None
    quantities: tuple[Bounds, ...] = ()
    verification: tuple[str, str | None] | None = None
    refers_to: str | None = None
    contradicts: str | None = None


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
    """What is wrong with who says what to whom in a row, in words; nothing where it is right."""
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


def cell_faults(reading: Reading, row: Row) -> list[str]:
    """What is wrong with the other cells of a row that is found, in words; nothing where they are right."""
    claim = matching(reading, row)
    if claim is None:
        return [f"not found: {row.source} {row.cue} {row.content}"]
    said = claim.said.start if claim.said and claim.said.start == claim.said.end else None
    checks = [(v.status, s.name if (s := reading.source(v.by)) else None) for v in claim.verification]
    cells = {
        "act": (claim.act, row.act),
        "said": (said, row.said),
        "quantities": (tuple((q.minimum, q.maximum, q.unit) for q in claim.quantities), row.quantities),
        "verification": (checks, [row.verification] if row.verification else []),
    }
    found = [f"{cell} {now!r} instead of {wanted!r}" for cell, (now, wanted) in cells.items() if now != wanted]
    others = {c.id: words_of(reading.text, c.cue_spans) for c in reading.claims}
    referred = others.get(claim.refers_to or "")
    if (row.refers_to is None) != (referred is None) or (row.refers_to and row.refers_to not in (referred or "")):
        found.append(f"refers_to {referred!r} instead of {row.refers_to!r}")
    against = [
        others[c] for link in reading.links if link.kind == "contradicts" and link.claims[-1] == claim.id
        for c in link.claims if c != claim.id
    ]  # fmt: skip
    if [a for a in against if not row.contradicts or row.contradicts not in a] or bool(against) != bool(
        row.contradicts
    ):
        found.append(f"contradicts {against} instead of {row.contradicts!r}")
    return [f"{fault} ({row.cue} {row.content})" for fault in found]
