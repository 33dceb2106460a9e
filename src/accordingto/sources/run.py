"""The name inside one noun phrase that has lost its determiners and complements."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.sources.phrase import (
    PARTICLES,
    PEOPLES,
    REGNAL,
    STANDING,
    SURNAME_TITLES,
    Entity,
    Word,
    covering,
    demonyms,
    given_names,
    heads,
    is_person_noun,
    is_title,
    noun_kind,
    places,
    titles,
)

Range = tuple[int, int]

_CONNECTORS = frozenset("of for on in the and & to at de des du la le und et y und für without".split())


def is_peoples(word: str) -> bool:
    """Whether the word is an adjective or noun for a people, a faith or a party: "Cuban", "Republicans"."""
    return word.lower() in PEOPLES or word.lower() in demonyms()


@dataclass(frozen=True, slots=True)
class Named:
    """A noun phrase: its name and role as offsets, its head, whether it is plural.

    `titled`: an apposition may name it. `weak_role`: the role is a mere form of address. `sure`: it reads as a
    person's name by its form alone.
    """

    name: Range | None = None
    role: Range | None = None
    head: str | None = None
    plural: bool = False
    titled: bool = False
    weak_role: bool = False
    sure: bool = False


def name_in(core: Sequence[Word], entities: Sequence[Entity], *, indefinite: bool, article: bool, many: bool) -> Named:
    """Find the name in a noun phrase that has lost its determiners and everything after its head."""
    core = list(core)
    begin = _after_possessor(core, entities)
    rest = core[begin:]
    if not rest:
        return Named(head=core[-1].text if core else None, plural=many)
    last = rest[-1]
    if not last.capital and not (last.text.isdigit() and len(rest) > 1 and rest[-2].capital):
        before_noun = _before_outlet_noun(rest, entities)
        if before_noun is not None and not (indefinite or many or begin):
            return Named(before_noun, None, last.text)
        return _common(core, rest, many)
    if any(t.possessive for t in rest[:-1]) and last.lower in heads():
        small = [i for i, t in enumerate(rest) if not t.capital and not t.possessive]
        first = max(
            (i + 1 for i in small if rest[i].lower not in _CONNECTORS or not (i and rest[i - 1].capital)), default=0
        )
        return Named((rest[first].start, last.end), None, last.text)  # "Prime Minister's Office"
    cut = _after_role(rest, entities)
    person = 0 if many else described_person(rest, entities)
    if person > cut or (person and is_plural_noun(rest[person - 1])):
        return Named((rest[person].start, last.end), _role(core[: begin + person]), last.text, sure=True)
    body = 0 if many or indefinite else _described_body(rest, entities)
    if body:
        return Named((rest[body].start, last.end), _role(core[: begin + body]), last.text)
    after, before = rest[cut:], core[: begin + cut]
    while len(after) > 1 and after[-1].lower in titles() and titles()[after[-1].lower][1] == "suffix":
        if after[-1].lower in ("jr", "sr", "ii", "iii", "iv"):
            break
        after = after[:-1]
    if not after or (not cut and len(after) == 1 and _is_role_word(after[0]) and not is_person_at(entities, after)):
        return _common(core, rest, many)
    headed = after[-1].lower in heads() and not is_person_at(entities, after[-1:])
    if cut and headed and all(t.capital or t.lower in _CONNECTORS for t in rest):
        person = len(after) > 1 and after[0].lower in given_names()
        if not person:  # "Justice Department", "Republican Party": the title is part of a body's name
            standing = 1 if rest[0].lower in STANDING else 0
            cut, after, before = standing, rest[standing:], core[: begin + standing]
            if not standing:
                return (
                    Named((after[0].start, after[-1].end), None, last.text)
                    if not indefinite
                    else _common(core, rest, many)
                )
    role = _role(before)
    splitter = rest[cut - 1] if cut else None
    if _common_capital(after, entities, article=article, role=splitter is not None):
        return _common(core, rest, many)
    if splitter is not None:
        return _named_after(splitter, before, after, entities, indefinite, many)
    if indefinite or (many and not covering(entities, after[0].start, after[-1].end)):
        return Named(head=last.text, plural=many, titled=not many)
    name = _entity_name(after, entities)
    possessor: Range | None = None
    if begin:
        owner = core[: begin - 1]
        if owner:
            possessor = owner[0].start, owner[-1].end
    tagged = covering(entities, *name) if name else None
    if name is None or _unlikely(after, entities, name):
        return _common(core, rest, many)
    is_person = tagged is not None and tagged[2] == "PER"
    sure = len(after) > 1 and after[0].lower in given_names() and after[-1].lower not in heads()
    return Named(name, possessor if is_person or (role is None and sure) else None, last.text, False, False, True, sure)


def described_person(rest: Sequence[Word], entities: Sequence[Entity]) -> int:
    """Return where a person's tagged full name begins behind words that only describe its bearer, 0 where none does."""
    entity = covering(entities, rest[-1].start, rest[-1].end)
    if entity is None or entity[2] != "PER" or entity[1] < rest[-1].end:
        return 0
    begin = next((i for i, t in enumerate(rest) if t.start == entity[0]), 0)
    if not begin or len(rest) - begin < 2 or is_person_noun(rest[begin]):
        return 0
    before = rest[begin - 1]
    if before.possessive or before.mark or before.lower in PARTICLES or before.text.rstrip(".").isupper():
        return 0
    known = rest[begin].lower in given_names() and before.lower not in given_names()
    return begin if known or not before.capital or is_person_noun(before) or noun_kind(before.text) else 0


