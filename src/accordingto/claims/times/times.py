"""Time expressions in a text: where they stand and which days they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from accordingto.claims.times import calendar as cal
from accordingto.claims.times.clock import beside
from accordingto.claims.times.grammar import RULES, Rule
from accordingto.claims.times.meaning import Found
from accordingto.claims.times.sense import dateline, preposition, tells_time
from accordingto.claims.times.tense import tense
from accordingto.claims.times.words import kinds, names_with_days
from accordingto.records import Span, Spans, Time

# “That day” and “two years later” take up a time at most this many characters back.
REACH = 600
_WORD = re.compile(r"[^\W_]+")
_RANGE = re.compile(r"\s*[–—-]\s*|,?\s+(?:to|through|until|till)\s+(?:the |on |late |early )?")
_AND = re.compile(r"\s+and\s+(?:the |on |late |early )?")
_BETWEEN = re.compile(r"\b[Bb]etween (?:the |late |early )?$")
_ARTICLE = re.compile(r"\b[Tt]he $")
_MORE_THAN = re.compile(r"\b(?:[Mm]ore than|[Oo]ver|[Aa]t least) $")
_OPEN_START = ("before", "prior to", "until", "till", "by")
_OPEN_END = ("after", "since", "following")
Parts = tuple[tuple[cal.Resolver, cal.Moment], ...]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time that the text tells.

    `start` and `end` are ISO days, or date-times where an hour stands beside the day; None on a side that is open
    (“since Tuesday”), both None where it cannot be worked out. `grain` is day, weekend, week, month, quarter, half,
    season, year, decade or century, `kind` point (a day or hour) or period. `relative`: it counts from another day.
    `before` is the preposition in front, `dateline`: it stands in a dateline. `rule` says what it was taken for.
    """

    span: Span
    start: str | None
    end: str | None
    grain: str
    relative: bool
    before: str
    rule: str
    dateline: bool = False
    _parts: Parts = field(default=(), repr=False, compare=False)
    _clock: str = field(default="", repr=False, compare=False)

    @property
    def kind(self) -> str:
        """Whether it is one day or hour (point) or longer (period)."""
        return "point" if self.start is not None and self.start == self.end else "period"

    @property
    def is_to_come(self) -> bool:
        """Whether it begins after the day from which it counts, the report's own or that of a quotation."""
        return self.start is not None and any(
            moment.today is not None and self.start[:10] > moment.today.isoformat() for _, moment in self._parts
        )

    def time(self) -> Time:
        """Return it as a cell of a claim."""
        return Time(self.start, self.end, (self.span,))

    def counted_from(self, today: str) -> TimeMention:
        """Return it with what it counts from moved to another day, as in a quotation of that day."""
        day = date.fromisoformat(today[:10])
        return self._anew(tuple((resolver, replace(moment, today=day)) for resolver, moment in self._parts))

    def in_the_past(self) -> TimeMention:
        """Return it as a time that has passed, as where something was said at it."""
        if all(moment.tense != "future" for _, moment in self._parts):
            return self
        return self._anew(tuple((resolver, replace(moment, tense="past")) for resolver, moment in self._parts))

    def _anew(self, parts: Parts) -> TimeMention:
        start, end = _value(parts, self.before, self._clock)
        return replace(self, start=start, end=end, _parts=parts)


def find_times(text: str, published: str | None) -> tuple[TimeMention, ...]:
    """Find all times that `text` tells, in order; those that hang on the publication date are None without one."""
    raw = list(_candidates(text))
    return tuple(_resolved(text, raw, date.fromisoformat(published[:10]) if published else None))


def times_of(content: Spans, times: tuple[TimeMention, ...], quoted_on: str | None = None) -> tuple[Time, ...]:
    """Return the times inside a content; `quoted_on` is the day from which the words of a direct quotation count."""
    found = (t for t in times if any(start <= t.span.start and t.span.end <= end for start, end in content))
    return tuple((t.counted_from(quoted_on) if quoted_on and t.relative else t).time() for t in found)


def _by_kind() -> dict[str, tuple[Rule, ...]]:
    table = {}
    for word, of in kinds().items():
        table[word] = tuple(r for r in RULES if any(k in of for k in r.kinds))
    return table


_RULES = _by_kind()
_DIGIT_RULES = tuple(r for r in RULES if "digit" in r.kinds)


def _candidates(text: str) -> Iterator[tuple[Span, Found]]:
    names = [(m.start(), m.end()) for m in names_with_days().finditer(text)]
    at, done = 0, 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        rules = _DIGIT_RULES if text[start].isdigit() else _RULES.get(word.group().lower())
        if rules is None:
            continue
        while at < len(names) and names[at][1] <= start:
            at += 1
        if at < len(names) and names[at][0] <= start:
            continue
        hit = _first(text, start, rules)
        if hit is None:
            continue
        span, found = hit
        done = span.end
        yield span, found


