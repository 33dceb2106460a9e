"""The cells of a claim in words for people: days, numbers, firmness, standing, chain and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from accordingto.cli.terminal import plain, shortened
from accordingto.records import Claim, Firmness, Link, Quantity, Reading, Source, Time, words_of

_BADGES = {
    "unverified": "NOT VERIFIED", "verified": "VERIFIED", "disputed": "DISPUTED", "corrected": "CORRECTED",
    "retracted": "RETRACTED",
}  # fmt: skip
_LINKS = {
    "contradicts": ("contradicts", "is contradicted by"),
    "reverses": ("takes back", "is taken back in"),
    "supports": ("supports", "is supported by"),
    "repeats": ("repeats", "is repeated in"),
}
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


def day(value: str) -> str:
    """Return an ISO date with its weekday; a date-time keeps its hour, anything else is returned as it is."""
    try:
        weekday = date.fromisoformat(value[:10]).strftime("%a")
    except ValueError:
        return plain(value)
    return f"{weekday} {plain(value[:16]).replace('T', ' ')}"


def when(reading: Reading, time: Time) -> str:
    """Return a time in words; one that could not be worked out is given in the report's words."""
    if time.start and time.end:
        return day(time.start) if time.start == time.end else f"{day(time.start)} to {day(time.end)}"
    if time.start or time.end:
        return f"from {day(time.start)}" if time.start else f"until {day(time.end or '')}"
    return f"“{plain(words_of(reading.text, time.spans))}”, which day is not known"


def _figure(value: float) -> str:
    return f"{value:,.10g}" if value < 1e15 else f"{value:.3g}"


def how_many(quantity: Quantity) -> str:
    """Return a quantity as its bounds and unit: “16,000 or more people”, “36 to 40 people”, “about 50”."""
    low, high = quantity.minimum, quantity.maximum
    if low is not None and high is not None:
        bounds = _figure(low) if low == high else f"{_figure(low)} to {_figure(high)}"
    elif low is not None:
        bounds = f"{_figure(low)} or more"
    else:
        bounds = f"{_figure(high)} or fewer" if high is not None else "a number"
    unit = plain(quantity.unit or "")
    return ("about " if quantity.approximate else "") + bounds + (unit if unit == "%" else f" {unit}").rstrip()


def firm(firmness: Firmness | None) -> str:
    """Return how firmly a claim is put, empty for what is put as certain and so."""
    if firmness is None or (firmness.certainty, firmness.polarity) == ("certain", "positive"):
        return ""
    if firmness.certainty == "unknown":
        return "left open"
    certainty = "" if firmness.certainty == "certain" else f"put as {plain(firmness.certainty)}"
    return ", ".join(part for part in (certainty, "negated" if firmness.polarity == "negative" else "") if part)


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
    """Yield the lines that stand under a claim: its numbers and times, what it takes up, how it stands, its links."""
    if claim.quantities:
        yield "numbers: " + "; ".join(how_many(q) for q in claim.quantities)
    if claim.times:
        yield "times: " + "; ".join(dict.fromkeys(when(reading, t) for t in claim.times))
    if claim.refers_to:
        yield f"takes up {named(reading, claim.refers_to)}"
    for check in claim.verification:
        words = plain(words_of(reading.text, check.spans))
        if words:
            yield f"{_BADGES.get(check.status, plain(check.status)).lower()}: {words}"
    for link in reading.links:
        if claim.id in link.claims:
            yield _link(reading, claim, link)


def _link(reading: Reading, claim: Claim, link: Link) -> str:
    later = link.claims[0] != claim.id
    others = [named(reading, other) for other in link.claims if other != claim.id]
    verb = _LINKS.get(link.kind, (link.kind, link.kind))[not later]
    return f"{verb} {', '.join(others)}: {plain(link.why)}"


def named(reading: Reading, claim_id: str) -> str:
    """Return a claim as its id, source and first words."""
    claim = next((c for c in reading.claims if c.id == claim_id), None)
    if claim is None:
        return number_of(claim_id)
    source = reading.source(claim.source)
    who = plain(source.name) if source else "somebody"
    return f"{number_of(claim_id)} ({who}: {shortened(words_of(reading.text, claim.content_spans), _WORDS)})"
