"""The rest of the row: everything about a claim but who says what, in the order in which one cell builds on another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from accordingto.claims.acts.acts import Fallback, act_of
from accordingto.claims.acts.cue import cue_of
from accordingto.claims.firmness.firmness import firmness_of
from accordingto.claims.layout import Layout, lay_out
from accordingto.claims.quantities.quantities import quantities_of
from accordingto.claims.standing.references import references_of
from accordingto.claims.standing.relations import links_of
from accordingto.claims.standing.verification import verifications_of
from accordingto.claims.times.said import quoted_on, said_of
from accordingto.claims.times.times import TimeMention, find_times, times_of
from accordingto.records import Claim, Document, Link, Reason, Source, Span, Time, Verification

_DEICTIC = re.compile(
    r"(?:(?:late|early)\s+)?(?:today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b.{0,9}",
    re.IGNORECASE,
)
AddSource = Callable[[Span], str | None]


@dataclass(frozen=True, slots=True)
class Completed:
    """Claims with all their cells, in the order given, and the links between them."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]


def complete(
    document: Document,
    claims: Sequence[Claim],
    sources: Sequence[Source],
    fallback: Fallback | None = None,
    add_source: AddSource | None = None,
) -> Completed:
    """Fill the cells of claims whose sources are named.

    `fallback` gives act and chance of a cue that the lexicon does not know. `add_source` turns the words that name a
    verifier who is none of `sources` into a source's id.
    """
    layout = lay_out(document.text)
    times = find_times(document.text, document.published)
    with_acts = tuple(_act(document.text, claim, fallback) for claim in claims)
    told = _told(layout, with_acts, times)
    counted = tuple(_counted(document.text, claim) for claim in told)
    referring = _references(layout, counted, sources)
    standing = _standing(layout, referring, sources, document.publisher, add_source)
    return Completed(standing, links_of(layout, standing, sources))


def _act(text: str, claim: Claim, fallback: Fallback | None) -> Claim:
    act, reasons = act_of(cue_of(text, claim.cue_spans, claim.content_spans), fallback)
    return replace(claim, act=act, reasons=(*claim.reasons, *reasons))


def _told(layout: Layout, claims: tuple[Claim, ...], times: tuple[TimeMention, ...]) -> tuple[Claim, ...]:
    """The day of saying, and the times of the content, which in a dated quotation count from that day."""
    said = said_of(layout, claims, times)
    by_id = {claim.id: claim for claim in claims}
    rules = {mention.span: mention.rule for mention in times}
    found = []
    for claim in claims:
        time, reason = said[claim.id]
        day = quoted_on(layout.text, claim, by_id, said)
        inside = times_of(claim.content_spans, times, day)
        if day is None and claim.quotation == "direct":
            inside = tuple(_undated(layout.text, t) for t in inside)
        why = [reason, *(Reason("times", rules[span], (span,)) for t in inside for span in t.spans)]
        found.append(replace(claim, said=time, times=inside, reasons=(*claim.reasons, *why)))
    return tuple(found)


def _undated(text: str, time: Time) -> Time:
    """A quotation's “yesterday” counts from the day on which it was said: where that is not told it stays open."""
    return Time(None, None, time.spans) if any(_DEICTIC.fullmatch(text, *span) for span in time.spans) else time


def _counted(text: str, claim: Claim) -> Claim:
    quantities, why = quantities_of(text, claim.content_spans)
    firmness, because = firmness_of(text, claim)
    return replace(claim, quantities=quantities, firmness=firmness, reasons=(*claim.reasons, *why, *because))


def _references(layout: Layout, claims: tuple[Claim, ...], sources: Sequence[Source]) -> tuple[Claim, ...]:
    found = references_of(layout, claims, sources)
    return tuple(
        replace(c, refers_to=found[c.id][0], reasons=(*c.reasons, *found[c.id][1])) if c.id in found else c
        for c in claims
    )


def _standing(
    layout: Layout,
    claims: tuple[Claim, ...],
    sources: Sequence[Source],
    publisher: str | None,
    add_source: AddSource | None,
) -> tuple[Claim, ...]:
    found = verifications_of(layout, claims, sources, publisher)
    out = []
    for claim in claims:
        remarks: list[Verification] = []
        for standing in found.get(claim.id, ()):
            by = standing.verification.by
            if by is None and standing.verifier is not None and add_source is not None:
                by = add_source(standing.verifier)
            remarks.append(replace(standing.verification, by=by))
        because = tuple(standing.reason for standing in found.get(claim.id, ()))
        out.append(replace(claim, verification=tuple(remarks), reasons=(*claim.reasons, *because)))
    return tuple(out)
