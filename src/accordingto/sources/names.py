"""Which words of a mention name the source itself, which say what it is, and which head it.

A mention is a noun phrase. It is cut where the first noun phrase ends (comma, preposition, relative, participle); in
what is left everything up to the last possessive only modifies; titles and nouns for persons part the role from the
name that follows. Where the head is a common noun an apposition may still give the name. In doubt there is no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accordingto.sources.comparison import display, normal, same_name
from accordingto.sources.lists import apposed_list, is_list
from accordingto.sources.phrase import PARTICLES, Entity, Word, is_person_noun, noun_kind, places, split
from accordingto.sources.run import Named, Range, described_person, is_peoples, name_in
from accordingto.sources.segments import (
    ARTICLES,
    OFFICES,
    QUANTIFIERS,
    core_end,
    leading,
    of_chain,
    segments,
    trailing,
)
from accordingto.sources.titles import gender_of_title

__all__ = ["MentionParts", "display", "gender_of_title", "joint", "normal", "parse_mention", "same_name"]

PRONOUNS = frozenset(
    "i you he she it we they me him her us them his its their my our your mine yours hers ours theirs who whom whose"
    " which that this these those himself herself itself themselves myself yourself ourselves one".split()
)
PLURAL_PRONOUNS = frozenset("we they us them their our ours theirs these those themselves ourselves".split())
_AFTER_PRONOUN = frozenset("himself herself itself themselves myself ourselves too also alone both all then".split())

_ANONYMOUS = re.compile(
    r"\b(?:(?:who|and|but|were|was|is|are|has|have|had)\s+){0,2}"
    r"(?:(?:who|speaking|spoke|talking|talked|asked|asking|requested|requesting|insisted|insisting|declined|declining|"
    r"granted|did\s+not|didn['’]t|do\s+not|does\s+not|not|was|were|wished|wishing|preferred|wanted|is|are|on)\s+)*"
    r"(?:on\s+(?:the\s+)?(?:strict\s+)?condition\s+(?:of\s+anonymity|that|(?:he|she|they)\b)"
    r"|(?:spoke|speaking)\s+anonymously|(?:to\s+)?(?:remain|stay)(?:ing)?\s+(?:anonymous|unnamed)"
    r"|(?:for\s+)?anonymity\b|(?:to\s+)?not\s+(?:to\s+)?be(?:ing)?\s+(?:publicly\s+)?(?:named|identified|quoted)"
    r"|(?:want(?:ed)?\s+)?to\s+be\s+(?:publicly\s+)?(?:named|identified|quoted)"
    r"|(?:not\s+)?(?:un)?authori[sz]ed\s+to\s+(?:speak|talk|discuss|brief|comment|be)\w*"
    r"|whose\s+(?:names?|identit\w+)\s+(?:\w+\s+){0,3}(?:withheld|changed|not|protect\w*))"
    r"[^,;—–]*(?:,?\s*(?:because|citing|for\s+fear|fearing|due\s+to|since|as)\b[^;—–]*)?",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r"\b(?:unnamed|anonymous|unidentified|undisclosed)\b", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:named|called|known\s+as|(?:using|under)\s+the\s+(?:name|pseudonym|alias)(?:\s+of)?|identified\s+(?:\w+\s+)?as|identified\s+(?:him|her)self\s+as"
    r"|g[ai]ve[sn]?\s+(?:his|her|their)\s+(?:\w+\s+)?name\s+(?:only\s+)?(?:simply\s+)?as)\s+"
    r"(?:only\s+|just\s+|simply\s+)?(?=[\"“'‘]?[^\W\d_a-z])"
)


@dataclass(frozen=True, slots=True)
class MentionParts:
    """What the words of a mention tell; spans are half-open offsets into the mention.

    `name` is the fullest name inside that denotes the source itself; `role` its title or description, without leading
    article; `head` the noun that heads it, as written; `anonymous` the words that say it is not named and why;
    `plural` whether more than one speaks; `pronoun` whether it is nothing but a pronoun.
    """

    name: Range | None = None
    role: Range | None = None
    head: str | None = None
    anonymous: Range | None = None
    plural: bool = False
    pronoun: bool = False


def parse_mention(words: str, entities: Sequence[Entity] = ()) -> MentionParts:
    """Tell the name, role and head of a source mention as it stands in a report.

    `entities` are (start, end, kind) of names inside it, kind PER, ORG, LOC or MISC, and may be wrong or missing.
    Never raises. A list of several sources ("Kyiv and the West") has no name: see `joint`.
    """
    tokens = split(words)
    bare = [t for t in tokens if not t.mark and not t.possessive]
    if not bare:
        return MentionParts()
    if _is_pronoun(tokens, bare):
        plural = bare[0].lower in PLURAL_PRONOUNS or bare[-1].lower in ("themselves", "ourselves", "all", "both")
        return MentionParts(head=bare[0].text, plural=plural, pronoun=True)
    anonymous = _span(_ANONYMOUS.search(words)) or _span(_UNNAMED.search(words))
    entities = [e for e in entities if 0 <= e[0] < e[1] <= len(words)]
    parts = joint(words, entities)
    if len(parts) > 1:
        last = _phrase(words[parts[-1][0] : parts[-1][1]], _moved(entities, *parts[-1]))
        return MentionParts(head=last.head, anonymous=anonymous, plural=True)
    found = _phrase(words, entities)
    return MentionParts(found.name, found.role, found.head, anonymous, found.plural)


def joint(words: str, entities: Sequence[Entity] = ()) -> tuple[Range, ...]:
    """Return the spans of the several sources that a mention lists, one span where it is a single source.

    "Kyiv and the West" gives two; "the Ministry of Labour and Social Affairs" and "the founder and head of X" one.
    """
    parts = apposed_list(words, entities) or is_list(words, entities)
    if len(parts) < 2:
        return ((0, len(words)),)
    names_before = False
    for position, (start, end) in enumerate(parts):
        found = _phrase(words[start:end], _moved(entities, start, end))
        tokens = [t for t in split(words[start:end]) if not t.mark]
        plain = (
            found.name is not None
            or found.plural
            or tokens[0].lower in QUANTIFIERS | PRONOUNS | {"his", "her", "their", "the"}
        )
        bare = found.name is None and tokens[0].capital and tokens[0].text != found.head
        if names_before and bare and not is_peoples(tokens[0].text):
            return ((0, len(words)),)  # "Trump and Cruz supporters"
        names_before = names_before or found.name is not None
        if position and not plain and not (noun_kind(found.head or "") and not tokens[0].capital):
            return ((0, len(words)),)  # "the president and founder of X"
    return parts


def _phrase(words: str, entities: Sequence[Entity]) -> MentionParts:
    tokens = split(words)
    pieces = segments(tokens, entities)
    if not pieces:
        return MentionParts()
    named = _core(pieces[0], entities)
    holder = _holder(named, pieces, entities)
    if holder is not None:
        return holder
    if named.name is not None and not named.plural:
        first = words[slice(*named.name)].split(" ")[0]
        if first.lower() in ARTICLES and named.name[1] - named.name[0] > len(first) + 1:
            # "trade magazine The Coast Herald"
            named = replace(named, name=(named.name[0] + len(first) + 1, named.name[1]))
    if (
        named.name is not None
        and _clean(words[named.name[0] : named.name[1]])
        and not _alone(named, pieces[0], entities)
    ):
        role = named.role if named.role and not named.weak_role else _role_after(pieces[1:], entities) or named.role
        return MentionParts(named.name, role, named.head, None, False)
    called = _CALLED.search(words)
    if called is not None and not named.plural:
        after = [t for t in tokens if t.start >= called.end()]
        length = next(
            (i for i, t in enumerate(after) if not t.capital and t.lower not in PARTICLES | {"of"}), len(after)
        )
        while length and not after[length - 1].capital:
            length -= 1
        if length:
            return MentionParts((after[0].start, after[length - 1].end), named.role, named.head)
    if not named.plural and (named.titled or _one_described(named, pieces, entities)):
        for piece in pieces[1:]:
            apposed = _apposed_name(piece, named.head or "", entities)
            if apposed is not None:
                start = named.role[0] if named.role else pieces[0][0].start
                return MentionParts(apposed, (start, trailing(pieces[0])[-1].end), named.head)
            if not piece[0].digits and piece[0].lower not in ("who", "which"):
                break
    begin = 0 if pieces[0][0].lower in ARTICLES | QUANTIFIERS else described_person(pieces[0], entities)
    before = pieces[0][:begin]
    inside = any(t.lower in ("of", "for", "to", "by", "with", "from", "in", "at", "on") for t in before)
    of = next((i for i, t in enumerate(before) if t.lower in ("of", "for")), 0)
    capital = all(t.capital or t.lower in ("of", "and", "for", "the") for t in before)
    office = 0 < of < begin - 1 and before[of - 1].lower in OFFICES and capital
    if begin and (office or not inside) and not any(e[2] == "PER" and e[0] < before[-1].end for e in entities):
        # "co-author and geochemist Ana Rossi", "Secretary of Justice Ana Rossi"
        name = pieces[0][begin].start, pieces[0][-1].end
        return MentionParts(name, (pieces[0][0].start, pieces[0][begin - 1].end), pieces[0][-1].text)
    return MentionParts(None, None, named.head, None, named.plural)


def _holder(named: Named, pieces: Sequence[Sequence[Word]], entities: Sequence[Entity]) -> MentionParts | None:
    """Return the person named behind an office written in capitals: "The Senate Minority Leader, Ana Rossi,"."""
    if named.name is None or len(pieces) < 2:
        return None
    office = [t for t in pieces[0] if named.name[0] <= t.start and t.end <= named.name[1]]
    tagged = any(e[2] == "PER" and e[0] < office[-1].end and e[1] > office[-1].start for e in entities)
    if tagged or not is_person_noun(office[-1]) or pieces[0][0].lower != "the":
        return None
    person = _apposed_name(pieces[1], office[-1].text, entities)
    return MentionParts(person, named.name, office[-1].text) if person else None


def _one_described(named: Named, pieces: Sequence[Sequence[Word]], entities: Sequence[Entity]) -> bool:
    """Whether a noun that is not known is told apart, and a person named behind it: “the club's ruler, Ana Lund”."""
    first = pieces[0]
    definite = first[0].lower in ("the", "his", "her", "their", "its") or any(t.possessive for t in first)
    if len(pieces) < 2 or not definite or named.head is None or noun_kind(named.head) is not None:
        return False
    person = next((e for e in entities if e[2] == "PER" and e[1] == pieces[1][-1].end), None)
    return person is not None and any(t.start > person[0] for t in pieces[1])


