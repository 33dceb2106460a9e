"""What an unnamed source is called: the report's own words for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from accordingto.sources.names import MentionParts, display, parse_mention
from accordingto.sources.people import Party
from accordingto.sources.phrase import noun_kind, split

_LEAST = re.compile(r"(?i)^(?:(?:the|a|an)\s+)?(?:unnamed|anonymous|unidentified)\s+")
_DAY = re.compile(
    r"(?:\s+(?:on\s+)?(?:late\s+|early\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?"
    r"|\s+(?:today|yesterday|tonight|afterwards?|earlier|later|recently|now|(?:last|this|earlier\s+this)\s+(?:week|month|year|night)))$"
)
# Where a body that has a name of its own sits: “the Harwick-based Hartwin movement”.
_BASED = re.compile(r"^(?:[Tt]he\s+)?(?:[A-Z][\w-]*-based)\s+(?=[A-Z])")
_RELEASED = re.compile(r"(?<=\w)\s+(?:just\s+|newly\s+)?(?:released|published|issued|conducted)$")
# A clause that begins inside the words.
_CLAUSE = re.compile(r"\s+(?:who|whose|whom|which|where|when|while|because)\s|\s+(?:--|[–—―])(?:\s|$)")


# A comma that ends the words for an unnamed source, unless it stands in a list of capitals inside a body's name.
_COMMA = re.compile(r",\s(?![A-Z][\w-]+(?:,\s[A-Z][\w-]+)*,?\sand\s[A-Z])")


# Nouns by which a report calls those who did one piece of research.
RESEARCHERS = frozenset("researchers scientists authors team group academics experts engineers astronomers".split())


def _participle_cut(words: str) -> str:
    """The words up to a participle behind the person who does it: “residents leaving the harbour”."""
    tokens = split(words)
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        doing = token.text.islower() and token.lower.endswith("ing") and noun_kind(token.text) is None
        kind = noun_kind(before.text)
        person = kind is not None and kind[0] in ("person", "officials", "group")
        if doing and person and after.lower in _OBJECTS:
            return words[: before.end]
    return words


_OBJECTS = frozenset("the a an his her its their to in at on for from with about against into as out".split())


def own_words(words: str, parts: MentionParts) -> str:
    """What an unnamed source is called: its own words without what only says that, or when, it is unnamed."""
    if parts.anonymous and parts.anonymous[0] > max(words.find(parts.head or ""), 0):
        words = words[: parts.anonymous[0]]
    words = _BASED.sub("", _CLAUSE.split(words)[0])
    words = _participle_cut(words)
    bare = _LEAST.sub("", words)
    words = _RELEASED.sub("", _DAY.sub("", bare if " " in bare else words))
    return display(_COMMA.split(words)[0]) or display(words)


@lru_cache(maxsize=4096)
def head_of(name: str) -> str:
    """The noun that heads what an unnamed source is called, in small letters."""
    return (parse_mention(name).head or "").lower()


_FROM = re.compile(r"\s(?:from|at|of|with|led)\s")


def described_before(words: str, parts: MentionParts, before: Sequence[Party]) -> Party | None:
    """Return the one unnamed source before, told at more length, that “the team” or “the researchers” takes up."""
    head = parts.head or ""
    if not words.lower().startswith(("the ", "this ", "that ", "these ", "those ")) or len(words.split()) != 2:
        return None
    if not head.islower() or head == "people":
        return None
    longer = [p for p in before if " " in p.name]
    same = [p for p in longer if head_of(p.name) == head]
    if not same and head in RESEARCHERS:
        same = [p for p in longer if head_of(p.name) in RESEARCHERS and _FROM.search(p.name)]
    return same[0] if len(same) == 1 else None
