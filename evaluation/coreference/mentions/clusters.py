"""Clusters of mentions of one event or one entity over a set of reports.

Reports are clustered first, then the mentions within each cluster of reports, as Barhom et al. 2019 do. The result is a
function of the set: the order of mentions and reports does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accordingto.linking.matters.average_link import average_link
from accordingto.linking.matters.report import bag_of, likeness, matters
from evaluation.coreference.mentions.antecedents import antecedents
from evaluation.coreference.mentions.mention import KINDS, Mention
from evaluation.coreference.mentions.pairs import FEATURES, compared
from evaluation.coreference.mentions.score import Weights, weights_of
from evaluation.coreference.mentions.traits import Traits, traits_of

Cluster = tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The mentions of one kind in one matter, and what each pair of them that are no pronouns has in common.

    `traits` go by address; `features` (n, n, features) are of those that are no pronouns, in the same order.
    """

    traits: tuple[Traits, ...]
    features: NDArray[np.float32]

    @property
    def full(self) -> list[Traits]:
        """The mentions that are no pronouns."""
        return [t for t in self.traits if not t.is_pronoun]


def clusters(
    mentions: Collection[Mention],
    texts: Mapping[str, str],
    matter: Iterable[Sequence[str]] | None = None,
) -> list[Cluster]:
    """Cluster mentions within each matter, events and entities apart; every mention is in exactly one cluster.

    `texts` are the whole reports by identifier; `matter` says which of them tell of one matter (where not told,
    `matters` finds out).
    """
    found: list[Cluster] = []
    for group in matters(texts) if matter is None else matter:
        inside = {document: texts[document] for document in group}
        for kind in KINDS:
            some = [mention for mention in mentions if mention.kind == kind and mention.document in inside]
            found.extend(grouped(compare(some, inside), weights_of(kind)))
    return sorted(found, key=lambda cluster: cluster[0].address)


def compare(mentions: Iterable[Mention], texts: Mapping[str, str]) -> Compared:
    """Compare all mentions of one kind with each other, pronouns left out."""
    traits = tuple(traits_of(mention) for mention in sorted(mentions, key=_address))
    full = [t for t in traits if not t.is_pronoun]
    bags = {document: bag_of(texts[document]) for document in sorted({t.mention.document for t in full})}
    alike = {one: {other: likeness(bags[one], bags[other]) for other in bags} for one in bags}
    width = len(FEATURES[full[0].mention.kind]) if full else 0
    features = np.zeros((len(full), len(full), width), np.float32)
    for at, second in enumerate(full):
        near = alike[second.mention.document]
        for to, first in enumerate(full[:at]):
            same = first.mention.document == second.mention.document
            features[at, to] = compared(first, second, 1.0 if same else near[first.mention.document])
            features[to, at] = features[at, to]
    return Compared(traits, features)


def grouped(those: Compared, weights: Weights) -> list[Cluster]:
    """Cluster what is no pronoun by average link, then put each pronoun to what it stands for."""
    full = those.full
    scores = weights.scores(those.features) if full else np.zeros((0, 0))
    groups = [[full[at].mention for at in group] for group in average_link(scores, weights.least)]
    place = {mention: number for number, group in enumerate(groups) for mention in group}
    for pronoun, antecedent in antecedents(those.traits).items():
        place[pronoun] = len(groups) if antecedent is None else place[antecedent]
        if antecedent is None:
            groups.append([])
        groups[place[pronoun]].append(pronoun)
    return [tuple(sorted(group, key=_address)) for group in groups]


def _address(mention: Mention) -> tuple[str, int, tuple[int, ...], str]:
    return mention.address
