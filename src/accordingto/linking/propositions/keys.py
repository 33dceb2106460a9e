"""Static keys under which a proposition is found by others that may say the same or the opposite."""

from __future__ import annotations

import hashlib
from itertools import combinations

from accordingto.linking.propositions.lexicon import concept_of
from accordingto.linking.propositions.proposition import Proposition

WORDS = 7
"""The most telling words whose pairs are keys."""
LEAST = 9.0
"""Bits that the two words of a key must have together, so that no key is shared by all the world."""


def keys_of(proposition: Proposition) -> tuple[int, ...]:
    """Return the keys, ascending, signed 64-bit integers: pairs of the most telling concepts, at most 21."""
    telling: dict[str, float] = {}
    for term in proposition.terms:
        concept = term.lemma if term.kind != "word" else concept_of(term.lemma)
        telling[concept] = max(telling.get(concept, 0.0), term.weight)
    chosen = sorted(telling, key=lambda concept: (-telling[concept], concept))[:WORDS]
    pairs = (pair for pair in combinations(sorted(chosen), 2) if telling[pair[0]] + telling[pair[1]] >= LEAST)
    return tuple(sorted(_key(pair) for pair in pairs))


def _key(pair: tuple[str, str]) -> int:
    named = "\n".join(pair).encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big", signed=True)
