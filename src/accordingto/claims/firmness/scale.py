"""How firmly a predicate stands, and the table of words that change it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from accordingto.claims.layout import Word
from accordingto.records import Firmness, Span, Spans

LEVELS = ("unknown", "possible", "probable", "certain")
_LEVELS = {"CT": "certain", "PR": "probable", "PS": "possible"}
_SIGNS = {"+": "positive", "-": "negative"}
_WORD = re.compile(r"\w+(?:[.,:]\d+)*(?:-\w+)*|[’']\w+|[^\w\s]")


class Effect(NamedTuple):
    """What a word makes of what it governs: a level of certainty, a polarity, and whether it holds in any case."""

    certainty: str
    polarity: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How firmly a predicate stands, and at which words that shows."""

    certainty: str = "certain"
    polarity: str = "positive"
    spans: Spans = ()
    rules: tuple[str, ...] = ()

    def under(self, entry: tuple[Effect, Effect], word: Word) -> Standing:
        """Return what becomes of a predicate that `word`, itself standing so, governs."""
        effect = entry[1] if self.polarity == "negative" else entry[0]
        where = (*self.spans, Span(word.start, word.end))
        rules = (*self.rules, f"“{word.text}” makes what it governs {_said(effect)}") if _marks(effect) else self.rules
        if not _marks(effect) and not self.spans:
            where = ()
        if effect.always:
            return Standing("certain", effect.polarity, where, rules)
        if self.polarity == "unknown" or effect.certainty == "unknown":
            return Standing("unknown", "unknown", where, rules)
        return Standing(weaker(self.certainty, effect.certainty), effect.polarity, where, rules)

    def negated(self, word: Word) -> Standing:
        """Return the standing under a negative word."""
        other = {"positive": "negative", "negative": "positive"}.get(self.polarity, "unknown")
        where = (*self.spans, Span(word.start, word.end))
        return Standing(self.certainty, other, where, (*self.rules, f"“{word.text}” negates it"))

    def firmness(self) -> Firmness:
        """Return the record, with the words in the order of the text."""
        return Firmness(self.certainty, self.polarity, tuple(sorted(set(self.spans))))


def _said(effect: Effect) -> str:
    return "unknown" if effect.certainty == "unknown" else f"{effect.certainty}, {effect.polarity}"


def _marks(effect: Effect) -> bool:
    return effect.certainty != "certain" or effect.polarity != "positive"


def weaker(one: str, other: str) -> str:
    """Return the lower of two levels of certainty."""
    return min(one, other, key=LEVELS.index)


def words_in(text: str, start: int, end: int) -> list[Word]:
    """Split `text[start:end]` into words and marks; “n’t”, “’ll” and “’s” are words of their own."""
    words = []
    for match in _WORD.finditer(text, start, end):
        clitic = match.group()[-1:] in "nN" and text[match.end() : match.end() + 2].lower() in ("’t", "'t")
        stop = match.end() - clitic
        if stop > match.start():
            words.append(Word(match.group()[: stop - match.start()], match.start(), stop))
        if clitic:
            words.append(Word(text[stop : stop + 3], stop, stop + 3))
        elif match.group().lower() in ("’t", "'t") and words and words[-1].end == match.end():
            continue
    return [w for i, w in enumerate(words) if not (i and w.start < words[i - 1].end)]


def low(word: Word) -> str:
    """Return a word in lower case with typewriter apostrophes; the stumps of “can’t” and “won’t” in full."""
    if word.text == "May":
        return word.text  # the month
    text = word.text.lower().replace("’", "'")
    return {"ca": "can", "wo": "will", "sha": "will"}.get(text, text)


def _effect(code: str) -> Effect:
    if code == "U":
        return Effect("unknown", "unknown")
    if code[0] == "F":
        return Effect("certain", _SIGNS[code[1]], True)
    return Effect(_LEVELS[code[:2]], _SIGNS[code[2]])


@cache
def entries() -> dict[tuple[str, str], tuple[Effect, Effect]]:
    """Return the table of firmness words: (form, how it governs) to what it does affirmed and negated."""
    found = {}
    text = (files("accordingto.claims") / "tables" / "firmness_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            words, how, affirmed, negated = line.split("\t")
            for form in _forms(words, how):
                found[form, how] = (_effect(affirmed), _effect(negated))
    return found


def _forms(words: str, how: str) -> set[str]:
    lemma, *irregular = words.split("/")
    if how in ("modal", "adverb") or " " in lemma:
        first, _, rest = lemma.partition(" ")
        if how in ("modal", "adverb"):
            return {lemma, *irregular}
        return {f"{f} {rest}" for f in _forms(first, how)}
    stem = lemma.removesuffix("e")
    forms = {lemma, lemma + "s", lemma + "es", stem + "ed", stem + "ing", *irregular}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    if len(lemma) > 2 and lemma[-1] in "bdgmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return forms
