"""What the cells of a claim say in words for people: days, numbers, firmness, how one claim bears on another."""

from __future__ import annotations

from datetime import date

from accordingto.records.document import MARKS_OF_PUBLISHERS

STANDING = {
    "unverified": "not verified", "verified": "verified", "disputed": "disputed", "corrected": "corrected",
    "retracted": "retracted",
}  # fmt: skip
KINDS = {"place-as-government": "place that stands for its government", "author": "the report itself"}
CELLS = {
    "quantities": "numbers", "verification": "standing", "source_spans": "words of the source",
    "cue_spans": "words of saying", "content_spans": "what was said", "co_sources": "joined by",
    "refers_to": "takes up", "times": "about",
}  # fmt: skip
"""Cells of a claim whose names are not what people call them."""
# What to call a bearing, seen from the later claim and from the earlier one.
BEARINGS = {
    "repeats": ("repeats", "repeated in"),
    "supports": ("agrees with", "agreed with by"),
    "contradicts": ("contradicts", "contradicted by"),
    "reverses": ("reverses what it said in", "reversed in"),
    "updates": ("updates", "updated by"),
}
LOUD = ("contradicts", "reverses")
"""The bearings that nobody should overlook."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as “1 claim” or “2 claims”."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def day(value: str) -> str:
    """Return an ISO date with its weekday; a date-time keeps its hour, anything else is returned as it is."""
    try:
        weekday = date.fromisoformat(value[:10]).strftime("%a")
    except ValueError:
        return value
    return f"{weekday} {value[:16].replace('T', ' ')}"


def days(start: str | None, end: str | None, words: str) -> str:
    """Return a time in words; one that could not be worked out is given in the report's words."""
    if start and end:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    if start or end:
        return f"from {day(start)}" if start else f"until {day(end or '')}"
    return f"“{words}”, which day is not known"


def figure(value: float) -> str:
    """Return a number with its thousands apart."""
    return f"{value:,.10g}" if value < 1e15 else f"{value:.3g}"


def how_many(minimum: float | None, maximum: float | None, unit: str | None, approximate: bool) -> str:
    """Return a quantity as its bounds and unit: “16,000 or more people”, “36 to 40 people”, “about 50”."""
    if minimum is not None and maximum is not None:
        bounds = figure(minimum) if minimum == maximum else f"{figure(minimum)} to {figure(maximum)}"
    elif minimum is not None:
        bounds = f"{figure(minimum)} or more"
    else:
        bounds = f"{figure(maximum)} or fewer" if maximum is not None else "a number"
    told = unit or ""
    return ("about " if approximate else "") + bounds + (told if told == "%" else f" {told}").rstrip()


def firm(certainty: str | None, polarity: str | None) -> str:
    """Return how firmly a claim is put, empty for what is put as certain and so."""
    if certainty is None or (certainty, polarity) == ("certain", "positive"):
        return ""
    if certainty == "unknown":
        return "left open"
    told = "" if certainty == "certain" else f"put as {certainty}"
    return ", ".join(part for part in (told, "negated" if polarity == "negative" else "") if part)


def publishers_mark(status: str | None, notice: str | None = None) -> str:
    """Return what a publisher took back of a report, with its notice; empty where it took nothing back."""
    mark = MARKS_OF_PUBLISHERS.get(status or "", "")
    return f"{mark}: {notice}" if mark and notice else mark
