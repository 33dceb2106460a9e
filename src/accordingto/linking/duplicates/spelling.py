"""Words in one form, whatever the house style: case, accents, British and American spelling, small numbers in words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: str(n) for n, word in enumerate(_UNITS)} | {word: str(20 + 10 * n) for n, word in enumerate(_TENS)}

# Both spellings of a word become one form; what that form is does not matter, so the rules may be coarse.
_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=\w\w)([iy])z(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)", r"\1s"),
        (r"(?<=\w\w)our", "or"),
        (r"(?<=\w[bt])re$", "er"),
        (r"(?<=\w[bt])res$", "ers"),
        (r"(?<=\w)ll(?=(?:ed|ing|er|ers|ment|ful)$)", "l"),
        (r"(?<=\w\w)ence(?=s?$)", "ense"),
        (r"(?<=\w)ogue(?=s?$)", "og"),
        (r"(?<=\w)amme(?=s?$)", "am"),
        (r"(?<=\w)ae(?=\w)", "e"),
    )
)
_THOUSANDS = re.compile(r"(?<=\d)[,. \u00a0\u202f](?=\d{3}(?!\d))")


@lru_cache(maxsize=100_000)
def one_form(word: str) -> str:
    """Return `word` as it is compared: “Organizers” and “organisers”, “fourteen” and “14” are the same."""
    if word[0].isdigit():
        return _THOUSANDS.sub("", word)
    apart = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    plain = "".join(c for c in apart if not unicodedata.combining(c)).removesuffix("'s")
    if plain in NUMBERS:
        return NUMBERS[plain]
    for pattern, to in _RULES:
        plain = pattern.sub(to, plain)
    return plain or word
