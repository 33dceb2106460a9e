"""What days the words for times mean: from a publication date, from the last time told, or from nothing at all."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

# An undated “March 3” is the last one, unless the next is nearer and no more than this many days ahead.
SOON = 62


class Days(NamedTuple):
    """A run of days, both ends included; None on a side that is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a relative time counts from.

    `today` is the report's date (in a dated quotation, the day of saying); `told` the last time told before, `day` the
    last single day; `year` the year in which a full date nearby stands; `tense` is “future” or
    “past” where the clause says so.
    """

    today: date | None
    told: Days | None = None
    day: date | None = None
    year: int | None = None
    tense: str = ""


Resolver = Callable[[Moment], Days | None]


def work_out(resolver: Resolver, moment: Moment) -> Days | None:
    """Return the days, or None where they cannot be told or lie outside the calendar."""
    try:
        return resolver(moment)
    except (ValueError, OverflowError):
        return None


def whole(unit: str, day: date) -> Days:
    """Return the day, weekend, week (from Monday), month, quarter, year, decade or century that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    if unit == "week":
        return Days(monday, monday + timedelta(days=6))
    if unit == "weekend":
        return Days(monday + timedelta(days=5), monday + timedelta(days=6))
    if unit == "month":
        return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    if unit == "quarter":
        return months_of(day.year, 3 * ((day.month - 1) // 3) + 1, 3)
    if unit in ("year", "decade", "century"):
        years = {"year": 1, "decade": 10, "century": 100}[unit]
        first = max(1, day.year // years * years)
        return Days(date(first, 1, 1), date(day.year // years * years + years - 1, 12, 31))
    return Days(day, day)


def months_of(year: int, month: int, count: int = 1) -> Days:
    """Return `count` months from `month` of `year` on."""
    first = date(year, month, 1)
    return Days(first, first + relativedelta(months=count, days=-1))


def shift(unit: str, day: date, count: int) -> date:
    """Return `day` moved by `count` units; a quarter is three months, a weekend a week."""
    if unit in ("decade", "century"):
        step = relativedelta(years=count * (10 if unit == "decade" else 100))
    elif unit == "year":
        step = relativedelta(years=count)
    elif unit in ("month", "quarter"):
        step = relativedelta(months=count * (1 if unit == "month" else 3))
    elif unit in ("week", "weekend"):
        step = relativedelta(weeks=count)
    else:
        step = relativedelta(days=round(count / 24) if unit == "hour" else count)
    moved: date = day + step
    return moved


def fixed(days: Days) -> Resolver:
    """Days that the words tell in full."""
    return lambda _: days


def unknown(_: Moment) -> Days | None:
    """A time that is told but hangs on an event or a vague number."""
    return None


def near_today(count: int) -> Resolver:
    """The report's day, moved by `count` days."""
    return lambda at: whole("day", at.today + timedelta(days=count)) if at.today else None


def near_day(unit: str, count: int, rolling: bool = False) -> Resolver:
    """The unit that holds the last time told, moved by `count`; `rolling`: counted from its very day."""

    def resolve(at: Moment) -> Days | None:
        fine = unit in ("day", "night", "hour")
        base = at.day if fine or at.day else at.told and at.told.first
        if base is None or (rolling and not fine and at.told is None):
            return None
        moved = shift(unit, base, count)
        return whole("day" if fine else unit, moved)

    return resolve


def unit_beside(unit: str, count: int) -> Resolver:
    """The unit before (-1) or after (1) the report's own: “last week”, “next month”."""

    def resolve(at: Moment) -> Days | None:
        if at.today is None:
            return None
        if unit == "weekend" and count < 0:
            return whole(unit, at.today - timedelta(days=7 if at.today.weekday() < 6 else 6))
        return whole(unit, shift(unit, at.today, count))

    return resolve


def this_unit(unit: str, ahead: bool | None = None) -> Resolver:
    """The report's own unit, up to its day, or from it on where the clause looks ahead."""

    def resolve(at: Moment) -> Days | None:
        if at.today is None:
            return None
        days = whole(unit, at.today)
        if unit == "weekend":
            gone = at.tense != "future" and at.today.weekday() < 5
            return whole(unit, at.today - timedelta(days=7)) if gone else days
        later = at.tense == "future" if ahead is None else ahead
        return Days(at.today, days.last) if later else Days(days.first, at.today)

    return resolve


def own_unit(unit: str) -> Resolver:
    """The whole of the unit in which the report's day lies: “the end of the year”."""
    return lambda at: whole(unit, at.today) if at.today else None


def ago(unit: str, count: int) -> Resolver:
    """So many units before the report's day (after it where `count` is positive)."""

    def resolve(at: Moment) -> Days | None:
        if at.today is None:
            return None
        return whole("day" if unit in ("hour", "night") else unit, shift(unit, at.today, count))

    return resolve


def running(unit: str, count: int) -> Resolver:
    """The last so many units up to the report's day, or the next ones where `count` is positive."""

    def resolve(at: Moment) -> Days | None:
        if at.today is None:
            return None
        other = shift(unit, at.today, count)
        return Days(other, at.today) if count < 0 else Days(at.today, other)

    return resolve


def up_to_today() -> Resolver:
    """A vague number of units up to the report's day."""
    return lambda at: Days(None, at.today) if at.today else None


def weekday(number: int, which: str = "") -> Resolver:
    """A day of the week (Monday is 0): the last one or the report's day, the coming one where the clause says so.

    `which`: last and next exclude the report's day; a number counts weeks from the report's own.
    """

    def resolve(at: Moment) -> Days | None:
        if at.today is None:
            return None
        if which.lstrip("-").isdigit():
            monday = at.today - timedelta(days=at.today.weekday())
            return whole("day", monday + timedelta(days=number, weeks=int(which)))
        back = (at.today.weekday() - number) % 7
        ahead = (number - at.today.weekday()) % 7
        if which == "last":
            back = back or 7
        elif which == "next" or at.tense == "future":
            return whole("day", at.today + timedelta(days=ahead or (7 if which == "next" else 0)))
        return whole("day", at.today - timedelta(days=back))

    return resolve


def _nearest(at: Moment, starts: list[Days], which: str) -> Days | None:
    today = at.today
    if today is None:
        return None
    gone = max((d for d in starts if d.first is not None and d.first <= today), default=None)
    come = min((d for d in starts if d.last is not None and d.last >= today), default=None)
    if which == "last":
        return max((d for d in starts if d.last is not None and d.last < today), default=None)
    if which == "next":
        return min((d for d in starts if d.first is not None and d.first > today), default=None)
    if gone is None or come is None or at.tense:
        return come if at.tense == "future" or gone is None else gone
    assert come.first is not None and gone.last is not None
    distance = (come.first - today).days
    return come if distance <= SOON and distance < (today - gone.last).days else gone


def day_of_month(month: int, first: int, last: int, which: str = "") -> Resolver:
    """A day, or a run of days, of a month without a year: the nearest one, past by default."""

    def resolve(at: Moment) -> Days | None:
        def of(year: int) -> list[Days]:
            size = monthrange(year, month)[1] if 0 < year < 9999 else 0
            return [Days(date(year, month, first), date(year, month, last))] if last <= size else []

        if at.year is not None and not which:
            return next(iter(of(at.year)), None)
        if at.today is None:
            return None
        return _nearest(at, [d for y in range(at.today.year - 8, at.today.year + 9) for d in of(y)], which)

    return resolve


def month_of_year(month: int, which: str = "") -> Resolver:
    """A month without a year: the nearest one, past by default."""

    def resolve(at: Moment) -> Days | None:
        if at.year is not None and not which:
            return months_of(at.year, month)
        if at.today is None:
            return None
        if which == "this":
            return months_of(at.today.year, month)
        return _nearest(at, [months_of(at.today.year + y, month) for y in (-1, 0, 1)], which)

    return resolve


def in_year(resolver: Resolver, count: int, told: bool = False) -> Resolver:
    """Days of a month in the year before, of or after the report's (or, `told`, of the last time told)."""

    def resolve(at: Moment) -> Days | None:
        base = (at.told and at.told.first) if told else at.today
        return resolver(Moment(base, year=base.year + count)) if base else None

    return resolve


def part_of(resolver: Resolver, part: str) -> Resolver:
    """The first half (early), the second (late) or the middle of what the words mean; of weeks and days the whole."""

    def resolve(at: Moment) -> Days | None:
        days = resolver(at)
        if days is None or days.first is None or days.last is None:
            return days
        length = (days.last - days.first).days + 1
        if length < 28:
            return days
        first, last = days.first, days.last
        years, months = last.year - first.year + 1, last.month - first.month + 1
        if years > 1:
            half = first + relativedelta(years=years // 2)
            edge = relativedelta(years=years // 4)
        elif months > 1:
            half = first + relativedelta(months=months // 2)
            edge = relativedelta(months=months // 4)
        else:
            half, edge = first + timedelta(days=15), relativedelta(days=7)
        day = timedelta(days=1)
        return {"early": Days(first, half - day), "late": Days(half, last), "mid": Days(first + edge, last - edge)}[
            part
        ]

    return resolve


def piece_of(resolver: Resolver, unit: str, number: int) -> Resolver:
    """The first, second … (-1: last) quarter or half of a year, or week, weekend, day or weekday of a month."""

    def resolve(at: Moment) -> Days | None:
        days = resolver(at)
        if days is None or days.first is None or days.last is None:
            return None
        if unit in ("quarter", "half"):
            size = 3 if unit == "quarter" else 6
            start = days.first + relativedelta(months=size * (number - 1) if number > 0 else 12 - size)
            return Days(start, start + relativedelta(months=size, days=-1))
        if unit == "week":
            end = days.last if number < 0 else min(days.last, days.first + timedelta(days=7 * number - 1))
            return Days(end - timedelta(days=6) if number < 0 else days.first + timedelta(days=7 * number - 7), end)
        wanted = 5 if unit == "weekend" else int(unit)
        if number < 0:
            day = days.last - timedelta(days=(days.last.weekday() - wanted) % 7)
        else:
            day = days.first + timedelta(days=(wanted - days.first.weekday()) % 7 + 7 * (number - 1))
        return Days(day, day + timedelta(days=1)) if unit == "weekend" else Days(day, day)

    return resolve
