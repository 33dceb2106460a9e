"""Words as claims are compared by them: dictionary forms, how rare they are, which mean the same or the opposite.

Senses, antonyms and derivations are WordNet's (Miller 1995); `training/tables/wordnet.py` builds the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

RAREST = 11.0
"""Bits of a word that no table has."""
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ing", ""), ("ing", "e"),
    ("ed", ""), ("ed", "e"), ("es", ""), ("es", "e"), ("s", ""), ("er", ""), ("est", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two words are, 0 to 1, and in which way: same, derived, synonym or broader."""

    score: float
    way: str


_UNLIKE = Likeness(0.0, "")


def rows(name: str) -> list[list[str]]:
    """Return the rows of one of the tables, comments left out."""
    text = (files("accordingto.linking.propositions") / "tables" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@lru_cache(maxsize=50_000)
def lemma_of(word: str) -> str:
    """Return the dictionary form of a word in small letters, the word itself where none is known."""
    known = _forms().get(word)
    if known is not None:
        return known
    if word in _rarity() or word in _senses():
        return word
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(stem) > 2:
            for some in (stem, stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
                if some in _senses() or some in _rarity():
                    return some
    return word


def rarity(lemma: str) -> float:
    """Return how much a word tells, in bits: log2 of all reports over those that hold it, at least 1."""
    return max(1.0, min(RAREST, _rarity().get(lemma, RAREST)))


def is_known(lemma: str) -> bool:
    """Whether a table holds the word, so that it is no mere name."""
    return lemma in _rarity() or lemma in _senses()


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> Likeness:
    """Return how alike two dictionary forms are; symmetric."""
    if one == other:
        return Likeness(1.0, "same")
    if other in _pairs("derived.tsv").get(one, ()):
        return Likeness(0.9, "derived")
    if _groups().get(one, frozenset()) & _groups().get(other, frozenset()):
        return Likeness(0.8, "synonym")
    ours, theirs = _senses().get(one, ()), _senses().get(other, ())
    if set(ours) & set(theirs):
        return Likeness(0.8, "synonym")
    if _rooted(one) & _rooted(other):
        return Likeness(0.7, "derived")
    above = _broader()
    if any(s in above.get(t, ()) or t in above.get(s, ()) for s in ours[:2] for t in theirs[:2]):
        return Likeness(0.5, "broader")
    return _UNLIKE


@lru_cache(maxsize=50_000)
def _rooted(word: str) -> frozenset[int]:
    """The first senses of a word and of those derived from it (“resignation”: also those of “resign”)."""
    words = (word, *_pairs("derived.tsv").get(word, ()))
    return frozenset(sense for some in words for sense in _senses().get(some, ())[:2])


@lru_cache(maxsize=200_000)
def are_opposites(one: str, other: str) -> bool:
    """Whether two dictionary forms are antonyms, directly or through the negating beginning of one (“un-”, “in-”)."""
    if other in _pairs("antonyms.tsv").get(one, ()) or other in _opposites().get(one, ()):
        return True
    short, long = sorted((one, other), key=len)
    if long[:2] == "un" and lemma_of(long[2:]) == short:
        return True
    return long in (f"un{short}", f"in{short}", f"im{short}", f"dis{short}", f"non{short}", f"il{short}", f"ir{short}")


@lru_cache(maxsize=200_000)
def are_siblings(one: str, other: str) -> bool:
    """Whether two words name different things of one sort (“red” and “blue”, “Monday” and “Tuesday”)."""
    if one == other:
        return False
    if _sorts().get(one, frozenset()) & _sorts().get(other, frozenset()) or (is_order(one) and is_order(other)):
        return True
    if likeness(one, other).score:
        return False
    above = _broader()
    ours, theirs = ({a for s in _senses().get(word, ())[:2] for a in above.get(s, ())} for word in (one, other))
    return bool(ours & theirs)


def is_order(lemma: str) -> bool:
    """Whether it is an ordinal number (“order 7” for seventh and 7th)."""
    return lemma.startswith("order ")


@lru_cache(maxsize=200_000)
def of_one_sort(one: str, other: str) -> bool:
    """Whether two different words stand on one line of the table of sorts, names of days and planets among them."""
    return one != other and bool(_sorts().get(one, frozenset()) & _sorts().get(other, frozenset()))


@cache
def concept_of(lemma: str) -> str:
    """Return one word that stands for all that mean the same: its group's first, else the most frequent of its root."""
    groups = _groups().get(lemma)
    if groups:
        return f"group {min(groups)}"
    root = min((lemma, *_pairs("derived.tsv").get(lemma, ())), key=lambda word: (rarity(word), word))
    groups = _groups().get(root)
    if groups:
        return f"group {min(groups)}"
    senses = _senses().get(root, ())
    return min(_by_sense()[senses[0]], key=lambda word: (rarity(word), word)) if senses else root


@cache
def _groups() -> dict[str, frozenset[int]]:
    return _members([row[0] for row in rows("same_in_reports.tsv")])


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for left, right in rows("opposites.tsv"):
        for words, others in ((left, right), (right, left)):
            for word in words.split():
                found.setdefault(lemma_of(word), set()).update(map(lemma_of, others.split()))
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _sorts() -> dict[str, frozenset[int]]:
    return _members([row[1] for row in rows("sorts.tsv")])


def _members(lines: list[str]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            found.setdefault(lemma_of(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _forms() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("forms.tsv")}


@cache
def _rarity() -> dict[str, float]:
    return {lemma: float(bits) for lemma, bits in rows("rarity.tsv")}


@cache
def _senses() -> dict[str, tuple[int, ...]]:
    return {lemma: tuple(map(int, senses.split())) for lemma, senses in rows("senses.tsv")}


@cache
def _by_sense() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for lemma, senses in _senses().items():
        found.setdefault(senses[0], []).append(lemma)
    return found


@cache
def _broader() -> dict[int, tuple[int, ...]]:
    return {int(sense): tuple(map(int, above.split())) for sense, above in rows("broader.tsv")}


@cache
def _pairs(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in rows(name):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}
