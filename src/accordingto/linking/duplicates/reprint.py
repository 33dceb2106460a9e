"""Whether one of two reports is a reprint of the other, or both of a third.

Three things decide. How many words of each stand in the other, sentence by sentence: both shares must be large, so that
neither a report that quotes a little of another nor a roundup of two reports joins what it quotes (of two reports that
share no text, at most one can make up more than half of a third). Whether names and numbers are the same: a template
filled in anew is no reprint. And whether what is left on either side has to do with what is shared: a disclaimer under
two short reports has not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accordingto.linking.duplicates.body import LONG, Body, Sentence, body_of
from accordingto.linking.duplicates.overlap import SAME, Flags, overlap, words_shared

LESS = 0.54  # the smaller of the two shares: a reprint that keeps 60% with a few sentences rewritten, not half
MORE = 0.6  # the greater of the two shares
MOST = 2 / 3  # of both shares: from here on what is left need not be tied to what is shared
LEFT = 0.1  # of the words of a report, from where on its rest says something
TIED = 0.05  # of the names and of the long words of the rest, in the mean, that stand in what is shared
ALIKE = 0.5  # of the names, and of the numbers, of the report with fewer of them


@dataclass(frozen=True, slots=True)
class Reprint:
    """Two reports that are one text: `score` is the share of all their words that they share, 0 to 1.

    `of_shorter` is how much of the shorter stands in the longer, `of_longer` the other way round; `why` tells it.
    """

    score: float
    of_shorter: float
    of_longer: float
    why: str


def reprint(one: str, other: str) -> Reprint | None:
    """Decide about two texts; the order in which they are given makes no difference."""
    a, b = body_of(one), body_of(other)
    if a.digest is None or b.digest is None:
        return None
    if a.digest == b.digest:
        return Reprint(1.0, 1.0, 1.0, "Both have the same words in the same order.")
    shorter, longer = sorted((a, b), key=lambda body: (body.size, body.digest))
    # Gaps of changed words count as shared, so this is a bound only with the share that a sentence must keep.
    if not shorter.size or words_shared(shorter, longer) < SAME * LESS * longer.size:
        return None
    return _decided(shorter, longer)


def _decided(shorter: Body, longer: Body) -> Reprint | None:
    alike = [_common(_told(shorter, numbers), _told(longer, numbers)) for numbers in (False, True)]
    if any(common < ALIKE * fewer for common, fewer in alike if fewer > 1):
        return None
    flags = overlap(shorter, longer)
    held = [sum(map(sum, side)) for side in flags]
    shares = held[0] / shorter.size, held[1] / longer.size
    if min(shares) < LESS or max(shares) < MORE:
        return None
    rests = [
        side for side, share in zip(((shorter, flags[0]), (longer, flags[1])), shares, strict=True) if share < 1 - LEFT
    ]
    if rests and (len(rests) > 1 or min(shares) < MOST) and not any(_tied(*side) for side in rests):
        return None
    score = round(sum(held) / (shorter.size + longer.size), 3)
    return Reprint(score, round(shares[0], 3), round(shares[1], 3), _why(shares, alike))


def _told(body: Body, numbers: bool) -> frozenset[str]:
    """The names, or the numbers, of a report."""
    return frozenset(word for s in body.sentences for word in s.telling if word[0].isdigit() == numbers)


def _common(one: frozenset[str], other: frozenset[str]) -> tuple[int, int]:
    """How many words two sets share, and how many the smaller has."""
    return len(one & other), min(len(one), len(other))


def _tied(body: Body, flags: Flags) -> bool:
    """Whether what is left of a report shares names or long words with what stands in the other report."""
    shared = [s for s, flag in zip(body.sentences, flags, strict=True) if 2 * sum(flag) >= len(flag)]
    rest = [s for s, flag in zip(body.sentences, flags, strict=True) if 2 * sum(flag) < len(flag)]
    parts = [(_names(rest), _names(shared)), (_long(rest), _long(shared))]
    return sum(len(left & kept) / max(1, len(left)) for left, kept in parts) / 2 >= TIED


def _names(sentences: Iterable[Sentence]) -> set[str]:
    return {word for s in sentences for word in s.telling}


def _long(sentences: Iterable[Sentence]) -> set[str]:
    return {word for s in sentences for word in s.words if len(word) >= LONG and word not in s.telling}


def _why(shares: tuple[float, float], alike: list[tuple[int, int]]) -> str:
    said = (
        f"{shares[0]:.0%} of the words of the shorter report stand in the longer one, sentence by sentence, and "
        f"{shares[1]:.0%} of the longer in the shorter"
    )
    told = [
        f"{common} of {fewer} {what}"
        for (common, fewer), what in zip(alike, ("names", "numbers"), strict=True)
        if fewer
    ]
    return f"{said}; {' and '.join(told)} are the same." if told else f"{said}."
