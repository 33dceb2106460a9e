"""What one claim says, as a thing that can be compared with what another says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from accordingto.linking.propositions.lexicon import rarity

VERSION = "5"
NAME, GIVEN, COUNTRY = 6.0, 2.0, 4.0
"""Least bits of a name, most bits of a given name, bits of a country."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word that tells what a claim is about.

    `lemma` is its dictionary form (“country FR” for France and French); `word` as it stands; `kind` is word, name or
    given; `negated` whether a negative word of its clause bears on it; `before` the preposition before it, or nothing;
    `focus` whether it is the first to follow a negative word: “did not visit the plant” is about visiting.
    """

    lemma: str
    word: str
    kind: str = "word"
    negated: bool = False
    before: str = ""
    focus: bool = False

    @property
    def weight(self) -> float:
        """How much it tells, in bits."""
        if self.lemma.startswith("country "):
            return COUNTRY
        bits = rarity(self.lemma)
        return max(NAME, bits) if self.kind == "name" else min(GIVEN, bits) if self.kind == "given" else bits


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a claim: None on a side that is open; `unit` in small letters, `words` as it stands.

    `fate` is what befell those who are counted (dead, hurt, missing …), None where nothing tells.
    """

    minimum: float | None
    maximum: float | None
    unit: str | None
    words: str
    approximate: bool = False
    fate: str | None = None


@dataclass(frozen=True)
class Proposition:
    """What a claim says.

    `manner` is fact, wish, value, plan or open (a condition, or what nobody knows): a demand is no report of a fact.
    `flipped`: the cue or what it takes up turns all of it into its opposite (“denied that”); `negations` is how many
    negative words a sentence of it holds at most. `days` are the times told in the content, ISO, as (start, end).
    `setting` are the most telling words of the report's title: what the claim is about though it does not say so.
    `parts` are its sentences by themselves, where it has several that tell something.
    """

    terms: tuple[Term, ...]
    counts: tuple[Count, ...]
    days: tuple[tuple[str | None, str | None], ...]
    manner: str
    flipped: bool
    negations: int
    content: str
    setting: tuple[str, ...] = ()
    parts: tuple[Proposition, ...] = ()

    @cached_property
    def digest(self) -> str:
        """The digest of all that a decision looks at: equal propositions are decided alike."""
        return hashlib.sha256(json.dumps(self.to_dict(), ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def weight(self) -> float:
        """The bits of all its terms."""
        return sum(term.weight for term in self.terms)

    def to_dict(self) -> dict[str, Any]:
        """Return plain dictionaries and lists for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Proposition:
        """Build a proposition from its JSON form; raises KeyError or TypeError where that is not one."""
        changed = {
            "terms": tuple(Term(**term) for term in data["terms"]),
            "counts": tuple(Count(**count) for count in data["counts"]),
            "setting": tuple(data["setting"]),
            "days": tuple((start, end) for start, end in data["days"]),
            "parts": tuple(cls.from_dict(part) for part in data["parts"]),
        }
        return cls(**data | changed)
