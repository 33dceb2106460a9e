"""What was said when: for each claim the day of saying, the day that it tells of, and the day it was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accordingto.ledger.linkage.told import Told

MARKS = {"said": "●", "about": "○", "published": "·"}
"""How each kind of day is drawn, the first wins where several fall on one day."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a timeline: ISO days of each kind, ascending; `told` is the first claim of the row."""

    told: Told
    said: tuple[str, ...]
    about: tuple[str, ...]
    published: tuple[str, ...]


def entry_of(claims: Iterable[Told]) -> Entry:
    """Return the row of claims that say the same, the first of them first; raises ValueError where there are none."""
    claims = list(claims)
    if not claims:
        raise ValueError("a row of a timeline needs a claim")
    said = {d for c in claims if (d := _day(c.said_start or c.said_end))}
    about = {d for c in claims for start, end in c.about for d in _days(start, end)}
    published = {d for c in claims if (d := _day(c.published))}
    return Entry(claims[0], tuple(sorted(said)), tuple(sorted(about)), tuple(sorted(published)))


def columns(entries: Iterable[Entry], most: int) -> list[tuple[str, str]]:
    """Return the columns of a chart, at most so many: the first and the last day of each, ascending.

    Days on which nothing falls are left out where there are more days than columns; then days are put together.
    """
    days = sorted({d for e in entries for d in (*e.said, *e.published)})
    if not days:
        return []
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    if (last - first).days < most:
        whole = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [(d.isoformat(), d.isoformat()) for d in whole]
    width = -(-len(days) // most)
    pieces = [days[n : n + width] for n in range(0, len(days), width)]
    return [(piece[0], piece[-1]) for piece in pieces]


def marks(entry: Entry, within: Iterable[tuple[str, str]]) -> str:
    """Return one character a column: what falls on it, a space for nothing."""
    drawn = []
    for low, high in within:
        kinds = [kind for kind in MARKS if any(low <= day <= high for day in getattr(entry, kind))]
        drawn.append(MARKS[kinds[0]] if kinds else " ")
    return "".join(drawn)


def _day(value: str | None) -> str | None:
    """Return the day of an ISO date or time, None where it is no whole day of the calendar."""
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None


def _days(start: str | None, end: str | None) -> set[str]:
    return {d for value in (start, end) if (d := _day(value))}