def _clean(name: str) -> bool:
    """Whether it begins with no article, and no quotation mark or bracket is opened or closed in it only by half."""
    if name.split()[0].lower() in ARTICLES:
        return False
    return all(name.count(a) == name.count(b) for a, b in ("“”", "()", "[]", "«»")) and name.count('"') % 2 == 0


def _alone(named: Named, piece: Sequence[Word], entities: Sequence[Entity]) -> bool:
    """Whether the name is one untagged word before a preposition: "Minorities in both cantons"."""
    assert named.name is not None
    start, end = named.name
    words = [t for t in piece if start <= t.start and t.end <= end]
    after = next((t for t in piece if t.start >= end), None)
    tagged = any(e[0] < end and e[1] > start for e in entities)
    return len(words) == 1 and not tagged and named.role is None and after is not None and after.lower in (
        "of", "in", "across", "on", "for", "over", "among", "between", "with", "without", "like"
    )  # fmt: skip


def _core(piece: Sequence[Word], entities: Sequence[Entity]) -> Named:
    """Name the first noun phrase of a segment."""
    skip, indefinite, many = leading(piece, entities)
    rest = list(piece[skip:])
    if not rest:
        text = piece[-1].text
        return Named(head=text, plural=many)
    end = core_end(rest, entities)
    if (
        end < len(rest)
        and rest[end].lower == "of"
        and end
        and (rest[end - 1].lower in QUANTIFIERS or (many and end == 0))
    ):
        inner = _core(rest[end + 1 :], entities) if rest[end + 1 :] else Named()
        one = rest[end - 1].lower in ("one", "member", "each")
        head = inner.head or rest[end - 1].text
        return Named(head=head, plural=not one, titled=one, role=None)
    core = trailing(rest[:end])
    if not core:
        return Named(head=rest[0].text, plural=many)
    named = name_in(core, entities, indefinite=indefinite, article=skip > 0, many=many)
    if named.name is not None and end < len(rest) and rest[end].lower in ("and", "or", "nor", "but", "plus"):
        # no list of sources, so the name is but a part: "Trump and Cruz supporters"
        more = [t for t in rest[end + 1 :] if t.lower not in ("and", "or")]
        return Named(head=_core(more, entities).head if more else named.head, plural=True)
    if named.name is None and end < len(rest) and rest[end].lower in ("of", "to"):
        chained = of_chain(rest, end, entities)
        if chained is not None:
            return Named(chained, (rest[0].start, _before(rest, chained[0])), rest[end - 1].text)
    if many and named.name is None:
        named = Named(None, named.role, named.head, True, False)
    return named


