"""What of a report is compared with other reports: its sentences as words in one form.

Left out is what many reports share without being reprints of each other: datelines, credit lines, and the standing
sentences of a publisher (`tables/standing_phrases.txt`). Questions put to somebody are marked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from accordingto.claims.layout import lay_out
from accordingto.linking.duplicates.credits import credits_of
from accordingto.linking.duplicates.spelling import one_form
from accordingto.records import inside

MOST_WORDS = 20_000  # of a longer text only so many are compared, so that no text costs more than a second
LONG = 6  # letters of a word that says something by itself
LONGEST = 60  # words of a sentence; a longer one (a table, a text without full stops) is cut there
FEWEST = 10  # words below which a text is too short to tell a reprint from a chance

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_PUT_TO_SOMEBODY = re.compile(r"\s*(?:\(\(.{1,20}?\)\)|(?:Q|Question)\s*\d*\s*[:.])")
_QUESTION = re.compile(r"\?[\s\"'”’)\]]*$")
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep "
    "sept oct nov dec".split()
)
# Words that are capitalised only because a sentence opens with them.
_OPENERS = frozenset(
    one_form(word)
    for word in (
        "a about according after against all although also among an and another any as at back because before both but "
        "by despite during each earlier even every following for former four from he her here his how however i if in "
        "instead into it its just last late later many meanwhile more most much my new next no nor not now of on once "
        "one only or other our over president she since so some still such than that the their then there these they "
        "this those though three through thus to today two under until up we what when where whether which while who "
        "whose why will with within without yet you your"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `words` in one form, `telling` those of them that are names, or numbers from ten.

    `asked`: it is a question, or leads up to one.
    """

    words: tuple[str, ...]
    telling: frozenset[str]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A report as it is compared.

    `digest` is that of all its sentences, None where there are too few words to tell. Bodies of one digest are equal,
    so whatever is decided about one of them holds for all.
    """

    digest: str | None
    sentences: tuple[Sentence, ...]
    size: int


@lru_cache(maxsize=256)
def body_of(text: str) -> Body:
    """Return what of `text` is compared; a text of few words has no digest and no sentences."""
    if sum(1 for _ in islice(_WORD.finditer(text), FEWEST)) < FEWEST:
        return Body(None, (), 0)
    digest, kept, size, told = hashlib.sha256(), [], 0, False
    for sentence in _sentences(text):
        told = True
        digest.update(repr((sentence.words, sorted(sentence.telling), sentence.asked)).encode())
        size += len(sentence.words)
        if size <= MOST_WORDS:
            kept.append(sentence)
    return Body(digest.hexdigest() if told else None, tuple(kept), sum(len(s.words) for s in kept))


def words_in(text: str) -> list[tuple[str, str]]:
    """Return the words of `text` in order: each as it stands and in its one form."""
    return [(m.group(), one_form(m.group())) for m in _WORD.finditer(text)]


def _sentences(text: str) -> Iterator[Sentence]:
    layout = lay_out(text)
    lines = tuple(credit.line for credit in credits_of(text) if credit.line is not None)
    asked = tuple(p for p in layout.paragraphs if _PUT_TO_SOMEBODY.match(text, p.start, p.end))
    for span in layout.sentences:
        told = text[span.start : span.end]
        if inside((span,), lines) or standing(told):
            continue
        question = _QUESTION.search(told) is not None or inside((span,), asked)
        words = [(m.group(), m.start()) for m in _WORD.finditer(text, span.start, span.end)]
        for low in range(0, len(words), LONGEST):
            part = words[low : low + LONGEST]
            sentence = _sentence(part, opens=low == 0, asked=question)
            if sentence is not None:
                yield sentence


def _sentence(words: list[tuple[str, int]], opens: bool, asked: bool) -> Sentence | None:
    """Build a sentence; None for a dateline, which has nothing but names of days and months and numbers."""
    forms = [one_form(word) for word, _ in words]
    if all(form in DAYS or form[0].isdigit() for form in forms):
        return None
    telling = set()
    for at, (form, (word, _)) in enumerate(zip(forms, words, strict=True)):
        if form in DAYS:
            continue
        if form[0].isdigit():
            if len(form) > 1:
                telling.add(form)
        elif word[0].isupper() and (not (opens and at == 0) or _names(words, forms)):
            telling.add(form)
    return Sentence(tuple(forms), frozenset(telling), asked)


def _names(words: list[tuple[str, int]], forms: list[str]) -> bool:
    """Whether the first word of a sentence is part of a name: the second is capitalised, and it is no opener."""
    return forms[0] not in _OPENERS and len(words) > 1 and words[1][0][0].isupper() and forms[1] not in DAYS


def standing(sentence: str) -> bool:
    """Whether a sentence is a publisher's standing one (“All rights reserved”, “is a reporter based in”)."""
    return _standing_phrases().search(sentence) is not None


@cache
def _standing_phrases() -> re.Pattern[str]:
    table = files("accordingto.linking.duplicates") / "tables" / "standing_phrases.txt"
    lines = [line.strip() for line in table.read_text(encoding="utf-8").splitlines()]
    phrases = [line.replace(" ", r"\s+") for line in lines if line and not line.startswith("#")]
    return re.compile(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE)
