"""Long texts in pieces that the encoder can take, cut where sentences end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from accordingto.reading.words import Words

SIZE = 254  # word pieces a window, without the two special ones; what the model was trained on
CONTEXT = 12  # word pieces seen before what a window answers for
AFTER = 6  # and after it, where a sentence has mostly just ended


@dataclass(frozen=True, slots=True)
class Window:
    """Words `low` to `high` are encoded; the window answers for those from `keep_low` to `keep_high` only."""

    low: int
    high: int
    keep_low: int
    keep_high: int


def cut_windows(
    words: Words, text: str, size: int = SIZE, context: int = CONTEXT, after: int = AFTER
) -> Iterator[Window]:
    """Cut `words` into windows of at most `size` pieces that answer for each word exactly once, in order.

    The cuts depend on this text alone, so a report reads the same in any company.
    """
    count, first = len(words), words.first
    keep = 0
    while keep < count:
        low = int(np.searchsorted(first, first[keep] - context)) if keep else 0
        high = _reach(words, low, size)
        if high <= keep:  # a word of so many pieces that the context before it leaves no room
            low, high = keep, _reach(words, keep, size)
        if high == count:
            yield Window(low, count, keep, count)
            return
        end = min(max(keep + 1, int(np.searchsorted(first, first[high] - after))), high)
        keep_high = _sentence_end(words, text, (keep + 2 * end) // 3, end) or end
        high = min(high, max(keep_high, int(np.searchsorted(first, first[keep_high] + after))))
        yield Window(low, high, keep, keep_high)
        keep = keep_high


def _reach(words: Words, low: int, size: int) -> int:
    """The furthest word so that the pieces from `low` fit into `size` (one word at least)."""
    high = int(np.searchsorted(words.first, words.first[low] + size, side="right")) - 1
    return min(max(high, low + 1), len(words))


def _sentence_end(words: Words, text: str, low: int, high: int) -> int | None:
    """The last word from `low` to `high` that starts a paragraph, else one that follows a full stop."""
    best = None
    for i in range(high, low, -1):
        if words.gap[i] >= 2:
            return i
        if best is None and words.gap[i] == 1 and text[words.starts[i - 1]] in '.!?”"' and words.quote[i] != 3:
            best = i
    return best
