"""What a stretch of text is about: the stems of its words that carry meaning, its names, and whether it is negated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.claims.layout import Layout
from accordingto.records import Spans

_EMPTY = frozenset(
    "a an and are as at be been being but by can could did do does for from had has have he her hers him his how"
    " i if in into is it its may me might more most my of on or our she should so some than that the their them"
    " then there these they this those to too up was we were what when where whether which while who whom whose"
    " will with would you your also about after all any because before both during each just only other over same"
    " such under very s t not no never nor none n’t n't neither nothing nobody without cannot".split()
)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nothing|nobody|cannot|without|deni(?:ed|es)|deny)\b|n[’']t\b", re.IGNORECASE
)
_ENDINGS = re.compile(r"(?:[’']s?|ly|ingly|edly|ings?|ies|ied|ers?|ed|es|s|e|y|ment|ments|ion|ions)$")


def stem(word: str) -> str:
    """Return a rough stem, the same for the forms of most words (“deny”, “denied”, “denies”)."""
    low = word.lower().replace("’", "'")
    if len(low) < 4:
        return low
    short = low
    for _ in range(2):
        cut = _ENDINGS.sub("", short)
        if len(cut) < 3:
            break
        short = cut
    return short


@dataclass(frozen=True, slots=True)
class Wording:
    """The stems, names and numbers in a stretch of text; `negated` is whether it holds a negative word."""

    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    negated: bool


def wording(layout: Layout, parts: Spans) -> Wording:
    """Return what `parts` are about."""
    stems, names, numbers = set(), set(), set()
    negated = False
    for start, end in parts:
        opening = True
        for word in layout.words(start, end):
            text = word.text
            if not text[0].isalnum():
                continue
            if text[0].isdigit():
                numbers.add(text.replace(",", ""))
            elif (low := text.lower()) not in _EMPTY:
                found = stem(text)
                stems.add(found)
                if text[0].isupper() and not opening and low != text:
                    names.add(found)
            opening = False
        negated = negated or bool(_NEGATIVE.search(layout.text, start, end))
    return Wording(frozenset(stems), frozenset(names), frozenset(numbers), negated)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of all words of both is in both, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def held(part: frozenset[str], whole: frozenset[str]) -> float:
    """Return which part of the words of `part` is in `whole` too, 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0
