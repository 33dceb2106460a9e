"""What a number counts: the noun phrase after it, a measure, a currency, a share."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from accordingto.claims.quantities.numbers import (
    DENOMINATORS,
    SCALES,
    TENS,
    UNITS,
    Numeral,
    Token,
    low_at,
    read_numeral,
    table,
    touching,
)

_HEADING = re.compile(r"\[(.+)\]")
_LONGEST = 5  # words of a unit before its last one
_DETERMINERS = frozenset("the these those his her its their our my your all such".split())
_STATES = frozenset("dead injured wounded killed missing hurt confirmed reported alive ill".split())  # “one dead”
_ADDED = frozenset("more additional further extra".split())  # “12 more people”: counted people
_DOLLAR_MARK = re.compile(
    r"\b(US|U\.S\.|A|AU|C|CA|CAN|NZ|HK|S|SG|NT|R|MX)\$"
    r"|\b(US|U\.S\.|American|Australian|Canadian|New Zealand|Hong Kong|Singapore|Taiwan)\s+dollars?\b"
)
_DOLLARS = {
    "US": "USD", "U.S.": "USD", "American": "USD", "A": "AUD", "AU": "AUD", "Australian": "AUD", "C": "CAD",
    "CA": "CAD", "CAN": "CAD", "Canadian": "CAD", "NZ": "NZD", "New Zealand": "NZD", "HK": "HKD", "Hong Kong": "HKD",
    "S": "SGD", "SG": "SGD", "Singapore": "SGD", "NT": "TWD", "Taiwan": "TWD", "R": "BRL", "MX": "MXN",
}  # fmt: skip


class Unit(NamedTuple):
    """What is counted, None where no noun tells, and the token after its last one."""

    name: str | None
    last: int
    counted: bool = True  # False: the number is part of a word such as “five-star” and counts nothing


@cache
def nouns(heading: str) -> frozenset[str]:
    """Return one section of the table of counted nouns."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in (files("accordingto.claims") / "tables" / "counted_nouns.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if head := _HEADING.fullmatch(line.strip()):
            section = head[1]
        found.setdefault(section, set()).update(line.split() if not head else ())
    return frozenset(found[heading])


@cache
def _currencies() -> tuple[dict[str, str], dict[str, str]]:
    before, after = {}, {}
    for words, code, place in table("currencies.tsv"):
        if place in ("before", "both"):
            before[words] = code
        if place in ("after", "both"):
            after[words if place == "both" else words.lower()] = code
    return before, after


@lru_cache(maxsize=4)
def dollar(text: str) -> str:
    """Return what a bare “$” is in `text`: USD, or the only other dollar it names, or “$” where it names several."""
    named = {_DOLLARS[m[1] or m[2]] for m in _DOLLAR_MARK.finditer(text)}
    if len(named) > 1:
        return "$"
    return next(iter(named), "USD")


