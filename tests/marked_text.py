"""Texts with their spans written into them as {s0|source} {c0|cue} {x0|content} {v0|via}, and what they resolve to."""

from __future__ import annotations

import re

from accordingto.records import Antecedents, Attribution, Entity, Source, Span
from accordingto.sources.resolve import Resolution, resolve_sources

_MARKED = re.compile(r"\{([scxv])(\d)\|")


def parse(marked: str, names: dict[str, str]) -> tuple[str, list[Attribution], list[Entity]]:
    """Take the marks out of a text and return it with its attributions and entities."""
    text, opened, spans = "", [], {}
    at = 0
    while at < len(marked):
        match = _MARKED.match(marked, at)
        if match:
            opened.append((match[1], int(match[2]), len(text)))
            at = match.end()
        elif marked[at] == "}":
            role, number, start = opened.pop()
            spans.setdefault(number, {}).setdefault(role, []).append(Span(start, len(text)))
            at += 1
        else:
            text += marked[at]
            at += 1
    attributions = []
    for number in sorted(spans):
        s = spans[number]
        content = tuple(s.get("x", ()))
        parents = [m for m in spans if m != number and any(
            o.start <= s["c"][0].start and s["c"][0].end <= o.end for o in spans[m].get("x", ()))]  # fmt: skip
        attributions.append(Attribution(tuple(s.get("s", ())), tuple(s["c"]), content, 0.9, min(parents, default=None)))
    entities = sorted(
        {Entity(m.start(), m.end(), kind) for name, kind in names.items() for m in re.finditer(re.escape(name), text)},
        key=lambda e: e.start,
    )
    inner = [e for e in entities if any(o != e and o.start <= e.start and e.end <= o.end for o in entities)]
    return text, attributions, [e for e in entities if e not in inner]


def resolved(
    marked: str, names: dict[str, str], pointed: dict[str, dict[str, float]] | None = None
) -> list[str | None]:
    text, attributions, entities = parse(marked, names)
    antecedents = {}
    for pronoun, chances in (pointed or {}).items():
        for match in re.finditer(rf"\b{re.escape(pronoun)}\b", text):
            candidates = tuple((text.index(name), chance) for name, chance in chances.items())
            antecedents[match.start()] = Antecedents(candidates, 0.0)
    return _names(resolve_sources(text, attributions, entities, antecedents))


def _names(resolution: Resolution) -> list[str | None]:
    by_id = {s.id: s.name for s in resolution.sources}
    return [by_id.get(w.source) if w.source else None for w in resolution.who]


def sources(marked: str, names: dict[str, str]) -> list[Source | None]:
    """The source of each attribution of a marked text."""
    text, attributions, entities = parse(marked, names)
    found = resolve_sources(text, attributions, entities, {})
    by_id = {s.id: s for s in found.sources}
    return [by_id[w.source] if w.source else None for w in found.who]


def everyone(marked: str, names: dict[str, str]) -> list[list[str]]:
    """The names of source and co-sources of each attribution of a marked text."""
    text, attributions, entities = parse(marked, names)
    found = resolve_sources(text, attributions, entities, {})
    by_id = {s.id: s.name for s in found.sources}
    return [[by_id[i] for i in (w.source, *w.co_sources) if i] for w in found.who]
