"""All that was read in one report, and its JSON form (docs/reading-format.md)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from accordingto.records.claim import Claim, Firmness, Link, Quantity, Reason, Time, Unattributed, Verification
from accordingto.records.document import Document
from accordingto.records.source import Source
from accordingto.records.span import spans


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which program and which model made a reading."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One report with its sources and claims.

    `notes` are plain sentences for a person, such as that the report has no date.
    """

    document: Document
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    provenance: Provenance
    links: tuple[Link, ...] = ()
    unattributed: tuple[Unattributed, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that all offsets refer to."""
        return self.document.text

    def source(self, id: str | None) -> Source | None:
        """Return the source of that id, or None."""
        return next((s for s in self.sources if s.id == id), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the reading format as plain dictionaries and lists."""
        document = {"id": self.document.id} | {
            f.name: getattr(self.document, f.name) for f in fields(self.document) if f.name != "text"
        }
        return {
            "document": document,
            "text": self.text,
            "sources": [asdict(s) for s in self.sources],
            "claims": [_claim(c) for c in self.claims],
            "links": [asdict(link) for link in self.links],
            "unattributed": [asdict(u) for u in self.unattributed],
            "notes": list(self.notes),
            "provenance": asdict(self.provenance),
        }

    def to_json(self) -> str:
        """Return the reading format as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reading:
        """Build a reading from its JSON form; raises KeyError or TypeError where that is not one."""
        document = {k: v for k, v in data["document"].items() if k != "id"}
        return cls(
            Document(text=data["text"], **document),
            tuple(_from_source(s) for s in data["sources"]),
            tuple(_from_claim(c) for c in data["claims"]),
            Provenance(**data["provenance"]),
            tuple(Link(**link | {"claims": tuple(link["claims"])}) for link in data["links"]),
            tuple(Unattributed(**u | {"spans": spans(u["spans"])}) for u in data["unattributed"]),
            tuple(data.get("notes", ())),
        )


def _claim(claim: Claim) -> dict[str, Any]:
    order = (
        "id", "source", "co_sources", "source_spans", "via", "parent", "cue_spans", "content_spans", "quotation",
        "act", "said", "times", "quantities", "verification", "refers_to", "firmness", "confidence", "reasons",
    )  # fmt: skip
    data = asdict(claim)
    return {key: data[key] for key in order}


def _from_source(data: dict[str, Any]) -> Source:
    # Readings of version 0.1 lack the last three keys.
    return Source(**data | {key: spans(data.get(key, ())) for key in ("mentions", "anonymity_spans")})


def _from_claim(data: dict[str, Any]) -> Claim:
    def time(value: dict[str, Any] | None) -> Time | None:
        return None if value is None else Time(**value | {"spans": spans(value["spans"])})

    changed: dict[str, Any] = {key: spans(data[key]) for key in ("source_spans", "cue_spans", "content_spans")}
    changed |= {key: tuple(data[key]) for key in ("co_sources", "via")}
    changed["said"] = time(data["said"])
    changed["times"] = tuple(time(t) for t in data["times"])
    changed["quantities"] = tuple(Quantity(**q | {"spans": spans(q["spans"])}) for q in data["quantities"])
    changed["verification"] = tuple(Verification(**v | {"spans": spans(v["spans"])}) for v in data["verification"])
    firmness = data.get("firmness")
    changed["firmness"] = None if firmness is None else Firmness(**firmness | {"spans": spans(firmness["spans"])})
    changed["reasons"] = tuple(Reason(**r | {"spans": spans(r["spans"])}) for r in data.get("reasons", ()))
    return Claim(**data | changed)