def _described_body(rest: Sequence[Word], entities: Sequence[Entity]) -> int:
    """Return where a body's tagged name begins behind small words that only describe it: “the ruling Harbour Party”."""
    entity = covering(entities, rest[-1].start, rest[-1].end)
    tagged = entity is not None and entity[2] == "ORG" and entity[1] >= rest[-1].end
    begin = next((i for i, t in enumerate(rest) if tagged and entity and t.start >= entity[0]), 0)
    while begin and rest[begin - 1].capital and not is_title(rest[begin - 1].text):
        begin -= 1
    own, before = rest[begin:], rest[:begin]
    if len(own) < 2 or not own[0].capital or not before or not all(t.text.islower() for t in before):
        return 0
    if any(t.lower in _CONNECTORS or t.possessive for t in before) or is_plural_noun(before[-1]):
        return 0
    return begin if own[-1].lower in heads() or not is_person_noun(before[-1]) else 0


def _before_outlet_noun(rest: Sequence[Word], entities: Sequence[Entity]) -> Range | None:
    """Return the name that a noun for an outlet follows: "Harbour magazine", "Coast Herald newspaper"."""
    kind = noun_kind(rest[-1].text)
    name = rest[:-1]
    if rest[-1].lower == "agency" and name and name[-1].text == "news":
        kind, name = ("outlet", False), name[:-1]
    if kind is None or kind[0] != "outlet" or kind[1] or not name or not all(t.capital for t in name):
        return None
    tagged = covering(entities, name[0].start, name[-1].end)
    plain = len(name) == 1 and (is_peoples(name[0].text) or name[0].lower in places())
    if tagged is None or tagged[2] != "ORG" or tagged[0] > name[0].start or plain:
        return None
    return name[0].start, name[-1].end


_NEVER = re.compile(
    r"^(?:much|most|many|majorit|anything|nothing|something|everything|fift|twent|thirt|fort|sixt|sevent|eight|ninet|two-"
    r"|three-|four-|half|current|such|what|whatever|here|there|both|neither|either|another|each|he|she|it|they|we|i|you"
    r"|who|which|that|this|these|those|his|her|their|its|my|our|your)$"
    r"|(?:ists|isans|icians|arians|thirds|quarters|ities|ties|teen|y-\w+)$"
)


