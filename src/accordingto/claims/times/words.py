"""The words that times are told with, and what they count."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH_NAMES = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}  # fmt: skip
_DAY_NAMES = [name.title() for name in WEEKDAYS]

MONTH = (
    "(?:" + "|".join([*_MONTH_NAMES, *(name.upper() for name in _MONTH_NAMES)])
    + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)  # fmt: skip
WEEKDAY = "(?:" + "|".join([*_DAY_NAMES, *(name.upper() for name in _DAY_NAMES)]) + ")"
SHORT_DAY = r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?"
YEAR = r"(?:1\d{3}|20\d{2})"
DAY_PART = r"(?:(?:early |late |mid-?)?(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime))"
UNIT = "(?:minute|hour|day|night|week|weekend|month|quarter|year|decade)"

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_VAGUE = "a few|few|several|some|many|a couple of|a couple|couple of|couple|a dozen|dozens of|a number of"
_TEN_WORDS = "|".join(_TENS)
NUMBER = (
    rf"\d{{1,4}}(?:,\d{{3}})?|(?:{_TEN_WORDS})-(?:{'|'.join(_SMALL[1:10])})|(?:{'|'.join(reversed(_SMALL[1:]))}|{_TEN_WORDS}"
    rf"|a hundred|hundred|{_VAGUE}|an|a)"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
).split()  # fmt: skip
ORDINAL = r"\d{1,2}(?:st|nd|rd|th)|" + "|".join(reversed(_ORDINALS))

OTHER_YEAR = r"(?:,? (?:of |in )?(?P<other>last|this|next|that|the same|the following|the previous) year\b)?"
YEAR_AFTER = rf"(?:,? ?(?:of |in )?(?P<year>{YEAR})\b(?![,.:]\d|%))?"
MONTH_ALONE = rf"(?P<month>{MONTH}){YEAR_AFTER}{OTHER_YEAR}"
DECADE = r"(?P<decade>1\d\d0|20\d0)[’']?s"
CENTURY = rf"(?P<ordinal>{ORDINAL})[ -][cC]entur(?:y|ies)"
YEAR_ALONE = rf"(?P<year>{YEAR})"

_KINDS = {
    "simple": "yesterday today tomorrow tonight",
    "phase": "early late mid end close start beginning middle earlier later",
    "which": "last past previous next coming following this that same",
    "ordinal": " ".join(_ORDINALS) + " twenty",
    "number": "a an few several some many couple dozens hundred " + " ".join([*_SMALL[1:], *_TENS]),
    "day": "day night evening morning week month year",
    "weekend": "weekend",
    "season": "spring summer autumn fall winter",
    "month": " ".join(_MONTH_NAMES).lower() + " jan feb mar apr jun jul aug sep sept oct nov dec",
    "weekday": " ".join(WEEKDAYS) + " mon tue tues wed thu thur thurs fri sat sun",
    "feast": "christmas new",
    "quarter": "q1 q2 q3 q4",
}  # fmt: skip


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Return, for every word that can open a time, the kinds of expressions it opens."""
    table: dict[str, tuple[str, ...]] = {}
    for kind, words in _KINDS.items():
        for word in words.split():
            table[word] = (*table.get(word, ()), kind)
    return table


def count_of(words: str) -> int | None:
    """Return the number that the words tell, or None where they are vague."""
    low = words.lower()
    if low[0].isdigit():
        return int(low.replace(",", ""))
    if low in ("a", "an"):
        return 1
    if low.endswith("hundred"):
        return 100
    if low in _SMALL:
        return _SMALL.index(low)
    tens, _, ones = low.partition("-")
    if tens not in _TENS:
        return 2 if low in ("a couple of", "a couple", "couple of", "couple") else None
    return _TENS[tens] + (_SMALL.index(ones) if ones else 0)


def ordinal_of(words: str) -> int | None:
    """Return the number of “third” or “3rd”, -1 for “last”, or None."""
    low = words.lower()
    if low == "last":
        return -1
    digits = re.match(r"\d+", low)
    if digits:
        return int(digits.group())
    return _ORDINALS.index(low) + 1 if low in _ORDINALS else None


def _table(name: str) -> list[str]:
    text = (files("accordingto.claims") / "tables" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def zones() -> dict[str, str]:
    """Return the offset from UTC of every abbreviation that stands for one zone only (tables/zones.tsv)."""
    return dict(line.split("\t")[:2] for line in _table("zones.tsv"))


@cache
def names_with_days() -> re.Pattern[str]:
    """Return a pattern of names that hold a weekday or month but tell no time (tables/names_with_days.txt)."""
    return re.compile(
        r"\b(?:" + "|".join(re.escape(line).replace(r"\ ", " ") for line in _table("names_with_days.txt")) + r")\b"
    )
