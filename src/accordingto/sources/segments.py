"""Where the noun phrases of a mention begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.sources.offices import in_office
from accordingto.sources.phrase import Entity, Word, given_names, heads, is_person_noun, is_title, places
from accordingto.sources.tables import nouns

ARTICLES = frozenset({"the", "a", "an"})
_INDEFINITE = frozenset(
    "a an another some any each every no several many few most all both two three four five six seven eight nine ten"
    " dozens hundreds thousands millions these those certain various numerous other others more fewer neither either"
    " either nor half eleven twelve twenty thirty forty fifty".split()
)
_ONE = frozenset({"a", "an", "one", "another", "any", "each", "every", "no", "neither", "either"})
_LEADING = _INDEFINITE | frozenset(
    "the this that his her its their our my your even only just also at least about nearly almost around than roughly"
    " approximately over under up to according not one yet still both including like such as and but or".split()
)
QUANTIFIERS = frozenset(
    "number majority minority percent % cent dozens scores hundreds thousands millions tens couple handful series pair"
    " some many most all several one two three four five six seven eight nine ten none each both half third quarter"
    " few plurality variety range host slew string lot lots share rest any either neither others part mix plenty"
    " quarters thirds member members".split()
)
_CUTS = frozenset(
    "of for in from at with on by to near among about after before against inside within across behind under over"
    " during since via through around between including like such who whom whose which that where when while as than"
    " whether if because without along until amid despite outside throughout alongside off"
    " familiar close briefed involved aware present privy opposed loyal affiliated based known named called identified"
    " and or but nor plus then responsible able according now he she they it i we".split()
)
_TRAILING = frozenset(
    "today here there now earlier later yesterday too also alike himself herself themselves itself alone both all"
    " tonight however meanwhile nationwide worldwide everywhere overseas abroad again elsewhere recently familiar"
    " monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december year week month close first instead though anyway either ago last".split()
)
_DASHES = frozenset({"—", "–", "--", "―", "-", "‒"})


def segments(tokens: Sequence[Word], entities: Sequence[Entity]) -> list[list[Word]]:
    """Cut a mention at commas, dashes, colons and brackets; what stands in brackets is left out, marks are dropped."""
    found: list[list[Word]] = [[]]
    depth = 0
    if tokens and tokens[0].text in "([{":
        tokens = [t for t in tokens[1:] if t is not tokens[-1] or t.text not in ")]}"]
    for position, token in enumerate(tokens):
        if token.text in "([{":
            depth += 1
            if found[-1] and position and depth == 1:
                found.append([])
        elif token.text in ")]}":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif token.text in (",", ";", ":") or token.text in _DASHES:
            covered = any(e[2] in ("ORG", "MISC") and e[0] < token.start and token.end < e[1] for e in entities)
            if not covered and found[-1]:
                found.append([])
        elif not token.mark or token.possessive or token.text in ("&", "%"):
            found[-1].append(token)
    return [piece for piece in found if piece and not piece[0].possessive]


def leading(piece: Sequence[Word], entities: Sequence[Entity]) -> tuple[int, bool, bool]:
    """Return how many determiners and quantities open a noun phrase, whether they are indefinite, and plural."""
    skip, indefinite, many = 0, False, False
    for position, token in enumerate(piece):
        low = token.lower
        number = token.digits and low.replace(",", "").replace(".", "").isdigit() and len(low) != 4
        if not (low in _LEADING or number) or (position and token.capital and not number and low not in ARTICLES):
            break
        proper = (
            low not in ARTICLES and token.capital and any(e[0] == token.start and e[1] > token.end for e in entities)
        )
        if proper or (
            position + 1 < len(piece) and (piece[position + 1].possessive or piece[position + 1].text == "&")
        ):
            break
        if position + 1 < len(piece) and piece[position + 1].lower == "of":
            break  # "some of", "two of": the quantifier is handled with what follows "of"
        if number and position + 1 < len(piece) and piece[position + 1].capital and not position:
            break  # "20 Minutes"
        if low == "most" and position and position + 1 < len(piece):
            break  # a superlative: “the most senior official”
        if low in _INDEFINITE or number:
            indefinite = True
            many = many or low not in _ONE
        skip += 1
    if skip == len(piece) and skip and piece[-1].lower not in ARTICLES:
        return skip - 1, indefinite, many
    return skip, indefinite, many


def trailing(core: Sequence[Word]) -> list[Word]:
    """Drop time words, reflexives and a closing possessive from the end of a noun phrase."""
    end = len(core)
    while end > 1:
        last = core[end - 1]
        day = last.lower in _TRAILING and (not last.capital or not core[end - 2].capital)
        if not (day or last.possessive or last.lower == "this" or (last.lower == "s" and end > 1)):
            break
        end -= 1
    return list(core[:end])


def core_end(rest: Sequence[Word], entities: Sequence[Entity]) -> int:
    """Return where the first noun phrase ends: at a preposition, relative or participle that no name covers."""
    chain = linked = False  # chain: the head of a body's name was seen; linked: it already goes on behind an "of"
    for position, token in enumerate(rest):
        after = rest[position + 1] if position + 1 < len(rest) else None
        if position == 0:
            chain = _opens_chain(token)
        elif token.possessive:
            chain = linked = False
        elif (token.capital or token.digits) and (after is None or not _headline_cut(token, chain, entities)):
            chain = chain or _opens_chain(token)
        elif _inside_name(rest, token, entities) or token.text == "&":
            continue
        elif chain and _links(rest, position, linked, entities):
            linked = True
        elif token.lower == "and" and in_office(rest, position):
            continue
        elif token.lower in _CUTS or _participle(rest, position) or _and_others(token, after):
            return position
    return len(rest)


def _and_others(token: Word, after: Word | None) -> bool:
    """Whether a name goes on with “et al”: its bearer and others."""
    return token.text == "et" and after is not None and after.lower == "al"


def _links(rest: Sequence[Word], position: int, linked: bool, entities: Sequence[Entity]) -> bool:
    """Whether a small word goes on with the name of a body: "Ministry of Labour and Social Affairs"."""
    token, before = rest[position], rest[position - 1]
    if not _next_capital(rest, position):
        return False
    if token.lower == "of":
        return before.capital and (before.lower in heads() or linked)
    if token.lower in ("for", "on"):
        return before.lower in _TAKES[token.lower]
    after = rest[position + 1]
    person = any(e[0] == after.start and e[2] == "PER" for e in entities)
    return token.lower in ("and", "the", "de", "des", "du") and not person and (linked or before.lower not in heads())


_TAKES = {
    "for": frozenset(
        "centers centres center centre institute office department ministry agency fund council commission committee"
        " foundation association society union campaign alliance coalition network organisation organization bureau"
        " authority trust programme program federation".split()
    ),
    "on": frozenset({"council", "committee", "commission", "subcommittee"}),
}


def _participle(rest: Sequence[Word], position: int) -> bool:
    """Whether a participle begins a clause behind the head: "a student speaking in Lima"."""
    token, before = rest[position], rest[position - 1]
    after = rest[position + 1] if position + 1 < len(rest) else None
    if not token.lower.endswith("ing") or token.lower in nouns() or token.lower in ("leading", "ruling"):
        return False
    if not is_person_noun(before) and not (before.capital and after is not None and not after.capital):
        return False
    return after is None or (not is_person_noun(after) and after.lower not in nouns())


def _headline_cut(token: Word, chain: bool, entities: Sequence[Entity]) -> bool:
    """Whether it is a preposition that a headline writes with a capital."""
    if chain or token.lower not in ("in", "of", "at", "for", "on", "by", "with", "from", "to", "and"):
        return False
    return token.text[1:].islower() and not any(e[0] < token.start and e[1] > token.end for e in entities)


def _opens_chain(token: Word) -> bool:
    return token.capital and token.lower in heads() and not (is_title(token.text) and token.lower != "state")


def _next_capital(rest: Sequence[Word], position: int) -> bool:
    after = rest[position + 1 : position + 3]
    return bool(after) and (
        after[0].capital or (after[0].lower in ("the", "and") and len(after) > 1 and after[1].capital)
    )


def _inside_name(rest: Sequence[Word], token: Word, entities: Sequence[Entity]) -> bool:
    """Whether a name covers the small word, and is written as one: capitals, and no person's title at its start."""
    for start, end, kind in entities:
        if kind != "PER" and start < token.start and token.end < end:
            inner = [t for t in rest if start <= t.start and t.end <= end]
            big = [t for t in inner if t.capital]
            small = [t for t in inner if not t.capital and not t.possessive]
            first = next((t for t in inner if t.lower not in ARTICLES), None)
            if first is None or not first.capital or len(big) < 2 or any(len(t.text) > 7 for t in small):
                return False
            strict = is_title(first.text) or first.lower in ("officials", "members", "lawyers", "supporters", "aides")
            return not strict
    return False


