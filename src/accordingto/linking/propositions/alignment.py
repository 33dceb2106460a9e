"""Which words of two propositions stand for each other, and what of that speaks for one matter, or for opposites."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.linking.propositions.lexicon import are_opposites, are_siblings, likeness
from accordingto.linking.propositions.proposition import Proposition, Term

NEGATED = 0.5
"""Part of the aligned weight from which two propositions differ in polarity."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms that stand for each other: `score` from 0 to 1; `way` as for `likeness`, or “opposite”."""

    one: Term
    other: Term
    score: float
    way: str

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


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for and against, each from 0 to 1 unless told; the names are those of the table of weights.

    `shorter` and `longer` are the parts of each side's weight that have a partner, `bits` the weight in common (in
    units of 20 bits, at most 1), `names` the part of all names that have a partner (0.5 without names),
    `strange_names` whether both sides name somebody that the other does not, `polarity` the part of the common weight
    that one negates and the other does not, `opposite` the bits of antonyms as `bits`, `sibling` whether both have
    words left that name different things of one sort.
    """

    shorter: float
    longer: float
    bits: float
    names: float
    strange_names: float
    polarity: float
    opposite: float
    sibling: float
    cosine: float


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
            pairs.append(Pair(one.terms[i], other.terms[j], score, way))
    # A word that stands twice on one side needs no second partner.
    matched = {p.one.lemma for p in pairs} | {p.other.lemma for p in pairs}
    left = [
        tuple(t for n, t in enumerate(p.terms) if n not in used and t.lemma not in matched)
        for p, used in ((one, ours), (other, theirs))
    ]
    return Alignment(tuple(pairs), *left)


def features_of(one: Proposition, other: Proposition, found: Alignment, cosine: float | None) -> Features:
    """Return what speaks for one matter and for opposites; symmetric."""
    common = sum(pair.score * pair.weight for pair in found.pairs)
    left = sorted((_weight(found.one_left), _weight(found.other_left)))
    parts = [common / (common + rest) if common else 0.0 for rest in left]
    same = [pair for pair in found.pairs if pair.way != "opposite"]
    turned = one.flipped != other.flipped
    aligned = sum(pair.weight for pair in same)
    differing = sum(p.weight for p in same if (p.one.negated != p.other.negated) != turned)
    names = sum(pair.weight for pair in same if pair.one.kind == "name")
    lone = [sum(t.weight for t in some if t.kind == "name") for some in (found.one_left, found.other_left)]
    whole = names + sum(lone)
    return Features(
        shorter=parts[0],
        longer=parts[1],
        bits=min(1.0, common / 20),
        names=names / whole if whole else 0.5,
        strange_names=float(min(lone) > 0),
        polarity=differing / aligned if aligned else 0.0,
        opposite=min(1.0, sum(p.weight for p in found.pairs if p.way == "opposite") / 20),
        sibling=float(siblings(found) is not None),
        cosine=0.0 if cosine is None else max(0.0, cosine),
    )


def siblings(found: Alignment) -> tuple[Term, Term] | None:
    """Return the first two words left that name different things of one sort, None where there are none."""
    for a in found.one_left:
        for b in found.other_left:
            if a.kind == b.kind == "word" and are_siblings(a.lemma, b.lemma):
                return a, b
            if a.lemma.startswith("country ") and b.lemma.startswith("country "):
                return a, b
    return None


def _alike(a: Term, b: Term) -> tuple[float, str]:
    if a.lemma == b.lemma:
        return 1.0, "same"
    if a.kind != "word" or b.kind != "word":
        return (0.9, "same") if _spelt_alike(a, b) else (0.0, "")
    if are_opposites(a.lemma, b.lemma):
        return 0.9, "opposite"
    found = likeness(a.lemma, b.lemma)
    return found.score, found.way


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
