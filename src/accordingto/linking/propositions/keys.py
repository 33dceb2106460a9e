"""Static keys under which what a claim says is found by others that may say the same or the opposite.

A key is a pair of telling words. So that no key is shared by more and more claims as a ledger grows, a key also names
its time: pairs with a name hold for a quarter of a year and the quarters beside it, pairs of mere words for a week and
the weeks beside it. Words with the name of their source hold for a year and the years beside it: what somebody takes
back may lie long behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from accordingto.linking.propositions.lexicon import concept_of, is_known
from accordingto.linking.propositions.proposition import Proposition

WORDS = 6
"""The most telling words whose pairs are keys."""
TITLE_NAMES, TITLE_WORDS = 2, 3
"""How many names of the title are keys, each together with how many of the claim's words."""
LEAST = 9.0
"""Bits that the two words of a key must have together."""
OWN_WORDS, OWN_LEAST = 4, 5.0
"""How many words are keys together with the source's name, and the least bits of each."""
WEEK, QUARTER, YEAR = 7, 91, 366
_COUNTRY = "country "


def keys_of(proposition: Proposition, day: str | None = None, source: str | None = None) -> tuple[int, ...]:
    """Return the keys under which a claim is kept, ascending, signed 64-bit integers, at most 25 for each part.

    `day` is the ISO day by which the claim is put in order, `source` what its source is called in every report: the
    surname of a person, the whole name of a body; None where it is not named.
    """
    return tuple(sorted({_key(*words, _time(day, days)) for words, days in _anchored(proposition, source)}))


def lookups_of(proposition: Proposition, day: str | None = None, source: str | None = None) -> tuple[int, ...]:
    """Return the keys under which others are looked up: those of `keys_of` and of the times beside."""
    return tuple(
        sorted(
            {
                _key(*words, _time(day, days, beside))
                for words, days in _anchored(proposition, source)
                for beside in (-1, 0, 1)
            }
        )
    )


def _anchored(proposition: Proposition, source: str | None) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield pairs of words with the days of the time that they hold for, of the whole and of its parts."""
    for part in (proposition, *proposition.parts):
        yield from _anchored_part(part, source)


def _anchored_part(proposition: Proposition, source: str | None) -> Iterator[tuple[tuple[str, str], int]]:
    telling: dict[str, float] = {}
    names: set[str] = set()
    for term in proposition.terms:
        concept = concept_of(term.lemma) if term.kind == "word" else term.lemma
        telling[concept] = max(telling.get(concept, 0.0), term.weight)
        if term.kind == "name" and _is_name(concept):
            names.add(concept)
    chosen = sorted(telling, key=lambda concept: (-telling[concept], concept))
    for one, other in combinations(sorted(chosen[:WORDS]), 2):
        if telling[one] + telling[other] >= LEAST:
            yield (one, other), QUARTER if names & {one, other} else WEEK
    # What the title of a report names, with what the claim adds to it.
    set_in = [lemma for lemma in proposition.setting if lemma.startswith(_COUNTRY) or not is_known(lemma)]
    for name in [lemma for lemma in set_in if not lemma.isdigit()][:TITLE_NAMES]:
        for concept in [c for c in chosen if c != name][:TITLE_WORDS]:
            yield (min(name, concept), max(name, concept)), QUARTER if _is_name(name) else WEEK
    if source:
        for concept in [c for c in chosen if telling[c] >= OWN_LEAST][:OWN_WORDS]:
            yield (f"by {source.lower()}", concept), YEAR


def _is_name(concept: str) -> bool:
    """Whether a word names somebody or somewhere rather than a whole country, or a mere number."""
    return not concept.startswith(_COUNTRY) and not concept[0].isdigit()


def _time(day: str | None, days: int, beside: int = 0) -> str:
    try:
        return f"{days} {date.fromisoformat((day or '')[:10]).toordinal() // days + beside}"
    except ValueError:
        return f"{days} undated"


def _key(*parts: str) -> int:
    named = "\n".join(parts).encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big", signed=True)
