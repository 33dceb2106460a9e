"""A text as words and word pieces, with what the encoder is told about each word beside its letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from accordingto.reading.quotation import find_quotations

SHAPES = 6  # lower, Title, UPPER, mIxed, digits, other
GAPS = 4  # before the word: nothing, space, new line, blank line
QUOTES = 4  # outside, inside, opening mark, closing mark

_COMBINING = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u20d0-\u20ff]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order, and the word pieces they fall into.

    `starts`, `ends`: half-open code point offsets of each word, shape (words,).
    `pieces`: word-piece ids of the whole text, shape (pieces,), without special tokens.
    `first`: index into `pieces` of each word's first piece, shape (words + 1,); the last entry is the total.
    `shape`, `gap`, `quote`: small integers per word, below SHAPES, GAPS and QUOTES.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    pieces: NDArray[np.int64]
    first: NDArray[np.int32]
    shape: NDArray[np.int64]
    gap: NDArray[np.int64]
    quote: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of words that touch the characters from `start` to `end`."""
        low = int(np.searchsorted(self.ends, start, side="right"))
        high = int(np.searchsorted(self.starts, end, side="left"))
        return low, max(low, high)


def split_words(text: str, tokenizer: Tokenizer) -> Words:
    """Split `text` into words and word pieces with an uncased WordPiece `tokenizer` (no padding, no truncation)."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    if not len(ids):
        none = np.zeros(0, dtype=np.int64)
        return Words(none.astype(np.int32), none.astype(np.int32), none, np.zeros(1, np.int32), none, none, none)
    word_of = np.asarray(encoding.word_ids, dtype=np.int32)
    offsets = np.asarray(encoding.offsets, dtype=np.int32)
    is_first = np.r_[True, word_of[1:] != word_of[:-1]]
    first = np.flatnonzero(is_first).astype(np.int32)
    starts = offsets[first, 0]
    ends = offsets[np.r_[first[1:], len(ids)] - 1, 1]
    if _COMBINING.search(text):
        ends = _with_marks(text, ends)
    shape = np.fromiter(
        (_shape(text[s:e]) for s, e in zip(starts, ends, strict=False)), dtype=np.int64, count=len(first)
    )
    return Words(
        starts,
        ends,
        ids,
        np.r_[first, len(ids)].astype(np.int32),
        shape,
        _gaps(text, starts, ends),
        _quotes(text, starts),
    )


def _with_marks(text: str, ends: NDArray[np.int32]) -> NDArray[np.int32]:
    """Stretch each word over the combining marks that the tokenizer's normaliser dropped from its end."""
    moved = ends.copy()
    for i, end in enumerate(ends):
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        moved[i] = end
    return moved


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if word.istitle():
        return 1
    if word.isupper():
        return 2
    if word.isdigit():
        return 4
    return 3 if word.isalnum() else 5


def _gaps(text: str, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> NDArray[np.int64]:
    gaps = np.zeros(len(starts), dtype=np.int64)
    gaps[0] = 3
    for i in np.flatnonzero(starts[1:] > ends[:-1]) + 1:
        breaks = text.count("\n", ends[i - 1], starts[i])
        gaps[i] = 1 if not breaks else min(1 + breaks, 3)
    return gaps


def _quotes(text: str, starts: NDArray[np.int32]) -> NDArray[np.int64]:
    quotes = np.zeros(len(starts), dtype=np.int64)
    for quotation in find_quotations(text):
        low = int(np.searchsorted(starts, quotation.start))
        high = int(np.searchsorted(starts, quotation.end))
        quotes[low:high] = 1
        if low < high:
            quotes[low] = 2
            if quotation.closed and high - 1 > low:
                quotes[high - 1] = 3
    return quotes
