"""How much of one report stands in another: sentences that are the same but for a few words, and their words."""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from accordingto.linking.duplicates.body import Body, Sentence

SAME = 0.6  # of the words of the shorter sentence, in order
SHORT = 5  # words; a shorter sentence must stand in the other whole
CHANGED = 3  # words between two that stand in the other: changed, not gone

# For every sentence and every word of it: whether it stands in the other report.
Flags: TypeAlias = list[list[bool]]


def overlap(first: Body, second: Body) -> tuple[Flags, Flags]:
    """Return which words of each stand in the other; the order of sentences and paragraphs does not matter.

    Every sentence is compared with every other (longest common subsequence of words), so a sentence that was merged
    with its neighbour or cut in two is found in its parts.
    """
    if not first.sentences or not second.sentences:
        return [[False] * len(s.words) for s in first.sentences], [[False] * len(s.words) for s in second.sentences]
    codes: dict[str, str] = {}
    ours, theirs = _coded(first, codes), _coded(second, codes)
    flags = [[False] * len(s) for s in ours], [[False] * len(s) for s in theirs]
    common = cdist(ours, theirs, scorer=LCSseq.similarity, dtype=np.int32)
    fewer = np.minimum.outer([len(s) for s in ours], [len(s) for s in theirs])
    close = common >= np.where(fewer < SHORT, fewer, SAME * fewer)
    for i, j in zip(*np.nonzero(close), strict=True):
        if tell_the_same(first.sentences[i], second.sentences[j]):
            for block in LCSseq.opcodes(ours[i], theirs[j]):
                if block.tag == "equal":
                    length = block.src_end - block.src_start
                    flags[0][i][block.src_start : block.src_end] = [True] * length
                    flags[1][j][block.dest_start : block.dest_end] = [True] * length
    for side in flags:
        for flag in side:
            _fill(flag)
    return flags


def tell_the_same(first: Sentence, second: Sentence) -> bool:
    """Whether two sentences share at least half of the names and numbers of the one with fewer of them."""
    fewer = min(len(first.telling), len(second.telling))
    return 2 * len(first.telling & second.telling) >= fewer


def words_shared(first: Body, second: Body) -> int:
    """How many words the two have in common, each as often as in both."""
    return (_counted(first) & _counted(second)).total()


def _counted(body: Body) -> Counter[str]:
    return Counter(word for sentence in body.sentences for word in sentence.words)


def _coded(body: Body, codes: dict[str, str]) -> list[str]:
    """Write sentences as strings of one character a word, which rapidfuzz compares fastest."""
    return ["".join(codes.setdefault(word, chr(0x10000 + len(codes))) for word in s.words) for s in body.sentences]


def _fill(flag: list[bool]) -> None:
    """Count short gaps between words that stand in the other report as words that were changed."""
    last = None
    for at in [at for at, stands in enumerate(flag) if stands]:
        if last is not None and at - last <= CHANGED + 1:
            flag[last:at] = [True] * (at - last)
        last = at
