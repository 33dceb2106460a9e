"""The named people, bodies and places of one report: which mentions name the same one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accordingto.records import Entity, Span
from accordingto.sources.comparison import nearly_same_person
from accordingto.sources.kind import is_outlet
from accordingto.sources.mentions import BEHIND
from accordingto.sources.names import display, normal, parse_mention, same_name
from accordingto.sources.phrase import heads


@dataclass(eq=False)
class Party:
    """Somebody or something that can say things, as far as this report tells.

    `kind` is PER, ORG or LOC for a named one, None for an unnamed one; `seen_as` counts what its mentions were taken
    for. `mentions` stand in the order of the text.
    """

    name: str
    kind: str | None
    mentions: list[Span] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    gender: str | None = None
    seen_as: Counter[str] = field(default_factory=Counter)

    @property
    def named(self) -> bool:
        """Whether the report gives a name."""
        return self.kind is not None

    def add(self, span: Span) -> None:
        """Add a mention, keeping them in order and apart."""
        place = bisect_left(self.mentions, span)
        if self.mentions[place : place + 1] != [span]:
            self.mentions.insert(place, span)


class Parties:
    """All parties of one report, with a look-up from places in the text to parties."""

    def __init__(self, text: str, entities: Sequence[Entity], full: Mapping[str, str] | None = None) -> None:
        self.text = text
        self._full = full or {}
        self.all: list[Party] = []
        self._places: list[tuple[Span, Party]] = []
        self._unclear: dict[Span, tuple[Party, ...]] = {}
        named = [(_bare(text, _whole(text, e.start, e.end), e.kind), e.kind) for e in entities if e.kind != "MISC"]
        told = [(span, kind) for span, kind in named if not _aside(text, span, kind)]
        whole = [(span, kind) for span, kind in told if kind != "PER" or " " in display(text[slice(*span)])]
        for span, kind in whole:
            self._join(span, kind)
        for span, kind in told:
            if (span, kind) not in whole:
                self._join(span, kind)
        for span, kind in named:
            if (span, kind) not in told:
                self._join_aside(span, kind)
        for party in self.all:
            if party.kind == "PER" and " " not in party.name and any(_STATE.match(text, m.end) for m in party.mentions):
                party.kind = "LOC"

    def at(self, start: int, end: int) -> Party | None:
        """The party whose mention overlaps the characters from `start` to `end` (the last such mention)."""
        low = bisect_right(self._places, end - 1, key=lambda place: place[0].start)
        for span, party in reversed(self._places[max(0, low - 4) : low]):
            if span.end > start:
                return party
        return None

    def unclear(self, start: int, end: int) -> tuple[Party, ...]:
        """The parties between which a short name in that place does not decide."""
        return next((who for span, who in self._unclear.items() if span.start < end and span.end > start), ())

    def near(self, start: int, end: int) -> list[tuple[Span, Party]]:
        """The mentions that begin from `start` up to `end`, in order."""
        low = bisect_right(self._places, start - 1, key=lambda place: place[0].start)
        high = bisect_right(self._places, end - 1, key=lambda place: place[0].start)
        return self._places[low:high]

    def near_by(self, parties: Sequence[Party], before: int) -> list[Party]:
        """Those of the parties that are mentioned earlier in the paragraph, else in the one before it."""
        start = self.text.rfind("\n", 0, before)
        earlier = self.text.rfind(
            "\n", 0, len(self.text[max(0, start - 9) : max(start, 0)].rstrip()) + max(0, start - 9)
        )
        for back in (start, earlier):
            here = [p for p in parties if any(back < m.start < before for m in p.mentions)]
            if here:
                return here
        return []

    def place(self, party: Party, span: Span) -> None:
        """Remember that `party` is mentioned at `span`."""
        party.add(span)
        insort(self._places, (span, party), key=lambda place: place[0])

    def add(self, name: str, kind: str | None, span: Span) -> Party:
        """Add a party that was not known yet."""
        party = Party(name, kind)
        self.all.append(party)
        self.place(party, span)
        return party

    def named(self, name: str, kind: str, span: Span) -> Party | tuple[Party, ...]:
        """The party that `name` at `span` stands for: a known one, a new one, or the several it could be."""
        name = self._full.get(normal(name), name)
        same = self._candidates(name, kind)
        if len(same) == 1:
            party = same[0]
            longer = kind == party.kind and len(name) > len(party.name)
            if longer and (same_name(party.name, name, kind) or nearly_same_person(party.name, name)):
                party.name = name
            self.place(party, span)
            return party
        if not same:
            return self.add(name, kind, span)
        before = [p for p in same if p.mentions and p.mentions[0].start < span.start]
        if len(before) == 1:
            self.place(before[0], span)
            return before[0]
        return tuple(same)

    def _candidates(self, name: str, kind: str) -> list[Party]:
        key = normal(name)
        known = [p for p in self.all if p.kind is not None]
        exact = [p for p in known if normal(p.name) == key]
        if exact:
            return exact[:1]
        alike = [p for p in known if p.kind == kind and not (kind == "ORG" and _made_by(name, p.name))]
        if kind == "ORG" and " " not in name:
            # A surname on its own is now and then taken for a body's name.
            people = [p for p in known if p.kind == "PER" and same_name(name, p.name, "PER")]
            # A person of that name goes before a body that only begins with it (“Hartwin University”).
            if people and (len(people) == 1 or not any(same_name(name, p.name, kind) for p in alike)):
                return people
        same = [p for p in alike if same_name(name, p.name, kind) or same_name(p.name, name, kind)]
        if not same and kind == "PER":
            return [p for p in alike if nearly_same_person(name, p.name) or nearly_same_person(p.name, name)]
        return same

    def _join(self, span: Span, kind: str) -> None:
        name = display(self.text[slice(*span)])
        if not any(c.isalpha() for c in name):
            return
        known = self.named(name, kind, span)
        if isinstance(known, tuple):
            self._unclear[span] = known
        else:
            known.seen_as[kind] += 1
            first = ("PER", "ORG", "LOC") if " " in known.name else ("ORG", "PER", "LOC")
            known.kind = max(first, key=lambda k: known.seen_as[k])

    def _join_aside(self, span: Span, kind: str) -> None:
        """A name by which the report does not call its bearer: who bears it keeps the name that the report gives."""
        born = _BORN.search(self.text, max(0, span.start - 24), span.start) if kind == "PER" else None
        bearer = self.at(born.start() - 1, born.start()) if born else None
        same = self._candidates(display(self.text[slice(*span)]), kind) if kind == "ORG" else []
        if bearer is None and len(same) == 1:
            bearer = same[0]
        if bearer is None or (kind == "PER" and bearer.kind != "PER"):
            self._join(span, kind)
        else:
            self.place(bearer, span)


def _made_by(name: str, known: str) -> bool:
    """Whether a longer name is rather a product of the known one: “Hartwin Deluxe” where “Hartwin” stands before."""
    words = name.split()
    if " " in known or len(words) < 2 or normal(words[0]) != normal(known):
        return False
    return words[-1].lower().rstrip(".") not in heads() and not is_outlet(name)


def _aside(text: str, span: Span, kind: str) -> bool:
    """Whether a name stands where it does not tell how the report calls its bearer: at birth, or in a case's title."""
    pattern = {"PER": _BORN, "ORG": _VERSUS}.get(kind)
    return pattern is not None and bool(pattern.search(text, max(0, span.start - 24), span.start))


