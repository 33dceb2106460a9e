"""Mention -> source: who, of all parties of the report, each attribution is put in the mouth of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accordingto.records import Antecedents, Attribution, Entity, Source, Span
from accordingto.sources.authors import author_of, document_again, document_in
from accordingto.sources.country import country_of
from accordingto.sources.definites import is_definite, take_up
from accordingto.sources.describe import home_of, only_force, own_government
from accordingto.sources.kind import classify, is_outlet
from accordingto.sources.left_out import agent_behind, apart, relative_before, reports
from accordingto.sources.mentions import mend
from accordingto.sources.names import MentionParts, display, joint, normal, parse_mention, same_name
from accordingto.sources.own_words import described_before, own_words
from accordingto.sources.people import Parties, Party
from accordingto.sources.portraits import Portraits
from accordingto.sources.pronouns import RELATIVE, SPEAKER, Choice, choose, quoted_others
from accordingto.sources.relatives import mention_before, noun_before
from accordingto.sources.roles import body_behind, roles_at
from accordingto.sources.several import Group, groups_in, subject_before, taken_up
from accordingto.sources.titles import gender_of_given_name, gender_of_title

_CARRIED = re.compile(r"(?:^|\b)(?:\w+ing)$", re.IGNORECASE)
_AND = re.compile(r"(?:\band|\bbut|\bthen|,|–|—)\s*(?:also|then|later|even)?\s*$")


@dataclass(frozen=True, slots=True)
class Who:
    """The source ids of one attribution; `why` says why there is none."""

    source: str | None
    co_sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The sources of a report, and for each attribution who of them it belongs to."""

    sources: tuple[Source, ...]
    who: tuple[Who, ...]


def resolve_sources(
    text: str,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    antecedents: Mapping[int, Antecedents],
) -> Resolution:
    """Name the source of each attribution, or say why it cannot be named; outer attributions come first."""
    return _Resolver(text, attributions, entities, antecedents).resolve()


