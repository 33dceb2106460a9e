"""Numbers that count nothing: dates, years, clock times, ordinals, scores, names and models, addresses."""

from __future__ import annotations

import re

from accordingto.claims.quantities.numbers import Numeral, Token, low_at, touching
from accordingto.claims.quantities.units import Unit, nouns

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|[nr]d|th)?(?![\d%]|[.,]\d)"
_CLOCK = r"(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
_HOUR_WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen)"
_BLOCKED = re.compile(
    rf"\b{_DAY}(?:\s?(?:[-–—/]|to|and|or)\s?{_DAY})?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTH}\s+(?:the\s+)?{_DAY}(?:\s?(?:[-–—]|to|and|through)\s?{_DAY}(?!\s+[a-z]))?(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTH},?\s+(?:of\s+)?(?:1\d|20)\d\d\b(?!,\d)"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,3}/\d{1,3}\b(?!\s*(?:of|the)\b)"
    r"|\b(?:1[89]|20)\d\d\s?[-–—/]\s?(?:(?:1[89]|20)\d\d|\d\d)\b(?![,.]?\d)"
    rf"|\b\d{{1,2}}:\d\d(?::\d\d)?(?:\s?{_CLOCK})?|\b\d{{1,2}}(?:\.\d\d)?\s?{_CLOCK}"
    r"|\b\d{3,4}\s?(?:GMT|UTC|Z|BST|EST|EDT|CET|CEST|IST|ET|PT|hrs|hours\s+(?:local|GMT|UTC))\b"
    rf"|\b(?:\d{{1,2}}|{_HOUR_WORD})\s+o['’]clock\b|\b{_HOUR_WORD}\s+{_CLOCK}|\bhalf[ -]past\s+\w+"
    r"|\+\d[\d() -]{6,24}\d\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b|\b0\d{2,4}[ -]\d{3,}\b"
    r"|https?://\S+|www\.\S+|[@#]\w+|['’]\d\ds?\b|\[\d+\]"
    r"|\b(?i:zero[ -](?:tolerance|sum|day|hour)|ground zero|square one|one by one|one[ -]on[ -]one|day one|number one"
    r"|one another|one day|one thing|one hand|one way|one side|one time|fifty[ -]fifty|nine[ -]to[ -]five"
    r"|one and only|at one point|one point|two by two|six of the best|cloud nine|in one go|at any one|24-hour news"
    r"|for one\b|one['’]s|catch[ -]22|one[ -](?:sided|off|way|time)|two[ -](?:way|faced|sided|tier)|the big one)\b"
)
# A number after these is the name of a thing, not how many there are.
_NUMBERED = frozenset(
    "article articles section sections clause paragraph chapter chapters resolution amendment proposition flight"
    " flights route highway interstate motorway channel no no. nos nos. number numbers figure page pages verse"
    " apollo boeing airbus formula phase stage act title bill protocol annex appendix exhibit count counts"
    " platform gate terminal unit apartment flat suite room block building box code area district ward precinct zone"
    " sector plot isbn issn version windows mark model class type category tier grade level round matchday episode"
    " season series volume vol part step schedule form group pool lane line pier dock runway exit junction station"
    " reactor covid lap game match heat set week day year article-".split()
)
# Of those, words that may well end before a number that counts: “that day 40 people died”.
_SOFT = frozenset(
    "bill act building area district zone sector class type level group line station game match set week day year"
    " season round phase stage part step box room block count unit form numbers figure code flight flights".split()
)
_STREETS = frozenset(
    "street st road rd avenue ave boulevard blvd lane drive square terrace place court way highway crescent".split()
)
_YEAR_BEFORE = frozenset(
    "in since of from by until till before after during for the early late mid and to between to's spring summer autumn"
    " fall winter election season year circa around his her their its this".split()
)
_LONGEST_NAME = 24  # characters before a number in which letters make it a piece of a name
_OPENERS = frozenset(".!?:;“\"‘'([—–")
_SOLE_NOT_AFTER = frozenset("no the this that any every each another which some not other some as-".split())


