"""What a report tells of its sources beyond their names: the role it gives a person, the country it places them in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from accordingto.records import Entity, Span
from accordingto.sources.comparison import display
from accordingto.sources.country import country_of, place_sort
from accordingto.sources.offices import Office, office_of, same_office
from accordingto.sources.people import Party
from accordingto.sources.phrase import REGNAL, is_person_noun, noun_kind, split, titles

# Whose relative somebody is, is no title or function.
_KIN = frozenset(
    "mother father brother sister son daughter wife husband widow widower uncle aunt cousin nephew niece grandfather"
    " grandmother grandson granddaughter fiancé fiancée girlfriend boyfriend partner spouse parent friend neighbour"
    " neighbor twin stepfather stepmother".split()
)
_CLAUSE = re.compile(r"(?:,|\s+(?:who|which|that|whose|since|until|because|when|while|after|before)\b).*$", re.DOTALL)
# Whose holders speak for a state, so that the state is the report's own where the words name none.
_STATE_OFFICES = re.compile(
    r"(?i)\b(?:president|vice.president|minister|premier|chancellor|governor|mayor|senator|congress(?:man|woman)|"
    r"representative|speaker of|majority leader|minority leader|whip|secretary|attorney general|judge|justice|"
    r"prosecutor|district attorney|sheriff|constable|police|commissioner|ambassador|mp|member of parliament|lawmaker|"
    r"legislator|official|cardinal|archbishop of|king|queen|prince|princess|emperor|sultan|emir|general|admiral|"
    r"colonel|army|navy|councillor)\b"
)
_NO_STATE = re.compile(
    r"(?i)\b(?:company|university|college|club|bank|union|association|federation|institute|society|league|nations|"
    r"nato|european|vice president (?:at|of|for) (?!the united)|secretary.general|general secretary|editor)\b"
)
_STATE_BODIES = frozenset({"government", "military"})
_PUBLIC = re.compile(
    r"(?i)\b(?:police|court|constabulary|sheriff|prosecutors?|fire service|fire department|coast ?guard|secret service|"
    r"security service|investigative committee|investigation|intelligence)\b"
)
# State bodies that speak of what happens in other countries as often as not.
_RESEARCH = re.compile(r"(?i)\b(?:cent(?:er|re)s?|laboratory|observatory|survey|space|aeronautics|embassy|consulate)\b")
_SUPRANATIONAL = re.compile(r"(?i)\b(?:european|united nations|international|world|african union|nato|eurozone|un)\b")
_POPE = frozenset({"pope", "holy see", "vatican"})


# The share of all countries named that makes a report about one: where its lead names others, too, or not.
_PLAINLY = 0.7
_SOLE = 0.5


# “Berg, who is also the head of the clinic,” is told without its verb.
_IS = re.compile(r"(?i)^(?:(?:is|was|also|now|currently|then)\s+)+(?:the|an?)\s+")


class Roles:
    """The roles that a report gives each person, with how often."""

    def __init__(self) -> None:
        self._at: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self.holders: dict[str, list[tuple[Party, Office]]] = {}

    def add(self, party: Party, role: str, at: int) -> str:
        """Remember a role told at an offset; return it as kept, without the clause behind it."""
        role = _IS.sub("", role)
        role = display(_CLAUSE.sub("", role)) if not _listed(role) else display(role)
        if role.rsplit(" ", 1)[-1].lower() in ("of", "for", "and", "the", "at", "in"):
            return ""
        if role and role not in self._at[id(party)] and (office := office_of(role)):
            self.holders.setdefault(office.noun, []).append((party, office))
        if role:
            self._at[id(party)][role].add(at)
        return role

    def best(self, party: Party) -> str | None:
        """The role told most often, the longest of those told as often; kin and mere honorifics are none."""
        told = {r: len(at) for r, at in self._at[id(party)].items() if _is_role(r)}
        if not told:
            first = party.name.split(" ")[0]
            return first if first.lower() in REGNAL else None
        best = max(told, key=lambda r: (told[r], len(r)))
        office = office_of(best)
        same = [r for r in told if office and (o := office_of(r)) and same_office(o, office)]
        whole = [r for r in same if " of " in r]
        if whole:
            return max(whole, key=lambda r: (told[r], len(r)))
        # A country is a cell of its own: “President” rather than “Norlandic President” where the report says both.
        known = office is not None and office.noun in HOLDERS | {"minister", "secretary"}
        plain = [r for r in same if known and country_of(best) and best.endswith(f" {r}")]
        return max([*plain] or [best], key=len)


def _listed(role: str) -> bool:
    """Whether commas stand inside a list that belongs to the role: “commissioner for trade, energy and transport”."""
    before, comma, after = role.partition(",")
    return bool(comma) and " and " in after and bool(re.search(r"\b(?:for|of)\b", before)) and " who " not in role


def _is_role(role: str) -> bool:
    tokens = [t for t in split(role) if not t.mark and not t.possessive]
    cut = next((i for i, t in enumerate(tokens) if i and t.lower in ("of", "for", "at", "in", "to")), len(tokens))
    if not tokens or tokens[cut - 1].lower in _KIN:
        return False
    address = len(tokens) == 1 and (
        tokens[0].lower == "dr" or titles().get(tokens[0].lower, ("", ""))[1] == "honorific"
    )
    kind = noun_kind(tokens[cut - 1].text)
    body = kind is not None and kind[0] in ("organisation", "outlet", "government", "military")
    return not address and (not body or is_person_noun(tokens[cut - 1]) or is_person_noun(tokens[-1]))


def home_of(text: str, entities: Sequence[Entity]) -> str | None:
    """Return the country that a report is plainly about: most of what it names, first and on the whole."""
    start = text.find("\n\n", 0, 60) + 1  # a line with the day on top
    paragraphs = [m.end() for m in _PARAGRAPH.finditer(text, start, start + 2500)][:2]
    end = paragraphs[-1] if paragraphs else start
    told: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for entity in entities:
        if entity.start > start + 8000:
            break
        code = country_of(text[entity.start : entity.end]) if entity.kind != "PER" else None
        if code:
            everywhere[code] += 1
            told[code] += entity.start < end
    if not told.total():
        return None
    code, most = told.most_common(1)[0]
    share = _SOLE if most == told.total() else _PLAINLY
    return code if everywhere[code] >= share * everywhere.total() and most > told.total() / 2 else None


_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def country_told(party: Party, kind: str | None, roles: Iterable[str]) -> str | None:
    """Return the country that a source's name or roles tell."""
    if kind != "person":
        return country_of(party.name)
    if party.name.split(" ")[0].lower() == "pope":
        return "VA"
    return next((c for r in roles if (c := _country_of_role(r))), None)


