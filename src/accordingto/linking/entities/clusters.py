"""Who is who in a set of reports: sources grouped into entities, from the set alone and whatever its order.

1. Judgements by people come first (`judgement.py`); they make groups, and keep groups apart.
2. Full names that `same` calls the same are joined. Where a chain of such pairs would bring together two that the
   program or a person has something against, the names that fit both ends are set aside as a group of their own.
3. A surname, initials or an abbreviation joins the one group that it can belong to; where several can, it stands alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from accordingto.linking.entities.judgement import Address, Judgement, Rulings, rulings
from accordingto.linking.entities.keys import full_keys, short_keys
from accordingto.linking.entities.known import KnownEntity, KnownList
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import AGAINST, Form, compare, form_of


@dataclass(frozen=True, slots=True)
class Member:
    """A source of an entity, and why it is there, in plain words."""

    party: Party
    why: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One who says things in one or several reports.

    `id` is made of the known identifier, else (or where people divided what fits one entry) of its earliest member;
    `name` is the most frequent full name. `kind` and `country` are what most of the members are told to be.
    """

    id: str
    name: str
    kind: str | None
    country: str | None
    known: str | None
    members: tuple[Member, ...]


@dataclass(eq=False, slots=True)
class Group:
    """Sources that are decided alike: those of one form, or those that people judged to be one."""

    parties: list[Party] = field(default_factory=list)
    forms: set[Form] = field(default_factory=set)
    judged: frozenset[Address] = frozenset()
    known: str | None = None
    # why its members joined others, for those that came by a rule of the set
    why: str | None = None

    @property
    def order(self) -> tuple[str, str, str]:
        """An order that the content alone gives."""
        return min(_order(party) for party in self.parties)

    @property
    def weak(self) -> bool:
        """Whether only the set can tell who it is."""
        alone = len(self.judged) < 2 and self.known is None
        return alone and bool(self.forms) and all(form.weak for form in self.forms)


def clusters(
    parties: Iterable[Party],
    judgements: Iterable[Judgement] | Rulings = (),
    known: Iterable[KnownEntity] | KnownList = (),
) -> list[Entity]:
    """Group sources into entities, each source in exactly one; the order of the arguments does not matter.

    Entities come by the order of their first members' digests.
    """
    listed = known if isinstance(known, KnownList) else KnownList(known)
    ruled = judgements if isinstance(judgements, Rulings) else rulings(judgements)
    groups = _groups(sorted(set(parties), key=_order), ruled, listed)
    sets = _joined([g for g in groups if not g.weak], ruled)
    sets = _resolved(sets, [g for g in groups if g.weak], ruled)
    entries = Counter(entry for some in sets if (entry := _entry(some)) is not None)
    divided = {entry for entry, count in entries.items() if count > 1}
    return sorted((_entity(some, ruled, listed, divided) for some in sets), key=lambda e: _order(e.members[0].party))


def _order(party: Party) -> tuple[str, str, str]:
    return party.report, party.key, party.name


def _groups(parties: Sequence[Party], ruled: Rulings, listed: KnownList) -> list[Group]:
    found: dict[object, Group] = {}
    for party in parties:
        form = form_of(party)
        judged = ruled.group(party.address) if ruled.touches(party.address) else frozenset()
        key: object = judged or form or party
        group = found.setdefault(key, Group(judged=judged))
        group.parties.append(party)
        if form is not None:
            group.forms.add(form)
            group.known = min(filter(None, (group.known, listed.entry_of(form))), default=None)
    return list(found.values())