def _before(tokens: Sequence[Word], offset: int) -> int:
    return max(t.end for t in tokens if t.end <= offset)


def _apposed_name(piece: Sequence[Word], head: str, entities: Sequence[Entity]) -> Range | None:
    """Return the person's or body's name that a segment after a comma gives to the noun `head`, or None."""
    skip, indefinite, many = leading(piece, entities)
    end = skip + core_end(piece[skip:], entities)
    whole = end == len(piece)
    if indefinite or many or (not whole and piece[end].lower not in ("of", "from", "in")):
        return None
    named = name_in(piece[skip:end], entities, indefinite=False, article=skip > 0, many=False)
    if named.name is None:
        return None
    start, end = named.name
    kinds = {e[2] for e in entities if e[0] < end and e[1] > start}
    if not whole and not named.sure and "PER" not in kinds:
        return None
    kind = noun_kind(head)
    bodies = kind is not None and kind[0] in ("organisation", "outlet", "military", "group")
    place = " ".join(t.lower for t in piece if start <= t.start < end) in places()
    if "LOC" in kinds or place or not (kinds or named.role or named.sure or bodies):
        return None
    if kinds <= {"ORG", "MISC"} and kinds and not (bodies or named.role or named.sure):
        return None
    return named.name


def _role_after(pieces: Sequence[Sequence[Word]], entities: Sequence[Entity]) -> Range | None:
    """Return the apposition that says what the named one is: a noun phrase with its complements."""
    for position, piece in enumerate(pieces):
        if len(piece) > 3 and piece[0].lower == "who" and piece[1].lower in ("is", "was"):
            piece = piece[2:]
        if piece[0].digits or (len(piece) == 1 and not is_person_noun(piece[0])):
            continue
        skip, _, _ = leading(piece, entities)
        rest = list(piece[skip:])
        if not rest:
            return None
        end = core_end(rest, entities)
        core = rest[:end]
        if (
            not core
            or not (core[-1].capital is False or is_person_noun(core[-1]))
            or not (noun_kind(core[-1].text) or is_person_noun(core[-1]))
        ):
            return None
        if rest[0].lower in ("who", "which", "that", "whose", "along", "including", "too"):
            return None
        if core[0].lower.endswith("ing") and noun_kind(core[0].text) is None:
            return None
        more = pieces[position + 1] if position + 1 < len(pieces) else []
        fields = any(t.lower in ("for", "of") for t in rest) and any(t.lower == "and" for t in more)
        if fields and not more[0].capital and more[0].lower not in ARTICLES | {"who", "which", "and"}:
            return rest[0].start, more[-1].end  # "commissioner for trade, energy and transport"
        return rest[0].start, rest[-1].end
    return None


def _is_pronoun(tokens: Sequence[Word], bare: Sequence[Word]) -> bool:
    first = bare[0].lower
    if first not in PRONOUNS or (first == "us" and bare[0].text != "us"):
        return False
    if len(bare) == 1 or all(t.lower in _AFTER_PRONOUN for t in bare[1:]):
        return True
    if first in ("he", "she", "they", "we", "i", "it", "you"):
        following = tokens[tokens.index(bare[0]) + 1]
        return following.mark or (bare[1].lower in ("who", "or", "and") and bare[-1].lower in PRONOUNS)
    return False


def _moved(entities: Sequence[Entity], start: int, end: int) -> list[Entity]:
    return [(max(s, start) - start, min(e, end) - start, k) for s, e, k in entities if s < end and e > start]


def _span(match: re.Match[str] | None) -> Range | None:
    if match is None:
        return None
    text = match.group()
    return match.start(), match.start() + len(text.rstrip(' ,.;:—–-\n\t)"”'))
