"""What an editor made of a report: passages cut, added and changed, another title, another order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from accordingto.claims.layout import Layout, lay_out
from accordingto.linking.duplicates.body import words_in
from accordingto.linking.duplicates.overlap import SAME
from accordingto.records import Span

MOST = 2_000  # sentences of each text that are compared


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of a report from the oldest of its family.

    `kind` is `cut`, `added`, `changed`, `title` or `order`. `before` are offsets into the oldest, `after` into the
    other. `words` are the changed words, as they stood and as they stand; one of the two is empty where words were
    only taken out or put in.
    """

    kind: str
    before: Span | None = None
    after: Span | None = None
    words: tuple[tuple[str, str], ...] = ()


def differences(
    oldest: str, other: str, titles: tuple[str | None, str | None] = (None, None)
) -> tuple[Difference, ...]:
    """Compare two texts sentence by sentence: the title first, then by place in the oldest, then what was added.

    Neighbouring sentences of a paragraph that were cut, or added, are one passage. Case, punctuation, accents and house
    spelling make no difference.
    """
    old, new = _Told(oldest), _Told(other)
    partner = _partners(old, new)
    found = [Difference("title", words=((titles[0] or "", titles[1] or ""),))] if titles[0] != titles[1] else []
    pairs = sorted((i, j) for i, j, best in partner if best)
    if any(one > other for (_, one), (_, other) in pairwise(pairs)):
        found.append(Difference("order"))
    cut = set(range(len(old.sentences))) - {i for i, _, _ in partner}
    added = set(range(len(new.sentences))) - {j for _, j, _ in partner}
    changed = (
        Difference("changed", old.sentences[i], new.sentences[j], words)
        for i, j in pairs
        if (words := tuple(_changes(old.words[i], new.words[j])))
    )
    gone = (Difference("cut", before=span) for span in _passages(old.layout, cut))
    found += sorted((*gone, *changed), key=lambda d: d.before or Span(0, 0))
    return (*found, *(Difference("added", after=span) for span in _passages(new.layout, added)))


class _Told:
    """A text as sentences and their words."""

    def __init__(self, text: str) -> None:
        self.layout = lay_out(text)
        self.sentences = self.layout.sentences[:MOST]
        self.words = [words_in(text[start:end]) for start, end in self.sentences]


def _partners(old: _Told, new: _Told) -> list[tuple[int, int, bool]]:
    """Return which sentences stand in which; the last item tells that each is the other's best."""
    if not old.sentences or not new.sentences:
        return []
    codes: dict[str, str] = {}
    ours, theirs = ([_coded(words, codes) for words in told.words] for told in (old, new))
    common = cdist(ours, theirs, scorer=LCSseq.similarity, dtype=np.int32)
    fewer = np.minimum.outer([len(s) for s in ours], [len(s) for s in theirs])
    close = (common >= SAME * fewer) & (fewer > 0)
    score = np.where(close, common, 0)
    forth, back = score.argmax(axis=1), score.argmax(axis=0)
    return [(int(i), int(j), bool(forth[i] == j and back[j] == i)) for i, j in zip(*np.nonzero(close), strict=True)]


def _coded(words: Iterable[tuple[str, str]], codes: dict[str, str]) -> str:
    return "".join(codes.setdefault(form, chr(0x10000 + len(codes))) for _, form in words)


def _changes(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the words that differ; neighbours are told together."""
    blocks = LCSseq.opcodes([form for _, form in old], [form for _, form in new])
    before: list[str] = []
    after: list[str] = []
    for block in (*blocks, None):
        if block is not None and block.tag != "equal":
            before += [word for word, _ in old[block.src_start : block.src_end]]
            after += [word for word, _ in new[block.dest_start : block.dest_end]]
        elif before or after:
            yield " ".join(before), " ".join(after)
            before, after = [], []


def _passages(layout: Layout, sentences: set[int]) -> Iterator[Span]:
    """Join neighbouring sentences of one paragraph; those without words are no passages."""
    last: Span | None = None
    for span in (layout.sentences[i] for i in sorted(sentences)):
        if not words_in(layout.text[span.start : span.end]):
            continue
        between = layout.text[last.end : span.start] if last is not None else ""
        if last is not None and "\n" not in between and not between.strip():
            last = Span(last.start, span.end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
