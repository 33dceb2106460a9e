"""The name of a body (ministry, company, outlet, party, state), and whether two names can be one body's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from accordingto.linking.entities.places import state_of, states_in
from accordingto.linking.entities.tables import rows, words
from accordingto.sources.country import country_of
from accordingto.sources.names import display, normal
from accordingto.sources.phrase import places

_SMALL = frozenset("of the for and on in to de du des la le et del der von und y e at with a & s".split())
_SPELLINGS = {
    "defense": "defence", "labor": "labour", "center": "centre", "centers": "centre", "centres": "centre",
    "organization": "organisation", "organizations": "organisation", "program": "programme", "theater": "theatre",
    "dept": "ministry", "department": "ministry", "departments": "ministry", "univ": "university",
    "intl": "international", "saint": "st", "interior": "internal", "external": "foreign", "exterior": "foreign",
    "affairs": "", "emergencies": "emergency", "kiev": "kyiv",
}  # fmt: skip
_COMPANY = frozenset(
    "inc incorporated corp corporation co company ltd limited llc plc gmbh ag sa nv se bv spa oyj".split()
)
_TAILS = _COMPANY | frozenset("motor motors computer computers electronics technologies industries".split())
_OUTLET_TAILS = frozenset("news tv television newspaper magazine online agency com channel".split())
_SAME_BODY = (
    (re.compile(r"\bpolice (?:service|force|ministry|constabulary)\b"), "police"),
    (re.compile(r"\barmed forces\b"), "military"),
    (re.compile(r"\bunited nations\b(?=.)"), "un"),
    (re.compile(r"\b(ministry|emergency) situations\b|\bemergency situations\b"), "emergency"),
)
_BRACKETS = re.compile(r"^(.*\S)\s*\(\s*([^()]+?)\s*\)?$")
_TOWN = re.compile(r"^([^,]+),\s*([^,]+)$")
_OWNED = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?=\s)")


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body.

    `cores` are the words that tell which body it is, folded and sorted, the fullest form first. `bound` is a name that
    any country's body could bear (“Ministry of Health”); `country` is whose it is. `national` is whether the name
    itself says so, `state` the code where the body is a country's government as a whole. `letters` is an abbreviation
    that no table explains, `initials` the abbreviations that the name has.
    """

    cores: tuple[str, ...] = ()
    bound: bool = False
    country: str | None = None
    national: bool = False
    state: str | None = None
    letters: str | None = None
    initials: frozenset[str] = frozenset()

    @property
    def weak(self) -> bool:
        """Whether it is but an abbreviation."""
        return self.letters is not None


@cache
def _aliases() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return, by folded other name, (name, country, other name as written)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for name, country, others in rows("bodies.tsv"):
        own = () if any(w in words("functions.txt") for w in normal(name).split()) and country != "-" else (name,)
        for other in (*own, *(o for o in others.split(", ") if o != "-")):
            found.setdefault(normal(_OWNED.sub("", other)), []).append((name, country, other))
    return {key: tuple(value) for key, value in found.items()}


def _alias(text: str, country: str | None) -> tuple[str, str | None, bool] | None:
    """Return the full name that the words are another name of, its country, and whether the table tells that."""
    fitting = {
        (name, code)
        for name, code, written in _aliases().get(normal(text), ())
        if (code in ("-", "*") or country in (None, code)) and _written_so(text, written)
    }
    if len(fitting) != 1:
        return None
    name, code = fitting.pop()
    own = code not in ("-", "*")
    return name, code if own else country, own


def _written_so(text: str, written: str) -> bool:
    """Whether an abbreviation is written with capitals: “WHO”, not “The Who”."""
    letters = re.sub(r"\W", "", written)
    return not letters.isupper() or sum(c.isupper() for c in text) > 1 or (len(letters) > 3 and text[:1].isupper())


