"""Whether two sources of two reports are the same: a decision about a pair, by names, countries and roles alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from accordingto.linking.entities import body, person
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.roles import offices, role_classes, roles_conflict

Answer = Literal["same", "different", "unsure"]
SAME, DIFFERENT = 0.7, 0.2
# Below this the program has something against a pair: no third name brings the two together.
AGAINST = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided about two sources; `score` is how much speaks for one and the same, 0 to 1."""

    answer: Answer
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Form:
    """All that a decision rests on: sources of one form are decided alike.

    `person` and `body` are the parts of the name, which the other fields determine; `reign` a ruler's or pope's title.
    """

    name: str
    kind: str | None
    country: str | None
    classes: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    reign: str | None = None
    person: person.PersonName | None = field(default=None, compare=False)
    body: body.BodyName | None = field(default=None, compare=False)

    @property
    def weak(self) -> bool:
        """Whether the name is but a surname, initials or abbreviation, which only the set of reports can resolve."""
        return all(part.weak for part in (self.person, self.body) if part is not None)


def form_of(party: Party) -> Form | None:
    """Return the form of a party, None where it cannot be compared at all."""
    return _form(party.name, party.kind, party.role, party.country) if party.comparable else None


@lru_cache(maxsize=100_000)
def _form(name: str, kind: str | None, role: str | None, country: str | None) -> Form | None:
    human = person.person_name(name, role) if kind == "person" else None
    some = body.body_name(name, kind, country) if kind != "person" else None
    if human is None and some is None:
        return None
    reign = human.reign if human else None
    return Form(name, kind, country, role_classes(role), offices(role), reign, human, some)


def same(a: Party, b: Party) -> Verdict:
    """Decide whether two sources are the same; symmetric, and it looks at nothing but the two.

    Names that differ are different. Equal names are the same unless country or role speak against it, the more so the
    more frequent the surname. A surname, initials or abbreviation with a full name is unsure: `clusters` resolves it.
    """
    one, two = form_of(a), form_of(b)
    if one is None or two is None:
        return Verdict("unsure", 0.4, "a source without a name cannot be compared")
    return compare(one, two)


@lru_cache(maxsize=200_000)
def compare(one: Form, two: Form) -> Verdict:
    """Decide about two forms (see `same`)."""
    found: list[tuple[float, str]] = []
    if one.person is not None and two.person is not None:
        found.append(_people(one, two))
    if one.body is not None and two.body is not None:
        found.append(body.likeness(one.body, two.body))
    score, why = max(found, default=(0.05, "one is a person, the other is not"))
    score = round(min(1.0, max(0.0, score)), 3)
    answer: Answer = "same" if score >= SAME else "different" if score <= DIFFERENT else "unsure"
    return Verdict(answer, score, why)


def _people(one: Form, two: Form) -> tuple[float, str]:
    assert one.person is not None and two.person is not None
    score, why = person.likeness(one.person, two.person)
    if score < AGAINST:
        return score, why
    whys = [why]
    weak = one.person.weak or two.person.weak
    both_weak = one.person.weak and two.person.weak
    alike = one.country is not None and one.country == two.country
    apart = one.country is not None and two.country is not None and not alike
    office = bool(one.offices & two.offices)
    if one.person.common or two.person.common:
        score -= 0.11
        whys.append("a frequent surname")
    if both_weak and (one.person.lone_given or two.person.lone_given) and not (office and alike):
        return min(score, 0.55), "a given name alone"
    if alike:
        score += 0.03
        whys.append("the same country")
    if office:
        score += 0.05
        whys.append("the same office")
    if apart:
        score -= 0.2
        whys.append("of two countries")
    if roles_conflict(one.classes, two.classes):
        score -= 0.4
        whys.append("roles of two walks of life")
    if weak and not both_weak:
        score = min(score, 0.69)
    return score, "; ".join(whys)
