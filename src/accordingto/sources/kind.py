"""What kind of source a mention speaks of, and whether a reader could tell who it is.

Decided here: police and other services are organisations, ministries, agencies and parliaments government; spokespeople
of states, ministries and police are officials, other unnamed people, single ones too, a group; “reports” without an
author are outlets; fighters and their commanders are military; the campaign or office of somebody is an organisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from accordingto.sources.comparison import display
from accordingto.sources.country import country_of, place_sort
from accordingto.sources.names import MentionParts, parse_mention
from accordingto.sources.phrase import (
    PEOPLES,
    REGNAL,
    SURNAME_TITLES,
    Word,
    demonyms,
    given_names,
    heads,
    is_person_noun,
    is_title,
    noun_kind,
    split,
)
from accordingto.sources.tables import sections

_STATE = frozenset(
    "ministry government kremlin police embassy department state military army pentagon defence defense"
    " cabinet palace foreign interior treasury nato navy un council consulate administration official security"
    " intelligence diplomatic judicial western federal municipal congressional parliamentary court prison immigration"
    " customs border health nations house fbi cia".split()
)
_FORCES = frozenset(
    "military army navy naval rebel militia battlefield force forces regiment brigade front-line".split()
)
_OFFICIAL_SOURCES = frozenset(
    "police security diplomatic government intelligence judicial official ministry court military presidential palace"
    " kremlin congressional parliamentary law enforcement customs coastguard".split()
)
# Heads of bodies' names that are surnames, too.
_SURNAMES = frozenset(
    "house court guard post star sun press nation guardian mercury force corps leader church mail union bank marines"
    " steel energy chambers english marsh house chamber bureau today union action front forum sa ag".split()
)
_AUTHOR = ("this reporter", "this correspondent", "this writer", "this author", "the present author")


# Heads of bodies' names that are a state's where they are national: “National Hurricane Center”.
_NATIONAL = frozenset("center centre service laboratory survey observatory archives administration".split())


_EDITIONS = frozenset(
    {"News", "Radio", "World", "TV", "Sport", "Sports", "International", "Online", "Africa", "Arabic"}
)


@cache
def _known() -> dict[str, str]:
    """Return known bodies and outlets by display name, lower case, with their kind."""
    found = {
        display(name).lower(): kind
        for kind in ("organisation", "military", "government")
        for name in sections("organisations.txt")[kind]
    }
    outlets = sections("outlets.txt")
    for heading in ("agencies", "press", "broadcast"):
        found.update((display(name).lower(), "outlet") for name in outlets[heading])
    return found


@cache
def _common_words() -> frozenset[str]:
    return frozenset(name.lower() for name in sections("outlets.txt")["common words"])


def classify(words: str, parts: MentionParts, entity_kind: str | None) -> tuple[str | None, bool]:
    """Return the kind of source (one of KINDS, None where the words do not tell) and whether it is named.

    `parts` are the mention's parts, `entity_kind` the tagger's kind (PER, ORG, LOC, MISC) of its name, if any. Where
    the source is named but `parts.name` is None, its own words name it: "the Israeli government".
    """
    if parts.pronoun or parts.head is None:
        return None, False
    if any(words.lower().lstrip().startswith(a) for a in _AUTHOR):
        return "author", False
    if parts.name is not None:
        return _named(words, parts, parts.name, entity_kind)
    return _unnamed(words, parts)


def is_outlet(name: str) -> bool:
    """Whether a name reads as an outlet's."""
    return body_kind(name) == "outlet"


@lru_cache(maxsize=4096)
def body_kind(name: str) -> str | None:
    """What kind of body a name reads as."""
    name = display(name)
    return classify(name, parse_mention(name, [(0, len(name), "ORG")]), "ORG")[0]


