"""The lists of several sources in one mention: "Kyiv and the West"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from accordingto.sources.offices import in_office
from accordingto.sources.phrase import STANDING, Entity, Word, covering, heads, is_title, noun_kind, split
from accordingto.sources.run import Range, is_peoples, is_person_at, is_plural_noun


def is_list(words: str, entities: Sequence[Entity]) -> tuple[Range, ...]:
    """Return the spans between the commas and conjunctions of a plain list of noun phrases, else nothing."""
    tokens = split(words)
    if (
        len(tokens) > 3
        and tokens[0].lower in ("both", "neither")
        and any(t.lower in ("and", "nor") for t in tokens[2:])
    ):
        tokens = tokens[1:]  # "both A and B", "neither A nor B"
    depth, found = 0, []
    for position, token in enumerate(tokens):
        depth += (token.text in "([{") - (token.text in ")]}")
        if depth or token.lower not in ("and", "or", "nor") or not 0 < position < len(tokens) - 1:
            continue
        if any(e[0] < token.start and e[1] > token.end for e in entities):
            continue
        if not in_office(tokens, position) and _parts_lists(tokens, position, entities):
            found.append(position)
    if not found:
        pieces = _split_commas(tokens)
        persons = all(is_person_at(entities, p) for p in pieces)
        return tuple((p[0].start, p[-1].end) for p in pieces) if persons and len(pieces) > 1 else ()
    first = found[0]
    left = _listed(tokens[:first], entities)
    starts = [*left, *(tokens[p + 1].start for p in found)]
    ends = [tokens[p].start for p in found] + [len(words)]
    spans: list[Range] = []
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(left) else ends[position - len(left) + 1]
        inner = [t for t in tokens if start <= t.start and t.end <= end]
        while inner and inner[-1].mark and inner[-1].text not in ")]}" and not inner[-1].possessive:
            inner.pop()
        if any(not t.mark for t in inner):
            spans.append((inner[0].start, inner[-1].end))
    return tuple(spans)


_BETWEEN = re.compile(r"(?:,?\s+(?:of|from|at|for|in)\s+[^,;:()]{2,60}?)?(?:,|,?\s+and)\s+")


def apposed_list(words: str, entities: Sequence[Entity]) -> tuple[Range, ...]:
    """Return the persons that an apposition names for a plural: “the authors, Rossi of Lima and Ana Lund”."""
    comma = words.find(", ")
    before = split(words[: max(comma, 0)])
    people = [e for e in entities if e[2] == "PER" and e[0] >= comma]
    if not before or not is_plural_noun(before[-1]) or len(people) < 2 or people[0][0] != comma + 2:
        return ()
    pairs = list(itertools.pairwise(people))
    if not all(_BETWEEN.fullmatch(words, a[1], b[0]) for a, b in pairs):
        return ()
    if not re.search(r"\band\b", words[people[-2][1] : people[-1][0]]):
        return ()
    return tuple((start, end) for start, end, _ in people)


def _split_commas(tokens: Sequence[Word]) -> list[list[Word]]:
    pieces: list[list[Word]] = [[]]
    for token in tokens:
        if token.text == ",":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [p for p in pieces if p]


def _listed(tokens: Sequence[Word], entities: Sequence[Entity]) -> list[int]:
    """Return where the items before the conjunction begin: "A, B" where each item is one name or one plural noun."""
    starts = [tokens[0].start]
    piece: list[Word] = []
    pieces: list[list[Word]] = []
    for token in tokens:
        if token.text == ",":
            pieces.append(piece)
            piece = []
        else:
            if not piece and pieces:
                starts.append(token.start)
            piece.append(token)
    pieces.append(piece)
    pieces = [p for p in pieces if p]
    plain = all(
        any(e[0] <= p[0].start and e[1] >= p[-1].end for e in entities) or (len(p) < 4 and is_plural_noun(p[-1]))
        for p in pieces
    )
    return starts if plain and len(pieces) == len(starts) else starts[:1]


# Words after which a conjunction joins what depends on the source, not two sources.
_INSIDE = frozenset(
    "of for in from at with on by to who which that near including like such as among than about between after before"
    " familiar whose where when".split()
)


def _leads_to_person(right: Sequence[Word], entities: Sequence[Entity]) -> bool:
    """Whether titles and adjectives lead straight to a person's name: "former Secretary of State Hillary Clinton"."""
    office = right[0].lower in STANDING or is_title(right[0].text)
    for position, token in enumerate(right[:12]):
        of_office = office and position and token.lower == "the" and right[position - 1].lower == "of"
        if token.mark or (token.lower in ("the", "a", "an", "for", "in", "to") and not of_office):
            return False
        if position and any(e[2] == "PER" and e[0] <= token.start < e[1] for e in entities):
            return any(is_title(t.text) for t in right[:position])
    return is_title(right[0].text) and right[0].capital and len(right) > 1 and right[1].capital


def _two_bodies(left: Sequence[Word], right: Sequence[Word], entities: Sequence[Entity]) -> bool:
    """Whether all that stands on either side is one tagged name: “the Centre for Reefs and Centre for Tides”."""
    left = left[1:] if left[0].lower == "the" else left
    right = right[1:] if right[0].lower == "the" else right
    if not left or not right:
        return False
    return all(
        any(e[2] in ("ORG", "PER") and e[0] == side[0].start and e[1] == side[-1].end for e in entities)
        for side in (left, right)
    )


def _parts_lists(tokens: Sequence[Word], position: int, entities: Sequence[Entity]) -> bool:
    """Whether the conjunction at `position` joins two sources, not two words inside one."""
    left, right = tokens[:position], tokens[position + 1 :]
    comma = left[-1].mark and not left[-1].possessive
    if _two_bodies(left, right, entities):
        return True
    if len(left) == 1 and left[0].lower in ("he", "she", "they", "we", "i"):
        return True  # "he and the chief constable"
    if comma:
        left = left[:-1]
    if not left:
        return False
    first, last = right[0], left[-1]
    starts = [e for e in entities if e[0] <= first.start < e[1]]
    opening = first.lower in ("the", "his", "her", "their", "its", "some", "other", "many", "several", "a", "an", "two")
    person = (bool(starts) and starts[0][2] == "PER") or _leads_to_person(right, entities)
    pieces = _split_commas(left)
    plain = all(
        is_person_at(entities, p) or (len(p) < 5 and not p[-1].capital and is_plural_noun(p[-1])) for p in pieces
    )
    if comma:
        return person or opening or (len(pieces) > 1 and plain) or (bool(starts) and plain)
    if any(t.mark and not t.possessive and t.text not in "(.)%" for t in left) and not plain:
        return False  # inside an apposition: "X, the founder and head of Y"
    if any(t.lower in _INSIDE for t in left) or (not starts and is_peoples(last.text) and not last.lower.endswith("s")):
        return False
    if first.capital and last.capital:
        ended = any(e[1] == last.end for e in entities)
        body = any(t.lower in heads() and not is_title(t.text) for t in [tokens[-1]]) and not starts
        plain = not entities and tokens[-1].capital and tokens[-1].lower not in heads()
        return (ended and bool(starts)) or plain or (person and not body)
    if last.capital or covering(entities, last.start, last.end):
        return opening or person
    kind = noun_kind(last.text)
    determined = left[0].lower in ("the", "his", "her", "their", "its") and first.capital
    return kind is not None and (opening or person or kind[1] or determined)
