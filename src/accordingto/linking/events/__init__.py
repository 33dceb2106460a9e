"""Mentions of one event or one entity across reports."""

from accordingto.linking.events.clusters import Cluster, clusters
from accordingto.linking.events.mention import Kind, Mention
from accordingto.linking.events.report import matters
from accordingto.linking.events.score import Likely, score
from accordingto.linking.events.traits import Traits, traits_of

__all__ = ["Cluster", "Kind", "Likely", "Mention", "Traits", "clusters", "matters", "score", "traits_of"]
