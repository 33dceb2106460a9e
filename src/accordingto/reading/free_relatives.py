"""“what it calls genocide”, “what he said was an increase”: attributions in a form that the corpus leaves unmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.reading.attributions import Found
from accordingto.reading.confidence import Evidence
from accordingto.reading.words import Words

_NAMING = (
    r"call(?:s|ed)?|term(?:s|ed)?|label(?:s|led|ed)?|dub(?:s|bed)?|deem(?:s|ed)?|consider(?:s|ed)?|"
    r"(?:describe[sd]?|regard(?:s|ed)?|see[sn]?|saw|portray(?:s|ed)?|denounce[sd]?|refer(?:s|red)?\s+to)\s+as"
)
_SAYING = r"say|says|said|claim(?:s|ed)?|allege[sd]?|maintain(?:s|ed)?|insist(?:s|ed)?|believe[sd]?|argue[sd]?"
_WHAT = re.compile(
    r"(?<=[a-z,–—-]\s)what\s+(?P<source>(?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)\s+"
    rf"(?P<cue>(?:(?:has|have|had)\s+)?(?:{_NAMING})|(?P<says>(?:has\s+|have\s+|had\s+)?(?:{_SAYING}))(?=\s+(?:is|are|was|were)\s))"
    r"(?:(?<=[a-z])\s+(?(says)(?:is|are|was|were)\s+))"
    r"(?P<content>“[^”\n]+”|\"[^\"\n]+\"|[^\s,.;:?!–—“”\"\n](?:[^,.;:?!–—“”\"\n]|,(?=\d))*)"
)
_NO_SOURCE = frozenset({"to", "is", "was", "were", "are", "happened", "would", "could", "can", "will", "might", "not"})
# The corpus says nothing of this form, so that its chance is set by hand: a form that seldom misleads.
_EVIDENCE = Evidence(cue=0.9, source=0.9, content=0.8, edges=0.7, rest=0.8, has_source=True, fragments=1)


def free_relatives(text: str, words: Words) -> Iterator[Found]:
    """Yield an attribution for each such form, in order."""
    for match in _WHAT.finditer(text):
        content = match.group("content").rstrip()
        who = match.group("source").split()
        if {w.lower() for w in who} & _NO_SOURCE or (match.group("says") and len(content.split()) < 2):
            continue
        cue = words.covering(*match.span("cue"))
        source = words.covering(*match.span("source"))
        said = words.covering(match.start("content"), match.start("content") + len(content))
        if any(low >= high for low, high in (cue, source, said)):
            continue
        yield Found(cue, (source,), (said,), _EVIDENCE)