def blocked(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of `text[start:end]` whose numbers are dates, hours, telephone numbers or fixed phrases."""
    return [m.span() for m in _BLOCKED.finditer(text, start, end)]


def within_a_word(text: str, tokens: list[Token], numeral: Numeral, sign: int) -> bool:
    """Whether the number is a piece of a longer word or name: “F-16”, “G20”, “4th”, “737s”, “12(b)”."""
    first, last = tokens[sign], tokens[numeral.last - 1]
    before = first.start
    while (
        before > first.start - _LONGEST_NAME
        and before
        and not text[before - 1].isspace()
        and text[before - 1] not in "“\"‘'([—–~<>≥≤=…,;:/"
    ):
        before -= 1
    if any(c.isalnum() for c in text[before : first.start]):
        return True
    if first.start and text[first.start - 1] == "/" and text[first.start - 2 : first.start - 1].isalnum():
        return True
    if numeral.last < len(tokens) and touching(tokens, numeral.last):
        after = tokens[numeral.last]
        if last.digits and after.text[0].isalpha() and after.low != "fold" and after.low not in nouns("measure signs"):
            return True
        if last.digits and after.text in "([_" and after.end < len(text) and text[after.end].isalnum():
            return True
    return False


def is_named(tokens: list[Token], numeral: Numeral, unit: Unit) -> bool:
    """Whether the number is a name's: “Article 5”, “Boeing 737”, “Group of Seven”, “10 Downing Street”, “the 707”."""
    at = numeral.first
    token, before = tokens[at], tokens[at - 1] if at else None
    if low_at(tokens, numeral.last) == "(" and touching(tokens, numeral.last) and unit.name is None and before:
        return before.text[0].isupper()
    ahead = tokens[numeral.last : numeral.last + 4]
    if numeral.digits and ahead and ahead[0].text[0].isupper() and any(t.low in _STREETS for t in ahead[1:]):
        return all(t.text[0].isupper() for t in ahead[: next(i for i, t in enumerate(ahead) if t.low in _STREETS)])
    if before is None:
        return False
    if before.text in "#№":
        return True
    opening = at == 1 or tokens[at - 2].text in _OPENERS
    if not numeral.digits and token.text[0].isupper() and token.low not in ("a", "an") and before.text not in _OPENERS:
        return True  # the Group of Seven
    if before.low in _NUMBERED and not (before.text in _SOFT and unit.name is not None):
        return True
    if low_at(tokens, at - 1) == "." and low_at(tokens, at - 2) in ("no", "nos", "vol"):
        return True
    if before.low == "the" and numeral.digits and unit.name is None and numeral.value >= 100 and "," not in token.text:
        return True
    return (
        before.text[0].isupper()
        and before.text[0].isalpha()
        and not opening
        and unit.name is None
        and (numeral.digits or token.text[0].isupper())
    )


def is_year(tokens: list[Token], numeral: Numeral, unit: Unit, *, bounded: bool) -> bool:
    """Whether four bare digits are a year: they count nothing, or what follows could as well be of that year."""
    token = tokens[numeral.first]
    if not (token.digits and numeral.last == numeral.first + 1 and len(token.text) == 4 and token.text.isdigit()):
        return False
    if not 1000 <= numeral.value <= 2100:
        return False
    if unit.name is None:
        return not bounded or 1900 <= numeral.value <= 2100
    head = unit.name.split()[-1].lower()
    if head in nouns("plurals without s") or head in nouns("measure signs") or unit.name in ("%", "times"):
        return not bounded and low_at(tokens, numeral.first - 1) in _YEAR_BEFORE and 1900 <= numeral.value <= 2050
    if head.removesuffix("s") in nouns("measure singular") or unit.name.isupper():
        return False
    return not bounded and (low_at(tokens, numeral.first - 1) in _YEAR_BEFORE or 1900 <= numeral.value <= 2050)


def is_sole_one(tokens: list[Token], numeral: Numeral, unit: Unit) -> bool:
    """Whether “one” is a pronoun or counts nothing that is told: “one of the”, “no one”, “one must”."""
    if numeral.last != numeral.first + 1 or tokens[numeral.first].low != "one":
        return False
    if low_at(tokens, numeral.last) == "of" or low_at(tokens, numeral.first - 1) in _SOLE_NOT_AFTER:
        return True
    if low_at(tokens, numeral.first - 1) == "-" and touching(tokens, numeral.first):
        return True
    return unit.name is None or unit.last == numeral.last


def is_score(low: float, high: float, mark: str) -> bool:
    """Whether two numbers joined by a dash are a score or a vote (“3–1”) and no range, which would rise."""
    return mark in ("-", "–", "—", "−") and low >= high