def money_before(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Return the currency whose sign or code stands before the number at `at`, and its first token; “$” stays “$”."""
    for first in (at - 3, at - 2, at - 1):
        if first < 0 or any(not touching(tokens, i) for i in range(first + 1, at)):
            continue
        sign = "".join(t.text for t in tokens[first:at])
        code = _currencies()[0].get(sign)
        if code and (first == 0 or not touching(tokens, first) or not tokens[first - 1].text.isalpha()):
            return code, first
    if at and tokens[at - 1].text == "$" and touching(tokens, at):
        return "$", at - 1
    return None


def read_unit(tokens: list[Token], numeral: Numeral, at: int | None = None) -> Unit:
    """Read what stands after a number, or at the token `at`: what it counts and where that ends."""
    at, value = numeral.last if at is None else at, numeral.value
    if at >= len(tokens):
        return Unit(None, at)
    word = tokens[at].low
    if word in ("%", "percent", "pc") or (word == "per" and low_at(tokens, at + 1) == "cent"):
        last = at + (2 if word == "per" else 1)
        if low_at(tokens, last) in ("point", "points") or low_at(tokens, last + 1) in ("point", "points"):
            step = 1 if low_at(tokens, last) in ("point", "points") else 2
            return Unit("percentage points", last + step)
        return Unit("%", last)
    if word == "percentage" and low_at(tokens, at + 1) in ("point", "points"):
        return Unit("percentage points", at + 2)
    if word in ("fold", "-") and touching(tokens, at):
        return Unit("times", at + 1) if word == "fold" else _hyphened(tokens, at)
    return (
        _money_after(tokens, at, numeral)
        or _measure(tokens, at)
        or (_share(tokens, at) if numeral.share else None)
        or _noun_phrase(tokens, at, value)
    )


def _money_after(tokens: list[Token], at: int, numeral: Numeral) -> Unit | None:
    names = _currencies()[1]
    if low_at(tokens, at) == "pounds" and numeral.scaled >= 1e6 and low_at(tokens, at + 1) != "of":
        return Unit("GBP", at + 1)
    for length in (3, 2, 1):
        words = tokens[at : at + length]
        phrase = " ".join(t.text for t in words)
        code = names.get(phrase) or names.get(phrase.lower())
        if len(words) == length and code:
            return Unit("$" if phrase.lower() in ("dollar", "dollars") else code, at + length)
    return None


def _measure(tokens: list[Token], at: int) -> Unit | None:
    """Read signs such as “km/h” and “°C”, and nouns of measure that may stand in the singular (“47 month term”)."""
    first, last = at, at
    if tokens[at].text == "°":
        last = at + 1 + (low_at(tokens, at + 1) in ("c", "f"))
        return Unit("".join(t.text for t in tokens[at:last]), last)
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    spaced = len(tokens[at].text) == 1 and not touching(tokens, at) and following[:1].isalpha()
    if low_at(tokens, at) in nouns("measure signs") and not spaced:
        last = at + 1
        if low_at(tokens, last) == "/" and low_at(tokens, last + 1) in ("h", "s", "hr", "l", "day", "year"):
            last += 2
        if last < len(tokens) and touching(tokens, last) and tokens[last].text in ("2", "3", "²", "³"):
            last += 1
        return Unit("".join(t.text for t in tokens[at:last]), last)
    while low_at(tokens, at) in nouns("before a measure"):
        at += 1
    singular = low_at(tokens, at)
    kinds = nouns("measure singular")
    if singular in kinds or singular.removesuffix("s") in kinds or singular in ("feet", "inches", "centuries"):
        last = at + 1
        if low_at(tokens, last) in ("per", "an", "a") and low_at(tokens, last + 1) in ("hour", "second"):
            last += 2
        elif low_at(tokens, last) in ("celsius", "fahrenheit"):
            last += 1
        elif (
            singular in kinds
            and low_at(tokens, last) not in nouns("no noun phrase runs through")
            and not _closes(tokens, last)
            and at == first
        ):
            if singular in (
                "page",
                "seat",
                "vote",
                "goal",
                "point",
                "second",
                "floor",
                "story",
                "room",
                "night",
                "foot",
            ):
                return None  # the first word of a longer noun as often as a measure of its own
            return Unit(singular, last)
        words = [t.text for t in tokens[first:last]]
        if singular in ("years", "year") and low_at(tokens, last) == "old":
            last += 1
        return Unit(" ".join(words), last)
    return None


def _closes(tokens: list[Token], at: int) -> bool:
    return at >= len(tokens) or not tokens[at].text[0].isalpha()


def _hyphened(tokens: list[Token], at: int) -> Unit:
    """Read “92-year-old”, “ten-storey”, “5-km”; other compounds (“five-star”) count nothing that can be told."""
    word = low_at(tokens, at + 1) if touching(tokens, at + 1) else ""
    last = at + 2
    if word == "hour" or word in nouns("measure singular") or word.removesuffix("s") in nouns("measure singular"):
        if low_at(tokens, last) == "-" and low_at(tokens, last + 1) in ("old", "olds", "long", "high", "wide", "deep"):
            last += 2
        return Unit(word, last)
    if word in nouns("measure signs"):
        return Unit(tokens[at + 1].text, last)
    if word in ("percent", "per"):
        return Unit("%", last + (word == "per") * 2)
    if code := _currencies()[1].get(word):
        return Unit("$" if word == "dollar" else code, last)
    if word == "fold":
        return Unit("times", last)
    return Unit(None, last, counted=False)


def _share(tokens: list[Token], at: int) -> Unit:
    """Read of what something is a share: “a third of the voters” is a share “of voters”, “half an hour” is of hours."""
    whole = low_at(tokens, at) == "of"
    here = at + whole
    article = low_at(tokens, here) in ("a", "an") or low_at(tokens, here) == "-"
    while low_at(tokens, here) in _DETERMINERS or low_at(tokens, here) in ("a", "an", "-"):
        here += 1
    found = _noun_phrase(tokens, here, 1.0, collective=True)
    if found.name is None or (here == at and low_at(tokens, at - 1) in DENOMINATORS):  # “a two-thirds majority”
        return Unit(None, at)
    return Unit(found.name if article else f"of {found.name}", found.last)


def _noun_phrase(tokens: list[Token], at: int, value: float, *, collective: bool = False) -> Unit:
    """Read the noun phrase at `at`: up to a plural, or for a single one up to where it breaks off."""
    first = at
    if low_at(tokens, first) == "of":
        first += 1
        if low_at(tokens, first) in ("those", "these", "such") and not (
            first + 1 < len(tokens) and _is_plural(tokens[first + 1])
        ):
            return Unit(None, at)
        while low_at(tokens, first) in _DETERMINERS or (first < len(tokens) and tokens[first].digits):
            first += 1
    while low_at(tokens, first) in _ADDED or low_at(tokens, first) in SCALES:
        first += 1
    head = None
    here = first
    while here < len(tokens) and here - first <= _LONGEST:
        token = tokens[here]
        stop = token.low in nouns("no noun phrase runs through") or token.low in UNITS or token.low in TENS
        if stop or not token.text[0].isalpha():
            if touching(tokens, here) and (token.digits or (token.text == "-" and touching(tokens, here + 1))):
                here += 1
                continue
            break
        if token.low.endswith("'s") and here + 1 < len(tokens) and (number := read_numeral(tokens, here + 1)):
            first = here = number.last  # “six of the country’s eight capitals”
            continue
        plural = _is_plural(token)
        if plural and (value != 1 or collective):
            head = here
            if not (here + 1 < len(tokens) and _is_plural(tokens[here + 1]) and token.low not in nouns("time")):
                break
        elif value == 1 and not collective and plural and here > first:
            break  # “one man says”
        elif value == 1 or collective:
            if (here > first and token.low.endswith(("ed", "ly"))) or token.low in _STATES:
                break
            head = here
        here += 1
    if head is None and first > at + 1:
        capitals = (i for i in range(first, here) if not tokens[i].text[0].isupper())
        named = next(capitals, here) - 1
        head = named if named >= first else None  # “3,000 of the National Guard”
    if head is None or (value == 1 and not collective and head - first > 2):
        return Unit(None, at)
    return Unit(_worded(tokens, first, head), head + 1)


def _worded(tokens: list[Token], first: int, head: int) -> str:
    inner = range(first + 1, head + 1)
    return tokens[first].text + "".join(("" if touching(tokens, i) else " ") + tokens[i].text for i in inner)


def _is_plural(token: Token) -> bool:
    word = token.low
    if word in nouns("plurals without s"):
        return True
    return (
        len(word) > 2
        and word.endswith("s")
        and not word.endswith(("ss", "'s", "is", "us"))
        and word not in nouns("no noun though it ends in s")
        and word not in nouns("no noun phrase runs through")
        and token.text[0].isalpha()
    )
