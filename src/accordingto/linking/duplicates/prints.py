"""What is stored of one report so that its reprints can be found: a digest, and keys.

Every sentence has three MinHashes: over its names and numbers, over neighbours among these, and over its long words.
The least of each row over all sentences is the MinHash of the report (Broder 1997); a row of each kind together are a
band (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4). Editors change few names, and a template with
other names has few neighbours in common. A band is a key only where its rows come from sentences that stand apart in
the text, so a footer, disclaimer or biography makes no key, however many reports share it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from rensa import RMinHash

from accordingto.linking.duplicates.body import DAYS, LONG, Body, Sentence, body_of
from accordingto.linking.duplicates.credits import Credit, credits_of

BANDS = 80
APART = 1 / 3  # of the report's words, from the first to the last sentence that a band comes from
LEAST_SHARED = 2  # keys that two reports have in common before they are compared
MANY = (6, 20)  # names and long words of a footer
STRAY = 0.05  # of them that stand in the rest of a report, in the mean
POOR = 5  # different neighbours below which long words count as names: texts without capitals, short texts
_SEED = 2019
# Keys of one version cannot be compared with those of another.
VERSION = f"1.{RMinHash.ALGORITHM_VERSION}"


@dataclass(frozen=True, slots=True)
class Prints:
    """What is stored of one report.

    `body` is the digest of what is compared of it (None: too few words to tell). Reports that share it are identical
    but for datelines, credit lines and standing sentences; they have the same keys, and what is decided about one
    holds for all.
    `bands` are keys, at most BANDS different signed 64-bit integers, ascending. Reports that share LEAST_SHARED of
    them are compared (`reprint`), others are not. `credits` say whose copy it is.
    """

    body: str | None
    bands: tuple[int, ...]
    credits: tuple[Credit, ...] = ()


def prints_of(text: str) -> Prints:
    """Return the digest, the keys and the credit lines of a report's text; the same in every process."""
    body = body_of(text)
    return Prints(body.digest, bands_of(body), credits_of(text))


def bands_of(body: Body) -> tuple[int, ...]:
    """Return the keys of a report, ascending; none where it has no sentences."""
    told = _own(_own([sentence for sentence in body.sentences if not sentence.asked])[::-1])[::-1]
    size = sum(len(sentence.words) for sentence in told)
    poor = len({pair for s in told for pair in pairwise(_names(s, False))}) < POOR
    names = [_names(sentence, poor) for sentence in told]
    kinds = (
        [set(words) for words in names],
        [{f"{one} {two}" for one, two in pairwise(words)} for words in names],
        [set(_long(sentence)) for sentence in told],
    )
    if not all(any(sets) for sets in kinds):
        return ()
    ends = list(accumulate(len(sentence.words) for sentence in told))
    starts = np.array([0, *ends[:-1]])[:, None]
    values, low, high = [], np.full(BANDS, size), np.zeros(BANDS, dtype=int)
    for kind, sets in enumerate(kinds):
        rows = _minhash(sets, _SEED + kind)
        least = rows.min(axis=0)
        here = rows == least
        values.append(least)
        low = np.minimum(low, np.where(here, starts, size).min(axis=0))
        high = np.maximum(high, np.where(here, np.array(ends)[:, None], 0).max(axis=0))
    apart = high - low >= APART * size
    return tuple(sorted({_key(band, [int(v[band]) for v in values]) for band in map(int, np.flatnonzero(apart))}))


def _own(sentences: list[Sentence]) -> list[Sentence]:
    """Leave out the longest ending, of up to a third of the words, that has nothing to do with the rest.

    That is one with many names and long words of which hardly any stands in the rest: a footer, not a last paragraph.
    """
    parts = [({w for w in s.telling if not w[0].isdigit()}, set(_long(s))) for s in sentences]
    above = tuple(Counter(word for part in parts for word in part[kind]) for kind in (0, 1))
    most, words, cut = APART * sum(len(s.words) for s in sentences), 0, len(sentences)
    tails: tuple[set[str], set[str]] = (set(), set())
    for at in range(len(sentences) - 1, 0, -1):
        words += len(sentences[at].words)
        if words > most:
            break
        for tail, rest, part in zip(tails, above, parts[at], strict=True):
            tail |= part
            rest.subtract(part)
        if len(tails[0]) >= MANY[0] and len(tails[1]) >= MANY[1]:
            common = [sum(rest[word] > 0 for word in tail) / len(tail) for tail, rest in zip(tails, above, strict=True)]
            if sum(common) / 2 < STRAY:
                cut = at
    return sentences[:cut]


def _minhash(sets: list[set[str]], seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return a row of BANDS values for each set; an empty set has the greatest values."""
    return np.array(RMinHash.digests_from_token_sets([sorted(s) for s in sets], BANDS, seed), dtype=np.int64)


def _names(sentence: Sentence, poor: bool) -> list[str]:
    """Return names and numbers in order; in a poor report long words, too."""
    told = [word for word in sentence.words if word in sentence.telling or (poor and len(word) >= LONG)]
    return [word for word in told if len(word) > 1]


def _long(sentence: Sentence) -> Iterable[str]:
    return (w for w in sentence.words if len(w) >= LONG and w not in DAYS and w not in sentence.telling)


def _key(band: int, values: list[int]) -> int:
    named = f"{band}:{','.join(map(str, values))}".encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big", signed=True)
