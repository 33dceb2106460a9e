"""What an unnamed source is called: the report's own words for it."""

from __future__ import annotations

import re

from accordingto.sources.names import MentionParts, display

_LEAST = re.compile(r"(?i)^(?:(?:the|a|an)\s+)?(?:unnamed|anonymous|unidentified)\s+")
_DAY = re.compile(r"\s+(?:on\s+)?(?:late\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")


# A comma that ends the words for an unnamed source, unless it stands in a list of capitals inside a body's name.
_COMMA = re.compile(r",\s(?![A-Z][\w-]+(?:,\s[A-Z][\w-]+)*,?\sand\s[A-Z])")


def own_words(words: str, parts: MentionParts) -> str:
    """What an unnamed source is called: its own words without what only says that, or when, it is unnamed."""
    if parts.anonymous and parts.anonymous[0] > max(words.find(parts.head or ""), 0):
        words = words[: parts.anonymous[0]]
    bare = _LEAST.sub("", words)
    words = _DAY.sub("", bare if " " in bare else words)
    return display(_COMMA.split(words)[0]) or display(words)
