"""How a text is laid out: paragraphs, sentences and words, as offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from accordingto.records import Span

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\w+(?:[.,:]\d+)*(?:[’'-]\w+)*|[^\w\s]")
# A full stop, with closing marks, white space, and then something that can open a sentence.
_END = re.compile(r"[.!?…][”\"’')\]]*(?=\s+[“\"‘'(\[]*[A-Z0-9—–-])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|Sr|Jr|St|Gen|Col|Maj|Capt|Lt|Sgt|Cpl|Pvt|Adm|Cmdr|Gov|Sen|Rep|Reps|Sens|Pres|"
    r"Hon|Supt|Insp|Det|Messrs|vs|etc|Inc|Ltd|Corp|Co|Bros|No|Nos|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|"
    r"Dec|Mt|Ft|Ave|Blvd|Rd)|\b[A-Z]|(?:\b[A-Za-z]\.)+[A-Za-z])\.$"
)
# Abbreviations of these ends stand at the end of a sentence as often as not.
_MAY_END = re.compile(r"(?:\b(?:etc|Inc|Ltd|Corp|Co|Jr|Sr)|(?:\b[A-Za-z]\.)+[A-Za-z])\.$")
_OPENER = re.compile(
    r"\s+[“\"‘'(]*(?:The|A|An|In|On|At|It|He|She|They|We|I|This|That|These|But|And|After|Before|According|Its|His|Her|"
    r"Their|As|For|If|When|While|There|However|Meanwhile)\b"
)


class Word(NamedTuple):
    """One word or mark with its offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """A text with its paragraphs and sentences in order; sentences never cross paragraphs."""

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    _starts: tuple[int, ...] = field(repr=False, default=())

    def sentence_at(self, offset: int) -> int:
        """Return the position in `sentences` of the sentence that holds `offset`, or the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence(self, offset: int) -> Span:
        """Return the sentence that holds `offset`, or the last one before it; an empty span in an empty text."""
        return self.sentences[self.sentence_at(offset)] if self.sentences else Span(0, 0)

    def paragraph(self, offset: int) -> Span:
        """Return the paragraph that holds `offset`, or the last one before it; an empty span in an empty text."""
        at = max(0, bisect_right(self.paragraphs, (offset, len(self.text) + 1)) - 1)
        return self.paragraphs[at] if self.paragraphs else Span(0, 0)

    def words(self, start: int, end: int) -> list[Word]:
        """Return the words and marks that begin in `text[start:end]`."""
        return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(self.text, start, end)]


def lay_out(text: str) -> Layout:
    """Find paragraphs (lines with words) and sentences; abbreviations and initials end no sentence."""
    paragraphs, sentences = [], []
    for paragraph in _PARAGRAPH.finditer(text):
        low, high = paragraph.start(), paragraph.end()
        low += len(text[low:high]) - len(text[low:high].lstrip())
        high = low + len(text[low:high].rstrip())
        paragraphs.append(Span(low, high))
        start = low
        for match in _END.finditer(text, low, high):
            if text[match.start()] == "." and _abbreviated(text, start, match.start() + 1):
                continue
            sentences.append(Span(start, match.end()))
            start = match.end() + len(text[match.end() : high]) - len(text[match.end() : high].lstrip())
        if start < high:
            sentences.append(Span(start, high))
    return Layout(text, tuple(paragraphs), tuple(sentences), tuple(s.start for s in sentences))


def _abbreviated(text: str, start: int, stop: int) -> bool:
    before = text[max(start, stop - 12) : stop]
    if not _ABBREVIATION.search(before):
        return False
    return not (_MAY_END.search(before) and _OPENER.match(text, stop))
