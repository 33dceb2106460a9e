"""The numbers inside a content: how many of what, exactly, at least, at most, about, or between two ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from accordingto.claims.quantities.numbers import (
    SCALES,
    TENS,
    UNITS,
    Numeral,
    Token,
    low_at,
    read_numeral,
    table,
    tokens_of,
    touching,
    vague_words,
)  # fmt: skip
from accordingto.claims.quantities.uncounted import blocked, is_named, is_score, is_sole_one, is_year, within_a_word
from accordingto.claims.quantities.units import Unit, dollar, money_before, nouns, read_unit
from accordingto.records import Quantity, Reason, Span, Spans

_JOINTS = ("-", "–", "—", "to", "and", "or", "−")
_CHANGES = frozenset(
    "rose rise rises rising fell fall falls falling increase increased increases increasing decrease decreased"
    " decreasing grew grow grown growing drop dropped dropping raise raised raising cut cutting reduce reduced reducing"
    " lowered lower declined decline up down went gone go moved changed change expanded expand extended extend jumped"
    " climbed slipped revised shrank shrunk doubled trebled tripled quadrupled improved".split()
)
_SPAN_OF_TIME = frozenset("for after of took take takes last lasted lasts is was were be been by in spent than just "
                          "well aged little within since and “ \" (".split())  # fmt: skip
_ON_A_MATTER = frozenset(
    "talk talks talked talking worried concerned concern concerns asked told know knew known said spoke speaking"
    " information questions question report reports story stories think thinking thought complaint complaints statement"
    " facts heard learned news details debate discuss doubts dispute row wrote writing warned complained".split()
)
_BEFORE_BOUNDS = ("just", "well", "slightly", "only", "far", "little", "at")
_AGE = ("aged", "age", "ages")
_MULTIPLES = {"twice": 2.0, "thrice": 3.0, "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0,
              "tenfold": 10.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with its bounds on the way to a Quantity; `first` and `last` are tokens, `rules` say how it was read."""

    low: float | None
    high: float | None
    unit: str | None
    first: int
    last: int
    approximate: bool
    rules: tuple[str, ...]


def quantities_of(text: str, content_spans: Spans) -> tuple[tuple[Quantity, ...], tuple[Reason, ...]]:
    """Return what is counted or measured inside a content, in order, and for each by which rules it was read."""
    quantities, reasons = [], []
    for start, end in content_spans:
        if not _trigger().search(text, start, end):
            continue
        tokens = tokens_of(text, start, end)
        for found in _scan(text, tokens, blocked(text, start, end)):
            unit = dollar(text) if found.unit == "$" else found.unit
            where = (Span(tokens[found.first].start, tokens[found.last - 1].end),)
            quantities.append(Quantity(found.low, found.high, unit, where, found.approximate))
            reasons.append(Reason("quantities", "; ".join(found.rules), where))
    return tuple(quantities), tuple(reasons)


@cache
def _trigger() -> re.Pattern[str]:
    words = {*UNITS, *TENS, *SCALES, *vague_words(), *_MULTIPLES, "hundred", "dozen", "half", "quarter", "third"}
    return re.compile(r"[\d½⅓⅔¼¾]|\b(?:" + "|".join(sorted(words, reverse=True)) + r")\b", re.IGNORECASE)


@cache
def _bounds(place: str) -> dict[tuple[str, ...], str]:
    return {tuple(words.split()): effect for words, effect, where in table("number_bounds.tsv") if where == place}


def _scan(text: str, tokens: list[Token], stretches: list[tuple[int, int]]) -> list[_Found]:
    found: list[_Found] = []
    at, named, stretch = 0, 0, 0
    while at < len(tokens):
        token = tokens[at]
        while stretch < len(stretches) and stretches[stretch][1] <= token.start:
            stretch += 1
        if stretch < len(stretches) and stretches[stretch][0] <= token.start:
            at += 1
            continue
        if token.low in _MULTIPLES:
            value = _MULTIPLES[token.low]
            found.append(_Found(value, value, "times", at, at + 1, False, (f"“{token.low}” is so many times",)))
            at += 1
            continue
        numeral = _out_of(tokens, at) or read_numeral(tokens, at)
        if numeral is None:
            at += 1
            continue
        one, last, is_name = _read(text, tokens, numeral, named)
        if is_name:
            named = numeral.last
        if one is not None:
            found.append(one)
        at = max(last, numeral.last)
    return found


