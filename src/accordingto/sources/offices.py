"""Offices: which words of a title are one office, and whether two descriptions mean the same office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.sources.comparison import display, normal
from accordingto.sources.country import country_of
from accordingto.sources.phrase import STANDING, Word, is_person_noun, is_title, split

# What offices are for: a conjunction between two of these is inside one title, "Police and Crime Commissioner".
FIELDS = frozenset(
    "health social care trade industry police crime foreign defence defense finance economic economy justice home"
    " interior education science technology culture sports sport media transport transportation infrastructure"
    " energy environment climate labour labor employment work pensions business innovation skills housing"
    " communities agriculture food fisheries rural development security safety intelligence emergencies emergency"
    " commerce tourism information communications youth women children families equality human rights immigration"
    " citizenship border customs disaster management international commonwealth veterans corrections"
    " rehabilitation".split()
)


def in_office(tokens: Sequence[Word], position: int) -> bool:
    """Whether the conjunction joins two fields of one office that a title closes, or two titles of one person."""
    before, after = tokens[position - 1], tokens[position + 1 : position + 6]
    if not after:
        return False  # the mention ends in “and”
    two = is_title(before.text) and is_title(after[0].text) and after[0].text.islower()
    if two and len(after) > 1 and after[1].capital and tokens[0].lower != "the":
        return True  # "co-author and geochemist Ana Rossi"
    if before.lower not in FIELDS or after[0].lower not in FIELDS:
        return False
    return any(is_title(t.text) for t in after[1:])


# Words that make another office of a title: a deputy governor is no governor.
_RANKS = frozenset(
    "deputy vice assistant former ex lieutenant shadow first second associate junior under acting interim then retired"
    " late previous incoming outgoing elect designate onetime past other another".split()
)
# Words that tell nothing of which office is meant.
_PLAIN = frozenset(
    "the of for a an and in s new current regional local state national federal city general senior its their his her"
    " this that country countrys regions citys embattled longtime incumbent sitting".split()
)
_AFTER = re.compile(r"\b(?:who|which|that|since|because|when|while)\b|,")


@dataclass(frozen=True, slots=True)
class Office:
    """A title in parts: its noun, the ranks that change it, and the words for what it is the office of."""

    noun: str
    ranks: frozenset[str]
    of: frozenset[str]


def office_of(words: str) -> Office | None:
    """Return the office that a role or a mention describes, None where its words hold no title."""
    words = _AFTER.split(display(words))[0]
    tokens = [t for t in split(words) if not t.mark and not t.possessive]
    cut = next(
        (i for i, t in enumerate(tokens) if i and t.lower in ("of", "for", "at", "in", "from", "on")), len(tokens)
    )
    if not tokens or not is_person_noun(tokens[cut - 1]):
        return None
    code = country_of(words)
    before = [w for t in tokens[: cut - 1] for w in _words(t, code)]
    after = [w for t in tokens[cut:] for w in _words(t, code)]
    noun = normal(tokens[cut - 1].text).split() or [tokens[cut - 1].lower]
    ranks = frozenset(w for w in (*before, *noun[:-1]) if w in _RANKS or (w in STANDING and w in _RANKS))
    of = frozenset(w for w in (*before, *noun[:-1], *after) if w not in ranks and w not in _PLAIN)
    return Office(noun[-1], ranks, of)


def same_office(one: Office, two: Office) -> bool:
    """Whether two descriptions can mean one office: same noun and rank, and neither names what the other does not."""
    ministers = {one.noun, two.noun} == {"minister", "secretary"} and bool(one.of & two.of & FIELDS)
    if (one.noun != two.noun and not ministers) or one.ranks != two.ranks:
        return False
    return one.of <= two.of or two.of <= one.of


def _words(token: Word, code: str | None) -> list[str]:
    """The words of a token to compare by; what names the one country stands as its code."""
    if code and token.capital and (country_of(token.text) == code or token.lower in ("united", "states", "kingdom")):
        return [code]
    return normal(token.text).split() or [token.lower]
