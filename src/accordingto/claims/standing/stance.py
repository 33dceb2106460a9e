"""Whether a claim denies or confirms what it takes up: by its act, or by a verdict such as “was false”."""

from __future__ import annotations

import re
from typing import Literal

from accordingto.claims.layout import Layout
from accordingto.claims.standing.taking_up import TakingUp, taken_up
from accordingto.records import Claim, Span

Stance = Literal["denies", "confirms"]
_FALSE = (
    r"(?:not\s+(?:true|correct|accurate|right|the\s+case)|(?:\w+ly\s+)?(?:false|untrue|incorrect|inaccurate|wrong|baseless|"
    r"unfounded|groundless|fabricated|nonsense|nonsensical|preposterous|absurd|ridiculous|ludicrous|bogus|fictitious|"
    r"dubious|doubtful|implausible|misleading|exaggerated|unrealistic|defamatory|slanderous|libellous|libelous)|(?:an?\s+)?(?:\w+\s+)?(?:lies?|hoax|fabrications?|falsehoods?|inventions?|"
    r"fake(?:\s+news)?|smears?|myths?|slander|propaganda|fiction)|without\s+(?:any\s+)?(?:foundation|merit|basis|substance)|"
    r"unsubstantiated)\b"
)
_BE = r"(?:\s*[’']s|\s*[’']re|\s+(?:is|are|was|were|be|(?:has|have|had)\s+been))"
_SIMPLY = r"(?:[a-z]+ly\s+|all\s+|just\s+)?"
_COPULA_FALSE = re.compile(rf"{_BE}(?:n[’']t\s+(?:true|correct|accurate|right)\b|\s+{_SIMPLY}{_FALSE})", re.IGNORECASE)
_COPULA_TRUE = re.compile(rf"{_BE}\s+(?:[a-z]+ly\s+)?(?:true|correct|accurate|right|genuine)\b", re.IGNORECASE)
_NAMED_FALSE = re.compile(rf"[\s,;:“\"‘'…]*(?:as\s+)?(?:[“\"‘'”’]\s*)*{_SIMPLY}{_FALSE}", re.IGNORECASE)
_NAMING = re.compile(
    r"\b(?:call|describ|label|brand|dismiss|slam|reject|denounc|characteri[sz]|deem|decr)\w*", re.IGNORECASE
)
_NOTHING_FOR = re.compile(
    r"(?:that\s+)?there\s+(?:is|was|were|are|had\s+been|has\s+been)\s+(?:no|little)\s+(?:\w+\s+)?"
    r"(?:evidence|proof|truth|basis|merit|substance)\s+(?:for|of|to|in|behind)\s+(?:support\s+|back\s+(?:up\s+)?)?",
    re.IGNORECASE,
)
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_STANDS_BY = frozenset(("confirm", "acknowledge", "support"))


def cue_words(layout: Layout, claim: Claim) -> str:
    """Return the words of the cue of `claim`, joined by spaces."""
    return " ".join(layout.text[start:end] for start, end in claim.cue_spans)


def verdict(layout: Layout, claim: Claim) -> tuple[TakingUp | None, Stance | None]:
    """Return the phrase opening the content of `claim` that takes something up, and whether it is called false or true.

    “The accusations were baseless”, “called it a lie”, “there was no evidence for the claim”.
    """
    if not claim.content_spans:
        return None, None
    text = layout.text
    start, end = claim.content_spans[0]
    nothing = _NOTHING_FOR.match(text, start, end)
    that = _THAT.match(text, start, end)
    phrase = taken_up(text, nothing.end(), end, loose=True) if nothing else None
    if phrase:
        return phrase, "denies"
    phrase = (taken_up(text, that.end(), end, loose=True) if that else None) or taken_up(text, start, end, loose=True)
    return phrase, _judged(layout, claim, phrase.span, end) if phrase else None


def _judged(layout: Layout, claim: Claim, after: Span, end: int) -> Stance | None:
    text = layout.text
    if _COPULA_FALSE.match(text, after.end, end):
        return "denies"
    if _COPULA_TRUE.match(text, after.end, end):
        return "confirms"
    if _NAMING.search(cue_words(layout, claim)):
        later = [s for s, _ in claim.content_spans if s > after.end]
        at = after.end if end > after.end + 1 else min(later, default=end)
        if _NAMED_FALSE.match(text, at, max(e for _, e in claim.content_spans)):
            return "denies"
    return None


def stance_of(claim: Claim) -> Stance | None:
    """Return whether the act of `claim` denies or confirms what it takes up, None where it does neither."""
    if claim.act == "deny":
        return "denies"
    return "confirms" if claim.act in _STANDS_BY else None
