"""Everything that one source said, by day: what it took back, who contradicts it, who relays it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection

from accordingto.ledger.linkage import told
from accordingto.ledger.linkage.told import Told
from accordingto.linking.bearing import Bearing, day_of
from accordingto.linking.entities import Entity
from accordingto.linking.identity import Who
from accordingto.linking.matter import matter_of, once_a_family


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a source, and what other claims bear on it; `copies` counts the reprints that tell it too."""

    told: Told
    bearings: tuple[Bearing, ...]
    copies: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a source said, the earliest first; `relayed_by` counts its claims by the outlet that relays them."""

    entity: Entity
    said: tuple[Said, ...]
    relayed: tuple[Told, ...]
    relayed_by: tuple[tuple[str, int], ...]


def record_of(connection: Connection, entity: Entity, numbers: list[int], who: Who) -> Record:
    """Return what an entity said; `numbers` are the row numbers of the sources that are it."""
    ours = set(numbers)
    claims = told.of_sources(connection, numbers)
    own = [claim for claim in claims if claim.source in ours or ours & set(claim.co_sources)]
    matter = matter_of(connection, [claim.number for claim in own], who)
    kept, copies = once_a_family(own)
    about: dict[int, list[Bearing]] = defaultdict(list)
    for bears in matter.bearings:
        about[bears.one.number].append(bears)
        about[bears.other.number].append(bears)
    said = [Said(claim, tuple(about[claim.number]), copies[claim.number]) for claim in sorted(kept, key=_when)]
    outlets: Counter[str] = Counter()
    for claim in own:
        relays = [who.source(number).name for number in claim.via]
        outlets.update(set(relays) or ({claim.publisher} if claim.publisher else set()))
    made = {claim.number for claim in own}
    relayed = [claim for claim in claims if claim.number not in made]
    ranked = sorted(outlets.items(), key=lambda item: (-item[1], item[0]))
    return Record(entity, tuple(said), tuple(sorted(relayed, key=_when)), tuple(ranked))


def _when(claim: Told) -> tuple[str, str, int]:
    return day_of(claim) or "9999", claim.document, claim.number