def _named(words: str, parts: MentionParts, span: tuple[int, int], entity_kind: str | None) -> tuple[str | None, bool]:
    text = words[span[0] : span[1]]
    name = display(text)
    tokens = [t for t in split(name) if not t.mark]
    if not tokens:
        return None, False
    titled = _titled(words, parts, span) or (
        len(tokens) > 1 and tokens[0].lower in REGNAL and tokens[-1].lower not in heads()
    )
    article = words[: span[0]].lower().rstrip().endswith("the")
    if titled:
        return "person", True
    known = _known().get(name.lower()) or _known().get(name.lower().rstrip("."))
    if known == "outlet" and name.lower() in _common_words() and entity_kind != "ORG" and not article:
        known = None
    if known is None and len(tokens) > 1 and tokens[0].text.isupper() and _known().get(tokens[0].lower) == "outlet":
        edition = name[tokens[0].end :].strip()
        known = "outlet" if place_sort(edition) or edition in _EDITIONS else None  # "CNN Philippines"
    if known is not None and not (entity_kind == "PER" and len(tokens) > 1):
        return known, True
    if tokens[-1].lower not in PEOPLES and any(t.lower in ("police", "constabulary", "policing") for t in tokens):
        return "organisation", True
    told = _role_kind(words, parts) if parts.role is not None and parts.role[0] >= span[1] else None
    if told is not None and not (entity_kind == "PER" and len(tokens) > 1):
        return told, True  # “Kestrel, the space agency,” whatever the tagger says
    if entity_kind == "PER":
        last = tokens[-1].lower
        body = len(tokens) > 1 and last in heads() and last not in _SURNAMES
        return (_body(tokens, heads()[last]) if body else "outlet" if _outlet_like(tokens) else "person"), True
    place = place_sort(name)
    if place in ("name", "capital", "metonym", "state", "region", "city"):
        return ("government" if place == "metonym" and known else "place-as-government"), True
    post = next((i for i, t in enumerate(tokens) if i and t.lower in ("in", "to") and not t.capital), len(tokens))
    last = tokens[post - 1].lower
    if last in _NATIONAL and any(t.lower in ("national", "federal") for t in tokens[: post - 1]):
        return "government", True
    head = heads().get(last) or heads().get(last.removesuffix("s")) or _opening_head(tokens)
    if tokens[0].lower in given_names() and len(tokens) in (2, 3) and entity_kind is None and last not in heads():
        return "person", True
    if len(tokens) > 1 and _outlet_like(tokens):
        return "outlet", True
    if head is not None and (len(tokens) > 1 or article or entity_kind == "ORG"):
        return _body(tokens, head), True
    if entity_kind == "LOC":
        return "place-as-government", True
    if entity_kind == "ORG" or article:
        role = _role_kind(words, parts)
        return role or "organisation", True
    if parts.role is not None:
        role = _role_kind(words, parts)
        return role or "person", True
    if entity_kind == "MISC":
        return None, True
    plain = len(tokens) == 2 and all(t.capital and t.text[1:].islower() for t in tokens)
    return ("person" if plain and country_of(name) is None else None), True


def _opening_head(tokens: Sequence[Word]) -> str | None:
    """Return the kind of "Ministry of …", "Council on …", where the head of a body's name stands first."""
    for token, following in pairwise(tokens):
        if following.lower in ("of", "for", "on"):
            return heads().get(token.lower)
    return heads().get(tokens[0].lower)


def _titled(words: str, parts: MentionParts, span: tuple[int, int]) -> bool:
    """Whether a title or noun for one person stands before the name, or makes the head of its role."""
    before = [t for t in split(words[: span[0]]) if not t.mark]
    if before and not before[-1].possessive and is_person_noun(before[-1]):
        return True
    if parts.role is None or parts.role[1] <= span[0]:
        return False
    role = [t for t in split(words[parts.role[0] : parts.role[1]]) if not t.mark]
    cut = next(
        (i for i, t in enumerate(role) if i and t.lower in ("of", "for", "at", "in", "to", "who", "from", "on")),
        len(role),
    )
    return is_person_noun(role[cut - 1]) if role else False


def _role_kind(words: str, parts: MentionParts) -> str | None:
    if parts.role is None:
        return None
    tokens = [t for t in split(words[parts.role[0] : parts.role[1]]) if not t.mark and not t.possessive]
    cut = next(
        (i for i, t in enumerate(tokens) if i and t.lower in ("of", "for", "at", "in", "with", "on")), len(tokens)
    )
    kind = noun_kind(tokens[cut - 1].text) if tokens and not tokens[cut - 1].capital else None
    if kind is not None and not kind[1] and kind[0] in ("outlet", "organisation", "military", "government"):
        return "organisation" if tokens[cut - 1].lower == "group" else kind[0]
    return None