def _joined(groups: Sequence[Group], ruled: Rulings) -> list[list[Group]]:
    """Join groups with full names; no two that something speaks against end up together."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        keys = {key for form in group.forms for key in full_keys(form)} | (
            {f"known {group.known}"} if group.known else set()
        )
        for key in keys:
            by_key[key].append(number)
    edges: dict[int, dict[int, float]] = defaultdict(dict)
    for numbers in by_key.values():
        for place, i in enumerate(numbers):
            for j in numbers[place + 1 :]:
                if j not in edges[i] and (score := _alike(groups[i], groups[j], ruled)) is not None:
                    edges[i][j] = edges[j][i] = score
    seen: set[int] = set()
    sets: list[list[Group]] = []
    for number in range(len(groups)):
        if number not in seen:
            component = _reach(number, edges, lambda _: True)
            seen |= component
            sets.extend([groups[i] for i in sorted(part)] for part in _split(component, edges, groups, ruled))
    return sets


def _alike(one: Group, two: Group, ruled: Rulings) -> float | None:
    """Return the score of two groups that are the same by name, None where they are not."""
    if _against(one, two, ruled):
        return None
    if one.known is not None and one.known == two.known:
        return 0.97
    verdicts = [compare(a, b) for a in one.forms for b in two.forms if not (a.weak or b.weak)]
    return max((v.score for v in verdicts if v.answer == "same"), default=None)


def _against(one: Group, two: Group, ruled: Rulings) -> bool:
    """Whether people or the program have something against two groups being one."""
    if _ruled_apart(one, two, ruled):
        return True
    if one.known is not None and two.known is not None:
        return one.known != two.known
    if one.known is not None or two.known is not None:
        # A known entity has names that do not look alike: one that fits is enough.
        return max((compare(a, b).score for a in one.forms for b in two.forms), default=1.0) < AGAINST
    return any(compare(a, b).score < AGAINST for a in one.forms for b in two.forms)


def _reach(start: int, edges: dict[int, dict[int, float]], inside: Callable[[int], bool]) -> set[int]:
    found, todo = {start}, [start]
    while todo:
        for other in edges.get(todo.pop(), ()):
            if other not in found and inside(other):
                found.add(other)
                todo.append(other)
    return found


def _split(
    component: set[int], edges: dict[int, dict[int, float]], groups: Sequence[Group], ruled: Rulings
) -> list[set[int]]:
    members = sorted(component)
    against = [
        (i, j)
        for place, i in enumerate(members)
        for j in members[place + 1 :]
        if j not in edges[i] and _against(groups[i], groups[j], ruled)
    ]
    if not against:
        return [component]
    fits_both = {k for i, j in against for k in edges[i].keys() & edges[j].keys() if k in component}
    if not fits_both or fits_both == component:
        return _agglomerated(members, edges, set(against))
    for k in fits_both:
        groups[k].why = "fits two that are kept apart, so it stands by itself"
    parts: list[set[int]] = []
    for some in (component - fits_both, fits_both):
        left = set(some)
        while left:
            part = _reach(min(left), edges, some.__contains__)
            left -= part
            parts.extend(_split(part, edges, groups, ruled))
    return parts


def _agglomerated(
    members: Sequence[int], edges: dict[int, dict[int, float]], against: set[tuple[int, int]]
) -> list[set[int]]:
    """Join the best pairs first, as long as nothing speaks against any two of the whole."""
    of = {i: {i} for i in members}
    pairs = [(-score, i, j) for i in members for j, score in edges[i].items() if i < j and j in of]
    for _, i, j in sorted(pairs):
        one, two = of[i], of[j]
        if one is two or any((min(a, b), max(a, b)) in against for a in one for b in two):
            continue
        one |= two
        of.update((k, one) for k in two)
    return list({id(part): part for part in of.values()}.values())


def _resolved(sets: list[list[Group]], weak: Sequence[Group], ruled: Rulings) -> list[list[Group]]:
    """Let each surname, initials or abbreviation join the one set that it can belong to."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, some in enumerate(sets):
        keys = {key for group in some for form in group.forms if not form.weak for key in short_keys(form)}
        for key in sorted(keys):
            by_key[key].append(number)
    joining: dict[int, list[Group]] = defaultdict(list)
    lone: list[list[Group]] = []
    nobody: list[Group] = []
    for group in weak:
        near = sorted({number for form in group.forms for key in short_keys(form) for number in by_key.get(key, ())})
        scores = {number: score for number in near if (score := _fits(group, sets[number], ruled)) >= AGAINST}
        chosen = _only(scores)
        if chosen is not None:
            others = "the only one" if len(scores) == 1 else "the only one of that office"
            group.why = f"{others} in these reports that “{group.parties[0].name}” can be"
            joining[chosen].append(group)
        elif scores:
            group.why = "several in these reports can be meant, so it stands by itself"
            lone.extend([_alone(group, party)] for party in group.parties)
        else:
            nobody.append(group)
    whole = []
    for number, some in enumerate(sets):
        judged_apart = [g for g in joining[number] if any(_ruled_apart(g, other, ruled) for other in joining[number])]
        for group in judged_apart:
            group.why = "judged apart from another of that name, so it stands by itself"
        lone += [[group] for group in judged_apart]
        whole.append(some + [g for g in joining[number] if g not in judged_apart])
    return whole + lone + _joined_short(nobody, ruled)


def _ruled_apart(one: Group, two: Group, ruled: Rulings) -> bool:
    return bool(one.judged and two.judged and ruled.kept_apart(one.judged, two.judged))


