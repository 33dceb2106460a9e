"""What a pronoun stands for among the entities named before it in its report: a few plain rules.

Hobbs 1978 (Resolving pronoun references) with sentences as wholes: left to right in the pronoun's own sentence, then in
those before. Who says “I” or “we” is not asked; they only stand for whoever said it just before. Pronouns for events
stay alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.sources.phrase import given_names, is_person_noun, split
from evaluation.coreference.mentions.mention import Mention
from evaluation.coreference.mentions.traits import Traits

BACK = 3
"""Sentences back that a pronoun is taken to reach."""
_RELATIVE = frozenset("who whom whose which that".split())
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_MANY = frozenset("they them their theirs themselves".split())
_ONE = frozenset("i me my mine myself".split())
_WE = frozenset("we us our ours ourselves".split())
_THING = frozenset("it its itself".split())


def antecedents(traits: Sequence[Traits]) -> dict[Mention, Mention | None]:
    """Return for each pronoun what it stands for, None where no rule tells.

    A relative pronoun and “they” stand for the mention that ends nearest before them, “it” for the first of its own
    sentence that is no person, “he” and “she” for the first person there; each else for that of the nearest of the
    three sentences before. `traits` are those of one kind; what is given comes before what stands for it.
    """
    reports: dict[str, list[Traits]] = {}
    for one in traits:
        reports.setdefault(one.mention.document, []).append(one)
    return {t.mention: _antecedent(t, inside) for inside in reports.values() for t in inside if t.is_pronoun}


def _antecedent(pronoun: Traits, report: Sequence[Traits]) -> Mention | None:
    mine = pronoun.mention
    if mine.kind == "event":
        return None
    for speaking in (_ONE, _WE):
        if pronoun.written in speaking:
            return _said_before(mine, [t.mention for t in report if t.is_pronoun and t.written in speaking])
    if pronoun.written not in _RELATIVE | _HE | _SHE | _MANY | _THING:
        return None
    full = [t for t in report if not t.is_pronoun]
    persons = _persons(full)
    if pronoun.written in _HE | _SHE:
        wrong = "she" if pronoun.written in _HE else "he"
        full = [t for t in full if t.mention in persons and persons[t.mention] != wrong]
    elif pronoun.written in _THING:
        full = [t for t in full if t.mention not in persons]
    choose = _last if pronoun.written in _RELATIVE | _MANY else _first
    before = [t.mention for t in full if t.mention.sentence == mine.sentence and t.mention.places[-1] < mine.places[0]]
    if before or pronoun.written in _RELATIVE:
        return choose(before) if before else None
    for back in range(1, BACK + 1):
        earlier = [t.mention for t in full if t.mention.sentence == mine.sentence - back]
        if earlier:
            return choose(earlier)
    return None


def _said_before(mine: Mention, those: Sequence[Mention]) -> Mention | None:
    before = [m for m in those if m.address < mine.address and mine.sentence - m.sentence <= BACK]
    return max(before, key=lambda mention: mention.address, default=None)


def _persons(full: Sequence[Traits]) -> dict[Mention, str | None]:
    """Return the mentions of persons with the pronoun that their given name asks for, None where it does not tell."""
    given = given_names()
    sexes: dict[str, str | None] = {}
    for one in full:
        words = [one.mention.words[at].lower() for at in one.mention.places]
        named = [w for w in words if w in one.names]
        first = next((w for w in named if w in given), None)
        if one.is_name and first and len(named) > 1:
            sexes[one.written] = given[first]
    found: dict[Mention, str | None] = {}
    for one in full:
        if one.is_name and one.written in sexes:
            found[one.mention] = sexes[one.written]
        elif not one.is_name and is_person_noun(split(one.written)[0]):
            found[one.mention] = None
    return found


def _first(mentions: Sequence[Mention]) -> Mention:
    return min(mentions, key=lambda mention: (mention.places[0], -mention.places[-1]))


def _last(mentions: Sequence[Mention]) -> Mention:
    return max(mentions, key=lambda mention: (mention.places[-1], -mention.places[0]))
