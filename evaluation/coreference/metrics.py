"""Coreference metrics on gold mentions: MUC, B³, CEAFe, LEA, and CoNLL F1, the mean of the first three.

A clustering is a collection of sets of mentions. Key and response cover the same mentions here (gold mentions), so
none of the rules for mentions that one side lacks is needed; both sides may leave mentions out all the same, and then
what is left out counts as the reference scorer counts it: a mention that the other side lacks is never right.
Figures are fractions from 0 to 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = Collection[Hashable]
Clusters = Sequence[Cluster]


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and precision, each as a numerator over a denominator."""

    right_of_key: float
    key: float
    right_of_response: float
    response: float

    @property
    def recall(self) -> float:
        """The part of the key that was found."""
        return self.right_of_key / self.key if self.key else 0.0

    @property
    def precision(self) -> float:
        """The part of the response that is right."""
        return self.right_of_response / self.response if self.response else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What is told of one clustering against gold."""

    muc: Score
    b_cubed: Score
    ceaf_e: Score
    lea: Score

    @property
    def conll(self) -> float:
        """CoNLL F1: the mean of the F1 of MUC, B³ and CEAFe (Pradhan et al. 2012, CoNLL-2012 shared task)."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def score(key: Clusters, response: Clusters) -> Scores:
    """Score `response` against `key`."""
    return Scores(muc(key, response), b_cubed(key, response), ceaf_e(key, response), lea(key, response))


def muc(key: Clusters, response: Clusters) -> Score:
    """Links of a spanning tree that are kept (Vilain et al. 1995, A model-theoretic coreference scoring scheme)."""

    def kept(clusters: Clusters, others: Clusters) -> tuple[float, float]:
        place = _places(others)
        right = sum(len(c) - len(_parts(c, place)) - _lacking(c, place) for c in clusters)
        return right, sum(len(c) - 1 for c in clusters)

    return _both(kept, key, response)


def b_cubed(key: Clusters, response: Clusters) -> Score:
    """Overlap of the two clusters of each mention (Bagga and Baldwin 1998, Algorithms for scoring coreference chains)."""

    def overlap(clusters: Clusters, others: Clusters) -> tuple[float, float]:
        place = _places(others)
        right = sum(shared**2 / len(c) for c in clusters for shared in _parts(c, place).values())
        return right, sum(len(c) for c in clusters)

    return _both(overlap, key, response)


def ceaf_e(key: Clusters, response: Clusters) -> Score:
    """Best one-to-one pairing of clusters by 2·shared/(size + size) (Luo 2005, On coreference resolution performance
    metrics: φ₄).
    """
    similar = np.zeros((len(key), len(response)))
    place = _places(response)
    for row, cluster in enumerate(key):
        for column, shared in _parts(cluster, place).items():
            similar[row, column] = 2 * shared / (len(cluster) + len(response[column]))
    rows, columns = linear_sum_assignment(similar, maximize=True)
    right = float(similar[rows, columns].sum())
    return Score(right, len(key), right, len(response))


def lea(key: Clusters, response: Clusters) -> Score:
    """Links kept of each cluster, weighed by its size (Moosavi and Strube 2016, Which coreference evaluation metric do
    you trust?).

    A singleton's only link is to itself, kept where the other side has the same singleton.
    """

    def kept(clusters: Clusters, others: Clusters) -> tuple[float, float]:
        place, right = _places(others), 0.0
        for cluster in clusters:
            parts = _parts(cluster, place)
            if len(cluster) == 1:
                right += sum(len(others[other]) == 1 for other in parts)
            else:
                right += len(cluster) * sum(map(_links, parts.values())) / _links(len(cluster))
        return right, sum(len(c) for c in clusters)

    return _both(kept, key, response)


def without_singletons(clusters: Clusters) -> list[Cluster]:
    """The clusters of two or more mentions, as the CoNLL shared tasks and OntoNotes have them."""
    return [c for c in clusters if len(c) > 1]


def _links(size: int) -> float:
    return size * (size - 1) / 2


def _both(part: Callable[[Clusters, Clusters], tuple[float, float]], key: Clusters, response: Clusters) -> Score:
    return Score(*part(key, response), *part(response, key))


def _places(clusters: Clusters) -> dict[Hashable, int]:
    """Each mention's cluster; raises ValueError where a mention is in two."""
    place = {mention: number for number, cluster in enumerate(clusters) for mention in cluster}
    if len(place) != sum(len(c) for c in clusters):
        raise ValueError("A mention stands in two clusters or twice in one; a clustering has each mention once.")
    return place


def _parts(cluster: Cluster, place: dict[Hashable, int]) -> Counter[int]:
    """How many mentions of a cluster lie in which cluster of the other side."""
    return Counter(place[mention] for mention in cluster if mention in place)


def _lacking(cluster: Cluster, place: dict[Hashable, int]) -> int:
    return sum(mention not in place for mention in cluster)
