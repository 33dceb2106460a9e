"""Where a text is inside quotation marks: pairing of marks, paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile("[\"“”„‟«»‘’']|''|``")
_OPENING = set("“„‟«")
_CLOSING = set("”»")
_BEFORE_OPENING = set(" \t\u00a0\u2009\u200a\u202f([{-–—/:…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted stretch: `start` is the opening mark, `end` is one past the closing mark.

    `closed` is false where the closing mark is missing; `end` is then the end of the paragraph.
    `continues` is true where the same speech goes on in the next paragraph (newspaper convention:
    each further paragraph opens with a mark and only the last one closes).
    `single` tells marks like ‘…’ from marks like “…”.
    """

    start: int
    end: int
    closed: bool = True
    continues: bool = False
    single: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Return the outermost quoted stretches of `text`, in order, never overlapping.

    Offsets are half-open code points. An unbalanced mark never reaches beyond its paragraph.
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        first = _first_mark(text, paragraph.start(), paragraph.end())
        if found and not found[-1].closed and first is not None and found[-1].end <= paragraph.start():
            before = found[-1]
            between = text[before.end : paragraph.start()]
            if not between.strip() and not before.single:
                found[-1] = Quotation(before.start, before.end, False, True, False)
        found.extend(_in_paragraph(text, paragraph.start(), paragraph.end()))
    return found


def _first_mark(text: str, start: int, end: int) -> int | None:
    """The offset of an opening double mark that begins the paragraph, if it begins with one."""
    while start < end and text[start].isspace():
        start += 1
    return start if start < end and text[start] in '"“„‟«' else None


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    single = False
    last_close = -1
    for mark in _MARK.finditer(text, start, end):
        at, symbol = mark.start(), mark.group()
        before = text[at - 1] if at > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        if symbol in "‘’'":
            if opened is None:
                if _single_opens(text, at, before, after) and _single_closes(text, at + 1, end):
                    opened, single = at, True
            elif single and at > opened + 1 and _single_ends(text, at, before, after, end):
                found.append(Quotation(opened, mark.end(), single=True))
                opened = None
            continue
        opens = symbol in _OPENING or symbol == "``"
        if symbol == '"':
            opens = (before in _BEFORE_OPENING or before in "‘'") and not after.isspace()
            if opened is not None and not single:
                # A straight mark while a quotation is open closes it, whatever stands around it.
                opens = False
        if symbol == "“" and opened is not None and not single and text[opened] == "„":
            opens = False
        closes = symbol in _CLOSING or (symbol in ("''", '"', "“") and not opens)
        if opens and (opened is None or single):
            opened, single = at, False
        elif opens and opened is not None:
            # A second opening mark without a close: the first one is left unbalanced up to here.
            found.append(Quotation(opened, at, closed=False))
            opened = at
        elif closes and opened is not None and not single:
            found.append(Quotation(opened, mark.end()))
            opened, last_close = None, mark.end()
        elif closes and opened is None and at > last_close and symbol == '"' and after.isalnum():
            opened, single = at, False
    if opened is not None and not single:
        found.append(Quotation(opened, end, closed=False))
    return found


def _single_opens(text: str, at: int, before: str, after: str) -> bool:
    opening = text[at] != "’" and before in _BEFORE_OPENING | {'"', "“"}
    return opening and after.isalnum() and not after.isdigit()


def _single_ends(text: str, at: int, before: str, after: str, end: int) -> bool:
    if text[at] == "‘" or after.isalnum():
        return False
    return before in ".,!?…" or (after in ' \t.,;:!?)—–-"”' and not _possessive(text, at, end))


def _possessive(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at` is more likely a plural possessive, because a later mark closes better."""
    return text[at - 1] == "s" and _single_closes(text, at + 1, min(end, at + 200))


def _single_closes(text: str, start: int, end: int) -> bool:
    for mark in re.finditer("[’']", text[start : min(end, start + 1000)]):
        at = start + mark.start()
        after = text[at + 1] if at + 1 < end else " "
        if not after.isalnum():
            return True
    return False


def quotation_kind(text: str, content: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> str:
    """Tell how much of `content` (half-open spans) is in quotation marks: direct (all), mixed (part), indirect (none).

    Only letters and digits count, so it does not matter on which side of a mark a full stop stands.
    """
    quoted = bare = 0
    for start, end in content:
        at = start
        for q in quotations[bisect_right(quotations, start, key=lambda q: q.end) :]:
            if q.start >= end:
                break
            bare += _letters(text, at, q.start)
            quoted += _letters(text, max(at, q.start), min(end, q.end))
            at = min(end, q.end)
        bare += _letters(text, at, end)
    if not quoted:
        return "indirect"
    return "mixed" if bare else "direct"


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])
