"""The decision about two propositions: the same, the opposite, another number of the same matter, or nothing.

First the ground is found on which they may bear on each other: one negates what the other tells, an antonym, fillers
that exclude each other, another number, or none of these. Then one logistic model for each ground tells from the words
in common how likely they really do; the weights are a table that `training/propositions.py` fits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cache
from itertools import product

from accordingto.linking.propositions.alignment import (
    Alignment,
    Features,
    align,
    differs_in_polarity,
    features_of,
    opposites,
    roles_swapped,
    siblings,
    without,
)
from accordingto.linking.propositions.counting import Counted, counted, lone_numbers
from accordingto.linking.propositions.lexicon import rarity, rows
from accordingto.linking.propositions.proposition import Proposition

LEAST = 0.5
"""The score from which anything is decided."""
GROUNDS = ("same", "negation", "antonym", "filler", "number")
HELD = 0.35
"""Which part of what one side negates the other must tell."""
RARE = 7.0
"""Bits from which a word that two titles share tells that both are about one event."""
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Relation:
    """What was decided of two propositions.

    `kind` is same, opposed or other-number; `score` a chance from 0 to 1; `why` names the words. Of numbers, `larger`
    is which side has more (one, other, or None) and `same_time` whether both tell the same day.
    """

    kind: str
    score: float
    why: str
    larger: str | None = None
    same_time: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground two propositions may bear on each other (one of GROUNDS), with what speaks for it."""

    name: str
    features: Features
    found: Alignment
    numbers: Counted | None


def compare(one: Proposition, other: Proposition) -> Relation | None:
    """Decide about two propositions, None where they do not bear on each other; symmetric but for `larger`.

    What has several sentences is compared as a whole and sentence by sentence; the surest decision stands.
    """
    pairs = product((one, *one.parts), (other, *other.parts))
    found = [relation for a, b in pairs if (relation := _compared(a, b)) is not None]
    return max(found, key=lambda relation: (relation.score, relation.kind, relation.why), default=None)


def _compared(one: Proposition, other: Proposition) -> Relation | None:
    ground = ground_of(one, other)
    if ground is None:
        return None
    score = round(chance(ground.name, ground.features), 3)
    if score < LEAST:
        return None
    both = _both(ground.found)
    if ground.name == "same":
        return Relation("same", score, f"both say the same{both}")
    if ground.name == "number" and ground.numbers is not None:
        numbers = ground.numbers
        why = f"another number of the same: “{numbers.one.words}” and “{numbers.other.words}”{both}"
        return Relation("other-number", score, why, numbers.larger, bool(one.days) and one.days == other.days)
    return Relation("opposed", score, f"{_opposing(ground, one, other)}{both}")


def ground_of(one: Proposition, other: Proposition) -> Ground | None:
    """Return on what ground two propositions may bear on each other, None where nothing can be made of them."""
    if not _comparable(one, other) or _days_exclude(one, other):
        return None
    found = align(one, other)
    if all(pair.one.kind != "word" for pair in found.pairs) or roles_swapped(found):
        return None
    features = features_of(one, other, found)
    numbers = counted(one, other)
    excluding = numbers is not None and numbers.exclude
    turned = differs_in_polarity(one, other, found) != (len(opposites(found)) % 2 == 1)
    if turned and not (_focus_shared(one, found, 0) and _focus_shared(other, found, 1)):
        return None
    if turned and (features.negative < HELD or not _same_statement(found)):
        return None
    if turned and max(one.negations, other.negations) > 1 and not opposites(found):
        return None  # two negations may do away with each other or stand apart
    if turned and not (excluding and opposites(found)):
        return Ground("antonym" if opposites(found) else "negation", features, found, None)
    if excluding:
        if one.flipped or other.flipped or not _same_matter(one, other, found):
            return None
        return Ground("number", features, found, numbers)
    if lone_numbers(one.counts, other.counts):
        return None
    lone = siblings(found)
    if lone is not None:
        return Ground("filler", features_of(one, other, without(found, *lone)), found, None)
    return Ground("same", features, found, numbers)


def chance(ground: str, features: Features) -> float:
    """Return the chance that the model of a ground gives, from 0 to 1."""
    weights = _weights()[ground]
    total = weights["constant"] + sum(weights.get(f.name, 0.0) * getattr(features, f.name) for f in fields(Features))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _comparable(one: Proposition, other: Proposition) -> bool:
    """Whether the two are of one manner: a demand or a judgement of worth is compared with its like alone."""
    facts = ("fact", "plan")
    if "open" in (one.manner, other.manner):
        return False
    return one.manner == other.manner or (one.manner in facts and other.manner in facts)


def _focus_shared(proposition: Proposition, found: Alignment, side: int) -> bool:
    """Whether what a side negates is in what both tell: who “did not visit the plant” denies no leak at the plant."""
    focused = [term for term in proposition.terms if term.focus]
    return not focused or any((pair.one, pair.other)[side] in focused for pair in found.pairs)


def _same_matter(one: Proposition, other: Proposition, found: Alignment) -> bool:
    """Whether three words are shared, rare ones of both titles among them: the numbers are not of two like events."""
    shared = sum(p.one.kind != "given" and not p.one.lemma.startswith("country ") for p in found.pairs)
    return shared + sum(rarity(lemma) >= RARE for lemma in {*one.setting} & {*other.setting}) > 2


def _same_statement(found: Alignment) -> bool:
    """Whether two words are shared, countries and given names aside, so that no mere topic is."""
    return sum(p.one.kind != "given" and not p.one.lemma.startswith("country ") for p in found.pairs) > 1


def _days_exclude(one: Proposition, other: Proposition) -> bool:
    """Whether both tell days and none of one can be a day of the other."""
    ours, theirs = ([_range(day) for day in p.days] for p in (one, other))
    if not ours or not theirs:
        return False
    return all(high < low_2 or high_2 < low for low, high in ours for low_2, high_2 in theirs)


def _range(day: tuple[str | None, str | None]) -> tuple[str, str]:
    start, end = day
    return (start or "")[:10], (end or "9999")[:10]


def _opposing(ground: Ground, one: Proposition, other: Proposition) -> str:
    if ground.name == "antonym":
        pair = opposites(ground.found)[0]
        return f"“{pair.one.word}” is the opposite of “{pair.other.word}”"
    lone = siblings(ground.found)
    if ground.name == "filler" and lone is not None:
        return f"one says “{lone[0].word}”, the other “{lone[1].word}”"
    return "one of them is denied" if one.flipped != other.flipped else "one of them is negated"


def _both(found: Alignment) -> str:
    """The words that both have, the most telling first."""
    pairs = sorted(found.pairs, key=lambda pair: (-pair.score * pair.weight, pair.one.lemma))[:_SHOWN]
    words = [
        f"“{p.one.word}”" if p.one.lemma == p.other.lemma else f"“{p.one.word}” = “{p.other.word}”"
        for p in pairs
        if p.way != "opposite"
    ]
    return f"; both: {', '.join(words)}" if words else ""


@cache
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for ground, feature, weight in rows("weights.tsv"):
        found.setdefault(ground, {})[feature] = float(weight)
    return found
