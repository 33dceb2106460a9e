"""Keys under which the spellings of one name in Latin letters meet."""

from __future__ import annotations

import re
from functools import lru_cache

from accordingto.linking.entities.tables import variants

# From how Arabic, Cyrillic and Greek names are spelled in the English, French and German press.
_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^d(?:zh|j)", "j"), (r"[yi]+|(?<=.)j(?=[aeiou]?$)", "i"), (r"kh", "h"), (r"(?<!^)q|ck", "k"),
        (r"gh", "g"), (r"dh", "d"),
        (r"ou|oo", "u"), (r"w", "v"), (r"ph", "f"), (r"x", "ks"), (r"tch|tsch", "ch"), (r"sch", "sh"), (r"th", "t"),
        (r"(.)\1+", r"\1"), (r"^q", "k"), (r"ie", "e"), (r"z$", "s"), (r"e(?=r$)", ""), (r"enka$", "enko"),
    )
)  # fmt: skip

# Short vowels are not written in Arabic script: Hosni and Husni, Yasser and Yasir.
_VOWELS = re.compile(r"(?<=.)[eo](?=.)")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return the key of one folded word; words of fewer than four letters are their own."""
    if len(word) < 4:
        return word
    for pattern, by in _RULES:
        word = pattern.sub(by, word)
    return word


@lru_cache(maxsize=100_000)
def surname_sound(word: str) -> str:
    """Return the key of a surname, the table's spellings first."""
    return sound(min(variants("surname_variants.txt").get(word, (word,))))


@lru_cache(maxsize=100_000)
def given_sounds(word: str) -> frozenset[str]:
    """Return the keys of a given name: one for each name that it can be short for or a form of."""
    forms = variants("given_variants.txt").get(word, (word,))
    return frozenset(sound(_VOWELS.sub(lambda vowel: "iu"[vowel[0] == "o"], form)) for form in forms)
