"""A person's name in its parts, and whether two names can be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from accordingto.linking.entities.sounds import given_sounds, surname_sound
from accordingto.linking.entities.tables import words
from accordingto.sources.names import display, normal
from accordingto.sources.phrase import PARTICLES, REGNAL, given_names, is_title, titles

_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_NUMERAL = re.compile(r"^(?:[ivx]+|\d+)$")
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=\w)")
_CAPITALS = re.compile(r"^([A-Z])([A-Z])(?= [A-Z][a-z])")
_ARTICLES = frozenset("al el as ash ad ar an at az ul ur".split())


@dataclass(frozen=True, slots=True)
class Order:
    """One way to part a name: given names (or what stands for them) and the surname, folded."""

    given: tuple[str, ...]
    surname: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: the ways to part it, a generation (jr, sr, ii …) and a ruler's or pope's title.

    `weak` is a name that a report gives for short: a surname, a given name alone, or initials with a surname.
    """

    orders: tuple[Order, ...]
    generation: str | None = None
    reign: str | None = None

    @property
    def weak(self) -> bool:
        """Whether it is no full name."""
        return all(not order.given or all(len(g) == 1 for g in order.given) for order in self.orders)

    @property
    def lone_given(self) -> bool:
        """Whether it is one word that is rather known as a given name."""
        only = self.orders[0]
        return not only.given and only.surname in given_names() and only.surname not in words("common_surnames.txt")

    @property
    def common(self) -> bool:
        """Whether its surname is so frequent that several people in the news bear the name."""
        return self.orders[0].surname in words("common_surnames.txt")


@lru_cache(maxsize=100_000)
def person_name(name: str, role: str | None = None) -> PersonName | None:
    """Return the parts of a person's name, None where no word is left; `role` tells a pope or king by first name."""
    text = _CAPITALS.sub(r"\1 \2", _INITIALS.sub(". ", display(name)))
    tokens = normal(text).split()
    reign = None
    while len(tokens) > 1 and (tokens[0] in REGNAL or _is_title(tokens[0])):
        reign = tokens[0] if tokens[0] in REGNAL else reign
        tokens = tokens[1:]
    generation = None
    while len(tokens) > 1 and (tokens[-1] in _GENERATIONS or _is_suffix(tokens[-1])):
        generation = _GENERATIONS.get(tokens[-1], generation)
        tokens = tokens[:-1]
    told = next((w for w in normal(role or "").split() if w in REGNAL), None)
    if len(tokens) == 1 and reign is None and told and tokens[0] in given_names():
        reign = told
    parts = [t for t in tokens if t not in _ARTICLES and (t not in PARTICLES or len(tokens) == 1)]
    if not parts:
        return None
    if reign is not None:
        number = tokens[-1] if _NUMERAL.match(tokens[-1]) else None
        kept = [t for t in parts if not _NUMERAL.match(t)] or parts
        if len(kept) == 1:
            return PersonName((Order((reign,), kept[0]),), generation or number, reign)
        parts = kept
    return PersonName(_orders(parts), generation, reign)


def _is_title(word: str) -> bool:
    return (word in titles() or is_title(word)) and word not in given_names()


def _is_suffix(word: str) -> bool:
    return word in titles() and titles()[word][1] == "suffix"


def _orders(parts: list[str]) -> tuple[Order, ...]:
    western = Order(tuple(parts[:-1]), parts[-1])
    if len(parts) == 1:
        return (western,)
    first, last, eastern = parts[0], parts[-1], words("surnames_first.txt")
    if first in eastern and len(parts) <= 3:
        family_first = Order(("".join(parts[1:]),), first)
        unclear = first in given_names() or (last in eastern and len(parts) == 2)
        return (family_first, western) if unclear and len(parts) == 2 else (family_first,)
    if last in eastern and len(parts) <= 3 and first not in given_names():
        return (Order(("".join(parts[:-1]),), last), western)
    if last in given_names() and first not in given_names() and len(parts) == 2 and len(first) > 1:
        return western, Order((last,), first)
    return (western,)


def second_surnames(order: Order) -> tuple[str, ...]:
    """Return the word before the surname where it is rather a first surname of two: “Vázquez” before “Garced”."""
    if len(order.given) < 2:
        return ()
    before = order.given[-1]
    return (before,) if len(before) > 3 and (before not in given_names() or _both(before)) else ()


