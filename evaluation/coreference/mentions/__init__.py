"""Mentions of one event or one entity across reports: what `linking` compares words by, put to the field's own test.

Claims have no marked mentions, so no command uses this; reports on one matter are found as here (`linking.matters`).
"""

from evaluation.coreference.mentions.clusters import Cluster, clusters
from evaluation.coreference.mentions.mention import Kind, Mention
from evaluation.coreference.mentions.score import Likely, score
from evaluation.coreference.mentions.traits import Traits, traits_of

__all__ = ["Cluster", "Kind", "Likely", "Mention", "Traits", "clusters", "score", "traits_of"]
