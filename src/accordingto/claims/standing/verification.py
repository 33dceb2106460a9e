"""`verification`: how the report, or another source in it, says that a claim stands, and who says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.claims.layout import Layout
from accordingto.claims.standing.antecedents import Place, Report
from accordingto.claims.standing.remarks import Remark, remarks
from accordingto.claims.standing.scope import is_of_none, scope
from accordingto.claims.standing.verifier import CLAUSE, Verifier, agent, clause_before, subject
from accordingto.records import Claim, Reason, Source, Span, Verification

_CLAUSE_END = re.compile(r"[;–—)”]|,(?=\s+(?:but|and|although|though|while)\b)")
_CONFIRMS = frozenset(("confirm",))
# Remarks that stand at the cue or the noun of the claim that they are about.
_AT_CUE = frozenset(("told", "noun"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How one claim stands and why it is said so.

    `verifier` are the words that name who says so where that is nobody among the sources yet: `verification.by` is
    None then, for whoever adds the source to fill.
    """

    verification: Verification
    reason: Reason
    verifier: Span | None = None


def verifications_of(
    layout: Layout, claims: Sequence[Claim], sources: Sequence[Source], publisher: str | None = None
) -> dict[str, tuple[Standing, ...]]:
    """Return, for each claim of which it is told how it stands, how: one standing for each status and who says so."""
    report = Report(layout, claims, sources)
    found: dict[str, dict[tuple[str, str | None], Standing]] = defaultdict(dict)
    for remark in remarks(layout):
        for target, standing in _standings(report, remark, publisher):
            found[target].setdefault((standing.verification.status, standing.verification.by), standing)
    for place in report.places:
        confirmed = _confirmed(report, place)
        if confirmed and not any(status == "verified" for status, _ in found[confirmed[0]]):
            found[confirmed[0]]["verified", place.claim.source] = confirmed[1]
    return {target: tuple(standings.values()) for target, standings in found.items() if standings}


def _confirmed(report: Report, place: Place) -> tuple[str, Standing] | None:
    """A claim of another source that confirms the claim it takes up."""
    claim = place.claim
    earlier = report.by_id.get(claim.refers_to or "")
    if earlier is None or claim.act not in _CONFIRMS or claim.source is None or claim.source == earlier.source:
        return None
    spans = tuple(sorted((*claim.source_spans, *claim.cue_spans, *claim.content_spans)))
    span = Span(spans[0].start, max(s.end for s in spans))
    reason = Reason("verification", "another source confirms it", claim.cue_spans)
    return earlier.id, Standing(Verification("verified", claim.source, (span,)), reason)


def _standings(report: Report, remark: Remark, publisher: str | None) -> list[tuple[str, Standing]]:
    row, holder = _row_at(report, remark), report.holder(remark.span.start)
    status, at_cue = remark.wording.status, remark.wording.about in _AT_CUE
    if status == "verified" and is_of_none(report, remark):
        status = "unverified"
    if row and status == "disputed" and not at_cue:  # a denial that is a claim itself is linked, not noted
        return []
    if holder and not at_cue and (status not in ("unverified", "verified") or holder.quotation == "direct"):
        return []
    who = _who(report, remark, holder, publisher)
    ids, rule = scope(report, remark, row, who)
    standings = []
    for target in map(report.by_id.__getitem__, ids):
        if holder and not at_cue and target.id in (holder.id, *report.ancestors(holder)):
            continue
        if holder and at_cue and holder is not target and holder.id not in report.ancestors(target):
            continue
        if remark.wording.about != "noun" and any(s <= remark.span.start < e for s, e in target.content_spans):
            continue
        if status in ("unverified", "verified") and who.source and who.source == target.source:
            continue
        if holder is target:  # “repeated a false claim”: the report's own word
            who = Verifier()
        span = _words(report, remark, target, row)
        verification = Verification(status, who.source, (span,))
        says = f"{_name(report, remark, who)} {remark.wording.rule}"
        reason = Reason("verification", f"{says}; {rule}", (remark.span,))
        standings.append((target.id, Standing(verification, reason, who.named)))
    return standings


def _name(report: Report, remark: Remark, who: Verifier) -> str:
    if remark.wording.who != "subject":
        return "the report"
    if who.named:
        return report.text[who.named.start : who.named.end]
    return report.sources[who.source].name if who.source else "somebody"


def _row_at(report: Report, remark: Remark) -> Claim | None:
    """The claim whose own cue the remark is, if it is one."""
    for place in report.beside(remark.span.start):
        if any(s < remark.span.end and remark.span.start < e for s, e in place.claim.cue_spans):
            return place.claim
    return None


def _who(report: Report, remark: Remark, holder: Claim | None, publisher: str | None) -> Verifier:
    said_by = Verifier(holder.source) if holder else Verifier()
    if remark.wording.who == "subject":
        return subject(report, remark.sentence.start, remark.span.start, holder, publisher)
    if remark.wording.who == "by" and report.text[remark.span.end - 2 : remark.span.end].lower() == "by":
        return agent(report, remark.span.end, remark.sentence.end, publisher)
    return said_by


def _words(report: Report, remark: Remark, target: Claim, row: Claim | None) -> Span:
    """The sentence of the remark without its full stop; only the clause where the sentence tells a claim too."""
    text, (low, high) = report.text, remark.sentence
    others = [p.claim for p in report.beside(remark.span.start) if p.claim is not row]
    if remark.wording.about in _AT_CUE:
        cue = next((e for s, e in target.cue_spans if s - 2 <= remark.span.end <= e), remark.span.end)
        return Span(remark.span.start, max(cue, remark.span.end))
    if others:
        low = clause_before(text, low, remark.span.start)
        stop = min(high, remark.span.end + CLAUSE)
        high = next((m.start() for m in _CLAUSE_END.finditer(text, remark.span.end, stop)), stop)
    while low < high and text[low] in ' \n,;–—(“"':
        low += 1
    while high > low and text[high - 1] in " \n,;.!?":
        high -= 1
    return Span(low, high)
