"""A reader without a model, for desks that only need some claim."""

from __future__ import annotations

from fastapi import FastAPI

from accordingto.records import Claim, Document, Provenance, Reading, Source, Span
from accordingto.web.adding import Adding
from accordingto.web.intake import Intake


class PlainReader:
    """Takes the first word of a report for its source, the second for the cue and all else for the content."""

    def read(self, document: Document) -> Reading:
        words = document.text.split(maxsplit=2)
        provenance = Provenance("0", "sha256:plain")
        if len(words) < 3 or not document.text.startswith(words[0]):
            return Reading(document, (), (), provenance)
        cue = document.text.index(words[1], len(words[0]))
        content = document.text.index(words[2], cue + len(words[1]))
        claim = Claim(
            "C1", "S1", (Span(0, len(words[0])),), (Span(cue, cue + len(words[1])),),
            (Span(content, content + len(words[2])),), "indirect", 0.5,
        )  # fmt: skip
        source = Source("S1", words[0], "person", True, mentions=(Span(0, len(words[0])),))
        return Reading(document, (source,), (claim,), provenance)


def plain_reader(app: FastAPI) -> None:
    """Put the reader without a model in place of the real one."""
    app.state.intake = Intake(app.state.ledger, PlainReader)  # type: ignore[arg-type]
    app.state.adding = Adding(app.state.intake)
