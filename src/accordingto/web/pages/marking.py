"""A report's text cut at every border of what is marked in it, for a page that shows who said what in which words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from accordingto.records import Span, Spans

UNTOLD = "untold"
_ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Marked:
    """What is to be marked of one claim: spans by role, and words for its form (“nested”, “rejected”)."""

    claim_id: int
    number: str
    spans: Mapping[str, Spans]
    forms: tuple[str, ...] = ()

    @property
    def extent(self) -> int:
        """From its first letter to its last."""
        parts = [span for role in _ROLES for span in self.spans.get(role, ())]
        return max((s.end for s in parts), default=0) - min((s.start for s in parts), default=0)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that are marked alike: `start` is the offset of the first, `forms` what they are.

    `claims` are those whose words they are, the innermost first; `begins` the claims (id, number) that begin here.
    """

    text: str
    start: int
    forms: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()
    begins: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    role: str
    owner: Marked | None


def paragraphs(text: str, marked: Iterable[Marked], untold: Iterable[Spans] = ()) -> list[tuple[Segment, ...]]:
    """Return the lines of a text that hold anything, each as its segments in order; no letter of them is left out.

    `untold` are words that look attributed but whose source could not be told. Spans beyond the text are cut.
    """
    marked = list(marked)
    marks = list(_marks(len(text), marked, untold))
    begins = _begins(marks)
    opened, closed = defaultdict(list), defaultdict(list)
    for n, mark in enumerate(marks):
        opened[mark.span.start].append(n)
        closed[mark.span.end].append(n)
    breaks = [place for found in re.finditer("\n", text) for place in found.span()]
    borders = sorted({0, len(text), *opened, *closed, *breaks})
    active: dict[int, None] = {}
    lines: list[list[Segment]] = [[]]
    for low, high in pairwise(borders):
        for n in closed.get(low, ()):
            del active[n]
        active |= dict.fromkeys(opened.get(low, ()))
        words = text[low:high]
        if words == "\n":
            lines.append([])
        else:
            here = [marks[n] for n in active]
            ends = any(marks[n].role == UNTOLD for n in closed.get(high, ()))
            lines[-1].append(_segment(words, low, here, begins.get(low, ()), ends))
    return [tuple(line) for line in lines if any(segment.text.strip() for segment in line)]


def _marks(size: int, marked: Iterable[Marked], untold: Iterable[Spans]) -> Iterator[_Mark]:
    owned = [(role, claim.spans.get(role, ()), claim) for claim in marked for role in _ROLES]
    for role, parts, claim in [*owned, *((UNTOLD, parts, None) for parts in untold)]:
        for start, end in parts:
            low, high = max(0, start), min(end, size)
            if low < high:
                yield _Mark(Span(low, high), role, claim)


def _begins(marks: Iterable[_Mark]) -> dict[int, list[tuple[int, str]]]:
    """Where the number of each claim stands: before its content, its cue or source where it has none."""
    first: dict[int, _Mark] = {}
    for mark in marks:
        if mark.owner is not None:
            known = first.get(mark.owner.claim_id)
            if known is None or _ROLES.index(known.role) < _ROLES.index(mark.role):
                first[mark.owner.claim_id] = mark
    begins: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for claim_id, mark in first.items():
        begins[mark.span.start].append((claim_id, mark.owner.number if mark.owner else ""))
    return begins


def _segment(words: str, start: int, here: Collection[_Mark], begins: Iterable[tuple[int, str]], ends: bool) -> Segment:
    owners = sorted((mark.owner for mark in here if mark.owner is not None), key=lambda claim: claim.extent)
    forms = [mark.role for mark in here] + [form for claim in owners[:1] for form in claim.forms]
    forms += ["last"] if ends and UNTOLD in forms else []
    claims = tuple(dict.fromkeys(claim.claim_id for claim in owners))
    return Segment(words, start, tuple(dict.fromkeys(forms)), claims, tuple(begins))