def of_chain(rest: Sequence[Word], cut: int, entities: Sequence[Entity]) -> tuple[int, int] | None:
    """Return the name at the end of "president of Chile Sebastián Piñera": office, object and person in a row."""
    if not cut or not is_person_noun(rest[cut - 1]):
        return None
    if rest[cut - 1].lower not in OFFICES or (rest[cut].lower == "to" and rest[cut - 1].lower not in _SENT):
        return None
    after = rest[cut + 1 :]
    for start, end, kind in entities:
        if kind != "PER" or not after or end < after[-1].end or start > after[-1].start:
            continue
        between = [t for t in after if t.end <= start]
        if not between or any((is_title(t.text) and t.lower not in _OBJECTS) or t.possessive for t in between):
            continue
        if any(not t.capital and t.lower not in ("the", "and", "of", "for", *_OBJECTS) for t in between):
            continue
        last = between[-1].lower
        ends = {t.end for t in between[-2:]}  # a word may stand between the body and the name
        tagged = any(e[1] in ends and e[2] in ("LOC", "ORG") for e in entities)
        if tagged or last in places() or last in heads() or last in _OBJECTS:
            return next(t for t in after if t.start >= start).start, after[-1].end
    known = len(after) in (3, 4) and (after[0].lower in places() or after[0].lower in _OBJECTS)
    if known and after[1].lower in given_names() and all(t.capital for t in after[1:]):
        return after[1].start, after[-1].end
    return None


# What offices are of, beside places and bodies.
_OBJECTS = frozenset("state staff defence defense opposition affairs intelligence commerce education health".split())


# Who is sent to somewhere: "ambassador to the United Nations Ana Rossi".
_SENT = frozenset({"ambassador", "envoy", "delegate", "representative"})
OFFICES = frozenset(
    "envoy delegate representative"
    " president minister secretary director head chief leader mayor governor archbishop bishop king queen prince emir"
    " sultan premier chancellor chairman chairwoman chair ambassador commissioner speaker general patriarch".split()
)