def _unlikely(after: Sequence[Word], entities: Sequence[Entity], name: Range) -> bool:
    """Whether untagged capitals are rather the beginning of a sentence or a headline than a name."""
    if any(e[0] < name[1] and e[1] > name[0] for e in entities):
        return len(after) > 9 and after[0].text.isupper()
    if len(after) == 1:
        return bool(_NEVER.search(after[0].lower)) and after[0].lower not in given_names()
    return len(after) > 8 or (len(after) > 3 and all(t.text.isupper() for t in after))


def _after_possessor(core: Sequence[Word], entities: Sequence[Entity]) -> int:
    """Return where the words after the last possessive begin, 0 where the possessive is part of a name."""
    for position in range(len(core) - 1, 0, -1):
        if not core[position].possessive:
            continue
        if position == len(core) - 1:
            continue
        owner, rest = core[position - 1], core[position + 1 :]
        last = rest[-1].lower
        whole = last in heads() and any(
            e[0] < owner.end and e[1] >= rest[-1].end and e[2] in ("ORG", "MISC") for e in entities
        )
        capital = all(t.capital for t in rest)
        if capital and whole and owner.lower not in places():
            return 0
        if capital and owner.capital and noun_kind(owner.text) is not None and not is_person_at(entities, rest):
            return 0  # "People's Daily", "Prime Minister's Office"
        return position + 1
    return 0


def _after_role(rest: Sequence[Word], entities: Sequence[Entity]) -> int:
    """Return where the name begins behind titles and nouns for persons or bodies, 0 where there are none."""
    cut = 0
    for position, token in enumerate(rest[:-1]):
        nxt = rest[position + 1]
        if token.capital or (token.digits and not token.text.isdigit()):
            if _before_person(token, nxt, entities):
                cut = position + 1
                continue
            if not is_title(token.text) or _suffixes(rest[position + 1 :]):
                if token.digits and "-" in token.text:
                    cut = position + 1
                continue
            given = token.lower in _GIVEN_TITLES and position + 2 == len(rest) and token.text[-1] != "."
            if given and (token.lower != "gen" or (position and is_title(rest[position - 1].text))):
                continue  # "Dean Baker", "Defence Minister Gen Nakatani"
            if token.lower in SURNAME_TITLES and not _free(rest, position, cut, entities):
                continue
            cut = position + 1
        elif token.lower in PARTICLES:
            joined = position == cut or rest[position - 1].capital or rest[position - 1].lower in PARTICLES
            cut = cut if joined and (nxt.capital or nxt.lower in PARTICLES) else position + 1
        elif token.lower in _CONNECTORS or token.possessive or token.text.isdigit():
            continue
        else:
            cut = position + 1
    if cut and rest[cut].text in ("-", "of"):
        return 0
    return cut


def _before_person(token: Word, nxt: Word, entities: Sequence[Entity]) -> bool:
    """Whether a noun that means bodies as well stands before a tagged person: "Broadcaster Ana Rossi"."""
    kind = noun_kind(token.text)
    if kind is None or kind[1] or kind[0] != "outlet" or not token.lower.endswith("er"):
        return False
    return any(e[2] == "PER" and e[0] == nxt.start and (e[1] > nxt.end or nxt.lower in given_names()) for e in entities)


_GIVEN_TITLES = frozenset("dean earl don gen guy duke faith hope grace lance page baron major sultan pat".split())


def _suffixes(tokens: Sequence[Word]) -> bool:
    return all(t.lower in titles() and titles()[t.lower][1] == "suffix" for t in tokens)


