"""From claims to propositions: the content with its numbers, days and polarity, and what the cue makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accordingto.claims.quantities.quantities import quantities_of
from accordingto.claims.times.times import find_times, times_of
from accordingto.linking.propositions.proposition import Count, Proposition, Term
from accordingto.linking.propositions.terms import terms_of
from accordingto.records import Claim, Quantity, Reading, Span, Spans, Time, words_of

_MANNERS = {
    "urge": "wish", "propose": "wish", "order": "wish", "question": "wish",
    "condemn": "value", "support": "value", "promise": "plan", "intend": "plan",
}  # fmt: skip
_FLIPPING = ("deny",)
_NUMERAL = re.compile(
    r"\S*\d\S*|\b(?:at least|at most|(?:no )?(?:more|less|fewer) than|up to|about|around|some|nearly|almost|over"
    r"|only)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:I|me|my|we|us|our)\b")
LEAST = 8.0
"""Bits that a claim must tell to be compared at all: “it” and “the accusation” are not."""


def propositions_of(reading: Reading) -> dict[str, Proposition]:
    """Return what the claims of a reading say, by claim; those that tell too little to be compared are left out."""
    by_id = {claim.id: claim for claim in reading.claims}
    names = {source.id: source.name for source in reading.sources if source.named}
    made = {claim.id: _proposition(reading.text, claim, names.get(claim.source or "")) for claim in reading.claims}
    for claim in reading.claims:
        taken = _taken_up(claim, by_id, made)
        if taken is not None:
            made[claim.id] = taken
    return {key: p for key, p in made.items() if p.weight >= LEAST}


def proposition_of(content: str, act: str | None, source: str | None, published: str | None) -> Proposition:
    """Return what a claim says that is told by its words alone; numbers and days are read from the content."""
    whole = (Span(0, len(content)),)
    quantities, _ = quantities_of(content, whole)
    times = times_of(whole, find_times(content, published))
    return _made(content, whole, act, quantities, times, source)


def _proposition(text: str, claim: Claim, source: str | None) -> Proposition:
    return _made(text, claim.content_spans, claim.act, claim.quantities, claim.times, source)


def _made(
    text: str,
    content: Spans,
    act: str | None,
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    source: str | None,
) -> Proposition:
    left_out = [*_numerals(text, quantities), *(span for time in times for span in time.spans)]
    terms: list[Term] = []
    for start, end in content:
        inside = [Span(s.start - start, s.end - start) for s in left_out if s.start < end and start < s.end]
        terms += terms_of(text[start:end], inside)
    words = words_of(text, content)
    if source and _PERSON.search(words):
        terms += [term for term in terms_of(source) if term.kind != "word"]
    return Proposition(
        tuple(terms),
        tuple(_count(text, quantity) for quantity in quantities),
        tuple((time.start, time.end) for time in times if time.start or time.end),
        _MANNERS.get(act or "", "fact"),
        act in _FLIPPING,
        " ".join(words.split()),
    )


def _count(text: str, found: Quantity) -> Count:
    unit = found.unit and found.unit.lower()
    return Count(_float(found.minimum), _float(found.maximum), unit, words_of(text, found.spans), found.approximate)


def _numerals(text: str, quantities: Iterable[Quantity]) -> Iterable[Span]:
    """The parts of numbers that tell no matter: digits and bounds; what is counted stays a term."""
    for quantity in quantities:
        for start, end in quantity.spans:
            for match in _NUMERAL.finditer(text[start:end]):
                yield Span(start + match.start(), start + match.end())


def _taken_up(claim: Claim, by_id: dict[str, Claim], made: dict[str, Proposition]) -> Proposition | None:
    """What a claim says that takes up another (“denied this”): the other's words, turned round where it is denied."""
    other = made.get(claim.refers_to or "")
    own = made[claim.id]
    if other is None or own.weight >= LEAST or claim.act not in (*_FLIPPING, "confirm", "acknowledge", "assert"):
        return None
    flipped = other.flipped != (claim.act in _FLIPPING)
    return Proposition(other.terms, other.counts, other.days, other.manner, flipped, other.content)


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)
