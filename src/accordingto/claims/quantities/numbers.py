"""Numbers as a report writes them: digits, words, fractions, vague words, with their scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[’'][^\W\d_]+)*|\S"
)
_WELL_FORMED = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?"
)
_SPACES = re.compile(r"[, \u00a0\u202f]")
_LONGEST = 18  # signs in a number that is still a count and no code
_MOST = 1e15  # a chain of scales that goes beyond is no number
UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
DENOMINATORS = {
    w: n
    for n, names in enumerate(
        ("half halves", "third thirds", "quarter quarters fourth fourths", "fifth fifths", "sixth sixths",
         "seventh sevenths", "eighth eighths", "ninth ninths", "tenth tenths"), 2
    )
    for w in names.split()
}  # fmt: skip
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_BEFORE_FEW = frozenset("a the past last next first those these only".split())
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth"
    " ninetieth hundredth thousandth millionth".split()
)


class Token(NamedTuple):
    """A number in digits, a word, or a mark; `low` is lower case with typewriter apostrophes."""

    text: str
    low: str
    start: int
    end: int
    digits: bool


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from `tokens[first:last]`.

    `vague` is whether only its least value is known, `share` whether it is a part of a whole, `digits` whether it
    begins with digits and `scaled` whether a scale such as “million” multiplies it.
    """

    value: float
    first: int
    last: int
    vague: bool = False
    share: bool = False
    digits: bool = False
    scaled: float = 1.0


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Split `text[start:end]` into numbers, words and marks."""
    return [
        Token(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end(), m.lastgroup == "digits")
        for m in _TOKEN.finditer(text, start, end)
    ]


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of one of the tab-separated tables."""
    text = (files("accordingto.claims") / "tables" / name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def vague_words() -> dict[str, tuple[float, str]]:
    """Return the vague words, each with the least it stands for and where it counts."""
    return {word: (float(least), where) for word, least, where in table("vague_numbers.tsv")}


def touching(tokens: list[Token], at: int) -> bool:
    """Whether the token at `at` follows the one before it without white space."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def low_at(tokens: list[Token], at: int) -> str:
    """Return the lower-case token at `at`, an empty string outside the list."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def read_numeral(tokens: list[Token], at: int) -> Numeral | None:
    """Read the number that begins at `at`, or return None where none does."""
    token = tokens[at]
    if token.digits:
        return _digits(tokens, at)
    if token.text in _GLYPHS:
        return _scaled(tokens, at, at + 1, _GLYPHS[token.text], share=True)
    return _vague(tokens, at) or _fraction(tokens, at) or _words(tokens, at)


def _digits(tokens: list[Token], at: int) -> Numeral | None:
    text = tokens[at].text
    if len(text) > _LONGEST or not _WELL_FORMED.fullmatch(text) or (text[0] == "0" and text[1:2].isdigit()):
        return None
    value = float(_SPACES.sub("", text))
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and touching(tokens, at + 1):
        if following.text in _GLYPHS:
            return _scaled(tokens, at, at + 2, value + _GLYPHS[following.text], digits=True)
        if following.low in _SUFFIXES and not (following.low == "m" and not _scales_up(tokens, at)):
            factor = _SUFFIXES[following.low]
            return Numeral(value * factor, at, at + 2, digits=True, scaled=factor)
    return _scaled(tokens, at, at + 1, value, digits=True)


def _scales_up(tokens: list[Token], at: int) -> bool:
    """Whether “m” after a number is “million”: money stands before it or a noun after it."""
    if at and not tokens[at - 1].text[0].isalnum() and tokens[at - 1].text not in "(“\"'‘,–-~<>≈":
        return True
    return low_at(tokens, at + 2) in ("people", "euros", "dollars", "pounds") or low_at(tokens, at + 2).endswith("s")


def _scaled(
    tokens: list[Token], first: int, last: int, value: float, *, digits: bool = False, share: bool = False
) -> Numeral:
    """Multiply by the scale words that follow (“1.5 million”, “two dozen”, “five hundred thousand”)."""
    factor = 1.0
    while True:
        word = low_at(tokens, last + 1 if low_at(tokens, last) == "-" and touching(tokens, last) else last)
        step = SCALES.get(word) or {"dozen": 12.0, "hundred": 100.0, "mn": 1e6, "bn": 1e9, "tn": 1e12}.get(word)
        if step is None or (factor >= 1e6):
            return Numeral(value * factor, first, last, share=share and factor == 1, digits=digits, scaled=factor)
        factor *= step
        last += 2 if low_at(tokens, last) == "-" else 1


def _vague(tokens: list[Token], at: int) -> Numeral | None:
    first = at
    if tokens[at].low in ("a", "many") and low_at(tokens, at + 1) in vague_words():
        at += 1
    word = tokens[at].low
    if word not in vague_words():
        return None
    least, where = vague_words()[word]
    scale_next = low_at(tokens, at + 1) in SCALES or low_at(tokens, at + 1) in ("hundred", "dozen")
    if where == "of" and low_at(tokens, at + 1) != "of" and not (word == "couple" and scale_next and first < at):
        return None
    if where == "a" and low_at(tokens, at - 1) not in _BEFORE_FEW:
        return None
    last = at + 1
    while True:
        step = last + 1 if low_at(tokens, last) == "of" else last
        word = low_at(tokens, step)
        factor = SCALES.get(word) or {"hundred": 100.0, "dozen": 12.0}.get(word)
        if factor is None and step > last and word in vague_words() and vague_words()[word][1] == "any":
            factor = vague_words()[word][0] if word != "several" else None
        if factor is None or least * factor > _MOST:
            return Numeral(least, first, last, vague=True)
        least *= factor
        last = step + 1


def _fraction(tokens: list[Token], at: int) -> Numeral | None:
    """Read “half”, “a third”, “two-thirds”, “three quarters”, “half a million”, “a quarter of a million”."""
    word = tokens[at].low
    over, name = 0.0, at
    if word in ("half", "quarter"):
        over = 1.0
    elif word in ("a", "an", "one") or word in UNITS:
        over, name = float(UNITS.get(word, 1)), at + 1
        if low_at(tokens, name) == "-":
            name += 1
    denominator = DENOMINATORS.get(low_at(tokens, name))
    if denominator is None or not over or (over > 1) != tokens[name].low.endswith(("s", "halves")):
        return None
    last = name + 1
    if over > 1 and denominator == 4 and over != 3 and low_at(tokens, last) != "of":
        return None  # two quarters of a year's business
    article = last + 1 if low_at(tokens, last) == "of" else last
    if low_at(tokens, article) in ("a", "-") and (
        low_at(tokens, article + 1) in SCALES or low_at(tokens, article + 1) in ("dozen", "hundred")
    ):
        return _scaled(tokens, at, article + 1, over / denominator)
    if denominator == 2 and over == 1:
        return Numeral(0.5, at, last, share=True) if _is_half(tokens, at, last) else None
    if over == 1 and low_at(tokens, last) != "of" and tokens[name].low not in ("quarter", "third"):
        return None
    if over == 1 and low_at(tokens, last) != "of" and low_at(tokens, at - 1) not in ("by", "than", "about", "nearly"):
        return None
    return Numeral(over / denominator, at, last, share=True)


def _is_half(tokens: list[Token], at: int, last: int) -> bool:
    if low_at(tokens, at - 1) in ("first", "second", "other", "final", "opening", "this", "that", "-", "better"):
        return False
    after = low_at(tokens, last)
    if after == "-":
        return low_at(tokens, last + 1) in ("hour", "mile", "day", "year")
    return after in ("of", "the", "a", "an", "its", "their", "his", "her", "all", "our", "these", "those") or low_at(
        tokens, at - 1
    ) in ("than", "least", "about", "around", "nearly", "almost", "by", "over", "roughly", "under", "up")


def _words(tokens: list[Token], at: int) -> Numeral | None:
    """Read a number in words, as long as its parts fit together."""
    total, current, last_scale = 0.0, 0.0, 1e18
    here, read = at, False
    if tokens[at].low in ("a", "an"):
        if low_at(tokens, at + 1) not in SCALES and low_at(tokens, at + 1) not in ("hundred", "dozen"):
            return None
        current, here = 1.0, at + 1
    while here < len(tokens):
        word, hyphen = tokens[here].low, 0
        if read and word == "-" and touching(tokens, here) and touching(tokens, here + 1):
            hyphen, word = 1, low_at(tokens, here + 1)
        if read and word == "and":
            half = _and_a_half(tokens, here + hyphen)
            if half is not None:
                current += half[0]
                here = half[1]
                continue
            after = low_at(tokens, here + 1)
            if (current % 100 or not current + total) or not (after in UNITS or after in TENS) or current % 1:
                break
            if not current and last_scale > 1e3:
                break  # “one million and two others”
            hyphen, word = 1, after
        if word in UNITS and current % 1 == 0 and _fits(current, UNITS[word]):
            current += UNITS[word]
        elif word in TENS and current % 100 == 0:
            current += TENS[word]
        elif word == "hundred" and 1 <= current < 100:
            current *= 100
        elif word == "dozen" and 1 <= current < 100:
            current *= 12
        elif word in SCALES and current and SCALES[word] < last_scale:
            last_scale = SCALES[word]
            total, current = total + current * last_scale, 0.0
        else:
            break
        read = True
        here += 1 + hyphen
    if not read:
        return None
    if low_at(tokens, here) == "-" and touching(tokens, here + 1) and low_at(tokens, here + 1) in _ORDINALS:
        return None  # twenty-first
    if low_at(tokens, here) in _ORDINALS and (total or current >= 100):
        return None  # one hundred fifth
    return Numeral(total + current, at, here, scaled=last_scale if last_scale < 1e18 else 1.0)


def _fits(current: float, unit: int) -> bool:
    if current % 100 == 0:
        return unit > 0 or current == 0
    return 0 < unit < 10 and current % 10 == 0 and current % 100 >= 20


def _and_a_half(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """Read “and a half”, “-and-a-half”, “and a quarter”, “and two thirds” from the “and” at `at`."""
    words: list[str] = []
    here = at + 1
    while here < len(tokens) and len(words) < 2:
        if tokens[here].low != "-":
            words.append(tokens[here].low)
        here += 1
    if len(words) < 2 or words[1] not in DENOMINATORS:
        return None
    over = 1 if words[0] in ("a", "one") else UNITS.get(words[0], 0)
    return (over / DENOMINATORS[words[1]], here) if over and over < DENOMINATORS[words[1]] else None