def _read(text: str, tokens: list[Token], numeral: Numeral, named: int) -> tuple[_Found | None, int, bool]:
    """Read one number with all that belongs to it; returns where reading goes on, and whether it was part of a name."""
    money = money_before(tokens, numeral.first)
    sign = money[1] if money else numeral.first
    if within_a_word(text, tokens, numeral, sign):
        return None, numeral.last, True
    high, mark = _second(tokens, numeral)
    if high is not None and is_score(numeral.value, high.value, mark):
        return None, high.last, False
    unit = _unit(tokens, high or numeral)
    if not unit.counted:
        return None, unit.last, False
    if money:
        unit = Unit(money[0], (high or numeral).last)
    elif unit.name is None and low_at(tokens, numeral.first - 1) == "from" and low_at(tokens, numeral.last) == "to":
        unit = Unit(_unit_of_end(tokens, numeral.last + 1), numeral.last)
    chained = 0 < named <= sign <= named + 3 and all(
        t.low in ("and", "or", ",", "the", "&", "to", "–", "-") for t in tokens[named:sign]
    )
    if not money and (is_named(tokens, numeral, unit) or (chained and unit.name is None)):
        return None, numeral.last, True
    first, effects, words = _before(tokens, sign, high or numeral, unit)
    if is_year(tokens, numeral, unit, bounded=bool(effects)) or is_sole_one(tokens, numeral, unit):
        return None, numeral.last, False
    if numeral.digits and not money and high is not None and is_year(tokens, high, unit, bounded=False):
        return None, high.last, False
    if low_at(tokens, first - 1) == "per":
        return None, unit.last, False  # “deaths per 100,000 people” counts deaths
    if low_at(tokens, unit.last) == "ago":
        return None, unit.last, False  # a time, no duration
    unit, first = _age(tokens, unit, first, numeral)
    last, after = _after(tokens, unit, high or numeral)
    one = _bounded(numeral, high, effects + after[0], words + after[1])
    resume = (high or numeral).last if unit.last == last else last
    if one is None:
        return None, resume, False
    if money:
        rule = f"the sign before it tells the currency: {unit.name}"
    elif unit.name:
        rule = f"what it counts, from the words beside it: {unit.name}"
    else:
        rule = "no noun after it says what it counts"
    return replace(one, unit=unit.name, first=first, last=last, rules=(*one.rules, rule)), resume, False


def _unit(tokens: list[Token], numeral: Numeral) -> Unit:
    """Read the unit after a number, also where “or more” stands between them (“four or more people”, “500+ people”)."""
    for length in (2, 1):
        if tuple(t.low for t in tokens[numeral.last : numeral.last + length]) in _bounds("after"):
            beyond = read_unit(tokens, numeral, numeral.last + length)
            return beyond if beyond.name else Unit(None, numeral.last)
    return read_unit(tokens, numeral)


def _out_of(tokens: list[Token], at: int) -> Numeral | None:
    """Read “one in five”, “nine out of ten” as a share."""
    one = read_numeral(tokens, at) if tokens[at].digits or tokens[at].low in UNITS else None
    if one is None or one.vague or one.share or one.value < 1 or one.value % 1:
        return None
    here = one.last
    if low_at(tokens, here) == "out" and low_at(tokens, here + 1) == "of":
        here += 2
    elif low_at(tokens, here) == "in":
        here += 1
    else:
        return None
    if low_at(tokens, here) == "every":
        here += 1
    of = read_numeral(tokens, here) if here < len(tokens) else None
    if of is None or of.vague or of.share or of.value <= one.value:
        return None
    if not (of.value in (10, 100) or (one.value == 1 and (of.value <= 10 or of.value % 10 == 0))):
        return None
    if low_at(tokens, of.last) in nouns("time") or (of.digits and len(tokens[here].text) == 4):
        return None
    return Numeral(one.value / of.value, at, of.last, share=True)


def _second(tokens: list[Token], numeral: Numeral) -> tuple[Numeral | None, str]:
    """Read the upper end of a range that begins with `numeral`: “18,250 to 63,000”, “between 36 and 40”, “2–3”."""
    joint = numeral.last + (low_at(tokens, numeral.last) == "%")  # “6% to 11%”
    mark = low_at(tokens, joint)
    at = joint + 1
    if mark not in _JOINTS or at >= len(tokens) or numeral.share or numeral.vague:
        return None, mark
    before = low_at(tokens, numeral.first - 1)
    if before in ("$", "€", "£"):
        before = low_at(tokens, numeral.first - (3 if low_at(tokens, numeral.first - 2) in ("us", "a", "c") else 2))
    if mark == "and" and before != "between":
        return None, mark
    if mark in ("-", "–", "—") and mark != "–" and not touching(tokens, joint):
        return None, mark
    while at < len(tokens) and (tokens[at].text in "$€£¥₹" or tokens[at].text in ("US", "A", "C")):
        at += 1
    if at >= len(tokens) or not (tokens[at].digits or tokens[at].low in UNITS or tokens[at].low in TENS
                                 or tokens[at].low in ("a", "half")):  # fmt: skip
        return None, mark
    high = read_numeral(tokens, at)
    if high is None or high.vague or high.share:
        return None, mark
    if joint > numeral.last and low_at(tokens, high.last) != "%":
        return None, mark
    if mark == "to" and before == "from" and _changing(tokens, numeral.first):
        return None, mark
    if mark in ("to", "and", "or") and high.value <= numeral.value:
        return None, mark
    if mark == "or" and not (high.value - numeral.value <= max(2.0, numeral.value) and numeral.digits == high.digits):
        return None, mark
    return high, mark


