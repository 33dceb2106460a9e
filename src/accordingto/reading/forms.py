"""Attributions in forms that the corpus leaves unmarked or marks too seldom for the network to be sure of them.

- “what it calls genocide”, “what he said was an increase”
- “a charge rejected by Kyiv and the West as propaganda”
- “after Putin denied this”
- “Norland recognised the islands as a state”
- “…, saying only soldiers had been sent”: no source of its own, it takes that of its clause
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from accordingto.reading.attributions import Found
from accordingto.reading.confidence import Evidence
from accordingto.reading.words import Words

_NAMING = (
    r"call(?:s|ed)?|term(?:s|ed)?|label(?:s|led|ed)?|dub(?:s|bed)?|deem(?:s|ed)?|consider(?:s|ed)?|"
    r"(?:describe[sd]?|regard(?:s|ed)?|see[sn]?|saw|portray(?:s|ed)?|denounce[sd]?|refer(?:s|red)?\s+to)\s+as"
)
_SAYING = r"say|says|said|claim(?:s|ed)?|allege[sd]?|maintain(?:s|ed)?|insist(?:s|ed)?|believe[sd]?|argue[sd]?"
_PHRASE = r"(?:[^\s,.;:?!–—“”\"\n](?:[^,.;:?!–—“”\"\n]|,(?=\d))*)"
_QUOTED = r"“[^”\n]+”|\"[^\"\n]+\""
_WHAT = re.compile(
    r"(?<=[a-z,–—-]\s)what\s+(?P<source>(?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)\s+"
    rf"(?P<cue>(?:(?:has|have|had)\s+)?(?:{_NAMING})|"
    rf"(?P<says>(?:has\s+|have\s+|had\s+)?(?:{_SAYING}))(?=\s+(?:is|are|was|were)\s))"
    rf"\s+(?(says)(?:is|are|was|were)\s+)(?P<content>{_QUOTED}|{_PHRASE})"
)
_REJECTED_BY = re.compile(
    r"\b(?P<cue>rejected|dismissed|denounced|condemned|criticised|criticized|described|decried|branded|labelled|labeled|"
    r"slammed|hailed|praised|characterised|characterized|deplored|derided|mocked)\s+by\s+"
    r"(?P<source>(?:[\w’'.-]+,?\s+){0,7}?[\w’'.-]+)\s+"
    rf"as\s+(?P<content>{_QUOTED}|{_PHRASE})"
)
_NAME = r"(?:[A-Z][\w’'.-]*(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w’'.-]*){0,4}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
_TAKEN_UP = re.compile(
    rf"(?P<source>(?:the\s+)?{_NAME})\s+"
    r"(?P<cue>(?:(?:has|have|had|later|also|repeatedly|flatly|strongly)\s+)*(?:denie[sd]|deny|reject(?:s|ed)|dispute[sd]|"
    r"refute[sd]|confirm(?:s|ed)|dismisse[sd]))\s+"
    r"(?P<content>(?:this|it)(?=\s+(?:on|in|during|at|to|when|saying|and|but|last|yesterday|earlier|several)\b|[,.;:–—]|$)|"
    r"(?:this|that|the|these|those)\s+(?:claims?|accusations?|allegations?|charges?|reports?|statements?)\b(?!\s+that\b))"
)
_RECOGNISED = re.compile(
    rf"(?P<source>(?:the\s+)?{_NAME})\s+(?P<cue>(?:(?:has|have|had|formally|officially|also)\s+)*recogni[sz]e[sd]?)\s+"
    rf"(?P<content>(?:[\w’'-]+\s+){{1,8}}?as\s+{_PHRASE})"
)
_PARTICIPLE = re.compile(
    r"(?<!\bas )(?<!\bof )(?<!\bby )(?<!\bin )(?<!\bwithout )(?<!\bfrom )(?<!\bas having )\b(?P<cue>saying)\s+"
    r"(?P<content>(?:that\s+)?[^\s.;:“”\"\n,](?:[^.;“”\"\n]|\.(?=\w))+)"
)
_NOT_SOURCE = frozenset({"to", "is", "was", "were", "are", "happened", "would", "could", "can", "will", "might", "not"})
# The corpus says nothing of these forms, so that their chance is set by hand: they seldom mislead.
_EVIDENCE = Evidence(cue=0.9, source=0.9, content=0.8, edges=0.7, rest=0.8, has_source=True, fragments=1)


def fixed_forms(text: str, words: Words) -> Iterator[Found]:
    """Yield the attributions that stand in one of the forms, with a source of their own, form by form."""
    for form in (_WHAT, _REJECTED_BY, _TAKEN_UP, _RECOGNISED):
        for match in form.finditer(text):
            who = match.group("source").split()
            content = match.group("content").rstrip()
            if {w.lower() for w in who} & _NOT_SOURCE:
                continue
            if form is _WHAT and match.group("says") and len(content.split()) < 2:
                continue
            yield from _found(words, match.span("cue"), match.span("source"), match.start("content"), content)


def participles(text: str, words: Words, taken: AbstractSet[int]) -> Iterator[Found]:
    """Yield “saying …” without a source, where no word of it up to its first few is `taken` (indices of words)."""
    for match in _PARTICIPLE.finditer(text):
        content = match.group("content").rstrip()
        opening = words.covering(match.start(), match.start("content") + min(30, len(content)))
        if len(content.split()) >= 3 and taken.isdisjoint(range(*opening)):
            yield from _found(words, match.span("cue"), None, match.start("content"), content)


def _found(
    words: Words, cue: tuple[int, int], source: tuple[int, int] | None, at: int, content: str
) -> Iterator[Found]:
    said = words.covering(at, at + len(content))
    who = (words.covering(*source),) if source else ()
    if all(low < high for low, high in (words.covering(*cue), said, *who)):
        yield Found(words.covering(*cue), who, (said,), _EVIDENCE)
