"""Sources such as “the minister”, “Norland's governor” and “the agency” that take up somebody whom the report names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from accordingto.records import Antecedents, Span
from accordingto.sources.country import country_of
from accordingto.sources.describe import HOLDERS, country_before, state_office
from accordingto.sources.kind import body_kind, is_outlet
from accordingto.sources.names import normal
from accordingto.sources.offices import Office, office_of, same_office
from accordingto.sources.people import Parties, Party
from accordingto.sources.phrase import is_title, noun_kind
from accordingto.sources.pronouns import Choice

_DEFINITE = ("the ", "this ", "that ", "these ", "those ")
_BODIES = frozenset(
    "agency ministry department group company organisation organization party government council commission court "
    "committee union association bank institute university newspaper paper magazine network broadcaster station "
    "outlet website police force army navy military bureau office authority service foundation charity campaign "
    "administration embassy parliament senate house board club federation firm alliance coalition movement academy "
    "archive site daily weekly channel tabloid publication manufacturer maker partner supplier airline retailer lender "
    "insurer operator team league museum hospital school college church ngo nonprofit".split()
)
_OUTLETS = frozenset(
    "newspaper paper magazine network broadcaster station outlet website site daily weekly channel"
    " tabloid publication".split()
)
_SITES = frozenset({"website", "site"})
_FIRMS = frozenset(
    "company firm group manufacturer maker partner supplier airline retailer lender insurer operator".split()
)
_DOMAIN = re.compile(r"\w\.[a-z]{2,4}$")
# Words behind a mention that tell which one of several is meant: “the judge in that case”, “the minister who resigned”.
_RESTRICTED = re.compile(
    r"\s+(?:(?:in|at|on|for|behind|from)\s+(?:the|that|this|a|another|his|her|their|its|each)\b|who\b|whose\b|that\s+(?:had|was|is))"
)
_SOCIETIES = frozenset(
    "organisation organization group charity nonprofit ngo union association federation foundation".split()
)
_AGENCIES = frozenset("agency authority bureau department".split())
_NO_FIRM = frozenset("police court parliament congress senate embassy nations states council".split())
# Which kinds of source a noun for a body can stand for.
_SORTS = (
    (_FIRMS - {"group", "partner", "supplier"}, frozenset({"organisation"})),
    (_SOCIETIES, frozenset({"organisation"})),
    (_AGENCIES, frozenset({"government"})),
)
# Who asks rather than is asked.
_ASKING = frozenset("reporter journalist correspondent interviewer editor".split())
LEAST_CHANCE = 0.45
# Who holds which office in a report, by the office's noun.
Holders = Mapping[str, Sequence[tuple[Party, Office]]]


def is_definite(words: str) -> bool:
    """Whether a mention points back (“the minister”) rather than brings up somebody new (“a minister”)."""
    return words.lower().startswith(_DEFINITE)


def take_up(
    words: str,
    head: str,
    span: Span,
    parties: Parties,
    antecedents: Antecedents | None,
    holders: Holders,
    spoken: Party | None = None,
) -> Choice | None:
    """The party that a definite mention takes up; a Choice without a party where several fit equally; None if none do.

    A mention of more than three words describes somebody on its own: it is taken up only where it tells an office, or
    a country, of which the report names one holder.
    """
    definite = is_definite(words)
    owned = words.lower().startswith(("his ", "her ", "their ", "its "))
    if not head or not (definite or owned or "’s " in words or "'s " in words or "s' " in words or "s’ " in words):
        return None
    if definite and _RESTRICTED.match(parties.text, span.end):
        return None
    holder = _holder(words, holders)
    if holder is not None:
        return Choice(holder)
    count = len(words.split())
    if definite and 3 < count < 8 and _one_person(words, head):
        pointed = _pointed(parties, antecedents, False)
        return Choice(pointed) if pointed is not None else None
    if not definite or count > 3:
        return None
    body = normal(head) in _BODIES
    before = [p for p in parties.all if p.mentions and p.mentions[0].start < span.start and p.named]
    key = f" {normal(head)} "
    fitting = [p for p in before if _described(p, key, body)]
    if body and not fitting:
        fitting = _of_that_sort(words, normal(head), before, parties)
    if len(fitting) == 1:
        return Choice(fitting[0])
    person = is_title(head) or (noun_kind(head) or ("", False))[0] in ("person", "officials")
    pointed = _pointed(parties, antecedents, body) if body or person else None
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
    if count == 2:
        near = _body_at_hand(normal(head), span, before, parties, spoken)
    else:
        near = spoken if spoken is not None and _varied(words, head, span, parties, spoken) else None
    return Choice(near) if near is not None else None


def _varied(words: str, head: str, span: Span, parties: Parties, spoken: Party) -> bool:
    """Whether “The Harwick professor” calls by a new noun who spoke before, the only one named in the paragraph."""
    text, start = parties.text, parties.text.rfind("\n", 0, span.start) + 1
    about = words.split()[1]
    noun = noun_kind(head)
    one = noun is not None and noun[0] == "person" and not noun[1] and normal(head) not in _ASKING | HOLDERS
    if not one or not words.startswith("The ") or not about[:1].isupper() or is_outlet(about) or state_office(words):
        return False
    people = {id(p) for _, p in parties.near(start, span.start) if p.kind == "PER"}
    if spoken.kind != "PER" or people != {id(spoken)}:
        return False
    opens = re.search(r"[.!?][”\"’)]*\s+$", text[max(start, span.start - 9) : span.start])
    return bool(opens) and not re.search(rf"\b{re.escape(head)}s?\b", text[max(0, span.start - 20000) : span.start])


def _body_at_hand(head: str, span: Span, before: list[Party], parties: Parties, spoken: Party | None) -> Party | None:
    """The one body near by that “the company” or “the agency” can be, by what sort of body it is."""
    kinds = next((sorts for nouns, sorts in _SORTS if head in nouns), None)
    if kinds is None:
        return None
    fitting = [p for p in before if p.kind == "ORG" and body_kind(p.name) in kinds and not _headed(p.name, head)]
    here = parties.near_by(fitting, span.start)
    if len(here) == 1:
        return here[0]
    return spoken if spoken in here else None


def _headed(name: str, head: str) -> bool:
    """Whether a name ends in a noun for another sort of body: a university is no company."""
    last = normal(name).split()[-1:]
    return bool(last) and last[0] in _BODIES | _NO_FIRM and last[0] != head


def _one_person(words: str, head: str) -> bool:
    """Whether longer words describe one person and nothing around: “the embattled tycoon and television star”."""
    plain = not re.search(r"\b(?:of|for|from|in|at|with|on|by|to|who|which|that|whose)\b", words)
    kind = noun_kind(head)
    return plain and (is_title(head) or (kind is not None and kind[0] == "person" and not kind[1]))


def _holder(words: str, holders: Holders) -> Party | None:
    """The one person in the report who holds the office that the mention tells, wherever the report names them."""
    office = office_of(words)
    nouns = ("minister", "secretary") if office is not None and office.noun in ("minister", "secretary") else ()
    held = [h for n in nouns or ((office.noun,) if office else ()) for h in holders.get(n, ())]
    if office is None or not held:
        return None
    same = [p for p, o in held if o.noun == office.noun and o.ranks == office.ranks and o.of == office.of]
    exact = _only(same) if office.of else None
    return exact or _only(p for p, o in held if same_office(office, o))


def _only(found: Iterable[Party]) -> Party | None:
    parties = list(dict.fromkeys(found))
    return parties[0] if len(parties) == 1 else None


def _described(party: Party, key: str, body: bool) -> bool:
    if body:
        heading = rf"{key}(?:$|(?:of|for|on|in|to|and|at) )"
        return party.kind == "ORG" and bool(re.search(heading, f" {normal(party.name)} "))
    person = is_title(key.strip()) or (noun_kind(key.strip()) or ("", False))[0] in ("person", "officials")
    return person and party.kind == "PER" and any(key in f" {normal(role)} " for role in party.roles)


def _of_that_sort(words: str, head: str, before: list[Party], parties: Parties) -> list[Party]:
    """The bodies that a noun can stand for by what they are: outlets, sites, firms, those of the country told."""
    country = country_of(words)
    bodies = [p for p in before if p.kind == "ORG"]
    if country:
        there = [p for p in bodies if country in _countries(p, parties)]
        return there if len(there) == 1 and head in _FIRMS | _OUTLETS else []
    if head in _OUTLETS:
        outlets = [p for p in bodies if _is_outlet(p)]
        if head in _SITES:
            outlets = [p for p in outlets if _DOMAIN.search(p.name)] or outlets
        return outlets
    if head in _FIRMS:
        return [p for p in bodies if any(t in f" {d} " for d in p.roles for t in (f" {head} ",))]
    return []


def _countries(party: Party, parties: Parties) -> set[str]:
    """The countries told in the words before a body's name."""
    return {code for span in party.mentions[:6] if (code := country_before(parties.text, span))}


def _is_outlet(party: Party) -> bool:
    nouns = (noun_kind(r.split()[-1]) for r in party.roles if r)
    return _outlet_by_name(party.name) or any(kind is not None and kind[0] == "outlet" for kind in nouns)


def _outlet_by_name(name: str) -> bool:
    return bool(_DOMAIN.search(name)) or is_outlet(name)


def _pointed(parties: Parties, antecedents: Antecedents | None, body: bool) -> Party | None:
    scores: dict[int, float] = {}
    found: dict[int, Party] = {}
    for offset, chance in antecedents.candidates if antecedents else ():
        party = parties.at(offset, offset + 1)
        if party is not None and party.named and party.kind == ("ORG" if body else "PER"):
            scores[id(party)] = scores.get(id(party), 0.0) + chance
            found[id(party)] = party
    best = max(scores, key=lambda k: scores[k], default=None)
    return found[best] if best is not None and scores[best] >= LEAST_CHANCE else None