def _country_of_role(role: str) -> str | None:
    """The country of an office or of a description's adjective; where somebody works tells not whose they are."""
    role = _CLAUSE.sub("", role)
    code = country_of(role)
    if code is None:
        return None
    if _STATE_OFFICES.search(role) and not _NO_STATE.search(role):
        return code
    head = re.split(r"\s(?:of|for|at|in|to|with|from|on)\s", role)[0]
    if country_of(head) == code and not any(place_sort(t.text) == "city" for t in split(head)):
        return code
    return code if any(place_sort(t.text) == "demonym" for t in split(role) if country_of(t.text) == code) else None


def speaks_for_state(party: Party, kind: str | None, roles: Iterable[str]) -> bool:
    """Whether the source is a state's own body or officeholder, so that it is of the country the report is about."""
    if _SUPRANATIONAL.search(party.name):
        return False
    if kind in _STATE_BODIES:
        return not (party.named and _RESEARCH.search(party.name))
    if kind == "person":
        return any(_STATE_OFFICES.search(r) and not _NO_STATE.search(r) and not _SUPRANATIONAL.search(r) for r in roles)
    return kind == "organisation" and bool(_PUBLIC.search(party.name))


def country_before(text: str, span: Span) -> str | None:
    """The country told in the few words before a name: “Norlandic shell maker Hartwin Group”."""
    lead = re.split(r"[.!?,;:\n“”\"]", text[max(0, span.start - 60) : span.start])[-1]
    tokens = [t for t in split(lead) if not t.mark]
    if not tokens or not (is_person_noun(tokens[-1]) or not tokens[-1].capital or country_of(tokens[-1].text)):
        return None
    for token in reversed(tokens):
        if token.possessive or token.lower in _STOP:
            return None
        if token.capital:
            code = country_of(token.text)
            return code if code and place_sort(token.text) == "demonym" else None
    return None


_STOP = frozenset("of in by to with from for the a an at on said told says as that".split())

# Offices that one person at a time holds.
HOLDERS = frozenset(
    "mayor governor president premier chancellor head chief director chairman chairwoman chair king queen pope editor"
    " commander dean rector archbishop bishop ceo".split()
)


def holds_office(name: str, words: str) -> str | None:
    """Return the office of somebody who is told apart by it alone: “the mayor of Harwick”, not “a mayor”."""
    office = office_of(name)
    owned = re.search(r"[’']s\s", name)
    if office is None or not office.of or office.noun not in HOLDERS or office.ranks & {"another", "other", "former"}:
        return None
    definite = words.lower().startswith("the ") or (owned and name[:1].isupper())
    return name if definite and (" of " in name or owned) else None


def state_office(role: str) -> bool:
    """Whether a role is one in which somebody speaks for a state or a part of it."""
    return bool(_STATE_OFFICES.search(role)) and not _NO_STATE.search(role)


_FORCE = re.compile(
    r"\b(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}) [Pp]olice\b"
    r"(?! (?:[a-z]+(?:er|ers|man|men|woman|women|ion|s)|chief)\b)"
)


def only_force(text: str, entities: Sequence[Entity]) -> str | None:
    """Return the one police force that a report names by its place or country, None where it names none or several."""
    places = {e.end: text[e.start : e.end] for e in entities if e.kind == "LOC"}
    found = {
        m.group() for m in _FORCE.finditer(text) if places.get(m.end("name")) == m["name"] or country_of(m["name"])
    }
    return found.pop() if len(found) == 1 else None


_GOVERNMENT = re.compile(
    r"\b(?:government\s+of\s+(?:the\s+)?(?P<where>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,2})"
    r"|(?!The\s)(?P<whose>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,2})(?:[’']s?)?\s+government\b)"
)


def own_government(text: str, home: str | None) -> tuple[str, ...]:
    """Return how a report names the government of the country it is about, where it names no other country's."""
    found: dict[str, str | None] = {}
    for match in _GOVERNMENT.finditer(text):
        where = match["where"] or match["whose"]
        # The government of a state or a city is another one.
        country = country_of(where) if place_sort(where) in ("name", "demonym") else where
        found.setdefault(display(match.group()), country if country_of(where) else None)
    codes = {code for code in found.values() if code}
    return tuple(name for name, code in found.items() if code) if home and codes == {home} else ()
