"""Frozen data classes that every layer speaks in; standard library only."""

from accordingto.records.attribution import Antecedents, Attribution, Entity, only
from accordingto.records.claim import ACTS, Claim, Firmness, Link, Quantity, Reason, Time, Unattributed, Verification
from accordingto.records.document import Document
from accordingto.records.reading import Provenance, Reading
from accordingto.records.source import Source
from accordingto.records.span import Span, Spans, inside, spans, words_of

__all__ = [
    "ACTS", "Antecedents", "Attribution", "Claim", "Document", "Entity", "Firmness", "Link", "Provenance", "Quantity",
    "Reading", "Reason", "Source", "Span", "Spans", "Time", "Unattributed", "Verification",
    "inside", "only", "spans", "words_of",
]  # fmt: skip
