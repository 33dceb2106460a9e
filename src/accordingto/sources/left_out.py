"""Cues without source words: who stands behind a passive, which relative opens the clause, where a sentence ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from accordingto.records import Attribution, Entity, Span

_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s|\n")
_BY = re.compile(r"\s+(?:by\s+)?(?P<who>(?:the\s+)?[A-Z])")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\b")
_WHICH = re.compile(r"\b(?P<who>which|who)\s+(?:[\w-]+\s+){0,7}$")
_CLAUSE = re.compile(r"[.,;:!?\n“”\"]")


def agent_behind(text: str, cue: Span, entities: Sequence[Entity]) -> Span | None:
    """The named one behind a passive cue: “he was told by Harbour Minister Ana Rossi”."""
    words = text[cue.start : cue.end]
    if not (words.endswith(" by") or text.startswith(" by ", cue.end)):
        return None
    match = _BY.match(text, cue.end)
    if match is None or not _PASSIVE.search(text[max(0, cue.start - 12) : cue.end]):
        return None
    start = match.start("who")
    low = bisect_left(entities, start, key=lambda e: e.start)
    high = bisect_right(entities, start + 60, key=lambda e: e.start)
    name = next((e for e in entities[low:high] if e.kind in ("PER", "ORG")), None)
    if name is None or _CLAUSE.search(text, start, name.start):
        return None
    return Span(start, name.end)


def relative_before(text: str, cue: Span) -> Span | None:
    """The relative pronoun that opens the clause of a cue: “Norland, which within years declared independence”."""
    lead = _CLAUSE.split(text[max(0, cue.start - 80) : cue.start])[-1]
    if _PASSIVE.search(f"{lead} {text[cue.start : cue.end]}"):
        return None
    match = _WHICH.search(lead)
    start = cue.start - len(lead)
    return Span(start + match.start("who"), start + match.end("who")) if match else None


def apart(text: str, other: Attribution, end: int) -> bool:
    """Whether a sentence ends, outside of what is said, between another cue and the place `end`."""
    for match in _SENTENCE_END.finditer(text, other.cue[-1].end, end):
        if not any(s.start <= match.start() and match.end() <= s.end for s in other.content):
            return True
    return False


_REPORTS = re.compile(r"\b(?:according to|report(?:s|ed|ing)?|per)\b")


def reports(text: str, outer: Attribution, inner: Attribution) -> bool:
    """Whether the outer cue reports what the inner one says, and does not quote somebody who tells of it."""
    cue, at = outer.cue[0], inner.cue[0].start
    inside = next((s for s in outer.content if s.end > at), None)
    if inside is None or not _REPORTS.search(text[cue.start : cue.end].lower()):
        return False
    lead = text[inside.start : at]
    return lead.count("“") <= lead.count("”") and lead.count('"') % 2 == 0
