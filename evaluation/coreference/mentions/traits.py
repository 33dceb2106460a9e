"""What of a mention is compared: its head, its names, the telling words, times and numbers beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accordingto.linking.propositions.lexicon import is_known, lemma_of, rarity
from accordingto.sources.phrase import given_names
from evaluation.coreference.mentions.heads import PRONOUNS, head_place
from evaluation.coreference.mentions.mention import Mention

NEAR = 5
"""Words on either side of a head that are near it."""
_TELLING = 3.0
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Traits:
    """A mention as it is compared.

    `around` and `near` are telling words with their bits: of the whole sentence, and within five words of the head,
    the mention itself left out. `own` are the mention's own telling words, `names` those of them that are a name.
    """

    mention: Mention
    head: str
    written: str
    is_pronoun: bool
    is_name: bool
    own: Mapping[str, float]
    names: frozenset[str]
    around: Mapping[str, float]
    near: Mapping[str, float]
    names_around: frozenset[str]
    times: frozenset[str]
    numbers: frozenset[str]


def traits_of(mention: Mention) -> Traits:
    """Return what of a mention is compared."""
    words, place, own = mention.words, head_place(mention), set(mention.places)
    named = {at for at in range(len(words)) if _is_name(words, at)}
    outside = [at for at in range(len(words)) if at not in own]
    written = words[place].lower()
    return Traits(
        mention=mention,
        head=lemma_of(written),
        written=written,
        is_pronoun=_is_pronoun(words[place]),
        is_name=place in named,
        own=_telling(words[at] for at in sorted(own)),
        names=frozenset(words[at].lower() for at in own & named),
        around=_telling(words[at] for at in outside),
        near=_telling(words[at] for at in outside if abs(at - place) <= NEAR),
        names_around=frozenset(words[at].lower() for at in outside if at in named),
        times=frozenset(words[at].lower() for at in outside if words[at].lower() in _DAYS),
        numbers=frozenset(words[at] for at in outside if words[at][0].isdigit()),
    )


def shared_bits(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the share of bits that two bags of words have in common, 0 to 1: of the mean of the two."""
    total = math.fsum(one.values()) + math.fsum(other.values())
    return 2 * math.fsum(one[word] for word in one.keys() & other.keys()) / total if total else 0.0


def _telling(words: Iterable[str]) -> dict[str, float]:
    lemmas = sorted({lemma_of(word.lower()) for word in words if len(word) > 1 and word[0].isalpha()})
    return {lemma: rarity(lemma) for lemma in lemmas if rarity(lemma) > _TELLING}


def _is_name(words: tuple[str, ...], at: int) -> bool:
    """Whether the word is written as a name; a sentence may begin with any word."""
    word = words[at]
    if not word[0].isupper() or _is_pronoun(word) or word.lower() in _DAYS:
        return False
    begins = at == 0 or not any(w[0].isalnum() for w in words[:at])
    capitals = len(word) > 1 and word.isupper()
    return not begins or capitals or word.lower() in given_names() or not is_known(lemma_of(word.lower()))


def _is_pronoun(word: str) -> bool:
    """Whether it is a pronoun; “US” and “IT” are not."""
    return word.lower() in PRONOUNS and (len(word) == 1 or not word.isupper())
