"""Sentences with a cue in square brackets, as the cue reader takes them."""

from __future__ import annotations

import re

from accordingto.claims.acts.cue import Cue, cue_of
from accordingto.records import Span

_MARK = re.compile(r"\[(.*?)\]")


def cue_in(marked: str) -> Cue:
    """Read the bracketed cue; the content is what follows it, or the quotation before it."""
    text, spans, end = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match.group(1))))
        text += match.group(1)
        end = match.end()
    text += marked[end:]
    start = spans[-1].end
    while start < len(text) and text[start] in " .,:":
        start += 1
    content = [Span(start, len(text.rstrip(".")))] if start < len(text) else []
    if not content and text.startswith("“"):
        content = [Span(0, text.index("”") + 1)]
    return cue_of(text, tuple(spans), tuple(content))
