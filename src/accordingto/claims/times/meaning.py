"""What an expression for a time means, from the pattern that it matched (claims/calendar.py works out the days)."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from accordingto.claims.times import calendar as cal
from accordingto.claims.times.words import (
    CENTURY,
    DECADE,
    MONTH_ALONE,
    MONTHS,
    WEEKDAYS,
    YEAR_ALONE,
    count_of,
    ordinal_of,
)


class Found(NamedTuple):
    """What an expression means: how to work it out, how fine it is, whether it counts from another day, in words."""

    resolve: cal.Resolver
    grain: str
    relative: bool
    rule: str


def date_meaning(match: re.Match[str]) -> Found | None:
    """A day, or a run of days, of a month."""
    groups = match.groupdict()
    month, day = MONTHS[groups["month"][:3].lower()], int(groups["day"])
    to = int(groups["to"]) if groups.get("to") else day
    size = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    if not 1 <= day <= to <= size:
        return None
    if groups["year"]:
        year = int(groups["year"])
        try:
            return Found(cal.fixed(cal.Days(date(year, month, day), date(year, month, to))), "day", False, "full date")
        except ValueError:
            return None
    resolver = cal.day_of_month(month, day, to)
    if groups["other"]:
        return _moved(resolver, groups["other"], "day")
    return Found(resolver, "day", True, "day and month, in the year nearest to the report's date")


def _moved(resolver: cal.Resolver, other: str, grain: str) -> Found:
    count = {"last": -1, "next": 1, "the following": 1, "the previous": -1}.get(other, 0)
    told = other.startswith("th") and other != "this"
    return Found(cal.in_year(resolver, count, told), grain, True, f"a date with “{other} year”")


def month_meaning(match: re.Match[str]) -> Found | None:
    """A month, with its year or without."""
    month = MONTHS[match["month"][:3].lower()]
    if match["year"]:
        return Found(cal.fixed(cal.months_of(int(match["year"]), month)), "month", False, "month and year")
    resolver = cal.month_of_year(month)
    if match["other"]:
        return _moved(resolver, match["other"], "month")
    return Found(resolver, "month", True, "month, in the year nearest to the report's date")


def year_meaning(match: re.Match[str]) -> Found:
    """A year."""
    first = date(int(match["year"]), 1, 1)
    return Found(cal.fixed(cal.whole("year", first)), "year", False, "year")


def year_range_meaning(match: re.Match[str]) -> Found | None:
    """Years from one to another."""
    first, to = match["year"], match["to"]
    last = int(first[:2] + to if len(to) == 2 else to)
    if last <= int(first):
        return None
    return Found(cal.fixed(cal.Days(date(int(first), 1, 1), date(last, 12, 31))), "year", False, "years from … to")


def iso_meaning(match: re.Match[str]) -> Found | None:
    """An ISO date."""
    try:
        day = date.fromisoformat(match["date"])
    except ValueError:
        return None
    return Found(cal.fixed(cal.Days(day, day)), "day", False, "ISO date")


def numeric_meaning(match: re.Match[str]) -> Found | None:
    """A date in figures; which is the month must be plain."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if not (min(one, two) >= 1 and max(one, two) <= 31 and min(one, two) <= 12):
        return None
    if one <= 12 and two <= 12 and one != two:
        return Found(cal.unknown, "day", False, "day and month could be either way round")
    try:
        day = date(year, min(one, two), max(one, two))
    except ValueError:
        return None
    return Found(cal.fixed(cal.Days(day, day)), "day", False, "date in figures")


def decade_meaning(match: re.Match[str]) -> Found:
    """A decade."""
    first = date(int(match["decade"]), 1, 1)
    return Found(cal.fixed(cal.whole("decade", first)), "decade", False, "decade")


def century_meaning(match: re.Match[str]) -> Found | None:
    """A century, as people count it loosely: the 20th begins with 1900."""
    number = ordinal_of(match["ordinal"])
    if not number or number > 30:
        return None
    first = max(1, 100 * (number - 1))
    last = date(100 * number - 1, 12, 31)
    return Found(cal.fixed(cal.Days(date(first, 1, 1), last)), "century", False, "century")


def weekday_meaning(match: re.Match[str]) -> Found:
    """A day of the week."""
    number, which, week = WEEKDAYS[match["weekday"].lower()], (match["which"] or "").lower(), match["week"]
    if week:
        at = {"last": "-1", "next": "1", "this": "0"}[week]
        return Found(cal.weekday(number, at), "day", True, f"weekday of {week} week")
    if which.endswith("past"):
        return Found(cal.weekday(number, "last"), "day", True, "the last such weekday")
    if which in ("last", "next", "coming") or which.endswith("coming"):
        last = which == "last"
        rule = "the last such weekday" if last else "the next such weekday"
        return Found(cal.weekday(number, "last" if last else "next"), "day", True, rule)
    if which in ("previous", "following", "same"):
        return Found(cal.unknown, "day", True, "a weekday that counts from another time")
    return Found(cal.weekday(number), "day", True, "weekday")


