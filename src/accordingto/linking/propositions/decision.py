"""The decision about two propositions: the same, the opposite, another number of the same matter, or nothing.

Two logistic models, whose weights are a table: whether both are about one matter, and whether they exclude each other.
`training/propositions.py` fits them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cache

from accordingto.linking.propositions.alignment import Alignment, Features, align, features_of, siblings
from accordingto.linking.propositions.counting import Counted, counted
from accordingto.linking.propositions.lexicon import rows
from accordingto.linking.propositions.proposition import Proposition

LEAST = 0.5
"""The score from which anything is decided."""
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


def compare(one: Proposition, other: Proposition, cosine: float | None = None) -> Relation | None:
    """Decide about two propositions, None where they do not bear on each other; symmetric but for `larger`.

    `cosine` is how alike their sentence vectors are, where there are such.
    """
    if not _comparable(one, other):
        return None
    found = align(one, other)
    features = features_of(one, other, found, cosine)
    matter = chance("matter", features)
    if matter < LEAST:
        return None
    numbers = counted(one, other)
    if numbers is not None and numbers.exclude:
        return _other_number(one, other, found, features, numbers, matter)
    if _days_exclude(one, other):
        return None
    opposed = chance("opposed", features)
    score = round(matter * max(opposed, 1 - opposed), 3)
    if score < LEAST:
        return None
    if opposed >= LEAST:
        return Relation("opposed", score, _why(one, other, found, opposed=True))
    if features.strange_names or (one.counts and other.counts and numbers is None and features.shorter < 1):
        return None
    return Relation("same", score, _why(one, other, found, opposed=False))


def chance(model: str, features: Features) -> float:
    """Return the chance that a model of the table gives, from 0 to 1."""
    weights = _weights()[model]
    total = weights["constant"] + sum(weights.get(f.name, 0.0) * getattr(features, f.name) for f in fields(Features))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _comparable(one: Proposition, other: Proposition) -> bool:
    """Whether the two are of one manner: a demand or a judgement of worth is compared with its like alone."""
    facts = ("fact", "plan")
    return one.manner == other.manner or (one.manner in facts and other.manner in facts)


def _other_number(
    one: Proposition, other: Proposition, found: Alignment, features: Features, numbers: Counted, matter: float
) -> Relation | None:
    if one.flipped or other.flipped or features.strange_names or features.polarity > LEAST:
        return None
    score = round(matter * chance("number", features), 3)
    if score < LEAST:
        return None
    why = f"another number of the same: “{numbers.one.words}” and “{numbers.other.words}”{_both(found)}"
    same_time = bool(one.days) and one.days == other.days
    return Relation("other-number", score, why, numbers.larger, same_time)


def _days_exclude(one: Proposition, other: Proposition) -> bool:
    """Whether both tell days and none of one can be a day of the other."""
    ours, theirs = ([_range(day) for day in p.days] for p in (one, other))
    if not ours or not theirs:
        return False
    return all(high < low_2 or high_2 < low for low, high in ours for low_2, high_2 in theirs)


def _range(day: tuple[str | None, str | None]) -> tuple[str, str]:
    start, end = day
    return (start or "")[:10], (end or "9999")[:10]


def _why(one: Proposition, other: Proposition, found: Alignment, *, opposed: bool) -> str:
    if not opposed:
        return f"both say the same{_both(found)}"
    opposites = [pair for pair in found.pairs if pair.way == "opposite"]
    if opposites:
        pair = opposites[0]
        return f"“{pair.one.word}” is the opposite of “{pair.other.word}”{_both(found)}"
    if one.flipped != other.flipped:
        return f"one of them is denied{_both(found)}"
    if any(pair.one.negated != pair.other.negated for pair in found.pairs):
        return f"one of them is negated{_both(found)}"
    lone = siblings(found)
    if lone is not None:
        return f"one says “{lone[0].word}”, the other “{lone[1].word}”{_both(found)}"
    return f"they exclude each other{_both(found)}"


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
    for model, feature, weight in rows("weights.tsv"):
        found.setdefault(model, {})[feature] = float(weight)
    return found