def _free(rest: Sequence[Word], position: int, cut: int, entities: Sequence[Entity]) -> bool:
    """Whether a word that is a title or a surname stands where only a title can."""
    token = rest[position]
    if any(e[2] == "PER" and e[0] < token.start and e[1] > token.end for e in entities):
        inside = [t for t in rest[cut:position] if t.capital and not is_title(t.text)]
        if inside:
            return False
    if position == cut or rest[position + 1].lower in given_names():
        return True
    before = rest[position - 1]
    if before.lower in demonyms() or before.lower in places() or before.lower in heads() or not before.capital:
        return True
    return any(e[2] in ("ORG", "LOC", "MISC") and e[1] == before.end for e in entities)


def _is_role_word(token: Word) -> bool:
    kind = noun_kind(token.text)
    return is_title(token.text) or (kind is not None and (kind[1] or kind[0] in ("document", "group")))


def is_person_at(entities: Sequence[Entity], tokens: Sequence[Word]) -> bool:
    """Whether one entity of kind PER covers all the words."""
    return any(e[2] == "PER" and e[0] <= tokens[0].start and e[1] >= tokens[-1].end for e in entities)


def _common_capital(after: Sequence[Word], entities: Sequence[Entity], *, article: bool, role: bool) -> bool:
    """Whether capitalised words still end in a common noun: "Trump Supporters", "Republicans", "the Chinese"."""
    last = after[-1]
    entity = covering(entities, last.start, last.end)
    if entity is not None and entity[2] == "PER":
        if len(after) > 1 or role or not is_peoples(last.text):
            own = [t for t in after if t.end > entity[0]]
            return len(own) < 2 and len(after) > 1 and is_plural_noun(last) and last.lower not in given_names()
        return True
    low = last.lower
    if low in PEOPLES or low in demonyms():
        body = entity is not None and entity[2] == "ORG" and len(after) > 1 and entity[0] <= after[0].start
        return not body and not (role and len(after) > 1)
    prefix = [t for t in after if entity is not None and t.end <= entity[0]]
    placed = entity is not None and len(prefix) < len(after) - 1 and entity[1] >= last.end and all(
        t.lower in demonyms() or t.lower in places() or t.text.isupper() or t.text.endswith(".") for t in prefix
    )  # fmt: skip
    if entity is not None and entity[2] in ("ORG", "LOC") and placed and len(after) > 1:
        return False  # "U.S. Geological Survey"
    if any(t.lower in heads() and n.lower in _CONNECTORS for t, n in itertools.pairwise(after)):
        return False  # "Ministry of Defence"
    kind = noun_kind(last.text)
    if kind is None or (low in SURNAME_TITLES and len(after) > 1 and (entity or after[0].lower in given_names())):
        return False
    if kind[0] in ("person", "group", "officials", "document"):
        return low not in heads() or not (article or len(after) > 1 or entity is not None)
    return len(after) == 1 and entity is None and not article and kind[1]


def is_plural_noun(token: Word) -> bool:
    """Whether the word is a known common noun in the plural."""
    kind = noun_kind(token.text)
    return kind is not None and kind[1]