@lru_cache(maxsize=100_000)
def body_name(name: str, kind: str | None, country: str | None) -> BodyName | None:
    """Return what a body's name tells, None where no word is left."""
    text = _OWNED.sub("", display(name))
    beside = _BRACKETS.match(text)
    extra: frozenset[str] = frozenset()
    if beside is not None:
        text = display(beside[1])
        inner = beside[2]
        country = state_of(inner, capital=False) or country
        extra = frozenset({normal(inner).replace(" ", "")} if _is_letters(inner) else ())
    place = _TOWN.match(text) if kind in ("place-as-government", None) else None
    if place is not None and place[2].lower() in places():
        text, country = place[1], country_of(place[2]) or country
    state = state_of(text, capital=kind == "place-as-government") if kind != "outlet" else None
    if state is not None and country in (None, state):
        return BodyName(state=state, country=state)
    found = _of_words(text, kind, country)
    if found is None or not extra or found.letters:
        return found
    return BodyName(found.cores, found.bound, found.country, found.national, found.state, None, found.initials | extra)


def _of_words(text: str, kind: str | None, country: str | None) -> BodyName | None:
    alias = _alias(text, country)
    national = False
    if alias is None:
        tokens = normal(text).split()
        stands, codes = states_in(tokens)
        rest = [t for i, t in enumerate(tokens) if not any(start <= i < end for start, end in stands)]
        rest = [t for t in rest if t not in _SMALL]
        one = set(codes)
        leading = bool(stands) and stands[0][0] == 0
        if len(one) == 1 and rest and (_generic(rest) or (leading and kind != "outlet")):
            national, country = True, one.pop()
            text = " ".join(rest) if not leading else _after(text, stands[0][1])
            alias = _alias(text, country) or _alias(" ".join(text.split()), country)
    if alias is not None:
        text, country, own = alias
        return _parsed(_OWNED.sub("", text), kind, country, national=national, known=True, own=own)
    return _parsed(text, kind, country, national=national, known=False, own=False)


def _after(text: str, words_before: int) -> str:
    """Return the words behind the first ones, and without a state's name at the end: “MoD” of “Russian MoD”."""
    parts = re.split(r"\s+", re.sub(r"(?<=\w)[-‐‑](?=\w)", " ", text))
    return display(" ".join(parts[words_before:])) or text


def _generic(tokens: list[str]) -> bool:
    functions = words("functions.txt")
    return all(t in functions or _SPELLINGS.get(t, t) in functions for t in tokens)


def _parsed(
    text: str, kind: str | None, country: str | None, *, national: bool, known: bool, own: bool
) -> BodyName | None:
    if not known and _is_letters(text):
        return BodyName(country=country, letters=normal(text).replace(" ", ""), national=national)
    tokens = [t for t in normal(text).split() if t not in _SMALL] or normal(text).split()
    if not tokens:
        return None
    stands, codes = states_in(tokens)
    if own and len(set(codes)) == 1:
        rest = [t for i, t in enumerate(tokens) if not any(start <= i < end for start, end in stands)]
        if rest and _generic(rest):
            tokens, country = rest, codes[0]
    generic = _generic(tokens)
    tokens = _one_wording([s for t in tokens if (s := _SPELLINGS.get(t, t))]) or tokens
    if tokens in (["government"], ["state"]) and country and (national or kind == "government"):
        return BodyName(state=country, country=country)
    company = [t for t in tokens if t not in _COMPANY]
    tails = _OUTLET_TAILS if kind == "outlet" else _TAILS
    bare = tokens[: len(tokens) - next((i for i, t in enumerate(reversed(tokens)) if t not in tails), 0)]
    shorter = [core for core in (company, bare) if core and not (len(core) == 1 and _vague(core[0]))]
    joined = tuple(dict.fromkeys(" ".join(sorted(set(core))) for core in (tokens, *shorter)))
    capitals = _initials(text) if not generic else frozenset()
    return BodyName(joined, generic, country, national, None, None, capitals)


def _one_wording(tokens: list[str]) -> list[str]:
    text = " ".join(tokens)
    for pattern, by in _SAME_BODY:
        text = pattern.sub(by, text)
    return text.split()


