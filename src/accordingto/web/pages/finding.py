"""Where typed words stand in a report, in time that grows with the report and not with what was typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from accordingto.records import Span

# A keyboard has the straight ones only.
_ALIKE = str.maketrans({c: plain for plain, others in {"'": "‘’ʼ", '"': "“”„«»", "-": "–—‑"}.items() for c in others})


class Text:
    """A report's text with one space between words, and quotation marks and dashes as a keyboard has them."""

    def __init__(self, text: str) -> None:
        """Lay the text out once, for any number of words to be found in it."""
        words = list(re.finditer(r"\S+", text))
        self._starts = [word.start() for word in words]
        self._flat = " ".join(word.group() for word in words).translate(_ALIKE)
        self._flat_starts = list(accumulate((len(word.group()) + 1 for word in words), initial=0))[:-1]

    def places(self, words: str, after: int = 0) -> Iterator[Span]:
        """Yield where these words stand in the text from `after` on, the first first."""
        wanted = " ".join(words.split()).translate(_ALIKE)
        at = self._flat.find(wanted, self._flattened(after)) if wanted else -1
        while at >= 0:
            yield Span(self._offset(at), self._offset(at + len(wanted) - 1) + 1)
            at = self._flat.find(wanted, at + len(wanted))

    def _offset(self, flat: int) -> int:
        word = bisect_right(self._flat_starts, flat) - 1
        return self._starts[word] + flat - self._flat_starts[word]

    def _flattened(self, offset: int) -> int:
        word = bisect_right(self._starts, offset) - 1
        if word < 0:
            return 0
        # Within white space: where the next word begins, at the latest.
        ends = [*self._flat_starts[word + 1 : word + 2], len(self._flat)][0]
        return min(self._flat_starts[word] + offset - self._starts[word], ends)
