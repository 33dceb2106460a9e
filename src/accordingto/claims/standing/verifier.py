"""Who verifies, disputes or corrects: one of the sources, a name that is no source yet, or the report itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.claims.standing.antecedents import Report, plain
from accordingto.records import Claim, Span

_NAME = re.compile(
    r"(?:(?:[A-Z][\w.&-]*|[A-Z]+)(?:[’']s)?)(?:\s+(?:(?:of|for|and|the|on|de|al)\s+(?=[A-Z]|the\s+[A-Z]))*[A-Z][\w.&-]*(?:[’']s)?)*"
)
# No clause is taken to be longer.
CLAUSE = 300
_NO_NAME = frozenset(
    "the a an it this that these those he she they we i but and however meanwhile although though while since"
    " later in on at after before there neither both no none its his her their officials authorities police monday"
    " tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december one two three four five six seven eight nine ten several some many"
    " experts fact-checkers independent".split()
)
_WE = re.compile(
    r"\b(?:we|our\s+reporters|this\s+(?:newspaper|site|website|publication|agency))\s+(?:\w+\s+)?$", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|who)\s+(?:\w+ly\s+|also\s+|later\s+|has\s+|had\s+|have\s+)*$", re.IGNORECASE
)
_ADVERBS = r"(?:(?:\w+ly|also|later|then|since|has|had|have|was|were|is|are)\s+)*"
_THE = re.compile(rf"\bthe\s+([\w-]+(?:\s+[\w-]+)??)\s+{_ADVERBS}$", re.IGNORECASE)
# What may stand between a name and what its bearer says.
_THEN = re.compile(rf"\s*{_ADVERBS}")
# “two diplomats”, “experts”
_UNNAMED = re.compile(rf"\W*(?P<who>(?:[\w-]+\s+){{0,4}}?(?:[a-z-]+s|police))\s+{_ADVERBS}", re.IGNORECASE)
_UNNAMED_AGENT = re.compile(r"\s*(?P<who>(?:[\w-]+\s+){0,4}?(?:[a-z-]+s|police))\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:–—(“”]|\b(?:but|and|although|though|while|because|whereas)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verifier:
    """`source` is the id of a source, `named` the words that name somebody who is not among the sources."""

    source: str | None = None
    named: Span | None = None


def clause_before(text: str, low: int, at: int) -> int:
    """Return where the clause begins that ends at `at`, not before `low`."""
    start = max(low, at - CLAUSE)
    for match in _BREAK.finditer(text, start, at):
        if text[match.end() : at].strip():
            start = match.end()
    return start


def subject(report: Report, low: int, at: int, holder: Claim | None, publisher: str | None) -> Verifier:
    """Return who is named as the subject right before `at`; `holder` is the claim in whose content the words stand."""
    text = report.text
    start = clause_before(text, low, at)
    if _WE.search(text, start, at):
        return Verifier(_publishing(report, publisher))
    pronoun = _PRONOUN.search(text, start, at)
    if holder and (pronoun or not text[start:at].strip()):
        return Verifier(holder.source)
    mentioned = report.mentioned(start, at)
    if mentioned and _THEN.fullmatch(text, mentioned[-1][0].end, at):
        return Verifier(mentioned[-1][1])
    if pronoun:
        last = report.before(at, 1) if not text[start : pronoun.start()].strip() else []
        sources = {p.claim.source for p in last if p.sentence == last[0].sentence}
        return Verifier(sources.pop() if len(sources) == 1 else None)
    found = _described(report, start, at) or _named(report, start, at, publisher, last=True)
    unnamed = None if found.source or found.named else _UNNAMED.fullmatch(text, start, at)
    return Verifier(None, Span(*unnamed.span("who"))) if unnamed else found


def _described(report: Report, start: int, end: int) -> Verifier | None:
    """“The ministry”: the one source whose name ends so."""
    match = _THE.search(report.text, start, end)
    if not match:
        return None
    key = " " + plain(match[1])
    found = [s.id for s in report.sources.values() if f" {plain(s.name)}".endswith(key)]
    return Verifier(found[0]) if len(found) == 1 else None


def agent(report: Report, start: int, end: int, publisher: str | None) -> Verifier:
    """Return who is named right after “by”."""
    text = report.text
    end = min(end, start + CLAUSE)
    stop = next((m.start() for m in _BREAK.finditer(text, start, end) if m.start() > start + 1), end)
    mentioned = report.mentioned(start, stop)
    if mentioned:
        return Verifier(mentioned[0][1])
    found = _named(report, start, stop, publisher)
    unnamed = None if found.source or found.named else _UNNAMED_AGENT.match(text, start, stop)
    return Verifier(None, Span(*unnamed.span("who"))) if unnamed else found


def _named(report: Report, start: int, end: int, publisher: str | None, last: bool = False) -> Verifier:
    """The name in those words; with `last`, only one that they end with."""
    text = report.text
    for match in _NAME.finditer(text, start, end):
        if last and not _THEN.fullmatch(text, match.end(), end):
            continue
        words = match.group().split()
        skipped = 0
        while skipped < len(words) and words[skipped].lower() in _NO_NAME:
            skipped += 1
        if skipped == len(words):
            continue
        low = match.start() if not skipped else text.index(words[skipped], match.start())
        span = Span(low, match.end() - match.group().endswith("."))
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
