"""Document -> Reading: the one place where reading, sources and claims meet."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from accordingto.claims.acts.cue import Cue, cue_of
from accordingto.claims.acts.saying import is_saying
from accordingto.claims.complete import complete
from accordingto.ingest.language import LANGUAGES, detect_language
from accordingto.reading.quotation import Quotation, find_quotations, quotation_kind
from accordingto.reading.reader import AttributionReader
from accordingto.records import Attribution, Claim, Document, Provenance, Reading, Span, Unattributed, only
from accordingto.sources.alone import source_at
from accordingto.sources.chain import relayed
from accordingto.sources.resolve import Resolution, resolve_sources
from accordingto.version import __version__

NO_DATE = "The report has no publication date: days that are told relative to it stay unresolved."
# What is less likely than this to be a claim at all is left out; without a source it seldom is one.
LEAST_CONFIDENCE = 0.35
LEAST_WITHOUT_SOURCE = 0.45
# Shorter quotations are titles, nicknames and single words far more often than something somebody said.
FREE_QUOTATION_WORDS = 5


class Reader:
    """Reads reports; opened once, it reads any number of them, and the same report always gives the same reading."""

    def __init__(self, model: Path | None = None, threads: int = 1, marker: AttributionReader | None = None) -> None:
        self._marker = marker or AttributionReader(model)
        self._threads = max(1, threads)
        self.provenance = Provenance(__version__, self._marker.package.digest)

    def read(self, document: Document) -> Reading:
        """Read one report. A text in a language other than English gets no claims and a note that says so."""
        notes = () if document.published else (NO_DATE,)
        document = replace(document, language=document.language or detect_language(document.text))
        if document.language not in (None, "en"):
            name = LANGUAGES.get(document.language, document.language)
            note = f"The report is in {name}; the model reads English only, so no claims were looked for."
            return Reading(document, (), (), self.provenance, notes=(note, *notes))
        marks = self._marker.mark(document.text)
        attributions = _sayings(document.text, relayed(document.text, marks.attributions, marks.entities))
        resolution = resolve_sources(document.text, attributions, marks.entities, marks.antecedents)
        quotations = find_quotations(document.text)
        claims = tuple(_claims(document.text, attributions, resolution, quotations))
        sources = list(resolution.sources)

        def heard_of(span: Span) -> str:
            sources.append(source_at(document.text, span, marks.entities, f"S{len(sources) + 1}"))
            return sources[-1].id

        def judged(cue: Cue) -> tuple[str, float] | None:
            return marks.acts.get(cue.head.start)

        completed = complete(document, claims, resolution.sources, judged, heard_of)
        return Reading(
            document,
            tuple(sources),
            completed.claims,
            self.provenance,
            completed.links,
            tuple(_unattributed(document.text, completed.claims, resolution, quotations)),
            notes,
        )

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Read many reports, in the order given; with several threads a few are read ahead, never all."""
        if self._threads == 1:
            yield from map(self.read, documents)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            ahead: deque[Future[Reading]] = deque()
            for document in documents:
                ahead.append(pool.submit(self.read, document))
                if len(ahead) > 2 * self._threads:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()


def _sayings(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that are likely enough, and whose cue is not known to be something else than a saying."""
    keep = [
        a.confidence >= (LEAST_CONFIDENCE if a.source else LEAST_WITHOUT_SOURCE)
        and is_saying(cue_of(text, a.cue, a.content))
        for a in attributions
    ]
    return only(attributions, keep)


def _claims(
    text: str, attributions: tuple[Attribution, ...], resolution: Resolution, quotations: list[Quotation]
) -> Iterator[Claim]:
    for number, (attribution, who) in enumerate(zip(attributions, resolution.who, strict=True), 1):
        yield Claim(
            id=f"C{number}",
            source=who.source,
            co_sources=who.co_sources,
            source_spans=attribution.source,
            via=who.via,
            parent=None if attribution.parent is None else f"C{attribution.parent + 1}",
            cue_spans=attribution.cue,
            content_spans=attribution.content,
            quotation=quotation_kind(text, attribution.content, quotations),
            confidence=attribution.confidence,
        )


def _unattributed(
    text: str, claims: tuple[Claim, ...], resolution: Resolution, quotations: list[Quotation]
) -> Iterator[Unattributed]:
    """Claims whose source could not be told, and quotations that nobody was found to have said."""
    for claim, who in zip(claims, resolution.who, strict=True):
        if claim.source is None:
            yield Unattributed(claim.content_spans, who.why or "no source is named", claim.id)
    taken = sorted(span for claim in claims for span in (*claim.content_spans, *claim.source_spans, *claim.cue_spans))
    furthest = [0, *accumulate((span.end for span in taken), max)]
    for quotation in quotations:
        words = text[quotation.start : quotation.end].split()
        if len(words) < FREE_QUOTATION_WORDS:
            continue
        before = bisect_left(taken, quotation.end, key=lambda span: span.start)
        if furthest[before] <= quotation.start:
            span = Span(quotation.start, quotation.end)
            yield Unattributed((span,), "a quotation that no cue or source was found for")
