"""The cells of a claim in words for people: days, numbers, firmness, standing, chain and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accordingto.cli.terminal import plain, shortened
from accordingto.exports import wording
from accordingto.records import Claim, Firmness, Quantity, Reading, Source, Time, words_of

_BADGES = {status: words.upper() for status, words in wording.STANDING.items()}
_LINKS = {"reverses": "takes back"}
_WORDS = 60


def number_of(claim_id: str) -> str:
    """Return a claim's id as people see it."""
    return plain(claim_id)


def sources_of(reading: Reading, ids: Iterable[str | None]) -> list[Source]:
    """Return the sources of those ids, without those that the reading does not have."""
    return [source for source in map(reading.source, ids) if source]


def chain(reading: Reading, claim: Claim) -> str:
    """Return those who relay a claim as “ ← B ← C”, the nearest to this report last; empty where nobody does."""
    return "".join(f" ← {plain(source.name)}" for source in reversed(sources_of(reading, claim.via)))


def when(reading: Reading, time: Time) -> str:
    """Return a time in words; one that could not be worked out is given in the report's words."""
    return plain(wording.days(time.start, time.end, words_of(reading.text, time.spans)))


def how_many(quantity: Quantity) -> str:
    """Return a quantity as its bounds and unit: “16,000 or more people”, “36 to 40 people”, “about 50”."""
    return plain(wording.how_many(quantity.minimum, quantity.maximum, quantity.unit, quantity.approximate))


def firm(firmness: Firmness | None) -> str:
    """Return how firmly a claim is put, empty for what is put as certain and so."""
    return plain(wording.firm(firmness.certainty, firmness.polarity)) if firmness else ""


def badges(reading: Reading, claim: Claim) -> list[str]:
    """Return how a claim stands, such as “NOT VERIFIED by Al Jazeera” or “CONTRADICTED by C6”."""
    found = []
    for check in claim.verification:
        by = reading.source(check.by)
        found.append(_BADGES.get(check.status, plain(check.status).upper()) + (f" by {plain(by.name)}" if by else ""))
    others = [c for link in reading.links if link.kind == "contradicts" and claim.id in link.claims
              for c in link.claims if c != claim.id]  # fmt: skip
    if others:
        found.append("CONTRADICTED by " + ", ".join(number_of(c) for c in dict.fromkeys(others)))
    return list(dict.fromkeys(found))


def facts(reading: Reading, claim: Claim) -> Iterator[str]:
    """Yield the lines that stand under a claim: its numbers and times, what it takes up, how it stands, its links.

    A link is told once, under the claim that makes it.
    """
    if claim.quantities:
        yield "numbers: " + "; ".join(how_many(q) for q in claim.quantities)
    if claim.times:
        yield "times: " + "; ".join(dict.fromkeys(when(reading, t) for t in claim.times))
    told = [link for link in reading.links if link.claims[-1] == claim.id]
    if claim.refers_to and not any(claim.refers_to in link.claims for link in told):
        yield f"takes up {named(reading, claim.refers_to)}"
    for check in claim.verification:
        words = plain(words_of(reading.text, check.spans))
        if words:
            yield f"{_BADGES.get(check.status, plain(check.status)).lower()}: {words}"
    for link in told:
        others = ", ".join(number_of(other) for other in link.claims if other != claim.id)
        yield f"{_LINKS.get(link.kind, plain(link.kind))} {others}: {plain(link.why)}"


def named(reading: Reading, claim_id: str) -> str:
    """Return a claim as its id, source and first words."""
    claim = next((c for c in reading.claims if c.id == claim_id), None)
    if claim is None:
        return number_of(claim_id)
    source = reading.source(claim.source)
    who = plain(source.name) if source else "somebody"
    return f"{number_of(claim_id)} ({who}: {shortened(words_of(reading.text, claim.content_spans), _WORDS)})"
