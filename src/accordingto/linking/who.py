"""Who is who in a ledger: sources resolved to entities by looking up only what shares a name with them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from accordingto.ledger.fulltext import check_size
from accordingto.ledger.linkage import names
from accordingto.ledger.linkage.names import NamedSource, StoredJudgement
from accordingto.linking.entities import Entity, Judgement, KnownEntity, Party, entity_of
from accordingto.linking.entities.judgement import Address
from accordingto.linking.entities.known import KnownList
from accordingto.linking.identity import Identity


class LedgerWho:
    """Tells who a source of a ledger is, by all reports linked so far, what people judged and whom the user listed."""

    def __init__(self, connection: Connection) -> None:
        """Take a connection to read with; what people entered is read at once, sources when they are asked for."""
        self._connection = connection
        self._judgements = [_judgement(stored) for stored in names.all_judgements(connection)]
        self._known = KnownList(
            KnownEntity(e.identifier, e.name, e.aliases, e.kind, e.country) for e in names.all_known(connection)
        )
        self._numbers: dict[tuple[str, str], int] = {}
        self._entities: dict[tuple[str, str], Entity] = {}
        self._identities: dict[int, Identity] = {}
        self._outlets: dict[str, Identity] = {}
        self._publishers: list[str] | None = None

    def source(self, number: int) -> Identity:
        """Return who the source with this row number is."""
        if number not in self._identities:
            self._identities[number] = self._identity(*names.with_numbers(self._connection, [number]))
        return self._identities[number]

    def outlet(self, name: str) -> Identity:
        """Return who the publisher or agency with this name is: one with the sources of that name."""
        if name not in self._outlets:
            entity = self.entity(Party("", "", self._in_full(name), "outlet", True))
            self._outlets[name] = Identity(entity.id, entity.name, True, "outlet")
        return self._outlets[name]

    def entity(self, party: Party) -> Entity:
        """Return the entity of a source, all of its members in this ledger included."""
        place = party.report, party.key
        if party.report == "" or place not in self._entities:
            entity = entity_of(party, self, self._judgements, self._known)
            if party.report == "":
                return entity
            self._entities |= {(m.party.report, m.party.key): entity for m in entity.members}
        return self._entities[place]

    def named(self, words: str) -> list[Entity]:
        """Return the entities that these words may mean: whose name they are in any spelling, else that hold them.

        Raises DecisionError for more words than are searched for anywhere: each is compared with every name.
        """
        check_size(words.split())
        exact = self.entity(Party("", "", words, None, True))
        found = {exact.id: exact} if len(exact.members) > 1 else {}
        if not found:
            for source in names.bearing(self._connection, words):
                entity = self.entity(self._party(source))
                found[entity.id] = entity
        return sorted(found.values(), key=lambda entity: (-len(entity.members), entity.name, entity.id))

    def entity_at(self, document: str, name: str) -> Entity:
        """Return the entity of the source of that name in a report; raises KeyError where there is none."""
        found = names.at(self._connection, document, name)
        if not found:
            raise KeyError(name)
        return self.entity(self._party(found[0]))

    def numbers(self, entity: Entity) -> list[int]:
        """Return the row numbers of the sources that are this entity."""
        places = [(member.party.report, member.party.key) for member in entity.members]
        return sorted(self._numbers[place] for place in places if place in self._numbers)

    def sharing(self, key: str) -> Iterable[Party]:
        """Return all linked sources that have this name key."""
        return [self._party(source) for source in names.with_keys(self._connection, [key])]

    def at(self, address: Address) -> Iterable[Party]:
        """Return the sources of that name in the report of that digest."""
        return [self._party(source) for source in names.at(self._connection, *address)]

    def _in_full(self, name: str) -> str:
        """The name of the only publisher whose initials these letters are, else the letters."""
        if not (name.isupper() and name.isalpha()):
            return name
        if self._publishers is None:
            self._publishers = names.publishers(self._connection)
        fitting = [p for p in self._publishers if "".join(w[0] for w in p.split() if w[0].isupper()) == name]
        return fitting[0] if len(fitting) == 1 else name

    def _identity(self, source: NamedSource) -> Identity:
        party = self._party(source)
        entity = self.entity(party)
        named = source.named or len(entity.members) > 1
        return Identity(entity.id, entity.name if named else source.name, named, source.kind)

    def _party(self, source: NamedSource) -> Party:
        self._numbers[source.document, source.key] = source.number
        day = source.published
        return Party(
            source.document, source.key, source.name, source.kind, source.named, source.role, source.country,
            day[:10] if day else None,
        )  # fmt: skip


def _judgement(stored: StoredJudgement) -> Judgement:
    one, other = (stored.one_report, stored.one_name), (stored.other_report, stored.other_name)
    return Judgement(one, other, stored.verdict, stored.by or "", stored.at)  # type: ignore[arg-type]
