"""A story as one HTML file that needs nothing else, and its timeline as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from accordingto.ledger.linkage.told import Told
from accordingto.linking.bearing import day_of
from accordingto.linking.story import Story
from accordingto.linking.timeline import Entry, columns, entry_of

_ROW, _LEFT, _TOP, _WIDEST = 26, 330, 46, 60
_LABEL = 46


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline laid out: pixel positions of its columns and marks."""

    width: int
    height: int
    days: tuple[tuple[int, str], ...]
    rows: tuple[tuple[int, str, str, tuple[tuple[int, str, str], ...]], ...]


def story_page(title: str, story: Story) -> str:
    """Return the page of a story as HTML with its timeline; text of reports is escaped, nothing is loaded."""
    template = _environment().get_template("story.html")
    chart = chart_of(entries_of(story))
    return template.render(title=title, points=story.points, chart=chart, styled=True, day_of=day_of, quoted=quoted)


def timeline_svg(title: str, entries: list[Entry]) -> str:
    """Return a timeline as an SVG file: one row an entry, one column a day."""
    return _environment().get_template("timeline.svg").render(title=title, chart=chart_of(entries), styled=True)


def entries_of(story: Story) -> list[Entry]:
    """Return the timeline of a story: one row for each side of the points that more than one report or side tells."""
    return [entry_of(side.claims) for point in story.charted for side in point.sides]


def quoted(content: str) -> str:
    """A content between quotation marks, its own where it has them."""
    words = " ".join(content.split())
    return words if words[:1] in "“\"‘'" else f"“{words}”"


def chart_of(entries: list[Entry]) -> Chart:
    """Return a timeline laid out, for the template chart.svg."""
    within = columns(entries, _WIDEST)
    step = max(12, min(64, 640 // max(1, len(within))))
    middle = {day: _LEFT + step * n + step // 2 for n, (day, _) in enumerate(within)}
    every = max(1, -(-len(within) * 44 // max(1, step * len(within))))
    days = tuple((middle[low], low[5:]) for n, (low, _) in enumerate(within) if n % every == 0)
    rows = []
    for n, entry in enumerate(entries):
        marks = tuple(
            (middle[low], kind, f"{kind} {day}")
            for kind in ("published", "about", "said")
            for day in getattr(entry, kind)
            for low, high in within
            if low <= day <= high
        )
        rows.append((_TOP + _ROW * n, _label(entry.told), _whole(entry.told), marks))
    return Chart(_LEFT + step * len(within) + 20, _TOP + _ROW * len(entries) + 10, days, tuple(rows))


def _label(told: Told) -> str:
    whole = _whole(told)
    return whole if len(whole) <= _LABEL else whole[: _LABEL - 1].rsplit(" ", 1)[0] + "…"


def _whole(told: Told) -> str:
    return f"{told.source_name or told.source_words or '?'}: {' '.join(told.content.split())}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("accordingto.exports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
