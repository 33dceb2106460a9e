"""The entity of one source, found by looking up only what bears on it: the same answer as from all reports at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from accordingto.linking.entities.clusters import Entity, clusters
from accordingto.linking.entities.judgement import Address, Judgement, Rulings, rulings
from accordingto.linking.entities.keys import full_keys, short_keys
from accordingto.linking.entities.known import KnownEntity, KnownList
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import form_of


class Lookup(Protocol):
    """Where sources are looked up, such as a table of keys."""

    def sharing(self, key: str) -> Iterable[Party]:
        """Return all sources that have this key."""
        ...

    def at(self, address: Address) -> Iterable[Party]:
        """Return the sources of that name in the report of that digest."""
        ...


def entity_of(
    party: Party,
    lookup: Lookup,
    judgements: Iterable[Judgement] = (),
    known: Iterable[KnownEntity] | KnownList = (),
) -> Entity:
    """Return the entity of one source, the same as `clusters` over all sources gives.

    Looked up are: all whose full names hang together with this one by keys, judgements or the known list; then all that
    share a short key with these, because they decide who a surname can be; and whatever hangs together with those.
    """
    near = _Near(lookup, rulings(judgements), known if isinstance(known, KnownList) else KnownList(known))
    return near.entity(party)


class _Near:
    def __init__(self, lookup: Lookup, ruled: Rulings, listed: KnownList) -> None:
        self.lookup, self.ruled, self.listed = lookup, ruled, listed

    def entity(self, party: Party) -> Entity:
        """Return the entity of a source."""
        found = _with(party, self.around(party))
        if self.anchored(party):
            return found
        # Whom a short name has joined may have other short names, which the first look-up did not ask for.
        full = next((m.party for m in found.members if self.anchored(m.party)), None)
        return found if full is None else _with(party, self.around(full))

    def around(self, party: Party) -> list[Entity]:
        """Return the entities among all that bear on a source."""
        whole = self.connected([party]) if self.anchored(party) else {party}
        shorts = {key for one in whole for key in self.short(one)}
        near = {other for key in shorts for other in self.lookup.sharing(key)}
        some = whole | near | self.connected([other for other in near if self.anchored(other)])
        # A judgement is about all sources of one name in a report.
        some |= {twin for one in some if self.ruled.touches(one.address) for twin in self.lookup.at(one.address)}
        return clusters(some, self.ruled, self.listed)

    def anchored(self, party: Party) -> bool:
        """Whether it is somebody without the help of the set: a full name, a judgement or an entry of the list."""
        form = form_of(party)
        if len(self.ruled.group(party.address)) > 1 or form is None:
            return True
        return not form.weak or self.listed.entry_of(form) is not None

    def short(self, party: Party) -> frozenset[str]:
        """Return its short keys, none for the unnamed."""
        form = form_of(party)
        return frozenset() if form is None else short_keys(form)

    def connected(self, start: Iterable[Party]) -> set[Party]:
        """Return all that hang together with these by full keys, judgements or entries of the list."""
        found = set(start)
        todo = list(found)
        asked: set[object] = set()
        while todo:
            party = todo.pop()
            near: list[Party] = []
            if self.ruled.touches(party.address):
                near += [p for address in self.ruled.group(party.address) for p in self.lookup.at(address)]
            form = form_of(party)
            if form is not None:
                for key in full_keys(form) - asked:
                    asked.add(key)
                    near += self.lookup.sharing(key)
                entry = self.listed.entry_of(form)
                if entry is not None and entry not in asked:
                    asked.add(entry)
                    for key in self.listed.keys(entry):
                        near += [p for p in self.lookup.sharing(key) if self._entry(p) == entry]
            todo.extend(p for p in near if p not in found)
            found.update(near)
        return found

    def _entry(self, party: Party) -> str | None:
        form = form_of(party)
        return None if form is None else self.listed.entry_of(form)


def _with(party: Party, entities: Iterable[Entity]) -> Entity:
    return next(entity for entity in entities if any(member.party == party for member in entity.members))