def _whole(text: str, start: int, end: int) -> Span:
    """A mention stretched to whole words where a hyphen cuts it (“Yu Hoi-kwan”)."""
    after = _HYPHENED.match(text, end)
    before = _HYPHENED_BEFORE.search(text, max(0, start - 30), start)
    return Span(before.start() if before else start, after.end() if after else end)


def _bare(text: str, span: Span, kind: str) -> Span:
    """A mention without what the tagger now and then takes along: a person's title, letters behind it, “et al”."""
    behind = BEHIND.search(text, span.start, span.end)
    if behind and behind.end() == span.end:
        span = Span(span.start, behind.start())
    parts = parse_mention(text[slice(*span)]) if kind == "PER" and " " in text[slice(*span)] else None
    if parts is None or parts.name is None or parts.role is None:
        return span
    return Span(span.start + parts.name[0], span.start + parts.name[1])


# What states have and people do not: “Velmara’s navy” is not said of a person.
_STATE = re.compile(
    r"[’']s (?:navy|army|parliament|capital|president|prime minister|foreign minister|ministry|embassy|ambassador|"
    r"coast|borders?)\b"
)
# “Ana Rossi was born Anna Maria Rossa”; “Berg v. Hartwin Norland Limited”.
_BORN = re.compile(r"(?:\s+was|,|\s*\()\s*(?:born|née|né)\s+[“\"]?$")
_VERSUS = re.compile(r"\w\s+(?:v|vs|versus)\.?\s+$")
_HYPHENED = re.compile(r"(?:[-‐‑]\w+)+")
_HYPHENED_BEFORE = re.compile(r"\b(?:[A-Z]\w*[-‐‑])+$")