def _first(text: str, start: int, rules: tuple[Rule, ...]) -> tuple[Span, Found] | None:
    article = _ARTICLE.search(text, max(0, start - 5), start)
    for rule in rules:
        match = rule.pattern.match(text, start)
        if match is None:
            continue
        found = rule.make(match)
        if found is None or not tells_time(text, match.start(), match.end(), rule.name):
            continue
        long = found.grain not in ("day", "month", "year") or found.rule.endswith("told")
        return Span(article.start() if article and long else start, match.end()), found
    return None


def _resolved(text: str, raw: list[tuple[Span, Found]], today: date | None) -> Iterator[TimeMention]:
    told: tuple[int, cal.Days] | None = None
    day: tuple[int, date] | None = None
    dated: tuple[int, int] | None = None
    at = 0
    while at < len(raw):
        span, found = raw[at]
        second = (
            raw[at + 1]
            if at + 1 < len(raw) and _ranges(text, span, raw[at + 1][0], found.grain == raw[at + 1][1].grain)
            else None
        )
        at += 2 if second else 1
        near = span.start - REACH
        year = dated[1] if dated and dated[0] >= near and (today is None or dated[1] < today.year - 1) else None
        moment = cal.Moment(
            today,
            told[1] if told and told[0] >= near else None,
            day[1] if day and day[0] >= near else None,
            year if year and "\n" not in text[dated[0] if dated else 0 : span.start] else None,
            _tense(text, span.start, second[0].end if second else span.end) if found.relative else "",
        )
        parts: Parts = ((found.resolve, moment),)
        if second:
            last = cal.work_out(second[1].resolve, moment)
            if found.relative and not second[1].relative and last and last.first:
                parts = ((found.resolve, replace(moment, year=last.first.year)),)
            parts = _in_order((*parts, (second[1].resolve, moment)))
            span = Span(span.start, second[0].end)
        yield (mention := _mention(text, span, found, second, parts))
        days = cal.work_out(parts[-1][0], parts[-1][1])
        if mention.dateline or days is None or days.first is None:
            continue
        told = (span.start, days)
        if days.first == days.last:
            day = (span.start, days.first)
        if not found.relative and found.grain in ("day", "month"):
            dated = (span.start, days.first.year)


def _tense(text: str, start: int, end: int) -> str:
    return "past" if preposition(text, start, end) == "since" else tense(text, start, end)


def _in_order(parts: Parts) -> Parts:
    """Count one end of a range from the other where they come out the wrong way round (“from Monday to Wednesday”)."""
    (first, moment), (last, after) = parts
    begins, ends = cal.work_out(first, moment), cal.work_out(last, after)
    if not begins or not ends or begins.first is None or ends.last is None or begins.first <= ends.last:
        return parts
    if moment.tense == "future" and (begins.first - ends.last).days < 7:
        return (first, moment), (last, replace(after, today=begins.first))
    return (first, replace(moment, today=ends.first, tense="past")), (last, after)


def _mention(text: str, span: Span, found: Found, second: tuple[Span, Found] | None, parts: Parts) -> TimeMention:
    before = "" if second else preposition(text, span.start, span.end)
    if found.rule.endswith("(ago)") and _MORE_THAN.search(text, max(0, span.start - 12), span.start):
        before = "before"
    clock, span = ("", span) if second or found.grain != "day" else beside(text, span)
    start, end = _value(parts, before, clock)
    rule = f"from {found.rule} to {second[1].rule}" if second else found.rule
    relative = found.relative or bool(second and second[1].relative)
    return TimeMention(
        span, start, end, found.grain, relative, before, rule, dateline(text, span.start, span.end), parts, clock
    )


def _ranges(text: str, one: Span, two: Span, grains: bool) -> bool:
    if two.start - one.end > 12:
        return False
    gap = text[one.end : two.start]
    return bool(
        (_RANGE.fullmatch(gap) and (gap.strip()[-1:] not in "–—-" or grains))
        or (_AND.fullmatch(gap) and _BETWEEN.search(text, max(0, one.start - 16), one.start))
    )


def _value(parts: Parts, before: str, clock: str) -> tuple[str | None, str | None]:
    days = cal.work_out(*parts[0])
    if len(parts) == 2:
        last = cal.work_out(*parts[1])
        if days is None or last is None or days.first is None or last.last is None:
            return None, None
        return (days.first.isoformat(), last.last.isoformat()) if days.first <= last.last else (None, None)
    if days is None:
        return None, None
    start, end = (d.isoformat() + clock if d else None for d in days)
    if before in _OPEN_END:
        return start, None
    if before in ("before", "prior to"):
        return None, start
    return (None, end) if before in _OPEN_START else (start, end)
