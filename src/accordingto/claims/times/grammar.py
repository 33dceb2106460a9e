"""The expressions for times: a pattern for each kind, tried where a word stands that can open it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from accordingto.claims.times import meaning as means
from accordingto.claims.times.meaning import Found
from accordingto.claims.times.words import (
    CENTURY,
    DAY_PART,
    DECADE,
    MONTH,
    MONTH_ALONE,
    NUMBER,
    ORDINAL,
    OTHER_YEAR,
    SHORT_DAY,
    UNIT,
    WEEKDAY,
    YEAR,
    YEAR_AFTER,
    YEAR_ALONE,
)


class Rule(NamedTuple):
    """A pattern that is tried where a word of `kinds` stands, and what makes its meaning (None: no time after all)."""

    name: str
    kinds: tuple[str, ...]
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], Found | None]


_WITH_DAY = rf"(?:(?:{WEEKDAY}|{SHORT_DAY}),? +(?:the )?)?"
_NTH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>[0-3]?\d){_NTH}"
_DAY_TO = rf"(?: ?[–—-] ?| (?:to|through|until|and) )(?P<to>[0-3]?\d){_NTH}"
_NO_NUMBER = r"(?!\d|[,.:]\d|%|[’']|-year)"
_YEARS = rf"{YEAR_AFTER}{OTHER_YEAR}"
_END = r"(?![\w-])"
_ANY_WHOLE = (
    rf"(?P<whole>(?:the |this |last |next )?(?:week|month|year|decade|century)|(?:the )?(?:{CENTURY}|{DECADE})"
    rf"|(?:{MONTH})(?:,? (?:of )?{YEAR}\b)?(?:,? (?:of )?(?:last|this|next) year)?|(?:the year )?{YEAR})(?![\w-])"
).replace("?P<ordinal>", "?:").replace("?P<decade>", "?:")  # fmt: skip
_ONE_UNIT = r"(?P<unit>day|night|week|weekend|month|quarter|year|decade)"
_WHICH = "last|past|previous|next|coming|following"
_SEASON = "(?:spring|summer|autumn|fall|winter)"


def _rule(kinds: str, make: Callable[[re.Match[str]], Found | None], *pattern: str) -> Rule:
    return Rule(make.__name__.removesuffix("_meaning"), tuple(kinds.split()), re.compile("".join(pattern)), make)


# Tried in this order; kinds are those of claims/time_words.py.
RULES = (
    _rule("digit", means.iso_meaning, r"(?P<date>\d{4}-\d\d-\d\d)(?!\d)"),
    _rule("digit", means.numeric_meaning, r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\d/])"),
    _rule("digit", means.nine_eleven_meaning, r"9/11(?![/\d])"),
    _rule(
        "month", means.nine_eleven_meaning,
        r"(?:September|Sept?\.?) 11(?:th)?(?=,? (?:\w+ )?(?:attack|terror|hijack))",
    ),
    _rule("month weekday", means.date_meaning, rf"{_WITH_DAY}(?P<month>{MONTH}) {_DAY}{_DAY_TO}{_NO_NUMBER}{_YEARS}"),
    _rule("month weekday", means.date_meaning, rf"{_WITH_DAY}(?P<month>{MONTH}) {_DAY}{_NO_NUMBER}{_YEARS}"),
    _rule("digit weekday", means.date_meaning, rf"{_WITH_DAY}{_DAY}{_DAY_TO} (?:of )?(?P<month>{MONTH})(?!\w){_YEARS}"),
    _rule("digit weekday", means.date_meaning, rf"{_WITH_DAY}{_DAY} (?:of )?(?P<month>{MONTH})(?!\w){_YEARS}"),
    _rule("month", means.month_meaning, MONTH_ALONE, _END),
    _rule("digit ordinal", means.century_meaning, CENTURY, r"\b"),
    _rule("digit", means.decade_meaning, DECADE, r"\b"),
    _rule("phase", means.phase_meaning, r"(?i:(?P<phase>early|late|mid))[ -](?:in )?(?:the )?", _ANY_WHOLE),
    _rule("phase", means.phase_meaning, r"(?i:(?P<phase>end|close|start|beginning|middle)) of ", _ANY_WHOLE),
    _rule(
        "ordinal which digit", means.piece_meaning,
        rf"(?P<ordinal>(?i:{ORDINAL})|last) (?P<piece>quarter|half|week|weekend|{WEEKDAY}) (?:of|in) ", _ANY_WHOLE,
    ),
    _rule(
        "phase which", means.unit_meaning,
        r"(?i:(?P<phase>(?:earlier|later|early|late|mid)[ -])?(?:(?<=\b[Tt]he )(?P<article>))?",
        rf"(?P<which>this past|this coming|{_WHICH}|this|that|same) {_ONE_UNIT})", _END,
    ),
    _rule(
        "which", means.units_meaning,
        rf"(?i:(?P<which>{_WHICH}) (?:(?P<number>{NUMBER}) )?",
        r"(?P<unit>hour|day|night|week|weekend|month|quarter|year|decade)s)", _END,
    ),
    _rule(
        "which weekday", means.weekday_meaning,
        rf"(?:(?i:(?P<which>this past|this coming|{_WHICH}|this|same)) )?(?P<weekday>{WEEKDAY})",
        rf"(?: {DAY_PART})?(?:,? (?:of )?(?P<week>last|this|next) week)?", _END,
    ),
    _rule(
        "which", means.which_month_meaning,
        rf"(?:(?i:(?P<which>{_WHICH}|this))|(?P<told>[Tt]hat)(?= (?:Jan|Feb|Jul|Sep|Oct|Nov|Dec)))",
        rf" (?P<month>{MONTH})(?: (?P<day>[0-3]?\d){_NTH}{_NO_NUMBER})?", _END,
    ),
    _rule(
        "which", means.part_of_day_meaning,
        r"(?i:(?P<which>last|this|next|previous|following|that|same)(?: very)? ",
        r"(?P<part>day|night|evening|morning|afternoon))", _END,
    ),
    _rule(
        "simple", means.simple_meaning,
        rf"(?i:(?P<word>yesterday|today|tomorrow|tonight))(?: (?:{DAY_PART}))?\b",
    ),
    _rule(
        "number digit", means.distance_meaning,
        r"(?:(?:(?<=[Mm]ore than )|(?<=[Oo]ver )|(?<=[Aa]t least ))(?P<over>))?",
        rf"(?i:(?P<number>{NUMBER}))[ -](?P<unit>{UNIT})s? ",
        r"(?P<way>ago|earlier|later|before|after|previously|prior|from now|hence)\b",
    ),
    _rule("day", means.far_day_meaning, r"(?i:day (?:before|after) (?P<word>yesterday|tomorrow))\b"),
    _rule(
        "day", means.day_beside_meaning,
        r"(?i:(?P<unit>day|night|evening|morning|week|weekend|month|year) (?P<way>before|after))\b",
    ),
    _rule(
        "feast", means.feast_meaning,
        rf"(?:Christmas|New Year[’']s) (?P<day>Day|Eve)\b(?:,? (?P<year>{YEAR})\b)?",
    ),
    _rule("weekend", means.weekend_meaning, r"(?i:weekend)\b"),
    _rule(
        "season which phase", means.season_meaning,
        rf"(?i:(?:(?:last|this|next|that|early|late|mid)[ -])?(?:in )?(?:the )?{_SEASON})(?: of)? (?P<year>{YEAR})\b",
    ),
    _rule(
        "which", means.season_meaning,
        rf"(?i:(?:last|this|next|that) {_SEASON})(?P<year>)\b(?! \w+ed\b)",
    ),
    _rule("digit", means.year_range_meaning, rf"(?P<year>{YEAR}) ?[–/-] ?(?P<to>\d{{4}}|\d\d)(?![\w-]|[.,:]\d)"),
    _rule("digit", means.year_meaning, YEAR_ALONE, r"(?![\w%°]|-\d|[,.:]\d|/\d)"),
    _rule("quarter", means.quarter_meaning, rf"Q(?P<ordinal>[1-4])(?: of)? (?P<year>{YEAR})\b"),
)  # fmt: skip
