"""Who verifies, disputes or corrects: one of the sources, a name that is no source yet, or the report itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.claims.antecedents import Report, plain
from accordingto.records import Claim, Span

_NAME = re.compile(
    r"(?:(?:[A-Z][\w.&-]*|[A-Z]+)(?:[’']s)?)(?:\s+(?:(?:of|for|and|the|on|de|al)\s+(?=[A-Z]|the\s+[A-Z]))*[A-Z][\w.&-]*(?:[’']s)?)*"
)
_NO_NAME = frozenset(
    "the a an it this that these those he she they we i but and however meanwhile although though while since"
    " later in on at after before there neither both no none its his her their officials authorities police monday"
    " tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
_WE = re.compile(
    r"\b(?:we|our\s+reporters|this\s+(?:newspaper|site|website|publication|agency))\s+(?:\w+\s+)?$", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|who)\s+(?:\w+ly\s+|also\s+|later\s+|has\s+|had\s+|have\s+)*$", re.IGNORECASE
)
_BREAK = re.compile(r"[,;:–—(“”]|\b(?:but|and|although|though|while|because|whereas)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verifier:
    """`source` is the id of a source, `named` the words that name somebody who is not among the sources."""

    source: str | None = None
    named: Span | None = None


def clause_before(text: str, low: int, at: int) -> int:
    """Return where the clause begins that ends at `at`, not before `low`."""
    start = low
    for match in _BREAK.finditer(text, low, at):
        if text[match.end() : at].strip():
            start = match.end()
    return start


def subject(report: Report, low: int, at: int, holder: Claim | None, publisher: str | None) -> Verifier:
    """Return who is named as the subject right before `at`; `holder` is the claim in whose content the words stand."""
    text = report.text
    start = clause_before(text, low, at)
    if _WE.search(text, start, at):
        return Verifier(_publishing(report, publisher))
    if holder and (_PRONOUN.search(text, start, at) or not text[start:at].strip()):
        return Verifier(holder.source)
    mentioned = report.mentioned(start, at)
    if mentioned:
        return Verifier(mentioned[0][1])
    if _PRONOUN.search(text, start, at):
        last = report.before(at, 1)
        sources = {p.claim.source for p in last if last and p.sentence == last[0].sentence}
        return Verifier(sources.pop() if len(sources) == 1 else None)
    return _named(report, start, at, publisher)


def agent(report: Report, start: int, end: int, publisher: str | None) -> Verifier:
    """Return who is named right after “by”."""
    text = report.text
    stop = next((m.start() for m in _BREAK.finditer(text, start, end) if m.start() > start + 1), end)
    mentioned = report.mentioned(start, stop)
    if mentioned:
        return Verifier(mentioned[0][1])
    return _named(report, start, stop, publisher)


def _named(report: Report, start: int, end: int, publisher: str | None) -> Verifier:
    text = report.text
    for match in _NAME.finditer(text, start, end):
        words = match.group().split()
        skipped = 0
        while skipped < len(words) and words[skipped].lower() in _NO_NAME:
            skipped += 1
        if skipped == len(words):
            continue
        low = match.start() if not skipped else text.index(words[skipped], match.start())
        span = Span(low, match.end())
        known = report.source_named(*span)
        return Verifier(known) if known else Verifier(None, span)
    if publisher and plain(publisher) in plain(text[start:end]):
        return Verifier(_publishing(report, publisher))
    return Verifier()


def _publishing(report: Report, publisher: str | None) -> str | None:
    """The publisher's id, if it is among the sources."""
    if not publisher:
        return None
    return next((s.id for s in report.sources.values() if plain(s.name) == plain(publisher)), None)
