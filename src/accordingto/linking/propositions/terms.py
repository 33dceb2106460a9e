"""The words of a stretch of text that tell what it is about, each with what negates it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from accordingto.linking.propositions.lexicon import is_known, lemma_of, rows
from accordingto.linking.propositions.proposition import Term
from accordingto.records import Span
from accordingto.sources.country import codes_of
from accordingto.sources.phrase import given_names

# An abbreviation keeps its last full stop out of the way: it ends no clause.
_TOKEN = re.compile(
    r"\d+(?:st|nd|rd|th)\b|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Rep|St|Jr)\.|[^\W\d_]+(?:[’'.-][^\W\d_]+)*"
    r"|\d[\d.,:/]*\d|\d|[.,;:!?—–()…\n]"
)
_BREAK = re.compile(r"[.,;:!?—–()…\n]")
_CLAUSE = frozenset(
    "but although though while because whereas after before since until and who which that if when".split()
)
_PREPOSITIONS = frozenset("by in on at of from for with to near against into over under through about as than".split())
_DETERMINERS = frozenset("the a an its his her their our my some all".split())
_NOT_NEGATING = re.compile(r"\s+(?:only|just|doubt|later than|longer than)\b", re.IGNORECASE)
_NT = re.compile(r"n[’']t$")
_LONGEST = 4
_ORDERS = {
    word: str(number)
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}


def terms_of(text: str, left_out: Iterable[Span] = ()) -> tuple[Term, ...]:
    """Return the terms of `text` in their order; words inside the spans `left_out` (numbers, days) are no terms."""
    skipped = list(left_out)
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    negated = _negated(text, tokens, skipped)
    found: list[Term] = []
    at = 0
    first, focus = True, False
    while at < len(tokens):
        word, start, end = tokens[at]
        if _BREAK.fullmatch(word) or word.lower() in _CLAUSE:
            focus = False
        if _BREAK.fullmatch(word):
            first = word in ".!?\n" or first
            at += 1
            continue
        if any(s.start < end and start < s.end for s in skipped):
            at += 1
            first = False
            continue
        if _is_negative(text, tokens, at, word.lower().replace("’", "'"), end):
            first, focus, at = False, True, at + 1
            continue
        size, code = _country(text, tokens, at)
        if code:
            country = text[start : tokens[at + size - 1][2]]
            found.append(Term(f"country {code}", country, "name", negated[at], _preposition(tokens, at)))
        elif (term := _term(word, first=first, negated=negated[at], before=_preposition(tokens, at))) is not None:
            focused = focus and term.kind == "word" and not term.word.endswith("ly")
            found.append(replace(term, focus=True) if focused else term)
            focus = focus and not focused
        first = False
        at += size
    return tuple(found)


def negations_in(text: str) -> int:
    """Return how many negative words `text` holds."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return sum(
        _is_negative(text, tokens, at, word.lower().replace("’", "'"), end) for at, (word, _, end) in enumerate(tokens)
    )


def _preposition(tokens: list[tuple[str, int, int]], at: int) -> str:
    """The preposition before a word, articles between them left out; empty where there is none."""
    at -= 1
    while at >= 0 and tokens[at][0].lower() in _DETERMINERS:
        at -= 1
    word = tokens[at][0].lower() if at >= 0 else ""
    return word if word in _PREPOSITIONS else ""


def _term(word: str, *, first: bool, negated: bool, before: str) -> Term | None:
    plain = word.replace("’", "'").removesuffix("'s").rstrip(".")
    low = plain.lower()
    if low in _empty() or _NT.search(low) or not low:
        return None
    order = _ORDERS.get(low) or (low[:-2] if low[0].isdigit() and low[-1].isalpha() else None)
    if order:
        return Term(f"order {order}", word, "word", negated, before)
    if word[0].isdigit():
        return Term(low, word, "name", negated, before)
    capital = plain[0].isupper()
    lemma = lemma_of(low)
    if capital and not (first and is_known(lemma)):
        return Term(low, word, "given" if low in given_names() else "name", negated, before)
    return None if lemma in _empty() else Term(lemma, word, "word", negated, before)


def _country(text: str, tokens: list[tuple[str, int, int]], at: int) -> tuple[int, str | None]:
    """Return how many tokens from `at` on name a country and its code, (1, None) where they name none."""
    if not tokens[at][0][0].isupper():
        return 1, None
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        words = text[tokens[at][1] : tokens[at + size - 1][2]].replace("’", "'").removesuffix("'s").rstrip(".")
        if size > 1 and any(_BREAK.fullmatch(token[0]) for token in tokens[at : at + size]):
            continue
        for sort in ("name", "demonym"):
            code = codes_of(words, sort) or (codes_of(words.removesuffix("s"), sort) if size == 1 else None)
            if code:
                return size, code
    return 1, None


def _negated(text: str, tokens: list[tuple[str, int, int]], skipped: list[Span]) -> list[bool]:
    """For each token whether its clause holds an odd number of negative words."""
    found: list[bool] = []
    begun, odd = 0, False
    for at, (word, start, end) in enumerate(tokens):
        low = word.lower().replace("’", "'")
        if _BREAK.fullmatch(word) or low in _CLAUSE:
            found += [odd] * (at - begun)
            begun, odd = at, False
        inside = any(s.start < end and start < s.end for s in skipped)
        if not inside and _is_negative(text, tokens, at, low, end):
            odd = not odd
    return found + [odd] * (len(tokens) - begun)


def _is_negative(text: str, tokens: list[tuple[str, int, int]], at: int, low: str, end: int) -> bool:
    if _NT.search(low):
        return True
    if _NOT_NEGATING.match(text, end):
        return False
    pair = f"{low} {tokens[at + 1][0].lower()}" if at + 1 < len(tokens) else low
    return low in _negating() or pair in _negating()


@cache
def _empty() -> frozenset[str]:
    table = files("accordingto.linking.propositions") / "tables" / "empty_words.txt"
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


@cache
def _negating() -> frozenset[str]:
    return frozenset(row[0] for row in rows("negating_words.tsv"))