def _outlet_like(tokens: list[Word]) -> bool:
    last = tokens[-1].lower
    sure = (
        "times",
        "post",
        "journal",
        "news",
        "herald",
        "tribune",
        "gazette",
        "chronicle",
        "telegraph",
        "newspaper",
        "zeitung",
        "tv",
        "radio",
        "newswire",
        "magazine",
    )
    if last in sure and len(tokens) > 1:
        return not (last == "post" and tokens[-2].lower in ("trading", "command"))
    first = tokens[0].lower
    if first in ("radio", "daily", "sunday", "tv", "telewizja", "televisión", "news") and len(tokens) > 1:
        return heads().get(last) in (None, "outlet")
    return len(tokens) > 1 and last in (
        "broadcasting",
        "television",
        "podcast",
        "inquirer",
        "examiner",
        "courier",
        "dispatch",
    )


def _body(tokens: list[Word], head: str) -> str:
    low = {t.lower for t in tokens}
    if head == "outlet":
        return (
            "organisation"
            if low & {"agency", "monitor", "press", "leader", "nation"} and len(tokens) == 1
            else "outlet"
        )
    if head == "military":
        return "military" if not low & {"police", "task"} else "government"
    if head == "government":
        private = {
            "exchange",
            "trade",
            "refugee",
            "muslim",
            "jewish",
            "islamic",
            "churches",
            "relations",
            "estate",
            "ratings",
            "press",
            "services",
        }
        body = tokens[-1].lower in (
            "council",
            "agency",
            "service",
            "house",
            "assembly",
            "authority",
            "office",
            "bureau",
            "commission",
        )
        return "organisation" if body and low & private else "government"
    return "organisation"


def _unnamed(words: str, parts: MentionParts) -> tuple[str | None, bool]:
    assert parts.head is not None
    head = parts.head.lower().rstrip(".")
    tokens = [t for t in split(words) if not t.mark]
    before = [t for t in tokens if t.start <= _offset(words, parts.head)]
    low = {t.lower for t in before} - {head}
    found = noun_kind(parts.head)
    definite = _modified(before, parts.head)
    if head in ("percent", "%", "cent"):
        return "group", False
    if head in demonyms() or (head in PEOPLES and (found is None or parts.head[:1].isupper())):
        return "group", False
    if found is None:
        if is_title(head):
            return "group", False
        return (
            "group"
            if parts.plural and parts.head[:1].islower() and head.endswith(("ers", "ists", "ors", "ians", "ees"))
            else None
        ), False
    kind, many = found
    many = many or parts.plural
    if head in ("source", "sources"):
        if low & _FORCES:
            return "military", False
        if low & _OFFICIAL_SOURCES:
            return "officials", False
        return "group", False
    if (
        kind in ("person", "officials")
        and low & _FORCES
        and head.startswith(("spokes", "official", "source", "commander", "leader", "chief"))
    ):
        return "military", False
    if head in (
        "commander",
        "commanders",
        "fighter",
        "fighters",
        "general",
        "generals",
        "rebel",
        "rebels",
        "militant",
        "militants",
        "insurgents",
    ):
        return "military", False
    if head.startswith(("spokes", "prosecut")) or head in (
        "minister",
        "ministers",
        "ambassador",
        "ambassadors",
        "officer",
        "officers",
        "adviser",
        "advisers",
    ):
        after = {t.lower for t in tokens}
        if after & _STATE or (head in ("minister", "ministers", "ambassador", "ambassadors") and many):
            return "officials", False
    if head in ("judge", "judges", "magistrate"):
        return "officials", False
    if kind == "person":
        return "group", False
    if head == "reports":
        seen = low & {"witness", "eyewitness", "witnesses", "eyewitnesses"}
        own = low & {
            "government",
            "police",
            "company",
            "official",
            "court",
            "medical",
            "autopsy",
            "annual",
            "financial",
        }
        return ("group" if seen else "document" if own else "outlet"), False
    if kind in ("officials", "group", "document"):
        return kind, False
    if kind == "outlet":
        return "outlet", False
    if kind == "government":
        return "government", definite and not many
    if kind == "military":
        return "military", (definite and not many) or (definite and head == "forces")
    return kind, definite and not many


def _offset(words: str, head: str) -> int:
    return max(words.find(head), 0)


def _modified(before: list[Word], head: str) -> bool:
    """Whether a name before the head tells which one is meant: "the Israeli government", "Trump's campaign"."""
    if before and before[0].lower in ("a", "an", "some", "another", "any", "one", "no", "many", "several", "other"):
        return False
    skip = {"the", "this", "that", head.lower()}
    for token in before:
        common = noun_kind(token.text) is not None and token.lower not in demonyms()
        if token.capital and token.lower not in skip and not common and token.lower not in SURNAME_TITLES:
            return len(before) > 1
    return False