def _unit_of_end(tokens: list[Token], at: int) -> str | None:
    """Return what the second of two numbers counts, for the first too: “rose from 10 to 20 percent”."""
    end = read_numeral(tokens, at) if at < len(tokens) else None
    return read_unit(tokens, end).name if end else None


def _changing(tokens: list[Token], first: int) -> bool:
    return any(t.low in _CHANGES for t in tokens[max(0, first - 9) : first])


def _before(
    tokens: list[Token], sign: int, numeral: Numeral, unit: Unit
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Read the bounding words before a number, several one upon the other; returns the first token of them."""
    first, effects, words = sign, [], []
    while True:
        for length in (5, 4, 3, 2, 1):
            phrase = tuple(t.low for t in tokens[max(0, first - length) : first])
            effect = _bounds("before").get(phrase) if len(phrase) == length else None
            if effect and _takes_number(phrase[-1], tokens, first - length, numeral, unit):
                first -= length
                effects.append(effect)
                words.append(" ".join(phrase))
                break
        else:
            if low_at(tokens, first - 1) == "between" or (
                effects and low_at(tokens, first - 1) in ("just", "well", "slightly", "only", "far", "little", "at")
            ):
                first -= 1
            return first, tuple(effects), tuple(words)


def _takes_number(word: str, tokens: list[Token], at: int, numeral: Numeral, unit: Unit) -> bool:
    """Whether a preposition bounds the number at all: “over 40 people” does, “concern over two deaths” does not."""
    before = low_at(tokens, at - 1)
    if word in ("over", "above", "under", "below"):
        if unit.name is not None and unit.name.split()[-1] in nouns("time"):
            return at == 0 or before in _SPAN_OF_TIME or word == "under"
        return numeral.value >= 10 or numeral.share or unit.name == "%" or before in ("just", "well", "in", "of")
    if word in ("about", "around"):
        return before not in _ON_A_MATTER
    if word == "some":
        return numeral.value >= 10 and not numeral.vague
    return not (word in ("near", "~") and numeral.value < 10 and not numeral.digits)


def _after(tokens: list[Token], unit: Unit, numeral: Numeral) -> tuple[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read the bounding words after a number or its noun: “40 or more”, “sixty people or so”, “500+”."""
    for at in dict.fromkeys((numeral.last, unit.last)):
        for length in (2, 1):
            phrase = tuple(t.low for t in tokens[at : at + length])
            effect = _bounds("after").get(phrase) if len(phrase) == length else None
            if effect and (length == 2 or touching(tokens, at) or phrase == ("odd",)):
                if at + length < len(tokens) and read_numeral(tokens, at + length):
                    continue  # “40 people and over two days”
                return max(unit.last, at + length), ((effect,), (" ".join(phrase),))
    return max(unit.last, numeral.last), ((), ())


def _bounded(numeral: Numeral, high: Numeral | None, effects: tuple[str, ...], words: tuple[str, ...]) -> _Found | None:
    low, top = numeral.value, high.value if high else numeral.value
    rules = []
    if high is not None:
        if numeral.scaled == 1 and high.scaled > 1 and low < top / high.scaled:
            low *= high.scaled  # “2 to 3 million”
        rules.append("a range: both ends are told")
    elif numeral.vague:
        rules.append(f"a vague word, counted as at least {low:g}")
    else:
        rules.append("a share of a whole" if numeral.share else f"a number: {low:.15g}")
    rules += [f"“{w}” {_MEANING[e]}" for w, e in zip(words, effects, strict=True)]
    least, most = "minimum" in effects, "maximum" in effects
    if most and (least or numeral.vague):
        return None  # “up to several hundred” says neither how many at least nor how many at most
    lower: float | None = None if most else low
    upper: float | None = None if least or numeral.vague else top
    return _Found(lower, upper, None, 0, 0, "about" in effects or numeral.vague, tuple(rules))


_MEANING = {
    "minimum": "makes it the least", "maximum": "makes it the most", "about": "makes it approximate",
}  # fmt: skip


def _age(tokens: list[Token], unit: Unit, first: int, numeral: Numeral) -> tuple[Unit, int]:
    """Read “aged 25” and the age between commas after a name (“Lund, 34, said”) as years."""
    if unit.name is not None or numeral.value > 120:
        return unit, first
    before = low_at(tokens, first - 1)
    if before in _AGE or (before == "of" and low_at(tokens, first - 2) == "age"):
        return Unit("years", unit.last), first - (1 if before in _AGE else 2)
    if before == "," and low_at(tokens, numeral.last) == "," and numeral.digits and first > 1:
        name = tokens[first - 2]
        if name.text[0].isupper() and not name.digits:
            return Unit("years", unit.last), first
    return unit, first