def _fits(group: Group, some: Sequence[Group], ruled: Rulings) -> float:
    """Return how well a short name fits the best of a set's full names with its key; 0 where people kept it apart."""
    if any(_ruled_apart(group, other, ruled) for other in some):
        return 0.0
    keys = {key for form in group.forms for key in short_keys(form)}
    full = [form for other in some for form in other.forms if not form.weak and keys & short_keys(form)]
    return max((compare(short, form).score for short in group.forms for form in full), default=0.0)


def _only(scores: dict[int, float]) -> int | None:
    """Return the only candidate, or the one whose office or country tells it from the others."""
    if not scores:
        return None
    ranked = sorted(scores, key=lambda number: -scores[number])
    if len(ranked) == 1:
        return ranked[0]
    best, second = scores[ranked[0]], scores[ranked[1]]
    return ranked[0] if best >= 0.65 and best - second >= 0.045 else None


def _alone(group: Group, party: Party) -> Group:
    return Group([party], group.forms, group.judged, group.known, group.why)


def _joined_short(groups: Sequence[Group], ruled: Rulings) -> list[list[Group]]:
    """Join short names that nobody with a full name can be meant by."""
    edges: dict[int, dict[int, float]] = defaultdict(dict)
    lone: list[list[Group]] = []
    kept: list[Group] = []
    for group in groups:
        # Two of one form are no pair of groups, so ask whether the form is the same as itself.
        if len(group.parties) > 1 and any(compare(form, form).answer != "same" for form in group.forms):
            lone.extend([_alone(group, party)] for party in group.parties)
        else:
            kept.append(group)
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(kept):
        for key in {key for form in group.forms for key in short_keys(form)}:
            by_key[key].append(number)
    for numbers in by_key.values():
        for place, i in enumerate(numbers):
            for j in numbers[place + 1 :]:
                verdicts = [compare(a, b) for a in kept[i].forms for b in kept[j].forms]
                if not _against(kept[i], kept[j], ruled) and any(v.answer == "same" for v in verdicts):
                    edges[i][j] = edges[j][i] = max(v.score for v in verdicts)
    seen: set[int] = set()
    for number in range(len(kept)):
        if number not in seen:
            component = _reach(number, edges, lambda _: True)
            seen |= component
            lone.extend([kept[i] for i in sorted(part)] for part in _split(component, edges, kept, ruled))
    return lone


def _entry(some: Sequence[Group]) -> str | None:
    return min((g.known for g in some if g.known), default=None)


def _entity(some: Sequence[Group], ruled: Rulings, listed: KnownList, divided: Collection[str]) -> Entity:
    known = _entry(some)
    everyone = [(party, group) for group in some for party in group.parties]
    everyone.sort(key=lambda found: _order(found[0]))
    name = _display([party for party, group in everyone if group.why is None] or [party for party, _ in everyone])
    members = tuple(Member(party, _why(party, group, name, ruled, listed)) for party, group in everyone)
    kinds = Counter(party.kind for party, _ in everyone if party.kind)
    countries = Counter(party.country for party, _ in everyone if party.country)
    first = min((party for party, _ in everyone), key=lambda p: (p.published or "9999", *_order(p)))
    content = f"known {known}" if known and known not in divided else "\n".join((first.report, first.key, first.name))
    return Entity(
        "E" + hashlib.sha256(content.encode()).hexdigest()[:16], name, _most(kinds), _most(countries), known, members
    )


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _display(parties: Sequence[Party]) -> str:
    """Return the most frequent of the full names; ties by length, then by the letters."""
    full = [p for p in parties if (form := form_of(p)) is not None and not form.weak and not p.name.isupper()]
    counts = Counter(p.name for p in (full or parties))
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _why(party: Party, group: Group, name: str, ruled: Rulings, listed: KnownList) -> str:
    told = ruled.told.get(party.address)
    if told is not None:
        other = told.right if told.left == party.address else told.left
        return f"judged the same as “{other[1]}” of another report by {told.by} on {told.at[:10]}"
    form = form_of(party)
    if form is None:
        return "not named, so it is compared with no other report"
    if group.why is not None:
        return group.why
    if (entry := listed.entry_of(form)) is not None:
        return f"fits “{listed.entries[entry].name}” ({entry}) of the list of known names"
    if party.name == name:
        return "bears this name"
    return f"“{party.name}” and “{name}”: {_reason(form, name)}"


def _reason(form: Form, name: str) -> str:
    named = form_of(Party("", "", name, form.kind, True, None, form.country))
    verdict = compare(form, named) if named is not None else None
    return verdict.why if verdict is not None and verdict.answer == "same" else "joined through other names"
