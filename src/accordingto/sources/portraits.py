"""Party -> Source: what a report tells of who is speaking, beside the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from accordingto.records import Source, Span, Spans
from accordingto.sources.anonymity import anonymity_of, number_in
from accordingto.sources.describe import (
    Roles,
    country_before,
    country_told,
    holds_office,
    speaks_for_state,
    state_office,
)
from accordingto.sources.kind import classify
from accordingto.sources.names import parse_mention
from accordingto.sources.people import Party

_PEOPLE = frozenset({"person", "officials", "group", "military", None})


@dataclass(slots=True)
class Portraits:
    """What is known of the parties of one report: `home` is the country it is about, the rest goes by party."""

    text: str
    home: str | None
    roles: Roles = field(default_factory=Roles)
    kinds: dict[int, tuple[str | None, bool]] = field(default_factory=dict)
    countries: dict[int, str | None] = field(default_factory=dict)

    def source(self, party: Party, id_: str, cues: Sequence[int]) -> Source:
        """Return the source that a party is; `cues` are the offsets at which its cues begin."""
        kind, named = self.kinds.get(id(party), (None, party.named))
        if kind is None:
            first = party.mentions[0] if party.mentions else None
            words = self.text[first.start : first.end] if first else party.name
            kind, named = classify(words, parse_mention(words, [(0, len(words), party.kind or "")]), party.kind)
        country = self._country(party, kind)
        role = self.roles.best(party) if party.kind == "PER" else None
        if not named and (held := holds_office(party.name, self._words(party))):
            kind, named, role = "person", True, held
            country = country or (self.home if state_office(held) else None)
        source = Source(id_, party.name, kind, named or party.named, role, country, _outermost(party.mentions))
        return source if source.named else self._unnamed_people(source, cues)

    def _words(self, party: Party) -> str:
        """The words of a source's first mention."""
        return self.text[slice(*party.mentions[0])] if party.mentions else party.name

    def _country(self, party: Party, kind: str | None) -> str | None:
        """The country that the source's words tell, else, for a state's own bodies and officers, the report's."""
        state = speaks_for_state(party, kind, party.roles)
        told = country_told(party, kind, party.roles)
        if told is None and (kind != "person" or state):
            told = self.countries.get(id(party))
        if told is None and party.named:
            told = next((c for m in party.mentions[:8] if (c := country_before(self.text, m))), None)
        if told is None and state:
            told = self.home
        return told

    def _unnamed_people(self, source: Source, cues: Sequence[int]) -> Source:
        """What the words tell of people who are not named: how many, and why they are not named."""
        counts = (number_in(self.text[m.start : m.end]) for m in source.mentions)
        number = next((n for n in counts if n is not None), None) if source.kind in _PEOPLE else None
        words, where = anonymity_of(self.text, source.mentions, cues) or (None, None)
        return replace(source, number=number, anonymity=words, anonymity_spans=(where,) if where else ())


def _outermost(mentions: Sequence[Span]) -> Spans:
    """Mentions that do not lie inside another one."""
    kept: list[Span] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return tuple(kept)
