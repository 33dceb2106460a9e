"""Documents whose author is named: “a report by the Harbour Institute” is said by the institute."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.sources.phrase import Entity

# What somebody writes or issues to say something. Laws, records, footage and frameworks speak for themselves.
WRITTEN = (
    r"(?:(?:press|news|media)\s+(?:release|statement)|(?:blog|twitter|facebook|instagram|social\s+media)\s+post|"
    r"report|study|data|survey|poll|statement|communiqu[ée]|announcement|advisory|bulletin|post|posting|tweet|blog|letter|"
    r"e-?mail|memo|memorandum|message|statistics|figures|estimates?|forecasts?|website|web\s+site|webpage|web\s+page|"
    r"readout|fact\s?sheet|briefing|white\s+paper|analysis|article|op-ed|editorial|column|headline)"
)
_BY = re.compile(
    rf"(?i)^(?:\S+\s+){{0,4}}?{WRITTEN}s?\b(?P<between>(?:\s+[\w’'-]+){{0,4}}?)\s+(?:by|from)\s+(?P<who>\S.*)$",
    re.DOTALL,
)
# “A letter signed by”, “a report seen by”, “a study led by”: not its author, or not plainly.
_NOT_AUTHOR = re.compile(
    r"(?i)\b(?:signed|seen|obtained|cited|quoted|reviewed|commissioned|funded|about|into|on\s+the)\b"
)
_OWNED = re.compile(rf"(?i)(?:[’']s?)?(?:\s+[a-z][\w-]*){{0,3}}?\s+{WRITTEN}s?$")
_POSSESSIVE = re.compile(r"[’']s?\s")

_NOUN = re.compile(rf"(?i)\b(?P<noun>{WRITTEN})(?:s\b|\b)")
_TAKEN_UP = re.compile(rf"(?i)^(?:the|this|that)\s+(?P<noun>{WRITTEN})$")


def document_in(words: str) -> str | None:
    """The noun for what somebody wrote in a mention of it: “report” in “the institute's yearly report”."""
    match = _NOUN.search(words)
    return match["noun"].lower() if match else None


def document_again(words: str) -> str | None:
    """The noun by which a mention takes up a document told before (“the report”), None where it says more."""
    match = _TAKEN_UP.match(words)
    return match["noun"].lower() if match else None


def author_of(words: str, entities: Sequence[Entity]) -> tuple[int, int] | None:
    """Return where in a mention of a document the words for its named author stand, None where none is named.

    `entities` are (start, end, kind) of names within the mention.
    """
    match = _BY.match(words)
    if match is not None:
        start, end = match.span("who")
        named = [e for e in entities if e[0] >= start and e[2] in ("PER", "ORG")]
        head = [e for e in entities if e[1] <= match.start("between")]
        if named and named[0][0] - start <= 60 and not _NOT_AUTHOR.search(match["between"]) and not head:
            return start, end
    for start, end, kind in entities:
        if any(k == "PER" and e <= start and not _POSSESSIVE.match(words, e) for _, e, k in entities):
            break  # “researcher Ana Rossi on the Harbour Institute blog”
        owned = _POSSESSIVE.match(words, end)
        if kind == "ORG" or (kind == "PER" and owned):
            before = words[:start].strip()
            if _OWNED.match(words, end) and not re.search(r"(?i)\b(?:of|by|from|and|on|about)$", before):
                return start, end
    return None
