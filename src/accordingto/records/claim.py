"""Rows of the ledger: who said what, through whom, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.records.span import Spans

QUOTATIONS = ("direct", "mixed", "indirect")
ACTS = (
    "assert", "confirm", "acknowledge", "deny", "accuse", "condemn", "support", "propose", "urge",
    "order", "promise", "warn", "announce", "predict", "believe", "intend", "question",
)  # fmt: skip
STATUSES = ("unverified", "verified", "disputed", "corrected", "retracted")
CERTAINTIES = ("certain", "probable", "possible", "unknown")
POLARITIES = ("positive", "negative", "unknown")
LINKS = ("contradicts", "reverses", "supports", "repeats")


@dataclass(frozen=True, slots=True)
class Time:
    """A day or hour that the report tells: ISO dates or date-times, None on a side that it does not tell.

    With spans and neither start nor end, a time is told that could not be worked out (“on Friday” without a date).
    """

    start: str | None
    end: str | None
    spans: Spans


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number inside a content; `minimum` or `maximum` is None where it is open on that side."""

    minimum: float | None
    maximum: float | None
    unit: str | None
    spans: Spans
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """How the report says a claim stands: `status`, by which source (id), in which words."""

    status: str
    by: str | None
    spans: Spans


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firmly the source presents what it says, on FactBank's scale (Saurí and Pustejovsky 2009).

    `certainty` is one of CERTAINTIES, `polarity` one of POLARITIES; `spans` are the hedging or negating words.
    """

    certainty: str
    polarity: str
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell of a row has its value: the rule or the model's head in plain words, and the words it went by.

    `cell` is the key of the claim (“act”, “said” …); `score` is a chance from 0 to 1 where the rule has one.
    """

    cell: str
    rule: str
    spans: Spans = ()
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim; ids refer to sources and claims of the same reading."""

    id: str
    source: str | None
    source_spans: Spans
    cue_spans: Spans
    content_spans: Spans
    quotation: str
    confidence: float
    co_sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    parent: str | None = None
    act: str | None = None
    said: Time | None = None
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    verification: tuple[Verification, ...] = ()
    refers_to: str | None = None
    firmness: Firmness | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two or more claims of one report that bear on each other."""

    kind: str
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Unattributed:
    """Words that look attributed but whose source could not be told; `claim` is the claim's id where there is one."""

    spans: Spans
    why: str
    claim: str | None = None
