"""What the API takes and gives: claims, reports, decisions. Spans are pairs of half-open code points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from accordingto.records.claim import ACTS, STATUSES
from accordingto.records.source import KINDS

Number = Annotated[int, Field(ge=1, le=2**53 - 1)]
"""A row number that every program can hold exactly."""
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Part = Annotated[list[Offset], Field(min_length=2, max_length=2, examples=[[715, 746]])]
Parts = Annotated[list[Part], Field(max_length=100)]
Figure = Annotated[float, Field(allow_inf_nan=False, ge=-1e15, le=1e15)]
# No control characters: they can be neither shown nor typed.
_NAMED = r"^[^\x00-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
Name = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=_NAMED)]
Note = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
Moment = Annotated[str, StringConstraints(max_length=40)]
if TYPE_CHECKING:
    Act = str
    Status = str
    Kind = str
else:  # the closed lists stand in `records`
    Act, Status, Kind = Literal[ACTS], Literal[STATUSES], Literal[KINDS]
_MEMBERS = 100
State = Literal["unreviewed", "accepted", "corrected", "rejected", "added"]


class Given(BaseModel):
    """What a request may hold: unknown members are refused, so that a misspelt one is not lost."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _few(cls, given: object) -> object:
        # Each member that is not known is a fault of its own: millions of them would take minutes to tell.
        if isinstance(given, dict) and len(given) > _MEMBERS:
            raise ValueError(f"these are {len(given):,} members; {_MEMBERS} at most are read")
        return given


class TimeShape(BaseModel):
    """A day or hour: ISO dates or date-times, null on a side that is not told."""

    start: Moment | None = None
    end: Moment | None = None
    spans: Parts = []
    words: str = ""


class QuantityShape(BaseModel):
    """A number; null on a side that is open."""

    minimum: float | None
    maximum: float | None
    unit: str | None = None
    approximate: bool = False
    spans: Parts = []
    words: str = ""


class VerificationShape(BaseModel):
    """How the claim stands, by whom, in which words."""

    status: Status
    by: str | None = None
    spans: Parts = []
    words: str = ""


class ReasonShape(BaseModel):
    """Why a cell has its value."""

    cell: str
    rule: str
    words: str
    score: float | None


class LinkShape(BaseModel):
    """Another claim of the same report that bears on this one."""

    kind: str
    claim: int
    why: str


class ReportName(BaseModel):
    """The report a claim stands in."""

    id: int
    digest: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


class ClaimShape(BaseModel):
    """A claim, its words beside their places in the report's text.

    `revision` counts the decisions about it; the ETag names it, and changes need it as If-Match. `disagreement` are
    cells in which the program's newest reading differs from what people decided: [people's, program's].
    """

    id: int
    report: ReportName
    key: str
    source: int | None
    source_name: str | None
    source_kind: str | None
    source_named: bool | None
    source_words: str
    source_spans: Parts
    co_sources: list[str]
    via: list[str]
    cue: str
    cue_spans: Parts
    content: str
    content_spans: Parts
    quotation: str
    act: str | None
    said: TimeShape | None
    times: list[TimeShape]
    quantities: list[QuantityShape]
    verification: list[VerificationShape]
    certainty: str | None
    polarity: str | None
    parent: int | None
    refers_to: int | None
    links: list[LinkShape]
    confidence: float
    reasons: list[ReasonShape]
    state: State
    revision: int
    note: str | None
    decided_by: str | None
    decided_at: str | None
    disagreement: dict[str, list[str]]


class ClaimPage(BaseModel):
    """Some claims; `next` is the cursor of the page after, null on the last one.

    `count` is how many fit, at most 10,000; `more` says that there are more than that.
    """

    claims: list[ClaimShape]
    count: int
    more: bool
    next: str | None


class SourceGiven(Given):
    """Who a claim comes from: a source of the report by its `id`, or a new one by `name`."""

    id: Number | None = None
    name: Name | None = None
    kind: Kind | None = None
    named: bool = True


class SaidGiven(Given):
    """When the words were said."""

    start: Moment | None = None
    end: Moment | None = None
    spans: Parts = []


class QuantityGiven(Given):
    """A number, with at least one of its ends."""

    minimum: Figure | None = None
    maximum: Figure | None = None
    unit: Name | None = None
    approximate: bool = False
    spans: Parts = []


class VerificationGiven(Given):
    """How the claim stands, and by whom (a name)."""

    status: Status
    by: Name | None = None


class ClaimChange(Given):
    """New values of cells; what is left out stays as it is. A `source` of null says that nobody is named."""

    source: SourceGiven | None = None
    act: Act | None = None
    said: SaidGiven | None = None
    quantities: Annotated[list[QuantityGiven], Field(max_length=100)] | None = None
    verification: Annotated[list[VerificationGiven], Field(max_length=100)] | None = None
    source_spans: Parts | None = None
    cue_spans: Parts | None = None
    content_spans: Parts | None = None
    note: Note | None = None


class Decision(Given):
    """A decision about a claim; `note` are words for colleagues, for the decision “note” the new ones."""

    decision: Literal["accept", "reject", "undo", "note", "skip"]
    note: Note | None = None


class Entry(BaseModel):
    """A decision as the log keeps it."""

    id: int
    at: str
    by: str
    action: str
    subject: str
    claim: int | None
    before: dict[str, object] | None
    after: dict[str, object] | None
    undoes: int | None
    digest: str


class EntryPage(BaseModel):
    """Some decisions, the newest first; `next` is the cursor of the page after."""

    reviews: list[Entry]
    next: int | None


class Queue(BaseModel):
    """Claims that the person who asked now has before them, and how many nobody has reviewed yet.

    `left` is at most 10,000; `more` says that there are more than that.
    """

    claims: list[ClaimShape]
    left: int
    more: bool


class ReportGiven(Given):
    """What is told about a report besides its text; it wins over what a page says of itself."""

    title: Name | None = None
    url: Name | None = None
    publisher: Name | None = None
    published: Moment | None = None


class TextGiven(ReportGiven):
    """A report to add as plain text."""

    text: Annotated[str, Field(min_length=1)]


class PageGiven(ReportGiven):
    """A report to add as the HTML of its page."""

    html: Annotated[str, Field(min_length=1)]


class ReportAdded(BaseModel):
    """A report that was read; `known` says that the ledger had it already."""

    id: int
    title: str | None
    claims: int
    known: bool


class ReportLine(BaseModel):
    """A report as one line of a list."""

    id: int
    digest: str
    version: int
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    path: str | None
    status: str | None
    first_read_at: str
    claims: int


class ReportPage(BaseModel):
    """Some reports, the newest addition first; `next` is the cursor of the page after."""

    reports: list[ReportLine]
    next: int | None


class ReportShape(ReportLine):
    """A report with its text and its claims, those that people rejected left out."""

    text: str
    notice: str | None
    author: str | None
    claims_shown: list[ClaimShape]


class Health(BaseModel):
    """Whether the desk serves."""

    status: Literal["ok"]
    version: str


class Problem(BaseModel):
    """What went wrong (RFC 9457, problem details)."""

    type: str
    title: str
    status: int
    detail: str
