"""The titles and descriptions that a report gives a named person, wherever it names that person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.records import Span
from accordingto.sources.names import display, parse_mention
from accordingto.sources.phrase import is_person_noun, split

_REACH = 90
_LINKING = frozenset({"of", "for", "and", "the"})
_BREAK = re.compile(r"[.!?;:“”\"()]\s+|[“”\"();:]|,\s|\s[–—-]\s|\n")
_APPOSED = re.compile(
    r",\s(?:(?:who\s(?:is|was)|formerly)\s)?(?P<role>(?:the|a|an)?\s?[^,.;:“”\"()\n–—]{3,80})(?=[,.;–—\n])"
)


def roles_at(text: str, name: Span, after: int) -> Iterator[str]:
    """Yield the roles right before and right after the `name` of a person; nothing before offset `after` counts."""
    before = _before(text, name, after)
    if before:
        yield before
    match = _APPOSED.match(text, name.end, min(len(text), name.end + _REACH + 20))
    if match:
        words = text[name.start : match.end()]
        parts = parse_mention(words, [(0, name.end - name.start, "PER")])
        if parts.role and parts.role[0] >= name.end - name.start:
            yield display(words[slice(*parts.role)])


_OPENING = re.compile(
    r"^(?:(?:of|for|and|the|[’'`]s?|on|in|by|at|to|with|from|then|when|as|but|while|after|before|later|meanwhile|if|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|today|yesterday|earlier|also|however|both|its|his|her|their|our|that)\b\s*)+",
    re.IGNORECASE,
)


def _before(text: str, name: Span, after: int) -> str | None:
    """The run of capitals and titles that ends at the name, where a word in it can describe a person."""
    lead = _BREAK.split(text[max(after, name.start - _REACH) : name.start])[-1]
    kept: list[tuple[int, int]] = []
    tokens = split(lead)
    for token in reversed(tokens):
        linking = token.lower in _LINKING or token.possessive or token.text in "-&"
        if not (token.capital or is_person_noun(token) or linking or _describes(token.lower)):
            break
        kept.append((token.start, token.end))
    described = [t for t in tokens if kept and t.start >= kept[-1][0] and is_person_noun(t)]
    if not described or not kept:
        return None
    words = lead[kept[-1][0] : kept[0][1]]
    words = _OPENING.sub("", words)
    return display(words) or None


def _describes(word: str) -> bool:
    return word in _DESCRIBING


_DESCRIBING = frozenset(
    "former acting deputy vice assistant chief senior prime foreign defence defense interior finance health justice"
    " opposition government army police party state federal regional local presidential military lead top national"
    " then-president ex-president co-founder press campaign council union team club band film".split()
)
