"""Sources that make no claim of their own, such as one who could not verify another's: named by their words alone."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.records import Entity, Source, Span
from accordingto.sources.country import country_of
from accordingto.sources.kind import classify
from accordingto.sources.names import display, parse_mention


def source_at(text: str, span: Span, entities: Sequence[Entity], id: str) -> Source:
    """Return the source that the words at `span` name, under the id given."""
    words = text[span.start : span.end]
    here = [(e.start - span.start, e.end - span.start, e.kind) for e in entities
            if span.start <= e.start and e.end <= span.end]  # fmt: skip
    parts = parse_mention(words, here)
    kind, named = classify(words, parts, next((k for _, _, k in here), None))
    name = display(words[slice(*parts.name)] if parts.name else words)
    role = display(words[slice(*parts.role)]) if parts.role and kind == "person" else None
    return Source(id, name, kind, named or parts.name is not None, role, country_of(words), (span,))
