"""Whether one of two reports is a reprint of the other, or both of a third.

Three things decide. How many words of each stand in the other, sentence by sentence: both shares must be large, so that
neither a report that quotes a little of another nor a roundup of two reports joins what it quotes (of two reports that
share no text, at most one can make up more than half of a third). Whether names and numbers are the same: a template
filled in anew is no reprint. And, where one block is shared and either report has much else, whether that has to do
with what is shared: a disclaimer under two short reports has not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from accordingto.linking.duplicates.body import LONG, Body, Sentence, body_of
from accordingto.linking.duplicates.overlap import SAME, Flags, overlap, words_shared

LESS = 0.54  # the smaller of the two shares: a reprint that keeps 60% with a few sentences rewritten, not half
MORE = 0.6  # the greater of the two shares
LEFT = 0.15  # of the words of either report, from where on the rest must have to do with what is shared
TIED = 0.05  # of the names and of the long words of the rest, in the mean, that stand in what is shared
TIES = 3  # such words
NAMES = 0.55  # of the names of the report with fewer of them: more than half
NUMBERS = 0.5  # of the numbers in what is shared
FIGURES = 0.25  # of all numbers


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
        return Reprint(1.0, 1.0, 1.0, "Both have the same sentences in the same order.")
    shorter, longer = sorted((a, b), key=lambda body: (body.size, body.digest))
    # Gaps of changed words count as shared, so this is a bound only with the share that a sentence must keep.
    if not shorter.size or words_shared(shorter, longer) < SAME * LESS * longer.size:
        return None
    return _decided(shorter, longer)


def _decided(shorter: Body, longer: Body) -> Reprint | None:
    names = _common(_names(shorter.sentences, digits=False), _names(longer.sentences, digits=False))
    figures = _common(_names(shorter.sentences, digits=True), _names(longer.sentences, digits=True))
    if _differ(*names, NAMES) or _differ(*figures, FIGURES):
        return None
    flags = overlap(shorter, longer)
    shares = _share(shorter, flags[0]), _share(longer, flags[1])
    answers = _share(shorter, flags[0], asked=False), _share(longer, flags[1], asked=False)
    if any(min(two) < LESS or max(two) < MORE for two in (shares, answers)):
        return None
    sides = ((shorter, flags[0]), (longer, flags[1]))
    numbers = _common(*(_names(_parted(*side)[0], digits=True) for side in sides))
    if _differ(*numbers, NUMBERS):
        return None
    if max(shares) < 1 - LEFT and all(_one_block(side) for side in flags):
        ties = [_ties(*side) for side in sides]
        if not any(share >= TIED and words >= TIES for words, share in ties):
            return None
    score = (shares[0] * shorter.size + shares[1] * longer.size) / (shorter.size + longer.size)
    return Reprint(round(score, 3), round(shares[0], 3), round(shares[1], 3), _why(shares, names, numbers))


def _share(body: Body, flags: Flags, asked: bool = True) -> float:
    """How many of a report's words stand in the other; `asked` counts its questions, too."""
    counted = [flag for s, flag in zip(body.sentences, flags, strict=True) if asked or not s.asked]
    return sum(map(sum, counted)) / max(1, sum(map(len, counted)))


def _common(one: set[str], other: set[str]) -> tuple[int, int]:
    """How many words two sets share, and how many the smaller has."""
    return len(one & other), min(len(one), len(other))


def _differ(common: int, fewer: int, alike: float) -> bool:
    """Whether too few of the names or numbers are the same; one or two may have been corrected."""
    return fewer > 2 and common < alike * fewer


def _parted(body: Body, flags: Flags) -> tuple[list[Sentence], list[Sentence]]:
    """Part a report into the sentences that stand in the other, for the most part, and the rest."""
    told = [(s, 2 * sum(flag) >= len(flag)) for s, flag in zip(body.sentences, flags, strict=True)]
    return [s for s, stands in told if stands], [s for s, stands in told if not stands]


def _one_block(flags: Flags) -> bool:
    """Whether what stands in the other report is one block, or one at either end, as headers and footers are."""
    stands = [2 * sum(flag) >= len(flag) for flag in flags]
    return sum(one != other for one, other in pairwise(stands)) <= 2


def _ties(body: Body, flags: Flags) -> tuple[int, float]:
    """What the rest of a report has in common with the part that stands in the other: names and long words.

    Returns how many there are, and their share of the rest's names and of its long words, in the mean.
    """
    shared, rest = _parted(body, flags)
    parts = [(_names(rest), _names(shared)), (_long(rest), _long(shared))]
    common = [len(left & kept) for left, kept in parts]
    return sum(common), sum(n / max(1, len(left)) for n, (left, _) in zip(common, parts, strict=True)) / 2


def _names(sentences: Iterable[Sentence], digits: bool | None = None) -> set[str]:
    """Names and numbers; with `digits` only the numbers, or only the names."""
    told = {word for s in sentences for word in s.telling}
    return told if digits is None else {word for word in told if word[0].isdigit() == digits}


def _long(sentences: Iterable[Sentence]) -> set[str]:
    return {word for s in sentences for word in s.words if len(word) >= LONG and word not in s.telling}


def _why(shares: tuple[float, float], names: tuple[int, int], numbers: tuple[int, int]) -> str:
    said = (
        f"{shares[0]:.0%} of the words of the shorter report stand in the longer one, sentence by sentence, and "
        f"{shares[1]:.0%} of the longer in the shorter"
    )
    told = [f"{part} of {of} {what}" for (part, of), what in ((names, "names"), (numbers, "numbers")) if of]
    return f"{said}; {' and '.join(told)} are the same." if told else f"{said}."
