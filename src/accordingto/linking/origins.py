"""On whose word a claim stands: its independent origins, once reprints and shared chains are counted once.

An origin is a named source, wherever it is quoted. Words of people whom nobody names count as one origin with the
outlet that heard them: “officials told the Courier”, the Courier's own report and five that quote it are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.ledger.linkage.told import Told
from accordingto.linking.bearing import day_of
from accordingto.linking.identity import Identity, Who

_BODY = "body "
_BODIES = ("government", "military", "organisation")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Path:
    """How a claim came from its origin to one report: names from the report's publisher to the source."""

    told: Told
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin with the paths from each report to it, the oldest first; `why` says what makes it one."""

    id: str
    name: str
    why: str
    paths: tuple[Path, ...]


def origins_of(claims: Iterable[Told], who: Who) -> tuple[Origin, ...]:
    """Return the independent origins of claims that say the same, that with most reports first."""
    paths: dict[str, list[Path]] = defaultdict(list)
    named: dict[str, tuple[str, str]] = {}
    claims = sorted(claims, key=_when)
    outlets = _outlets(claims)
    for told in claims:
        for origin, name, why, path in _origins(told, outlets[_family(told)], who):
            paths[origin].append(Path(told, path))
            named.setdefault(origin, (name, why))
    _name_bodies(paths, named)
    found = [Origin(origin, *named[origin], tuple(paths[origin])) for origin in paths]
    return tuple(sorted(found, key=lambda origin: (-len(reports_of(origin)), origin.name, origin.id)))


def reports_of(origin: Origin) -> tuple[str, ...]:
    """Return the ids of the reports that go back to an origin."""
    return tuple(dict.fromkeys(path.told.document for path in origin.paths))


def _origins(told: Told, outlet: str | None, who: Who) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Each origin of one claim: id, name, why, and the names on the way to it."""
    relayed = [who.source(number) for number in told.via]
    publisher = [who.outlet(outlet)] if outlet else []
    # A report that relays its own outlet has it on its way once, a reprint its publisher before the outlet it reprints.
    own = [who.outlet(told.publisher)] if told.publisher else []
    way = list({identity.id: identity for identity in (*own, *publisher, *relayed)}.values())
    numbers = ([] if told.source is None else [told.source]) + list(told.co_sources)
    found = []
    for source in (who.source(number) for number in numbers):
        # An outlet that quotes itself stands on its way once.
        names = tuple({identity.id: identity.name for identity in (*way, source)}.values())
        if source.kind == "author" and publisher:
            found.append((publisher[0].id, publisher[0].name, "the report itself says it", names[:-1]))
        elif source.named:
            found.append((source.id, source.name, "a named source, wherever it is quoted", names))
        elif source.kind in _BODIES:
            key = f"{_BODY}{' '.join(sorted(_words(source.name)))}"
            found.append((key, source.name, "a body called so by each of these reports", names))
        else:
            found.append(_unnamed(told, source, way, names))
    return found or [_unnamed(told, None, way, tuple(identity.name for identity in way))]


def _unnamed(
    told: Told, source: Identity | None, way: Sequence[Identity], names: tuple[str, ...]
) -> tuple[str, str, str, tuple[str, ...]]:
    words = source.name if source else "a source that could not be told"
    heard = next((identity for identity in reversed(way) if identity.named), None)
    if heard is None:
        return f"family:{_family(told)}", words, "unnamed, and no outlet is told: each report by itself", names
    return heard.id, f"{words}, heard by {heard.name}", f"unnamed: counted with {heard.name}, which heard them", names


def _name_bodies(paths: dict[str, list[Path]], named: dict[str, tuple[str, str]]) -> None:
    """Count a body that reports call by its sort (“the interior ministry”) with the only named source it can be."""
    for key in [origin for origin in paths if origin.startswith(_BODY)]:
        words = _words(named[key][0])
        fuller = [
            other
            for other, (name, _) in named.items()
            if other != key and other in paths and "heard by" not in name and words < _words(name)
        ]
        if len(fuller) == 1:
            paths[fuller[0]] = sorted([*paths[fuller[0]], *paths.pop(key)], key=lambda path: _when(path.told))


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower().replace("’s", "").replace("'s", ""))) - {"the", "of", "for", "and"}


def _outlets(claims: Sequence[Told]) -> dict[str, str | None]:
    """The outlet to which each family of reprints goes back: the agency it credits, else the oldest publisher."""
    credited: dict[str, str] = {}
    oldest: dict[str, str | None] = {}
    for told in claims:
        family = _family(told)
        if told.agencies:
            credited.setdefault(family, told.agencies[0])
        if oldest.get(family) is None:
            oldest[family] = told.publisher
    return oldest | credited


def _family(told: Told) -> str:
    return str(told.family) if told.family is not None else told.document


def _when(told: Told) -> tuple[str, int, str, int]:
    return (told.published or day_of(told) or "9999")[:10], -told.length, told.document, told.number
