"""Sources such as “the minister” and “the agency” that take up somebody named before."""

from __future__ import annotations

from accordingto.records import Antecedents, Span
from accordingto.sources.names import normal
from accordingto.sources.people import Parties, Party
from accordingto.sources.pronouns import Choice

_DEFINITE = ("the ", "this ", "that ", "these ", "those ")
_BODIES = frozenset(
    "agency ministry department group company organisation organization party government council commission court "
    "committee union association bank institute university newspaper paper magazine network broadcaster station "
    "outlet website police force army navy military bureau office authority service foundation charity campaign "
    "administration embassy parliament senate house board club federation firm alliance coalition movement".split()
)
LEAST_CHANCE = 0.45


def is_definite(words: str) -> bool:
    """Whether a mention points back (“the minister”) rather than brings up somebody new (“a minister”)."""
    return words.lower().startswith(_DEFINITE)


def take_up(words: str, head: str, span: Span, parties: Parties, antecedents: Antecedents | None) -> Choice | None:
    """The party that a definite mention takes up; a Choice without a party where several fit equally; None if none do.

    A mention of more than three words describes somebody on its own and is left alone.
    """
    if not is_definite(words) or len(words.split()) > 3 or not head:
        return None
    body = normal(head) in _BODIES
    before = [p for p in parties.all if p.mentions and p.mentions[0].start < span.start and p.named]
    key = f" {normal(head)} "
    fitting = [p for p in before if _described(p, key, body)]
    if len(fitting) == 1:
        return Choice(fitting[0])
    pointed = _pointed(parties, antecedents, body)
    if pointed and (not fitting or pointed in fitting):
        return Choice(pointed)
    if len(fitting) > 1:
        last = max(fitting, key=lambda p: max((m.start for m in p.mentions if m.start < span.start), default=-1))
        others = [p for p in fitting if p is not last]
        paragraph = parties.text.rfind("\n", 0, span.start)
        if any(m.start > paragraph for m in last.mentions if m.start < span.start) and not any(
            m.start > paragraph for p in others for m in p.mentions if m.start < span.start
        ):
            return Choice(last)
        return Choice(None, f"“{words}” could be " + " or ".join(sorted(p.name for p in fitting)[:3]))
    return None


def _described(party: Party, key: str, body: bool) -> bool:
    if body:
        return party.kind == "ORG" and key in f" {normal(party.name)} "
    return party.kind == "PER" and any(key in f" {normal(role)} " for role in party.roles)


def _pointed(parties: Parties, antecedents: Antecedents | None, body: bool) -> Party | None:
    scores: dict[int, float] = {}
    found: dict[int, Party] = {}
    for offset, chance in antecedents.candidates if antecedents else ():
        party = parties.at(offset, offset + 1)
        if party is not None and party.named and (party.kind == "PER") != body:
            scores[id(party)] = scores.get(id(party), 0.0) + chance
            found[id(party)] = party
    best = max(scores, key=lambda k: scores[k], default=None)
    return found[best] if best is not None and scores[best] >= LEAST_CHANCE else None
