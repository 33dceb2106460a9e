"""Lines of print that wide spaces have cut: justified words in narrow columns stand as far apart as two columns do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print. Places are in points from the page's lower left corner; `size` is the height of its letters.

    `page` and `block` count from 0 in reading order; `height` is the page's. Lines of one block stand together in one
    column, whose sides are `left` and `right`.
    """

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    page: int
    block: int
    left: float
    right: float
    height: float


_NEAR = 8
_SAME_ROW = 0.3
_WIDEST = 6
_MOST = 3000
Row = list[tuple[int, Line]]


def whole_lines(lines: list[Line]) -> list[Line]:
    """Join the parts of cut lines, each at the place of the part whose block is the largest.

    A space is no gutter between columns where more lines near it run through than stop there.
    """
    blocks = Counter((line.page, line.block) for line in lines)
    pages: dict[int, Row] = defaultdict(list)
    for place, line in enumerate(lines):
        pages[line.page].append((place, line))
    result: dict[int, Line] = dict(enumerate(lines))
    for page in pages.values():
        if len(page) > _MOST:
            continue
        for parts in _cut(_rows(page)):
            home = max(parts, key=lambda part: blocks[part[1].page, part[1].block])
            for place, _ in parts:
                del result[place]
            result[home[0]] = _joined([line for _, line in parts], home[1])
    return [result[place] for place in sorted(result)]


def _rows(page: Row) -> list[Row]:
    """Return the lines of a page that stand on one height together, each row from left to right."""
    rows: list[Row] = []
    for part in sorted(page, key=lambda part: part[1].y0):
        first = rows[-1][0][1] if rows else None
        if first and part[1].y0 - first.y0 < _SAME_ROW * min(first.size, part[1].size):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda part: part[1].x0) for row in rows]


def _cut(rows: list[Row]) -> Iterator[Row]:
    """Yield the parts of each line that is cut."""
    for number, row in enumerate(rows):
        parts = row[:1]
        for part in row[1:]:
            if _runs_through(parts[-1][1], part[1], rows, number):
                parts.append(part)
                continue
            if len(parts) > 1:
                yield parts
            parts = [part]
        if len(parts) > 1:
            yield parts


def _runs_through(last: Line, line: Line, rows: list[Row], number: int) -> bool:
    """Whether at no place between two parts there is a gutter."""
    gap = line.x0 - last.x1
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size) or not 0 < gap < _WIDEST * line.size:
        return False
    near = rows[max(0, number - _NEAR) : number + _NEAR + 1]
    steps = int(gap / 2) + 1
    return all(_more_run_through(last.x1 + gap * (step + 0.5) / steps, near) for step in range(steps))


def _more_run_through(x: float, rows: list[Row]) -> bool:
    through = stopping = 0
    for row in rows:
        if any(line.x0 < x < line.x1 for _, line in row):
            through += 1
        elif row[0][1].x1 <= x <= row[-1][1].x0:
            stopping += 1
    return through > stopping


def _joined(parts: list[Line], home: Line) -> Line:
    return replace(
        home, text=" ".join(part.text.strip() for part in parts), x0=parts[0].x0, x1=parts[-1].x1,
        left=min(home.left, parts[0].x0), right=max(home.right, parts[-1].x1),
    )  # fmt: skip
