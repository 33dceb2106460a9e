"""The country that the words of a mention name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from accordingto.sources.phrase import Entity, Word, demonyms, given_names, heads, is_title, split
from accordingto.sources.tables import rows

# Countries, capitals and demonyms that are as often persons' names: skipped beside another capital that is no title.
_ALSO_NAMES = frozenset(
    "jordan chad israel paris london kenya china india ireland england holland france georgia virginia carolina austin"
    " dakota montana sofia florence washington lima kingston nassau victoria sydney french german english indiana"
    " jamaica cuba malta tunis asia brazil wales norway poland scotland dallas houston roman male dominica cairo denver"
    " brooklyn lincoln madison finn dane scot berlin wellington cardiff chester milan lyon boston troy guinea america"
    " roseau alexandria bern vienna salem catalan maine israel polish ross brit welsh melbourne".split()
)
_US_CONTEXT = re.compile(
    r"\b(?:Republicans?|Democrats?|Democratic|GOP|Gov\b|Governor|Sens?\b|Senator|Reps?\b|Atlanta|Savannah"
    r"|Secretary of State"
    r"|Bulldogs|Bureau of Investigation|[cC]ounty|Congress(?:man|woman)|state senator)"
)


@cache
def _surfaces() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for table in ("countries.tsv", "places.tsv"):
        for surface, code, sort in rows(table):
            key = _key(surface)
            if sort == "capital" and found.get(key, ("", ""))[1] == "name":
                continue
            found[key] = code, sort
    for word, code in demonyms().items():
        key = " ".join(p if p in ("of", "the", "and") else p.capitalize() for p in word.split())
        found.setdefault(key, (code, "demonym"))
    return found


def _key(words: str) -> str:
    return " ".join(t.text.rstrip(".").replace("’", "'") for t in split(words) if not t.mark or t.possessive)


def country_of(words: str, entities: Sequence[Entity] = ()) -> str | None:
    """Return the ISO 3166 alpha-2 code of the one country that the words name, or None where none or several are.

    Reads names, adjectives, capitals, regions, US states and metonyms ("Kremlin"). `entities` are (start, end, kind)
    within the words: what is tagged PER names no country. Only capitalised words count, so "us" and "turkey" do not.
    """
    return _country_of(words, tuple(entities))


@lru_cache(maxsize=50_000)
def _country_of(words: str, entities: tuple[Entity, ...]) -> str | None:
    codes = {code for code, _ in _matches(_POST.sub(r"\1", words), entities)}
    codes.discard("-")
    if codes == {"GE", "US"} and "Georgia" in words and "Georgian" not in words:
        return "US"
    return codes.pop() if len(codes) == 1 else None


# An embassy speaks for the country that sent it, not for the place where it is.
_POST = re.compile(r"\b([Ee]mbassy|[Cc]onsulate|[Hh]igh [Cc]ommission) (?:in|to|at)\b.*$", re.DOTALL)


def codes_of(words: str, sort: str) -> str | None:
    """Return the code of the country that exactly these words name in the given sort (name, capital …), or None."""
    key = _key(words)
    code, found = _surfaces().get(key, ("", ""))
    return code if found == sort and code != "-" else None


def place_sort(words: str) -> str | None:
    """Return what sort of place exactly these words name (name, capital, metonym, state, region, city), or None."""
    key = _key(words)
    return _surfaces().get(key, ("", None))[1]


def _matches(words: str, entities: Sequence[Entity]) -> list[tuple[str, str]]:
    tokens = [t for t in split(words) if not t.mark or t.possessive]
    surfaces = _surfaces()
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(tokens):
        length = 0
        for size in range(min(6, len(tokens) - position), 0, -1):
            piece = tokens[position : position + size]
            key = " ".join(t.text.rstrip(".").replace("’", "'") for t in piece)
            based = _hyphened(key, surfaces)
            hit = surfaces.get(key) or based
            if hit is None or (based is None and not piece[0].capital and key not in surfaces):
                continue
            length = size
            if not _person(tokens, position, size, entities):
                code, sort = hit
                if key == "Georgia" and _US_CONTEXT.search(words):
                    code = "US"
                found.append((code, sort))
            break
        position += max(1, length)
    return found


def _hyphened(key: str, surfaces: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    """Return the place before a hyphen: "Moscow-based", "US-backed", "Syrian-born"; "backed" powers speak for none."""
    first, mark, rest = key.partition("-")
    if mark and rest in ("based", "born", "owned", "run") and " " not in key:
        return surfaces.get(first)
    return None


def _person(tokens: Sequence[Word], position: int, size: int, entities: Sequence[Entity]) -> bool:
    first, last = tokens[position], tokens[position + size - 1]
    if any(e[2] == "PER" and e[0] < last.end and e[1] > first.start for e in entities):
        return True
    if size > 1 or first.lower not in _ALSO_NAMES:
        return False
    before = tokens[position - 1] if position else None
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if before is not None and before.capital and (before.lower in given_names() or _honorific(before)):
        return True
    if after is None or not after.capital or after.possessive or first.lower in demonyms():
        return False
    return not (is_title(after.text) or after.lower in heads() or after.lower in demonyms() or after.text.isupper())


def _honorific(token: Word) -> bool:
    return token.lower in ("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "sen", "rep", "gov")