class _Resolver:
    """The state of resolving one report: its parties, and what each attribution was given."""

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        entities: Sequence[Entity],
        antecedents: Mapping[int, Antecedents],
    ) -> None:
        names = mend(text, entities)
        self.text, self.attributions = text, attributions
        self.entities = sorted(names.entities, key=lambda e: e.start)
        self.antecedents = antecedents
        self.parties = Parties(text, names.entities, names.full)
        self.unnamed: set[int] = set()
        self.groups: list[Group] = []
        self.written: dict[str | None, list[Party | None]] = {}  # who wrote the documents, by the noun for them
        home = home_of(text, names.entities)
        self.portraits = Portraits(text, home)
        self.governments = own_government(text, home)
        self.force = only_force(text, names.entities)
        self.given: dict[int, tuple[list[Party], list[Party], str | None]] = {}

    def resolve(self) -> Resolution:
        self._describe()
        self._learn_from_sources()
        self.groups = groups_in(self.parties)
        spoken: Party | None = None
        for i in self._outer_first():
            attribution = self.attributions[i]
            outer = self.given[attribution.parent][0] if attribution.parent is not None else None
            # Inside a content a pronoun most often takes up whoever says it all.
            who, why = self._sources(i, spoken if outer is None else next(iter(outer), None))
            via = [p for span in attribution.via if (p := self._party(span, None, i).party) is not None]
            via = via or self._carried_via(i, who) or self._relay(i, who)
            self.given[i] = (who, [p for p in via if p not in who], why)
            if who and attribution.parent is None:
                spoken = who[0]
        return self._numbered()

    def _outer_first(self) -> list[int]:
        def depth(i: int) -> int:
            parent, steps = self.attributions[i].parent, 0
            while parent is not None and steps < len(self.attributions):
                parent, steps = self.attributions[parent].parent, steps + 1
            return steps

        return sorted(range(len(self.attributions)), key=lambda i: (depth(i), i))

    def _describe(self) -> None:
        """Give each named person the role and gender that the words before its mentions tell."""
        ends = sorted(m.end for p in self.parties.all if p.kind == "PER" for m in p.mentions)
        for party in self.parties.all:
            for span in party.mentions if party.kind == "PER" else ():
                place = bisect_right(ends, span.start)
                for role in roles_at(self.text, span, ends[place - 1] if place else 0):
                    self._learn(party, role, span.start)
            if party.kind == "PER" and party.gender is None:
                party.gender = gender_of_given_name(party.name)

    def _learn_from_sources(self) -> None:
        """What the words of all sources tell of the persons they name, so that it holds before they are named, too."""
        for span in (s for a in self.attributions for s in a.source):
            words = self.text[span.start : span.end]
            parts = parse_mention(
                words, [(e.start - span.start, e.end - span.start, e.kind) for e in self._inside(span)]
            )
            if parts.name and parts.role:
                party = self.parties.at(span.start + parts.name[0], span.start + parts.name[1])
                if party is not None and party.kind == "PER":
                    self._learn(party, words[slice(*parts.role)], span.start + parts.name[0])

    def _learn(self, party: Party, role: str, at: int) -> None:
        role = self.portraits.roles.add(party, role, at)
        if role and role not in party.roles:
            party.roles.append(role)
        party.gender = party.gender or gender_of_title(role) or gender_of_title(party.name)

    def _sources(self, i: int, spoken: Party | None) -> tuple[list[Party], str | None]:
        attribution = self.attributions[i]
        if not attribution.source:
            return self._implied(i)
        found: list[Party] = []
        why = None
        spans = [part for span in attribution.source for part in self._joint(span)]
        for span in spans:
            together = self._together(span)
            if together:
                found += [p for p in together if p not in found]
                continue
            choice = self._party(span, spoken, i)
            if choice.party is None:
                why = why or choice.why
            elif choice.party not in found:
                found.append(choice.party)
        return (found, None) if found else ([], why)

    def _together(self, span: Span) -> tuple[Party, ...]:
        """Several persons for one plural mention: “both officers”, or “they” behind a sentence about “the two”."""
        words = self.text[span.start : span.end]
        if words.lower() != "they":
            who = taken_up(words, span.start, self.groups)
        else:
            subject = subject_before(self.text, span.start) if words == "They" else None
            who = taken_up(subject, span.start, self.groups) if subject else ()
        for party in who:
            self.parties.place(party, span)
        return who

    def _inside(self, span: Span) -> list[Entity]:
        low = bisect_left(self.entities, span.start, key=lambda e: e.start)
        high = bisect_right(self.entities, span.end, key=lambda e: e.start)
        return [e for e in self.entities[low:high] if e.end <= span.end]

    def _joint(self, span: Span) -> list[Span]:
        """The several sources that a span lists, or the span itself."""
        here = [(e.start - span.start, e.end - span.start, e.kind) for e in self._inside(span)]
        parts = joint(self.text[span.start : span.end], here)
        return [Span(span.start + low, span.start + high) for low, high in parts]

    def _implied(self, i: int) -> tuple[list[Party], str | None]:
        """No source words: a participle or a second verb takes the source of the cue before it in its sentence."""
        attribution = self.attributions[i]
        cue = attribution.cue[0]
        words = self.text[cue.start : cue.end]
        participle = bool(_CARRIED.search(words.split()[0])) or bool(_CARRIED.search(words.split()[-1]))
        if participle and words[:1].isupper():
            return self._fronted(i)
        carried = participle or bool(_AND.search(self.text[max(0, cue.start - 12) : cue.start]))
        if carried:
            before = [
                j for j, other in enumerate(self.attributions)
                if j in self.given and self.given[j][0] and other.parent == attribution.parent
                and other.cue[0].start < cue.start and other.source and not apart(self.text, other, cue.start)
            ]  # fmt: skip
            if before:
                return list(self.given[max(before, key=lambda j: self.attributions[j].cue[0].start)][0]), None
        told = agent_behind(self.text, cue, self.entities) or relative_before(self.text, cue)
        if told is not None:
            choice = self._party(told, None, i)
            if choice.party is not None:
                return [choice.party], None
        return [], "no source is named"

    def _fronted(self, i: int) -> tuple[list[Party], str | None]:
        """A participle that opens its sentence (“Calling it a pretext, Ana Rossi told …”): whose the next cue is."""
        attribution = self.attributions[i]
        cue = attribution.cue[0]
        for other in self.attributions[i + 1 : i + 3]:
            behind = other.source and other.parent == attribution.parent and other.source[0].start > cue.end
            if behind and not apart(self.text, attribution, other.source[0].start):
                choice = self._party(other.source[0], None, i)
                return ([choice.party], None) if choice.party is not None else ([], choice.why)
        return [], "no source is named"

    def _carried_via(self, i: int, who: list[Party]) -> list[Party]:
        """Who relays a participle (“told Reuters that …, adding …”): who relays the cue before it in its sentence."""
        cue = self.attributions[i].cue[0]
        if not _CARRIED.search(self.text[cue.start : cue.end].split()[0]):
            return []
        for j in range(i - 1, max(-1, i - 4), -1):
            other = self.attributions[j]
            if j in self.given and self.given[j][0] == who and other.cue[0].start < cue.start:
                return [] if apart(self.text, other, cue.start) else self.given[j][1]
        return []

    def _relay(self, i: int, who: list[Party]) -> list[Party]:
        """The outlet in whose own claim this one stands: “according to the Herald, the minister said …”."""
        parent = self.attributions[i].parent
        outer = self.given[parent][0] if parent is not None and who else []
        if parent is None or len(outer) != 1 or outer[0] in who or not is_outlet(outer[0].name):
            return []
        return list(outer) if reports(self.text, self.attributions[parent], self.attributions[i]) else []

    def _party(self, span: Span, spoken: Party | None, i: int) -> Choice:
        words = _VIA.split(self.text[span.start : span.end])[0]
        stacked = _STACKED.match(words) if self.attributions[i].via else None
        skip = stacked.end() if stacked else 0
        span = Span(span.start + skip, span.start + len(words))
        words = words[skip:]
        here = self._inside(span)
        author = author_of(words, [(e.start - span.start, e.end - span.start, e.kind) for e in here])
        if author is not None:
            choice = self._party(Span(span.start + author[0], span.start + author[1]), spoken, i)
            self.written.setdefault(document_in(words), []).append(choice.party)
            return choice
        authors = set(self.written.get(document_again(words) or "", ()))
        if len(authors) == 1 and (written := authors.pop()) is not None:
            self.parties.place(written, span)
            return Choice(written)
        parts = parse_mention(words, [(e.start - span.start, e.end - span.start, e.kind) for e in here])
        if words.lower() in ("a", "an", "the"):
            return Choice(None, "the words for the source are cut short")
        if parts.pronoun:
            return self._pronoun(words, span, spoken, i)
        if parts.name:
            return self._named(words, span, parts, here)
        pointed = self.antecedents.get(span.start + words.rfind(parts.head)) if parts.head else None
        taken = take_up(words, parts.head or "", span, self.parties, pointed, self.portraits.roles.holders, spoken)
        if taken is not None:
            if taken.party is not None:
                self.parties.place(taken.party, span)
                if taken.party.kind == "PER" and " of " in words:
                    self._learn(taken.party, words, span.start)
            return taken
        return Choice(self._unnamed(words, span, parts))

    def _pronoun(self, words: str, span: Span, spoken: Party | None, i: int) -> Choice:
        if words.lower() in SPEAKER:
            speaker = self._speaker(span, i)
            if speaker is not None:
                return Choice(speaker)
            return Choice(None, f"“{words}” stands outside any quotation whose speaker is known")
        if words.lower() in RELATIVE:
            people = words.lower() in ("who", "whom", "whose")
            named = mention_before(span, self.parties, people=people)
            noun = noun_before(self.text, span, people=people) if named is None else None
            if noun is not None:
                return self._party(noun, spoken, i)
            if named is not None:
                self.parties.place(named, span)
                return Choice(named)
        parent = self.attributions[i].parent
        quoted = parent is not None and quoted_others(words, span, self.text, self.attributions[parent].content)
        choice = choose(words, span, self.parties, self.antecedents.get(span.start), spoken, barred=quoted)
        if choice.party is not None:
            self.parties.place(choice.party, span)
        return choice

    def _speaker(self, span: Span, i: int) -> Party | None:
        """Who says “I” at `span`: the source of the innermost content that holds it."""
        holders = [
            (sum(e - s for s, e in a.content), j) for j, a in enumerate(self.attributions)
            if j != i and any(s.start <= span.start and span.end <= s.end for s in a.content)
        ]  # fmt: skip
        for _, j in sorted(holders):
            if j in self.given and self.given[j][0]:
                return self.given[j][0][0]
        return None

    def _named(self, words: str, span: Span, parts: MentionParts, here: list[Entity]) -> Choice:
        assert parts.name is not None
        place = Span(span.start + parts.name[0], span.start + parts.name[1])
        unclear = self.parties.unclear(*place)
        if unclear and (one := self._likely(unclear, words, place)) is not None:
            self.parties.place(one, span)
            return Choice(one)
        if unclear:
            return Choice(None, f"“{words}” could be " + " or ".join(p.name for p in unclear))
        name = display(self.text[place.start : place.end])
        kind = next((e.kind for e in here if e.start < place.end and place.start < e.end), None)
        party = self.parties.at(*place)
        likely = "PER" if classify(words, parts, kind)[0] == "person" else "ORG"
        if party is None or not party.named:
            known = self.parties.named(name, kind or likely, place)
            if isinstance(known, tuple):
                return Choice(None, f"“{words}” could be " + " or ".join(p.name for p in known))
            party = known
        elif name.startswith(f"{party.name} ") or (len(name) > len(party.name) and same_name(party.name, name, likely)):
            # The tagger saw a part of the name only, and may have taken it for something else.
            party.name, party.kind = name, likely if likely == "PER" else party.kind
        self.parties.place(party, span)
        if parts.role:
            self._learn(party, words[slice(*parts.role)] + body_behind(words, span, parts, here), place.start)
        if id(party) not in self.portraits.kinds:
            self.portraits.kinds[id(party)] = classify(words, parts, party.kind)
            if party.kind == "PER" and self.portraits.kinds[id(party)][0] in _BODIES:
                party.kind = "ORG"
        if (country := country_of(words)) and not self.portraits.countries.get(id(party)):
            self.portraits.countries[id(party)] = country
        return Choice(party)

    def _likely(self, several: tuple[Party, ...], words: str, place: Span) -> Party | None:
        """Which of several of one name is meant: by the form of address, by who is named close before, by who spoke."""
        if words.lower().startswith("the "):
            return None  # “the Clintons”
        sex = gender_of_title(words[: max(0, len(words) - (place.end - place.start))])
        fitting = [p for p in several if sex is None or p.gender in (None, sex)]
        near = self.parties.near_by(fitting, place.start)
        spoke = near or [p for p in fitting if any(p in who for who, _, _ in self.given.values())]
        return spoke[0] if len(spoke) == 1 else None

    def _unnamed(self, words: str, span: Span, parts: MentionParts) -> Party:
        name = own_words(words, parts)
        if name.lower() == "police" and self.force:
            # One force is named in the report, and “police” without a place is that force.
            name = self.force
            parts = parse_mention(name)
            words = name
        if name in self.governments or (words.lower() == "the government" and self.governments):
            heard = (p.name for p in self.parties.all if id(p) in self.unnamed and p.name in self.governments)
            words = name = next(heard, name if name in self.governments else self.governments[0])
            parts = parse_mention(name)
        key = normal(name)
        described = described_before(
            words, parts, [p for p in self.parties.all if id(p) in self.unnamed and p.mentions[0].start < span.start]
        )
        if described is not None:
            self.parties.place(described, span)
            return described
        for party in self.parties.all:
            if id(party) in self.unnamed and (
                normal(party.name) == key
                or (is_definite(words) and parts.head and len(words.split()) == 2
                and normal(party.name).split()[-1:] == [normal(parts.head)] and party.mentions[0].start < span.start)
            ):  # fmt: skip
                self.parties.place(party, span)
                return party
        party = self.parties.add(name, None, span)
        self.unnamed.add(id(party))
        self.written.setdefault(document_in(name), []).append(None)
        kind, named = classify(words, parts, None)
        if named:
            party.kind = "ORG"
        self.portraits.kinds[id(party)] = (kind, named)
        self.portraits.countries[id(party)] = country_of(words)
        return party

    def _numbered(self) -> Resolution:
        """Give ids in the order in which sources are first heard."""
        order: list[Party] = []
        for i in range(len(self.attributions)):
            who, via, _ = self.given[i]
            order += [p for p in (*who, *via) if p not in order]
        ids = {id(p): f"S{n}" for n, p in enumerate(order, 1)}
        named = tuple(
            Who(ids[id(w[0])] if w else None, tuple(ids[id(p)] for p in w[1:]), tuple(ids[id(p)] for p in via), why)
            for w, via, why in (self.given[i] for i in range(len(self.attributions)))
        )
        cues: dict[int, list[int]] = {}
        for i, (who, _, _) in self.given.items():
            for party in who:
                cues.setdefault(id(party), []).append(self.attributions[i].cue[0].start)
        portraits = (self.portraits.source(p, ids[id(p)], cues.get(id(p), ())) for p in order)
        return Resolution(tuple(portraits), named)


_BODIES = ("organisation", "outlet", "government", "military")
_STACKED = re.compile(r"^(?:[A-Z]\S*\s+){1,4}(?:reported|reports)(?:\s+that)?\s+(?=\S)")
_VIA = re.compile(r",?\s+via\s")