def _vague(word: str) -> bool:
    return len(word) < 3 or word in words("shared_names.txt") or _generic([word])


def _is_letters(text: str) -> bool:
    letters = re.sub(r"[\W_]", "", text)
    return " " not in text and 2 <= len(letters) <= 8 and sum(c.isupper() for c in letters) > max(1, len(letters) // 2)


def _initials(text: str) -> frozenset[str]:
    parts = normal(text).split()
    large = [p for p in parts if p not in _SMALL and p not in _COMPANY]
    if len(large) < 2:
        return frozenset()
    found = {"".join(p[0] for p in some) for some in (parts, large)}
    return frozenset(letters for letters in found if 2 <= len(letters) <= 8)


def body_keys(name: BodyName) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys that full names of one body share, and those under which abbreviations are looked up."""
    if name.state is not None:
        return frozenset({f"state {name.state}"}), frozenset()
    if name.letters is not None:
        return frozenset(), frozenset({name.letters})
    whose = f"@{name.country or '-'}" if name.bound else ""
    return frozenset(core + whose for core in name.cores), name.initials


def likeness(one: BodyName, two: BodyName) -> tuple[float, str]:
    """Return how well two names go together, 0 to 1, and why; an abbreviation with a full name is at most 0.65."""
    if one.state or two.state:
        return _states(one, two)
    apart = one.country is not None and two.country is not None and one.country != two.country
    alike = one.country is not None and one.country == two.country
    if one.letters and two.letters:
        return _letters(one, two, apart=apart, alike=alike)
    if one.letters or two.letters:
        letters, full = (one.letters, two) if one.letters else (two.letters, one)
        if letters not in full.initials:
            return 0.05, "an abbreviation that is not of this name"
        if apart:
            return 0.2, "an abbreviation that fits, but of another country"
        return (
            (0.65, "an abbreviation that fits, and the same country") if alike else (0.6, "an abbreviation that fits")
        )
    if not set(one.cores) & set(two.cores):
        return _different(one, two)
    if one.bound or two.bound:
        if apart:
            return 0.03, "bodies of two countries"
        return (0.95, "the same body of the same country") if alike else (0.55, "of which country is not told")
    if apart:
        return (0.05 if one.national and two.national else 0.5), "the same name, but of two countries"
    if len(one.cores[-1]) < 3 or one.cores[-1] in words("shared_names.txt"):
        return (0.75, "the same name and country") if alike else (0.55, "a name that several bear")
    if one.national != two.national and not alike:
        return 0.6, "the same name, one with a country and one without"
    return (0.93, "the same name") if one.cores[0] == two.cores[0] else (0.8, "a shorter form of the same name")


def _states(one: BodyName, two: BodyName) -> tuple[float, str]:
    if one.state and two.state:
        return (0.97, "the same state") if one.state == two.state else (0.02, "two states")
    other = two if one.state else one
    if other.country == (one.state or two.state) and any(
        c in ("presidency", "minister office prime") for c in other.cores
    ):
        return 0.5, "a head of government's or state's office speaks for the state, but is not the whole of it"
    return 0.1, "a state and another body"


def _letters(one: BodyName, two: BodyName, *, apart: bool, alike: bool) -> tuple[float, str]:
    assert one.letters is not None
    if one.letters != two.letters:
        return 0.03, "two abbreviations"
    if apart:
        return 0.15, "the same abbreviation, but of two countries"
    if alike:
        return 0.85, "the same abbreviation and country"
    if len(one.letters) < 3 or one.letters in words("shared_names.txt"):
        return 0.55, "an abbreviation that several bear"
    return (0.8 if len(one.letters) > 3 else 0.72), "the same abbreviation"


def _different(one: BodyName, two: BodyName) -> tuple[float, str]:
    a, b = set(one.cores[0].split()), set(two.cores[0].split())
    if (a < b or b < a) and not (one.bound and two.bound):
        return 0.3, "one name has words that the other lacks"
    return 0.05, "the names differ"
