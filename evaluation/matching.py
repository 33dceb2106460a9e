"""Which predicted claim is which gold row, and whether two names mean the same source."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

Row = dict[str, Any]
Pairs = list[tuple[int, int]]
# A row is found where the cues overlap and the contents share at least this part of their union, in characters.
SHARED_CONTENT = 0.5
_EMPTY = frozenset({"the", "a", "an", "of", "for", "and", "in", "at", "to", "from", "on", "who", "s"})
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_POSSESSIVE = re.compile(r"^\S+(?:’s|'s|s’)\s+")


def characters(pairs: list[list[int]]) -> set[int]:
    """The offsets that spans cover."""
    return {at for start, end in pairs for at in range(start, end)}


def overlap(a: list[list[int]], b: list[list[int]]) -> bool:
    """Whether two lists of spans share a character."""
    return any(s < y and x < e for s, e in a for x, y in b)


def pair_rows(gold: list[Row], predicted: list[Row]) -> Pairs:
    """Pair gold rows with predicted claims, one to one, the best shared content first: positions in both lists."""
    content = [characters(c["content_spans"]) for c in predicted]
    scored = []
    for i, row in enumerate(gold):
        wanted = characters(row["content_spans"])
        for j, claim in enumerate(predicted):
            if not overlap(row["cue_spans"], claim["cue_spans"]):
                continue
            share = len(wanted & content[j]) / max(1, len(wanted | content[j]))
            if share >= SHARED_CONTENT:
                scored.append((-share, i, j))
    pairs, rows, claims = [], set(), set()
    for _, i, j in sorted(scored):
        if i not in rows and j not in claims:
            pairs.append((i, j))
            rows.add(i)
            claims.add(j)
    return sorted(pairs)


def normal(name: str) -> str:
    """A name without case, accents, marks, leading article and trailing possessive."""
    folded = unicodedata.normalize("NFKD", name.casefold().replace("'", "’"))
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = " ".join(re.sub(r"[^\w&+]+", " ", re.sub(r"’s?(?=\s*$)", "", folded).replace(".", "")).split())
    return re.sub(r"^(?:the|an?) (?=.)", "", words)


def forms(name: str) -> set[str]:
    """The ways of writing one name that count as the same: without brackets, a leading possessive, or the article."""
    bare = _BRACKETS.sub("", name).replace("'", "’")
    return {normal(n) for n in (name, bare, _POSSESSIVE.sub("", bare))} - {""}


def key_words(name: str) -> frozenset[str]:
    """The words of a name that tell sources apart."""
    return frozenset(re.findall(r"\w+", normal(name))) - _EMPTY


def same_name(gold: dict[str, Any], also: list[str], name: str) -> bool:
    """Whether `name` is the gold source's: the same up to brackets and articles; own words of unnamed ones may vary."""
    if forms(gold["name"]) & forms(name):
        return True
    if gold["named"]:
        return False
    if any(forms(a) & forms(name) for a in also):
        return True
    wanted, given = key_words(gold["name"]), key_words(name)
    return bool(wanted and given) and len(wanted & given) / len(wanted | given) >= 0.5


def same_party(gold: dict[str, Any], also: list[str], name: str) -> bool:
    """Whether `name`, though not the fullest, is a form of the gold source or shares a telling word with one."""
    given = key_words(name)
    return any(forms(a) & forms(name) or key_words(a) & given for a in (gold["name"], *also))
