"""Who is who across reports."""

from accordingto.linking.entities.closure import entity_of
from accordingto.linking.entities.clusters import Entity, Member, clusters
from accordingto.linking.entities.judgement import Judgement
from accordingto.linking.entities.keys import keys_of
from accordingto.linking.entities.known import KnownEntity, read_known
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import Verdict, same

VERSION = "1"
"""Keys of one version cannot be compared with those of another."""

__all__ = [
    "VERSION", "Entity", "Judgement", "KnownEntity", "Member", "Party", "Verdict", "clusters", "entity_of", "keys_of",
    "read_known", "same",
]  # fmt: skip
