"""What linking finds, as plain dictionaries: the same for the commands and for the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# The command line loads this at its start: what is needed for types only is not loaded.
if TYPE_CHECKING:
    from accordingto.ledger.linkage.told import Told
    from accordingto.linking.bearing import Bearing
    from accordingto.linking.grounds import Grounds
    from accordingto.linking.origins import Origin
    from accordingto.linking.record import Record, Said
    from accordingto.linking.story import Point


def claim_json(told: Told) -> dict[str, Any]:
    """Return a claim with its report as a plain dictionary; `report` is the report's id, `address` is for `explain`."""
    from accordingto.linking.bearing import day_of

    return {
        "id": told.key, "report": told.document, "address": told.address, "source": told.source_name,
        "source_words": told.source_words, "cue": told.cue, "content": told.content, "act": told.act,
        "day": day_of(told), "publisher": told.publisher, "published": told.published, "title": told.title,
        "url": told.url, "status": told.status, "standing": list(told.standing),
    }  # fmt: skip


def origin_json(origin: Origin) -> dict[str, Any]:
    """Return an origin with the path from each report as a plain dictionary."""
    return {
        "name": origin.name,
        "why": origin.why,
        "paths": [{"claim": claim_json(path.told), "path": list(path.names)} for path in origin.paths],
    }


def grounds_json(found: Grounds) -> dict[str, Any]:
    """Return on whose word a claim stands as plain dictionaries."""
    return {
        "claim": claim_json(found.claim),
        "reports": found.reports,
        "independent": len(found.supporting),
        "supporting": [origin_json(origin) for origin in found.supporting],
        "opposing_reports": found.opposing_reports,
        "opposing": [origin_json(origin) for origin in found.opposing],
    }


def bearing_json(pair: Bearing) -> dict[str, Any]:
    """Return a pair of claims that bear on each other as plain dictionaries, the earlier claim first."""
    return {
        "kind": pair.kind,
        "claims": [claim_json(told) for told in (pair.one, pair.other)],
        "why": pair.why,
        "confidence": round(pair.confidence, 3),
    }


def point_json(point: Point) -> dict[str, Any]:
    """Return a point at issue as plain dictionaries."""
    return {
        "sides": [
            {
                "claims": [claim_json(told) for told in side.claims],
                "reports": side.reports,
                "independent": len(side.origins),
                "origins": [origin_json(origin) for origin in side.origins],
            }
            for side in point.sides
        ],
        "bearings": [bearing_json(bears) for bears in point.bearings],
    }


def record_json(found: Record) -> dict[str, Any]:
    """Return what a source said as plain dictionaries."""
    entity = found.entity
    members = [m for m in entity.members if m.party.report]
    return {
        "source": {
            "id": entity.id, "name": entity.name, "kind": entity.kind, "country": entity.country, "known": entity.known,
            "names": [
                {"report": m.party.report, "name": m.party.name, "role": m.party.role, "why": m.why} for m in members
            ],
        },
        "said": [
            claim_json(said.told) | {
                "copies": said.copies,
                "bearings": [
                    {"kind": b.kind, "claim": claim_json(other_of(said, b)), "why": b.why, "confidence": b.confidence}
                    for b in said.bearings
                ],
            }
            for said in found.said
        ],
        "relays": [claim_json(told) for told in found.relayed],
        "relayed_by": [{"name": name, "claims": number} for name, number in found.relayed_by],
    }  # fmt: skip


def other_of(said: Said, bears: Bearing) -> Told:
    """Return the claim that bears on what was said, of the two that a bearing holds."""
    return bears.other if bears.one.number == said.told.number else bears.one
