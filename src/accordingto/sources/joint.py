"""Joint sources: “Kyiv and the West”, “the ministry and Vyasna”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.records import Entity, Span

_JOINT = re.compile(r",?\s+(?:and|as well as|along with|together with)\s+|,\s+(?=the\s|[A-Z])")
_OPENS = re.compile(r"(?:the|both|a|an|his|her|its|their|other|several|some|many)\s|[A-Z]")


def split_joint(text: str, span: Span, entities: Sequence[Entity]) -> list[Span]:
    """Split a source span into its joined parties; a span that is not plainly joint comes back whole.

    Every part must name somebody of its own or open as a noun phrase of its own, and no name may be cut apart.
    """
    words = text[span.start : span.end]
    here = [e for e in entities if span.start <= e.start and e.end <= span.end and e.kind != "MISC"]
    cuts = [
        m for m in _JOINT.finditer(words)
        if not any(e.start < span.start + m.end() and span.start + m.start() < e.end for e in here)
    ]  # fmt: skip
    if not any("and" in m.group() or "with" in m.group() or "well" in m.group() for m in cuts):
        return [span]
    parts, at = [], 0
    for cut in cuts:
        parts.append(Span(span.start + at, span.start + cut.start()))
        at = cut.end()
    parts.append(Span(span.start + at, span.end))
    opened = all(_OPENS.match(text[p.start : p.end]) for p in parts)
    named = [any(p.start <= e.start and e.end <= p.end for e in here) for p in parts]
    if len(parts) < 2 or not opened or sum(named) < len(parts) - 1 or not any(named):
        return [span]
    return parts
