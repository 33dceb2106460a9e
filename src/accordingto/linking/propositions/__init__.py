"""What claims say, compared: the same, the opposite, another number of the same matter."""

from accordingto.linking.propositions.decision import Relation, compare
from accordingto.linking.propositions.keys import keys_of, lookups_of
from accordingto.linking.propositions.making import proposition_of, propositions_of
from accordingto.linking.propositions.proposition import VERSION, Proposition

__all__ = [
    "VERSION", "Proposition", "Relation", "compare", "keys_of", "lookups_of", "proposition_of", "propositions_of",
]  # fmt: skip
