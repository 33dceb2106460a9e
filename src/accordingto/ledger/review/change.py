"""What a person changes in a claim, checked against the report before anything is written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum

from accordingto.errors import DecisionError
from accordingto.records import ACTS, Quantity, Spans, Time
from accordingto.records.claim import STATUSES
from accordingto.records.source import KINDS

LONGEST_NAME = 300
LONGEST_NOTE = 10_000
LARGEST = 1e300
MOST = 100
"""Spans of one role, numbers and verifications that one claim may have."""


class Unchanged(Enum):
    """Stands where None is a value: the cell is left as it is."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """Who a claim comes from: `id`, the row of a source of the same report, or a new one by `name`.

    A new source has one of KINDS or None as `kind`, and `named` says whether a reader could tell who it is. With
    neither an id nor a name nobody is named: see NOBODY.
    """

    id: int | None = None
    name: str | None = None
    kind: str | None = None
    named: bool = True


NOBODY = SourceChoice()


@dataclass(frozen=True, slots=True)
class Change:
    """New values of cells; None (or UNCHANGED, where None is a value) leaves a cell as it is.

    `source` NOBODY takes the source away; an `act` or `said` of None says that there is none. `verification` are pairs
    of a status and the name of who says so (None where nobody is named). `note` are words for colleagues, "" for none.
    """

    source: SourceChoice | None = None
    act: str | Unchanged | None = UNCHANGED
    said: Time | Unchanged | None = UNCHANGED
    quantities: tuple[Quantity, ...] | None = None
    verification: tuple[tuple[str, str | None], ...] | None = None
    source_spans: Spans | None = None
    cue_spans: Spans | None = None
    content_spans: Spans | None = None
    note: str | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        """The cells that are given, without the note."""
        given = (f.name for f in fields(self) if getattr(self, f.name) not in (None, UNCHANGED) and f.name != "note")
        none_given = (name for name in ("act", "said") if getattr(self, name) is None)
        return (*given, *none_given)


def validate(change: Change, text: str) -> None:
    """Raise DecisionError, in words, where a cell makes no sense in a report with this text."""
    for name in ("source_spans", "cue_spans", "content_spans"):
        parts = getattr(change, name)
        if parts is not None:
            _within(parts, text, name.replace("_", " "))
    if change.content_spans == ():
        raise DecisionError("A claim needs its content: select the words that are claimed. To remove it, reject it.")
    if change.source is not None:
        _source(change.source)
    if isinstance(change.act, str) and change.act not in ACTS:
        raise DecisionError(f"Act {change.act!r}: there is none of that name. Choose one of {', '.join(ACTS)}.")
    if isinstance(change.said, Time):
        _time(change.said, text)
    _few(change.quantities or (), "numbers")
    for quantity in change.quantities or ():
        _quantity(quantity, text)
    _few(change.verification or (), "remarks on how it stands")
    for status, by in change.verification or ():
        if status not in STATUSES:
            raise DecisionError(
                f"Standing {status!r}: there is none of that name. Choose one of {', '.join(STATUSES)}."
            )
        if by is not None:
            named(by, "The name of who says how it stands")
    if change.note is not None:
        noted(change.note)


def noted(words: str) -> None:
    """Raise DecisionError where a note is too long or holds characters that cannot be kept."""
    if len(words) > LONGEST_NOTE:
        raise DecisionError(f"The note has {len(words):,} characters; at most {LONGEST_NOTE:,} are kept.")
    _printable(words, "The note", "\n\t\r")


def named(name: str, what: str) -> None:
    """Raise DecisionError where a name is empty, too long or holds characters that cannot be kept."""
    if not name.strip():
        raise DecisionError(f"{what} is empty. Type it, or leave it out.")
    if len(name) > LONGEST_NAME:
        raise DecisionError(f"{what} has {len(name):,} characters; at most {LONGEST_NAME} are kept.")
    _printable(name, what, "")


def _printable(words: str, what: str, allowed: str) -> None:
    for character in words:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            raise DecisionError(f"{what} holds the character U+{ord(character):04X}, which cannot be kept. Remove it.")


def _few(values: tuple[object, ...], what: str) -> None:
    if len(values) > MOST:
        raise DecisionError(f"{len(values):,} {what}: at most {MOST} are kept.")


def _within(parts: Spans, text: str, what: str) -> None:
    _few(parts, f"parts of the {what}")
    last = 0
    for start, end in parts:
        if not 0 <= start < end <= len(text):
            raise DecisionError(
                f"The {what} {start}–{end} are outside of the text, which has {len(text):,} characters, or empty."
            )
        if start < last:
            raise DecisionError(f"The {what} overlap or are not in the order of the text at {start}.")
        last = end


def _source(source: SourceChoice) -> None:
    if source.id is not None and source.name is not None:
        raise DecisionError("Choose a source of the report or type a new name, not both.")
    if source.name is not None:
        named(source.name, "The source's name")
    if source.kind is not None and source.kind not in KINDS:
        raise DecisionError(f"Kind {source.kind!r}: there is none of that name. Choose one of {', '.join(KINDS)}.")


def _time(time: Time, text: str) -> None:
    _within(time.spans, text, "words of the day")
    if time.start is None and time.end is None and not time.spans:
        raise DecisionError("The day has neither a first nor a last day nor words in the report.")
    days = [_moment(value) for value in (time.start, time.end) if value is not None]
    if len(days) == 2 and days[1] < days[0]:
        raise DecisionError(f"The day ends ({time.end}) before it begins ({time.start}).")


def _moment(value: str) -> date:
    """Return the day of an ISO date or date-time."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).date()
    except ValueError:
        raise DecisionError(f"Day {value!r}: write it as 2022-03-11 or 2022-03-11T14:30.") from None


def _quantity(quantity: Quantity, text: str) -> None:
    _within(quantity.spans, text, "words of the number")
    bounds = [bound for bound in (quantity.minimum, quantity.maximum) if bound is not None]
    if not bounds:
        raise DecisionError("A number needs its least, its most, or both.")
    if not all(-LARGEST <= bound <= LARGEST for bound in bounds):  # nor is “not a number” between them
        raise DecisionError("A number must be finite, and no larger than 1e300.")
    if len(bounds) == 2 and bounds[1] < bounds[0]:
        raise DecisionError(f"The number's most ({bounds[1]:,}) is less than its least ({bounds[0]:,}).")
    if quantity.unit is not None:
        named(quantity.unit, "The number's unit")
