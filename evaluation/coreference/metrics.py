"""MUC, B³, CEAFe and their mean, the CoNLL F1, as the reference scorer computes them.

The definitions are those of Pradhan et al. 2014 (Scoring coreference partitions of predicted mentions): MUC counts
links (Vilain et al. 1995), B³ each mention's share (Bagga & Baldwin 1998), CEAFe the best pairing of chains (Luo 2005,
its fourth similarity). Chains of one mention count in B³ and CEAFe and have no link that MUC could count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.coreference.assignment import best_total

Chain = frozenset[Hashable]
METRICS = ("muc", "b3", "ceafe")


@dataclass(frozen=True, slots=True)
class Score:
    """What one metric counts: found of what is wanted (the key), right of what is given (the response)."""

    found: float
    wanted: float
    right: float
    given: float

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.wanted + other.wanted,
            self.right + other.right,
            self.given + other.given,
        )

    @property
    def recall(self) -> float:
        """From 0 to 1; 0 where nothing is wanted."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        """From 0 to 1; 0 where nothing is given."""
        return self.right / self.given if self.given else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The three metrics of one answer against one key."""

    muc: Score
    b3: Score
    ceafe: Score

    def __add__(self, other: Scores) -> Scores:
        """Scores of two parts that share no chain, as one."""
        return Scores(self.muc + other.muc, self.b3 + other.b3, self.ceafe + other.ceafe)

    @property
    def conll(self) -> float:
        """CoNLL F1: the mean of the three F1."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3


def score(key: Iterable[Collection[Hashable]], response: Iterable[Collection[Hashable]]) -> Scores:
    """Score the response's chains against the key's; a mention may stand in one chain of each at most."""
    keys, responses = _chains(key), _chains(response)
    return Scores(muc(keys, responses), b_cubed(keys, responses), ceaf_e(keys, responses))


def chains(of: Mapping[Any, Hashable]) -> list[Chain]:
    """Turn a mapping from mention to chain into chains."""
    found: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, chain in of.items():
        found[chain].add(mention)
    return [frozenset(chain) for chain in found.values()]


def muc(key: Collection[Chain], response: Collection[Chain]) -> Score:
    """Links: a chain of n mentions has n - 1 and lacks one for each part more than one that the other makes of it."""
    return Score(*_links(key, response), *_links(response, key))


def b_cubed(key: Collection[Chain], response: Collection[Chain]) -> Score:
    """Each mention's share of its own chain that the other side's chain also holds."""
    shared = _shared(key, response)
    keys, responses = list(key), list(response)
    found = sum(many**2 / len(keys[k]) for (k, _), many in shared.items())
    right = sum(many**2 / len(responses[r]) for (_, r), many in shared.items())
    return Score(found, sum(map(len, keys)), right, sum(map(len, responses)))


def ceaf_e(key: Collection[Chain], response: Collection[Chain]) -> Score:
    """The best pairing of chains, each pair worth twice what they share by their lengths together."""
    keys, responses = list(key), list(response)
    alike = {(k, r): 2 * many / (len(keys[k]) + len(responses[r])) for (k, r), many in _shared(keys, responses).items()}
    total = best_total(alike)
    return Score(total, len(keys), total, len(responses))


def _chains(given: Iterable[Collection[Hashable]]) -> list[Chain]:
    found = [frozenset(chain) for chain in given if chain]
    twice = [mention for mention, many in Counter(m for chain in found for m in chain).items() if many > 1]
    if twice:
        raise ValueError(f"mention {twice[0]!r} stands in more than one chain")
    return found


def _links(ours: Collection[Chain], theirs: Collection[Chain]) -> tuple[float, float]:
    """Return the links of our chains that theirs also have, and the links that ours have."""
    where = {mention: number for number, chain in enumerate(theirs) for mention in chain}
    parts = [
        len({where[m] for m in chain if m in where}) + sum(m not in where for m in chain)  # each stray is a part
        for chain in ours
    ]
    sizes = [len(chain) for chain in ours]
    return sum(sizes) - sum(parts), sum(sizes) - len(sizes)


def _shared(key: Collection[Chain], response: Collection[Chain]) -> Counter[tuple[int, int]]:
    """Return how many mentions each pair of chains shares, for those that share any."""
    where = {mention: number for number, chain in enumerate(response) for mention in chain}
    return Counter((number, where[m]) for number, chain in enumerate(key) for m in chain if m in where)
