"""Printed lines to paragraphs: running heads and page numbers go, columns and pages join, hyphens at line ends too."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median

from accordingto.ingest.office.rows import Line, whole_lines

_MARGIN = 0.12
_WIDEST = 2.5
_NUMBER = re.compile(r"\W*(?:p\.|page|seite|pág\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪●■◆‣–—*-]\s|\(?\d{1,2}[.)]\s")
_HYPHEN = re.compile(r"([^\W\d_]+)[-‐]$")
_STAYING = frozenset(
    "all anti cross ex far half long mid multi non post pre pro quasi self semi short so vice well".split()
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def paragraphs(lines: list[Line]) -> tuple[str | None, list[str]]:
    """Return the heading of the first page, or None, and the paragraphs of lines given in reading order.

    A heading is what is printed clearly larger than the text; it is not among the paragraphs.
    """
    kept = _in_columns(whole_lines(_without_running(lines)))
    words = Counter(word for line in kept for word in re.findall(r"\w+(?:[-‐]\w+)*", line.text.lower()))
    leading = _leading(kept)
    groups: list[list[Line]] = []
    for line in kept:
        if groups and not _begins(groups[-1], line, leading):
            groups[-1].append(line)
        else:
            groups.append([line])
    heading = _heading(groups)
    texts = [_joined(group, words) for group in groups if group is not heading]
    return (_joined(heading, words) if heading else None), [text for text in texts if text]


def _without_running(lines: list[Line]) -> list[Line]:
    """Leave out what stands at the top or foot of several pages, and page numbers there."""
    edge = [line for line in lines if _at_edge(line)]
    pages = len({line.page for line in lines})
    seen = Counter(key for key, _ in {(_running_key(line), line.page) for line in edge})
    running = {key for key, count in seen.items() if count >= max(2, pages // 3)}
    return [
        line for line in lines
        if not (_at_edge(line) and (_running_key(line) in running or _NUMBER.fullmatch(line.text)))
    ]  # fmt: skip


def _at_edge(line: Line) -> bool:
    return line.y0 > (1 - _MARGIN) * line.height or line.y1 < _MARGIN * line.height


def _running_key(line: Line) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split())), line.y0 > line.height / 2


def _in_columns(lines: list[Line]) -> list[Line]:
    """Give lines of small blocks the sides of the column they stand in: double-spaced lines are blocks of their own."""
    sizes = Counter((line.page, line.block) for line in lines)
    found: list[Line] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if run and (line is None or not _is_below(run[-1], line) or _differ(run[-1], line)):
            left, right = min(one.x0 for one in run), max(one.x1 for one in run)
            found += [
                one if sizes[one.page, one.block] > 2 else replace(one, left=left, right=right) for one in run
            ]  # fmt: skip
            run = []
        if line is not None:
            run.append(line)
    return found


def _is_below(last: Line, line: Line) -> bool:
    """Whether a line stands under another in the same column."""
    shared = min(last.x1, line.x1) - max(last.x0, line.x0)
    return last.page == line.page and line.y0 < last.y0 and shared > 0.5 * min(last.x1 - last.x0, line.x1 - line.x0)


def _differ(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) > 0.12 * max(last.size, line.size)


def _leading(lines: list[Line]) -> float:
    """Return the usual distance from one line to the next, in heights of letters."""
    steps = [(one.y0 - two.y0) / two.size for one, two in pairwise(lines) if two.size > 0 and _is_below(one, two)]
    return min(median(steps), _WIDEST) if steps else 1.2


def _begins(group: list[Line], line: Line, leading: float) -> bool:
    """Whether a line begins a new paragraph after the lines of `group`."""
    last = group[-1]
    if _differ(last, line) or _BULLET.match(line.text):
        return True
    indent = line.x0 - line.left > 0.5 * line.size
    ended = _ENDED.search(last.text) is not None
    missing = last.right - last.x1
    if not _is_below(last, line):  # in the next column, or on the next page
        if _HYPHEN.search(last.text) or line.text[:1].islower():
            return False
        return ended or indent or missing > 0.12 * (last.right - last.left)
    if (last.y0 - line.y0) > 1.3 * leading * line.size:
        return True
    if indent and (len(group) == 1 or last.x0 - last.left < 0.5 * last.size):
        return True
    return ended and missing > 0.25 * (last.right - last.left)


def _heading(groups: list[list[Line]]) -> list[Line] | None:
    """Return the lines printed largest among the first of the first page, where they are clearly larger than text."""
    letters: Counter[float] = Counter()
    for group in groups:
        for line in group:
            letters[round(line.size)] += len(line.text)
    if not letters:
        return None
    body = letters.most_common(1)[0][0]
    first = [group for group in groups[:8] if group[0].page == 0]
    largest = max(first, key=lambda group: group[0].size, default=None)
    if largest is None or largest[0].size < 1.25 * body or sum(len(line.text) for line in largest) > 300:
        return None
    return largest


def _joined(group: list[Line], words: Counter[str]) -> str:
    text = ""
    for line in group:
        said = " ".join("".join(_LIGATURES.get(c, c) for c in line.text).split())
        hyphen = _HYPHEN.search(text)
        if text.endswith("\u00ad"):
            text = text[:-1] + said
        elif hyphen and said[:1].isalpha():
            text = (text if _stays(text, said, hyphen[1], words) else text[:-1]) + said
        else:
            text = f"{text} {said}" if text else said
    return text.replace("\u00ad", "")


def _stays(text: str, said: str, before: str, words: Counter[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word (“long-term”), judged by the document's other words."""
    after = re.match(r"\w+", said)
    if said[:1].isupper() or after is None or "-" in text.rpartition(" ")[2][:-1]:
        return True
    whole, compound = (before + after[0]).lower(), f"{before}-{after[0]}".lower()
    if words[whole] != words[compound]:
        return words[compound] > words[whole]
    return before.lower() in _STAYING
