"""From what the ledger holds to what the API gives, and from what it takes to a change."""

from __future__ import annotations

from collections.abc import Iterable

from accordingto.ledger.review.cells import ClaimCells
from accordingto.ledger.review.change import NOBODY, UNCHANGED, Change, SourceChoice
from accordingto.ledger.review.log import Entry as LogEntry
from accordingto.records import Quantity, Span, Spans, Time
from accordingto.web.api.shapes import (
    ClaimChange,
    ClaimShape,
    Entry,
    LinkShape,
    QuantityShape,
    ReasonShape,
    ReportName,
    SourceGiven,
    TimeShape,
    VerificationShape,
)


def claim_shape(cells: ClaimCells) -> ClaimShape:
    """Return a claim as the API gives it."""
    source = cells.source
    said = cells.said_start or cells.said_end or cells.spans.get("said")
    return ClaimShape(
        id=cells.claim_id,
        report=ReportName(
            id=cells.report_id, digest=cells.digest, title=cells.title, publisher=cells.publisher,
            published=cells.published, url=cells.url,
        ),
        key=cells.key,
        source=source.id if source else None, source_name=source.name if source else None,
        source_kind=source.kind if source else None, source_named=source.named if source else None,
        source_words=cells.source_words, source_spans=_parts(cells.spans.get("source", ())),
        co_sources=list(cells.co_sources), via=list(cells.via),
        cue=cells.cue, cue_spans=_parts(cells.spans.get("cue", ())),
        content=cells.content, content_spans=_parts(cells.spans.get("content", ())),
        quotation=cells.quotation, act=cells.act,
        said=TimeShape(
            start=cells.said_start, end=cells.said_end, spans=_parts(cells.spans.get("said", ()))
        ) if said else None,
        times=[TimeShape(start=t.start, end=t.end, spans=_parts(t.spans), words=t.words) for t in cells.times],
        quantities=[
            QuantityShape(
                minimum=q.minimum, maximum=q.maximum, unit=q.unit, approximate=q.approximate, spans=_parts(q.spans),
                words=q.words,
            )
            for q in cells.quantities
        ],
        verification=[
            VerificationShape(status=v.status, by=v.by, spans=_parts(v.spans), words=v.words)
            for v in cells.verification
        ],
        certainty=cells.certainty, polarity=cells.polarity, parent=cells.parent, refers_to=cells.refers_to,
        links=[LinkShape(kind=link.kind, claim=link.claim_id, why=link.why) for link in cells.links],
        confidence=cells.confidence,
        reasons=[ReasonShape(cell=r.cell, rule=r.rule, words=r.words, score=r.score) for r in cells.reasons],
        state=cells.state, revision=cells.revision,  # type: ignore[arg-type]  # the register holds no other states
        note=cells.note, decided_by=cells.by, decided_at=cells.at,
        disagreement={cell: list(pair) for cell, pair in cells.disagreement.items()},
    )  # fmt: skip


def entry_shape(entry: LogEntry) -> Entry:
    """Return an entry of the log as the API gives it."""
    return Entry(
        id=entry.id, at=entry.at, by=entry.by, action=entry.action, subject=entry.subject, claim=entry.claim_id,
        before=entry.before, after=entry.after, undoes=entry.undoes, digest=entry.digest,
    )  # fmt: skip


def change_of(given: ClaimChange) -> Change:
    """Return the change that a request asks for; what the request leaves out is not changed."""
    told = given.model_fields_set
    said: Time | None = None
    if given.said is not None:
        said = Time(given.said.start, given.said.end, _spans(given.said.spans))
    quantities = None
    if given.quantities is not None:
        quantities = tuple(
            Quantity(_figure(q.minimum), _figure(q.maximum), q.unit, _spans(q.spans), q.approximate)
            for q in given.quantities
        )
    return Change(
        source=_source(given.source) if "source" in told else None,
        act=given.act if "act" in told else UNCHANGED,
        said=said if "said" in told else UNCHANGED,
        quantities=quantities,
        verification=None if given.verification is None else tuple((v.status, v.by) for v in given.verification),
        source_spans=_given(given.source_spans),
        cue_spans=_given(given.cue_spans),
        content_spans=_given(given.content_spans),
        note=given.note,
    )


def _source(given: SourceGiven | None) -> SourceChoice:
    return NOBODY if given is None else SourceChoice(given.id, given.name, given.kind, given.named)


def _figure(value: float | None) -> float | None:
    # JSON does not tell 5 from 5.0; the ledger does, and people write whole numbers without a point.
    return int(value) if value is not None and value == int(value) else value


def _given(parts: Iterable[Iterable[int]] | None) -> Spans | None:
    return None if parts is None else _spans(parts)


def _spans(parts: Iterable[Iterable[int]]) -> Spans:
    return tuple(Span(*part) for part in parts)


def _parts(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]