def _named_after(
    splitter: Word,
    before: Sequence[Word],
    after: Sequence[Word],
    entities: Sequence[Entity],
    indefinite: bool,
    many: bool,
) -> Named:
    """Name what follows a title or noun, where the noun is of a sort that names follow."""
    span = after[0].start, after[-1].end
    entity = covering(entities, after[-1].start, after[-1].end)
    kind = noun_kind(splitter.text)
    person = is_person_noun(splitter) or _before_person(splitter, after[0], entities)
    body = after[-1].lower in heads() and not (entity is not None and entity[2] == "PER")
    role = _role(before)
    unnamed = Named(None, None, splitter.text, many or (kind is not None and kind[1]), person)
    if many or (not after[0].capital and after[0].lower not in PARTICLES):
        return unnamed
    if person:
        if (body and len(after) > 1 and after[0].lower not in given_names()) or (
            entity is not None and entity[2] == "LOC" and len(after) == 1 and splitter.capital
        ):
            return unnamed
        if indefinite and not (entity is not None and entity[2] == "PER"):
            return unnamed
        if len(after) > 6 or any(t.lower in ("of", "for", "on") for t in after):
            return unnamed
        address = all(titles().get(t.lower, ("", ""))[1] == "honorific" or t.mark for t in before)
        if before[-1].lower in REGNAL and len([t for t in after if t.lower not in _ORDINALS]) == 1:
            # "Pope Francis", "Queen Elizabeth II": nobody is known by the bare name
            kept = before[-1]
            span, role = (kept.start, after[-1].end), _role(before[:-1])
            return Named(span, role, after[-1].text, weak_role=True, sure=True)
        short = all(t.lower in ("dr", "prof", "professor", "rev", "sen", "rep", "gov") for t in before)
        return Named(span, None if address else role, after[-1].text, weak_role=short or address, sure=True)
    tagged = entity is not None and entity[0] <= after[0].start and not splitter.capital and kind is None
    if entity is not None and tagged and (entity[2] == "PER" or (entity[2] == "ORG" and not indefinite)):
        return Named(span, role, after[-1].text, sure=True)
    if kind is not None and kind[0] in ("organisation", "outlet", "military", "government", "group") and not kind[1]:
        if indefinite or (entity is not None and entity[2] in ("PER", "LOC")):
            return unnamed
        return Named(span, role, after[-1].text)
    if splitter.lower in ("website", "site") and entity is not None and entity[2] == "ORG" and not indefinite:
        return Named(span, role, after[-1].text)
    if splitter.digits and ((entity is not None and entity[2] == "PER") or after[0].lower in given_names()):
        return Named(span, role, after[-1].text, sure=True)
    return unnamed if kind is not None else _common([*before, *after], [*before, *after], many)


_ORDINALS = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii".split())


def _entity_name(after: Sequence[Word], entities: Sequence[Entity]) -> Range | None:
    """Return the name in a run of capitals without title, mending what the tagger cut off."""
    start, end = after[0].start, after[-1].end
    entity = covering(entities, after[-1].start, end)
    if entity is None or entity[2] != "PER":
        if len(after) > 2 and is_peoples(after[0].text) and after[1].lower in given_names():
            return after[1].start, end  # "Republican Mike Pence"
        peoples = len(after) > 1 and after[0].lower.endswith("s") and is_peoples(after[0].text)
        return None if peoples and entity is None else (start, end)
    if entity[0] <= start:
        return start, end
    prefix = [t for t in after if t.end <= entity[0]]
    own = [t for t in after if t.start >= entity[0]]
    others = any(e is not entity and e[0] < entity[0] and e[1] > start for e in entities)
    words = " ".join(t.lower for t in prefix)
    known = all(t.lower in demonyms() or t.lower in places() or t.lower in PEOPLES for t in prefix) or words in places()
    if (others or known or prefix[-1].lower in heads()) and own:
        return own[0].start, end
    return start, end


def _role(before: Sequence[Word]) -> Range | None:
    kept = [t for t in before if not t.possessive or t is not before[-1]]
    return (kept[0].start, kept[-1].end) if kept else None


def _common(core: Sequence[Word], rest: Sequence[Word], many: bool) -> Named:
    """A noun phrase headed by a common noun: the head is the last word known as one."""
    head = next((t for t in reversed(rest) if noun_kind(t.text) is not None and not t.digits), rest[-1])
    kind = noun_kind(head.text)
    low = head.lower
    plural = many or (kind is not None and kind[1]) or (low in PEOPLES and low.endswith("s"))
    if kind is None:
        plural = plural or (low.endswith("s") and not low.endswith(("ss", "us", "is")))
    body = kind is not None and kind[0] in ("organisation", "outlet", "military", "group")
    titled = not plural and (is_person_noun(head) or body or low in demonyms() or low in PEOPLES)
    return Named(None, (core[0].start, core[-1].end), head.text, plural, titled)