def simple_meaning(match: re.Match[str]) -> Found | None:
    """Yesterday, today, tomorrow."""
    word = match["word"].lower()
    count = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return Found(cal.near_today(count), "day", True, f"“{word}”")


def part_of_day_meaning(match: re.Match[str]) -> Found | None:
    """Last night, this morning, that day."""
    which, part = match["which"].lower(), match["part"].lower()
    if which == "last":
        return Found(cal.near_today(-1), "day", True, f"“last {part}”") if part != "day" else None
    if which == "this":
        return Found(cal.near_today(0), "day", True, f"“this {part}”") if part != "day" else None
    count = {"next": 1, "following": 1, "previous": -1, "that": 0, "same": 0}.get(which)
    if count is None:
        return None
    return Found(cal.near_day("day", count), "day", True, f"“{which} {part}”, from the last day told")


def unit_meaning(match: re.Match[str]) -> Found | None:
    """Last week, this month, the following year."""
    which, unit, phase = match["which"].lower(), match["unit"].lower(), (match["phase"] or "").lower().strip()
    article = match["article"] is not None
    if which in ("that", "same", "previous", "following") or (which == "next" and article):
        count = {"previous": -1, "following": 1, "next": 1}.get(which, 0)
        return Found(cal.near_day(unit, count), unit, True, f"“{which} {unit}”, from the last time told")
    if which == "this":
        if phase in ("earlier", "later"):
            return Found(cal.this_unit(unit, phase == "later"), unit, True, f"“{phase} this {unit}”")
        if phase:
            return Found(cal.part_of(cal.own_unit(unit), phase), unit, True, f"“{phase} this {unit}”")
        return Found(cal.this_unit(unit), unit, True, f"“this {unit}”: up to the report's date, or from it on")
    if article or which in ("past", "this past", "these past"):
        if which not in ("last", "past", "this past") or (unit == "weekend" and which == "past" and article):
            return None
        if unit == "weekend" or (which == "this past" and unit == "week"):
            return Found(cal.unit_beside(unit, -1), unit, True, f"“{which} {unit}”")
        return Found(cal.running(unit, -1), unit, True, f"“the {which} {unit}”, up to the report's date")
    beside = {"last": -1, "next": 1, "coming": 1, "this coming": 1}.get(which)
    if beside is None:
        return None
    found = Found(cal.unit_beside(unit, beside), unit, True, f"“{which} {unit}”")
    return found._replace(resolve=cal.part_of(found.resolve, phase)) if phase in ("early", "late", "mid") else found


def weekend_meaning(_: re.Match[str]) -> Found:
    """The weekend."""
    return Found(cal.this_unit("weekend"), "weekend", True, "“the weekend”: the last one, or the coming one")


def units_meaning(match: re.Match[str]) -> Found | None:
    """The last three years."""
    which, unit = match["which"].lower(), match["unit"].lower()
    if unit == "night":
        unit = "day"
    if match["number"] is None or match.string.startswith(" of ", match.end()):
        return None
    count = count_of(match["number"])
    ahead = which in ("next", "coming", "following")
    if unit == "hour" and (count or 0) < 24:
        return None
    if count is None:
        return None if ahead else Found(cal.up_to_today(), unit, True, "a vague number of units, up to the report")
    rule = f"“the {which} {match['number']} {unit}s” from the report's date"
    return Found(cal.running(unit, count if ahead else -count), unit, True, rule)


def distance_meaning(match: re.Match[str]) -> Found | None:
    """Three days ago, a year earlier, two weeks after."""
    unit, way = match["unit"].lower(), match["way"].lower()
    count = count_of(match["number"])
    if unit in ("hour", "minute") and (unit == "minute" or (count or 0) < 24):
        return None
    if way in ("before", "after") and re.match(r"\s+[\w“\"'‘]", match.string[match.end() : match.end() + 3]):
        return Found(cal.unknown, unit, True, "counted from an event")
    if count is None:
        return Found(cal.unknown, unit, True, "a vague number of units")
    count = count if way in ("later", "after", "from now", "hence") else -count
    if way in ("ago", "from now", "hence"):
        over = match["over"] is not None and count < 0
        resolver = cal.running(unit, count) if over else cal.ago(unit, count)
        return Found(resolver, "day" if unit == "hour" else unit, True, f"counted from the report ({way})")
    return Found(cal.near_day(unit, count, rolling=True), unit, True, f"counted from the last time told ({way})")