def _both(word: str) -> bool:
    return word in words("common_surnames.txt")


def person_keys(name: PersonName) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys that full names of one person share, and those under which short names are looked up."""
    full: set[str] = set()
    short: set[str] = set()
    for order in name.orders:
        short.add(surname_sound(order.surname))
        ends = (order.surname, *second_surnames(order))
        short.update(surname_sound(end) for end in ends)
        for end in ends:
            for given in order.given:
                if len(given) > 1 and given != end:
                    full.update(f"{key} {surname_sound(end)}" for key in given_sounds(given))
    if name.weak:
        return frozenset(), frozenset({surname_sound(name.orders[0].surname)})
    return frozenset(full), frozenset(short)


def likeness(one: PersonName, two: PersonName) -> tuple[float, str]:
    """Return how well two names go together, 0 to 1, and why; a short name with a full one is at most 0.6."""
    score, why = max(_orders_alike(a, b) for a in one.orders for b in two.orders)
    if score < 0.5:
        return score, why
    if one.generation != two.generation:
        if one.generation and two.generation:
            return 0.05, f"“{one.generation}” is not “{two.generation}”"
        if one.reign is None:
            return min(score, 0.45), "one is told to be the younger or elder of two of that name"
        score -= 0.05
    return score, why


def _orders_alike(one: Order, two: Order) -> tuple[float, str]:
    if not _surnames_alike(one.surname, two.surname):
        return _double_surnames(one, two)
    same_spelling = one.surname == two.surname
    if not one.given or not two.given:
        if not one.given and not two.given:
            return (0.8 if same_spelling else 0.74), "the same short name"
        return 0.6, "a surname alone, and it fits"
    return _given_alike(one.given, two.given, 0.93 if same_spelling else 0.88)


def _surnames_alike(one: str, two: str) -> bool:
    return one == two or surname_sound(one) == surname_sound(two)


def _double_surnames(one: Order, two: Order) -> tuple[float, str]:
    found = [(0.03, "the surnames differ")]
    for a, b in ((one, two), (two, one)):
        if any(_surnames_alike(a.surname, second) for second in second_surnames(b)):
            if not a.given:
                found.append((0.55, "a surname alone, and it is the first of two"))
            elif all(len(g) == 1 for g in a.given) and given_alike(a.given[0], b.given[0]):
                found.append((0.55, "initials that fit, and one surname is the first of the other's two"))
            elif len(b.given[0]) > 1 and given_alike(a.given[0], b.given[0]):
                found.append((0.82, "the same given name, and one surname is the first of the other's two"))
    return max(found)


def _given_alike(one: tuple[str, ...], two: tuple[str, ...], best: float) -> tuple[float, str]:
    short, full = sorted((one, two), key=lambda given: (len(given), given))
    if all(len(g) == 1 for g in short) or all(len(g) == 1 for g in full):
        fits = short[0][0] == full[0][0] and _middles_fit(short, full)
        return (0.6, "initials that fit") if fits else (0.03, "the initials differ")
    if not _middles_fit(short, full):
        return 0.05, "the middle initials differ"
    place = 0
    first_at = 0
    for position, word in enumerate(short):
        while place < len(full) and not given_alike(word, full[place]):
            place += 1
        if place == len(full):
            return 0.03, "the given names differ"
        first_at = place if position == 0 else first_at
        place += 1
    exact = set(short) <= set(full) and best > 0.9
    if first_at:
        return best - 0.1, "the given name of one is a later given name of the other"
    if exact:
        return best, "the same name" if short == full else "the same name, one with more given names"
    return best - 0.03, "spellings or short forms of the same name"


def _middles_fit(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether middle initials do not contradict: George W. and George H. W. do."""
    one, two = short[1:], full[1:]
    if not one or not two or not (len(one[0]) == 1 or len(two[0]) == 1):
        return True
    return one[0][0] == two[0][0]


def given_alike(one: str, two: str) -> bool:
    """Whether two given names are one: the same, a spelling, a short form, or an initial that fits."""
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    return one == two or bool(given_sounds(one) & given_sounds(two))
