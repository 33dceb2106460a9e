"""Which attribution stands inside the content of which other one."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from accordingto.reading.attributions import Found
from accordingto.reading.decoder import Range


class Nested(NamedTuple):
    """An attribution and the pass that found it: 0 in its window, 1 inside a content read on its own."""

    found: Found
    depth: int


def arrange(found: list[Nested]) -> tuple[list[Found], list[int | None]]:
    """Order attributions by their cues, drop repeats, and name for each the position of its parent, or None.

    The parent is the smallest content that holds the cue and all of the content. Where both passes found the same
    cue, the first pass keeps it unless it would cross another content's border.
    """
    chosen: dict[Range, Nested] = {}
    for item in found:
        known = chosen.get(item.found.cue)
        if known is None or item.depth < known.depth:
            chosen[item.found.cue] = item
    ordered = [chosen[cue].found for cue in sorted(chosen)]
    over: dict[int, list[int]] = defaultdict(list)
    for i, attribution in enumerate(ordered):
        for word in {w for low, high in attribution.content for w in range(low, high)}:
            over[word].append(i)
    parents: list[int | None] = []
    for attribution in ordered:
        holders = [
            (sum(b - a for a, b in ordered[i].content), i)
            for i in over.get(attribution.cue[0], ())
            if ordered[i] is not attribution and _holds(ordered[i], attribution)
        ]
        parents.append(min(holders)[1] if holders else None)
    return ordered, parents


def _holds(outer: Found, inner: Found) -> bool:
    """Whether the inner cue and content lie in the outer content, and not the other way round as well."""
    return _within((inner.cue, *inner.content), outer.content) and not _within((outer.cue,), inner.content)


def _within(parts: tuple[Range, ...], holders: tuple[Range, ...]) -> bool:
    return all(any(low <= a and b <= high for low, high in holders) for a, b in parts)
