"""Names and adjectives of states inside the names of bodies."""

from __future__ import annotations

from functools import cache

from accordingto.sources.country import codes_of
from accordingto.sources.names import normal
from accordingto.sources.phrase import demonyms
from accordingto.sources.tables import rows

# Parts of a state that have bodies of their own: “Bank of Scotland” is not “Bank of England”.
_PARTS = frozenset("england english scotland scottish scots wales welsh ulster macau greenland gibraltar".split()) | {
    "northern ireland",
    "northern irish",
    "hong kong",
    "puerto rico",
    "puerto rican",
    "bosnian serb",
    "bosnian croat",
}
# Seats of government that are no capital, or share a state's or region's name.
_SEATS = {"washington": "US", "tel aviv": "IL", "delhi": "IN", "hague": "NL", "ramallah": "PS", "rawalpindi": "PK"}


@cache
def state_words() -> dict[str, str]:
    """Return names and adjectives of states, folded, with the state's code."""
    found = {normal(word): code for word, code in demonyms().items()}
    for table in ("countries.tsv", "places.tsv"):
        found.update((normal(name), code) for name, code, sort in rows(table) if sort == "name" and code != "-")
    return {word: code for word, code in found.items() if word not in _PARTS}


@cache
def _capitals() -> dict[str, str]:
    named = state_words()
    return {
        normal(name): code
        for table in ("countries.tsv", "places.tsv")
        for name, code, sort in rows(table)
        if sort == "capital" and code != "-" and named.get(normal(name), code) == code
    }


def state_of(name: str, *, capital: bool) -> str | None:
    """Return the code of the state that exactly this name names, by its `capital` too where one stands for it."""
    folded = normal(name)
    named = state_words().get(folded)
    if named is not None and folded not in demonyms():
        return named
    if not capital:
        return None
    if folded in _SEATS:
        return _SEATS[folded]
    return codes_of(name, "capital") or _capitals().get(folded)


def states_in(words: list[str]) -> tuple[list[tuple[int, int]], list[str]]:
    """Return where names or adjectives of states stand among folded words, and their codes."""
    states = state_words()
    found: list[tuple[int, int]] = []
    codes: list[str] = []
    position = 0
    while position < len(words):
        size = next((n for n in range(4, 0, -1) if " ".join(words[position : position + n]) in states), 0)
        if size:
            found.append((position, position + size))
            codes.append(states[" ".join(words[position : position + size])])
        position += size or 1
    return found, codes