def day_beside_meaning(match: re.Match[str]) -> Found | None:
    """The day before."""
    unit, way = match["unit"].lower(), match["way"].lower()
    rest = match.string[match.end() : match.end() + 14]
    count = -1 if way == "before" else 1
    if unit == "day" and re.match(r" (?:yesterday|tomorrow)\b", rest):
        return None
    if re.match(r"\s+(?!and\b|but\b|or\b|when\b|that\b|in\b|at\b|on\b|by\b|with\b|from\b|for\b)[\w“\"'‘]", rest):
        return Found(cal.unknown, unit, True, "counted from an event")
    if unit in ("night", "evening", "morning", "afternoon"):
        unit = "day"
    return Found(cal.near_day(unit, count), unit, True, f"“the {unit} {way}”, from the last time told")


def far_day_meaning(match: re.Match[str]) -> Found:
    """The day before yesterday."""
    count = -2 if match["word"].lower() == "yesterday" else 2
    return Found(cal.near_today(count), "day", True, f"“{match['word'].lower()}” and one day")


def which_month_meaning(match: re.Match[str]) -> Found | None:
    """Last March, that September."""
    if match["told"]:
        resolver = cal.month_of_year(MONTHS[match["month"][:3].lower()])
        return None if match["day"] else _moved(resolver, "that", "month")
    which = match["which"].lower()
    which = {"past": "last", "coming": "next", "previous": "last", "following": "next"}.get(which, which)
    if which not in ("last", "next", "this"):
        return None
    month = MONTHS[match["month"][:3].lower()]
    if match["day"]:
        return Found(
            cal.day_of_month(month, int(match["day"]), int(match["day"]), which), "day", True, f"{which} such day"
        )
    return Found(cal.month_of_year(month, which), "month", True, f"“{which}” with a month")


def feast_meaning(match: re.Match[str]) -> Found:
    """Christmas and New Year’s days."""
    month, day = {"C": (12, 25), "N": (1, 1)}[match.group()[0]]
    if match["day"] == "Eve":
        month, day = 12, (24 if month == 12 else 31)
    if match["year"]:
        on = date(int(match["year"]), month, day)
        return Found(cal.fixed(cal.Days(on, on)), "day", False, "a day known by its name")
    return Found(cal.day_of_month(month, day, day), "day", True, "a day known by its name")


def season_meaning(match: re.Match[str]) -> Found:
    """A season; only its year can be told."""
    if match["year"]:
        days = cal.whole("year", date(int(match["year"]), 1, 1))
        return Found(cal.fixed(days), "season", False, "season of a year: its year, as seasons differ by hemisphere")
    return Found(cal.unknown, "season", True, "a season: its months differ by hemisphere")


def _whole(text: str) -> Found | None:
    """Return the meaning of a month, year, decade or century that stands within a longer expression."""
    low = text.lower()
    if match := re.fullmatch(r"(?:(the|this|last|next) )?(week|month|year|decade|century)", low):
        beside = {"last": -1, "next": 1}.get(match[1] or "")
        resolver = cal.unit_beside(match[2], beside) if beside else cal.own_unit(match[2])
        return Found(resolver, match[2], True, f"“{low}”")
    for pattern, make in (
        (MONTH_ALONE, month_meaning),
        (DECADE, decade_meaning),
        (CENTURY, century_meaning),
        (YEAR_ALONE, year_meaning),
    ):
        if found := re.fullmatch(pattern, text):
            return make(found)
    return None


def phase_meaning(match: re.Match[str]) -> Found | None:
    """Early March, the end of the year."""
    inner = _whole(match["whole"])
    word = match["phase"].lower()
    phase = {"end": "late", "close": "late", "start": "early", "beginning": "early", "middle": "mid"}.get(word, word)
    if inner is None:
        return None
    return inner._replace(resolve=cal.part_of(inner.resolve, phase), rule=f"{inner.rule}, {phase} in it")


def piece_meaning(match: re.Match[str]) -> Found | None:
    """The first quarter of a year, the last week of a month."""
    inner, number = _whole(match["whole"]), ordinal_of(match["ordinal"])
    piece = match["piece"].lower()
    if inner is None or not number or inner.grain not in ("month", "year"):
        return None
    if (inner.grain == "year") != (piece in ("quarter", "half")) or number > {"quarter": 4, "half": 2}.get(piece, 5):
        return None
    unit = str(WEEKDAYS[piece]) if piece in WEEKDAYS else piece
    grain = piece if piece in ("week", "weekend", "quarter", "half") else "day"
    return Found(cal.piece_of(inner.resolve, unit, number), grain, inner.relative, f"{piece} of it, {inner.rule}")


def quarter_meaning(match: re.Match[str]) -> Found:
    """Q1 2018."""
    days = cal.months_of(int(match["year"]), 3 * int(match["ordinal"]) - 2, 3)
    return Found(cal.fixed(days), "quarter", False, "quarter of a year")


def nine_eleven_meaning(_: re.Match[str]) -> Found:
    """9/11."""
    day = date(2001, 9, 11)
    return Found(cal.fixed(cal.Days(day, day)), "day", False, "a day known by its date")
