"""Which words of two propositions stand for each other, and what of that speaks for one matter, or for opposites."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.linking.propositions.lexicon import are_opposites, are_siblings, likeness, of_one_sort
from accordingto.linking.propositions.proposition import Proposition, Term

NEGATED = 0.5
"""Part of the aligned weight from which two propositions differ in polarity."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms that stand for each other: `score` from 0 to 1; `way` as for `likeness`, or “opposite”.

    `places` are where they stand among the terms of their claims.
    """

    one: Term
    other: Term
    score: float
    way: str
    places: tuple[int, int]

    @property
    def weight(self) -> float:
        """The bits that both tell."""
        return min(self.one.weight, self.other.weight)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs of terms, and the terms of each side that have no partner."""

    pairs: tuple[Pair, ...]
    one_left: tuple[Term, ...]
    other_left: tuple[Term, ...]

    def negated(self, side: int) -> bool:
        """Whether most of what has a partner is negated on one side (0 or 1)."""
        terms = [(p.one, p.other)[side] for p in self.pairs if p.one.kind == "word"]
        return sum(t.weight for t in terms if t.negated) > NEGATED * sum(t.weight for t in terms) > 0


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for one matter, each from 0 to 1; the names are those of the table of weights.

    `shorter` and `longer` are the parts of each side's weight that have a partner, the larger first, `negative` that of
    the side which negates; `bits` the weight in common (in units of 30 bits, at most 1), `alike` the part of it that
    are the same words, `names` the part of the names' weight that has a partner (0.5 without names), `strange_names`
    whether both sides name somebody that the other does not, `length` the weight of the longer side (of 80 bits),
    `words` how many words that are no names have a partner (of 4), `strange` the weight that each side at least has
    without a partner (of 30 bits).
    """

    shorter: float
    longer: float
    negative: float
    bits: float
    alike: float
    names: float
    strange_names: float
    length: float
    words: float
    strange: float


def align(one: Proposition, other: Proposition) -> Alignment:
    """Pair the terms of two propositions, the best first, each at most once; the same from both sides."""
    near = []
    for i, a in enumerate(one.terms):
        for j, b in enumerate(other.terms):
            score, way = _alike(a, b)
            if score:
                # Among equal pairs, those at like places of the two come first.
                near.append((-score * min(a.weight, b.weight), abs(i - j), min(i, j), i, j, score, way))
    ours: set[int] = set()
    theirs: set[int] = set()
    pairs = []
    for *_, i, j, score, way in sorted(near):
        if i not in ours and j not in theirs:
            ours.add(i)
            theirs.add(j)
            pairs.append(Pair(one.terms[i], other.terms[j], score, way, (i, j)))
    # A word that stands twice on one side needs no second partner.
    matched = {p.one.lemma for p in pairs} | {p.other.lemma for p in pairs}
    left = [
        tuple(t for n, t in enumerate(p.terms) if n not in used and t.lemma not in matched)
        for p, used in ((one, ours), (other, theirs))
    ]
    return Alignment(tuple(pairs), *left)


def features_of(one: Proposition, other: Proposition, found: Alignment) -> Features:
    """Return what speaks for one matter; symmetric."""
    common = sum(pair.score * pair.weight for pair in found.pairs)
    left = (_weight(found.one_left), _weight(found.other_left))
    parts = [common / (common + rest) if common else 0.0 for rest in left]
    negated = [found.negated(0) != one.flipped, found.negated(1) != other.flipped]
    if negated[0] == negated[1]:
        negated = [one.negations > 0, other.negations > 0]
    negative = [part for part, is_negated in zip(parts, negated, strict=True) if is_negated]
    names = sum(pair.weight for pair in found.pairs if pair.one.kind == "name")
    lone = [sum(t.weight for t in some if t.kind == "name") for some in (found.one_left, found.other_left)]
    whole = names + sum(lone)
    return Features(
        shorter=max(parts),
        longer=min(parts),
        negative=max(negative or parts),
        bits=min(1.0, common / 30),
        alike=sum(p.weight for p in found.pairs if p.way == "same") / max(1.0, sum(p.weight for p in found.pairs)),
        names=names / whole if whole else 0.5,
        strange_names=float(min(lone) > 0),
        length=min(1.0, max(one.weight, other.weight) / 80),
        words=min(1.0, sum(pair.one.kind == "word" for pair in found.pairs) / 4),
        strange=min(1.0, min(left) / 30),
    )


def differs_in_polarity(one: Proposition, other: Proposition, found: Alignment) -> bool:
    """Whether what both tell is negated by one of them alone; a denial turns all of it."""
    turned = one.flipped != other.flipped
    same = [pair for pair in found.pairs if pair.one.kind == "word"] or list(found.pairs)
    aligned = sum(pair.weight for pair in same)
    differing = sum(p.weight for p in same if (p.one.negated != p.other.negated) != turned)
    return aligned > 0 and differing / aligned > NEGATED


def opposites(found: Alignment) -> tuple[Pair, ...]:
    """Return the pairs of antonyms."""
    return tuple(pair for pair in found.pairs if pair.way == "opposite")


def roles_swapped(found: Alignment) -> bool:
    """Whether two names change places: “Russia attacked Ukraine” and “Ukraine attacked Russia”, but not the passive."""
    named = [p for p in found.pairs if p.one.kind == "name" and _is_role(p.one) and _is_role(p.other)]
    if len(named) != 2:
        return False
    first = [named[0].places[side] < named[1].places[side] for side in (0, 1)]
    passive = [any((p.one, p.other)[side].before == "by" for p in named) for side in (0, 1)]
    return (first[0] != first[1]) != (passive[0] != passive[1])


def _is_role(term: Term) -> bool:
    return term.before in ("", "by")


def without(found: Alignment, one: Term, other: Term) -> Alignment:
    """Return the alignment as it is when two lone terms are left out of account."""
    left = [
        tuple(t for t in some if t is not term) for some, term in ((found.one_left, one), (found.other_left, other))
    ]
    return Alignment(found.pairs, *left)


def siblings(found: Alignment) -> tuple[Term, Term] | None:
    """Return the first two words left that name different things of one sort, None where there are none."""
    for a in found.one_left:
        for b in found.other_left:
            if a.kind == b.kind == "word" and are_siblings(a.lemma, b.lemma):
                return a, b
            if (_is_country(a) and _is_country(b)) or of_one_sort(a.lemma, b.lemma):
                return a, b
    return None


def _alike(a: Term, b: Term) -> tuple[float, str]:
    if a.lemma == b.lemma:
        return 1.0, "same"
    if _is_country(a) or _is_country(b):
        return 0.0, ""
    if a.kind != "word" or b.kind != "word":
        return (0.9, "same") if _spelt_alike(a, b) else (0.0, "")
    if are_opposites(a.lemma, b.lemma):
        return 0.9, "opposite"
    found = likeness(a.lemma, b.lemma)
    return found.score, found.way


def _is_country(term: Term) -> bool:
    return term.lemma.startswith("country ")


def _spelt_alike(a: Term, b: Term) -> bool:
    """Whether two long names begin alike (“Zelensky”, “Zelenskyy”; “Kadish”, “Kadish's”)."""
    short, long = sorted((a.lemma, b.lemma), key=len)
    return (
        "name" in (a.kind, b.kind)
        and len(short) > 4
        and long[: max(5, len(short) - 1)] == short[: max(5, len(short) - 1)]
    )


def _weight(terms: tuple[Term, ...]) -> float:
    return sum(term.weight for term in terms)
