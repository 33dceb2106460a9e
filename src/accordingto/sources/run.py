"""The name inside one noun phrase, and the lists of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.sources.phrase import (
    PARTICLES,
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
    split,
    titles,
)

Range = tuple[int, int]

# Groups of people that are written with a capital.
_PEOPLES = frozenset(
    "republicans democrats tories labourites conservatives liberals greens libertarians socialists communists muslims"
    " christians jews hindus sikhs buddhists catholics protestants sunnis shiites shias kurds tibetans uyghurs uighurs"
    " arabs africans europeans asians latinos hispanics mormons evangelicals whites blacks americans islamists rohingya"
    " westerners southerners northerners unionists loyalists remainers brexiteers millennials nazis marxists zionists"
    " arab african european asian muslim christian jew kurd republican democrat tory democratic conservative liberal"
    " independent socialist communist islamist catholic latino hispanic gop western jewish labour".split()
)
_CONNECTORS = frozenset("of for on in the and & to at de des du la le und et y und für without".split())


def is_peoples(word: str) -> bool:
    """Whether the word is an adjective or noun for a people, a faith or a party: "Cuban", "Republicans"."""
    return word.lower() in _PEOPLES or word.lower() in demonyms()


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
    if not last.capital and not (last.digits and len(rest) > 1 and rest[-2].capital):
        return _common(core, rest, many)
    if any(t.possessive for t in rest[:-1]) and last.lower in heads():
        return Named((rest[0].start, last.end), None, last.text)  # "Prime Minister's Office"
    cut = _after_role(rest, entities)
    after, before = rest[cut:], core[: begin + cut]
    while len(after) > 1 and after[-1].lower in titles() and titles()[after[-1].lower][1] == "suffix":
        if after[-1].lower in ("jr", "sr", "ii", "iii", "iv"):
            break
        after = after[:-1]
    if not after or not cut and len(after) == 1 and _is_role_word(after[0]) and not _person_at(entities, after):
        return _common(core, rest, many)
    role = _role(before, begin)
    splitter = rest[cut - 1] if cut else None
    if _common_capital(after, entities, article=article, role=splitter is not None):
        return _common(core, rest, many)
    if splitter is not None:
        return _named_after(splitter, before, after, entities, indefinite, many)
    if indefinite or many and not covering(entities, after[0].start, after[-1].end):
        return Named(head=last.text, plural=many, titled=not many)
    name = _entity_name(after, entities)
    possessor: Range | None = None
    if begin:
        owner = core[: begin - 1]
        if owner:
            possessor = owner[0].start, owner[-1].end
    person = covering(entities, *name) if name else None
    if name is None:
        return _common(core, rest, many)
    is_person = person is not None and person[2] == "PER"
    sure = len(after) > 1 and after[0].lower in given_names() and after[-1].lower not in heads()
    return Named(name, possessor if is_person or role is None and sure else None, last.text, False, False, True, sure)


def _after_possessor(core: Sequence[Word], entities: Sequence[Entity]) -> int:
    """Return where the words after the last possessive begin, 0 where the possessive is part of a name."""
    for position in range(len(core) - 1, 0, -1):
        if not core[position].possessive:
            continue
        if position == len(core) - 1:
            continue
        owner, rest = core[position - 1], core[position + 1 :]
        whole = any(e[0] < owner.end and e[1] >= rest[-1].end and e[2] in ("ORG", "MISC") for e in entities)
        capital = all(t.capital for t in rest)
        if capital and whole and owner.lower not in places():
            return 0
        if capital and owner.capital and noun_kind(owner.text) is not None and not _person_at(entities, rest):
            return _before_noun(core, position)
        return position + 1
    return 0


def _before_noun(core: Sequence[Word], position: int) -> int:
    """Return where a body named after a noun begins: "People's Daily", "Prime Minister's Office"."""
    del core, position
    return 0


def _after_role(rest: Sequence[Word], entities: Sequence[Entity]) -> int:
    """Return where the name begins behind titles and nouns for persons or bodies, 0 where there are none."""
    cut = 0
    for position, token in enumerate(rest[:-1]):
        nxt = rest[position + 1]
        if token.capital or token.digits and not token.text.isdigit():
            if not is_title(token.text) or _suffixes(rest[position + 1 :]):
                if token.digits and "-" in token.text:
                    cut = position + 1
                continue
            if token.lower in SURNAME_TITLES and not _free(rest, position, cut, entities):
                continue
            cut = position + 1
        elif token.lower in PARTICLES and nxt.capital and (position == cut or rest[position - 1].capital):
            continue
        elif token.lower in PARTICLES and nxt.lower in PARTICLES:
            continue
        elif token.lower in _CONNECTORS or token.possessive or token.text.isdigit():
            continue
        else:
            cut = position + 1
    if cut and rest[cut].text in ("-", "of"):
        return 0
    return cut


def _suffixes(tokens: Sequence[Word]) -> bool:
    return all(t.lower in titles() and titles()[t.lower][1] == "suffix" for t in tokens)


def _free(rest: Sequence[Word], position: int, cut: int, entities: Sequence[Entity]) -> bool:
    """Whether a word that is a title or a surname stands where only a title can."""
    token = rest[position]
    if any(e[2] == "PER" and e[0] < token.start and e[1] > token.end for e in entities):
        inside = [t for t in rest[cut:position] if t.capital and not is_title(t.text)]
        if inside:
            return False
    if position == cut:
        return True
    before = rest[position - 1]
    if before.lower in demonyms() or before.lower in places() or before.lower in heads() or not before.capital:
        return True
    return any(e[2] in ("ORG", "LOC", "MISC") and e[1] == before.end for e in entities)


def _is_role_word(token: Word) -> bool:
    kind = noun_kind(token.text)
    return is_title(token.text) or kind is not None and (kind[1] or kind[0] in ("document", "group"))


def _person_at(entities: Sequence[Entity], tokens: Sequence[Word]) -> bool:
    return any(e[2] == "PER" and e[0] <= tokens[0].start and e[1] >= tokens[-1].end for e in entities)


def _common_capital(after: Sequence[Word], entities: Sequence[Entity], *, article: bool, role: bool) -> bool:
    """Whether capitalised words still end in a common noun: "Trump Supporters", "Republicans", "the Chinese"."""
    last = after[-1]
    entity = covering(entities, last.start, last.end)
    if entity is not None and entity[2] == "PER":
        if len(after) > 1 or last.lower not in _PEOPLES | set(demonyms()) or role:
            own = [t for t in after if t.end > entity[0]]
            return len(own) < 2 and len(after) > 1 and _plural_noun(last) and last.lower not in given_names()
        return True
    low = last.lower
    if low in _PEOPLES or low in demonyms():
        body = entity is not None and entity[2] == "ORG" and len(after) > 1 and entity[0] <= after[0].start
        return not body and not (role and len(after) > 1)
    if entity is not None and entity[2] in ("ORG", "LOC") and entity[0] <= after[0].start and len(after) > 1:
        return False
    if any(t.lower in heads() and n.lower in _CONNECTORS for t, n in zip(after, after[1:], strict=False)):
        return False  # "Ministry of Defence"
    kind = noun_kind(last.text)
    if kind is None or low in SURNAME_TITLES and len(after) > 1:
        return False
    if kind[0] in ("person", "group", "officials", "document"):
        if low in heads() and (article or len(after) > 1 or entity is not None):
            return False
        return True
    return len(after) == 1 and entity is None and not article and kind[1]


def _plural_noun(token: Word) -> bool:
    kind = noun_kind(token.text)
    return kind is not None and kind[1]


def _named_after(
    splitter: Word, before: Sequence[Word], after: Sequence[Word], entities: Sequence[Entity], indefinite: bool, many: bool
) -> Named:
    """Name what follows a title or noun, where the noun is of a sort that names follow."""
    span = after[0].start, after[-1].end
    entity = covering(entities, after[-1].start, after[-1].end)
    kind = noun_kind(splitter.text)
    person = is_person_noun(splitter)
    body = after[-1].lower in heads() and not (entity is not None and entity[2] == "PER")
    role = _role(before, 0)
    unnamed = Named(None, None, splitter.text, many or kind is not None and kind[1], person)
    if many or not after[0].capital and after[0].lower not in PARTICLES:
        return unnamed
    if person:
        if body and len(after) > 1 or entity is not None and entity[2] == "LOC" and len(after) == 1 and splitter.capital:
            return unnamed
        if indefinite and not (entity is not None and entity[2] == "PER"):
            return unnamed
        if len(after) > 6 or any(t.lower in ("of", "for", "on") for t in after):
            return unnamed
        address = all(titles().get(t.lower, ("", ""))[1] == "honorific" or t.mark for t in before)
        if before[-1].lower in _REGNAL and len([t for t in after if t.lower not in _ORDINALS]) == 1:
            # "Pope Francis", "Queen Elizabeth II": nobody is known by the bare name
            kept = before[-1]
            span, role = (kept.start, after[-1].end), _role(before[:-1], 0)
            return Named(span, role, after[-1].text, weak_role=True, sure=True)
        short = all(t.lower in ("dr", "prof", "professor", "rev", "sen", "rep", "gov") for t in before)
        return Named(span, None if address else role, after[-1].text, weak_role=short or address, sure=True)
    if entity is not None and entity[2] == "PER" and entity[0] <= after[0].start and not splitter.capital and kind is None:
        return Named(span, role, after[-1].text, sure=True)
    if kind is not None and kind[0] in ("organisation", "outlet", "military", "government", "group") and not kind[1]:
        if indefinite or entity is not None and entity[2] in ("PER", "LOC"):
            return unnamed
        return Named(span, role, after[-1].text)
    if splitter.digits and (entity is not None and entity[2] == "PER" or after[0].lower in given_names()):
        return Named(span, role, after[-1].text, sure=True)
    return Named(None, None, splitter.text, kind is not None and kind[1], False)


_REGNAL = frozenset("pope king queen prince princess emperor empress sultan emir saint mother patriarch".split())
_ORDINALS = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii".split())


def _entity_name(after: Sequence[Word], entities: Sequence[Entity]) -> Range | None:
    """Return the name in a run of capitals without title, mending what the tagger cut off."""
    start, end = after[0].start, after[-1].end
    entity = covering(entities, after[-1].start, end)
    if entity is None or entity[2] != "PER" or entity[0] <= start:
        return start, end
    prefix = [t for t in after if t.end <= entity[0]]
    own = [t for t in after if t.start >= entity[0]]
    others = any(e is not entity and e[0] < entity[0] and e[1] > start for e in entities)
    words = " ".join(t.lower for t in prefix)
    known = all(t.lower in demonyms() or t.lower in places() or t.lower in _PEOPLES for t in prefix) or words in places()
    if (others or known or prefix[-1].lower in heads()) and own:
        return own[0].start, end
    return start, end


def _role(before: Sequence[Word], begin: int) -> Range | None:
    del begin
    kept = [t for t in before if not t.possessive or t is not before[-1]]
    return (kept[0].start, kept[-1].end) if kept else None


def _common(core: Sequence[Word], rest: Sequence[Word], many: bool) -> Named:
    """A noun phrase headed by a common noun: the head is the last word known as one."""
    head = next((t for t in reversed(rest) if noun_kind(t.text) is not None and not t.digits), rest[-1])
    kind = noun_kind(head.text)
    low = head.lower
    plural = many or (kind is not None and kind[1]) or low in _PEOPLES and low.endswith("s")
    if kind is None:
        plural = plural or low.endswith("s") and not low.endswith(("ss", "us", "is"))
    body = kind is not None and kind[0] in ("organisation", "outlet", "military", "group")
    titled = not plural and (is_person_noun(head) or body or low in demonyms() or low in _PEOPLES)
    return Named(None, (core[0].start, core[-1].end), head.text, plural, titled)


def is_list(words: str, entities: Sequence[Entity]) -> tuple[Range, ...]:
    """Return the spans between the commas and conjunctions of a plain list of noun phrases, else nothing."""
    tokens = split(words)
    depth, found = 0, []
    for position, token in enumerate(tokens):
        depth += (token.text in "([{") - (token.text in ")]}")
        if depth or token.lower not in ("and", "or") or not 0 < position < len(tokens) - 1:
            continue
        if any(e[0] < token.start and e[1] > token.end for e in entities):
            continue
        if _parts_lists(tokens, position, entities):
            found.append(position)
    if not found:
        return ()
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


def _listed(tokens: Sequence[Word], entities: Sequence[Entity]) -> list[int]:
    """Return where the items before the conjunction begin: "A, B" where each item is one name or one plural noun."""
    starts, piece, pieces = [tokens[0].start], [], []
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
        any(e[0] <= p[0].start and e[1] >= p[-1].end for e in entities) or len(p) < 4 and _plural_noun(p[-1]) for p in pieces
    )
    return starts if plain and len(pieces) == len(starts) else starts[:1]


def _parts_lists(tokens: Sequence[Word], position: int, entities: Sequence[Entity]) -> bool:
    """Whether the conjunction at `position` joins two sources, not two words inside one."""
    left, right = tokens[:position], tokens[position + 1 :]
    comma = left[-1].mark and not left[-1].possessive
    if comma:
        left = left[:-1]
    if not left:
        return False
    first, last = right[0], left[-1]
    starts = [e for e in entities if e[0] <= first.start < e[1]]
    opening = first.lower in ("the", "his", "her", "their", "its", "some", "other", "many", "several", "a", "an", "two")
    person = bool(starts) and starts[0][2] == "PER" or is_title(first.text) and len(right) > 1 and right[1].capital
    if comma or any(t.mark and not t.possessive and t.text not in "(.)" for t in left):
        plain_list = any(t.text == "," for t in left) and (_plural_noun(last) and not first.capital or bool(starts))
        return person or plain_list or comma and opening
    small = {"of", "for", "in", "from", "at", "with", "on", "by", "to", "who", "which", "that", "between", "both", "near"}
    if any(t.lower in small - {"both"} for t in left):
        return False
    if first.capital and last.capital:
        ended = any(e[1] == last.end for e in entities)
        body = any(t.lower in heads() and not is_title(t.text) for t in [tokens[-1]]) and not starts
        plain = not entities and tokens[-1].capital and tokens[-1].lower not in heads()
        return ended and bool(starts) or plain or person and not body
    if last.capital or covering(entities, last.start, last.end):
        return opening or person
    kind = noun_kind(last.text)
    determined = left[0].lower in ("the", "his", "her", "their", "its") and first.capital
    return kind is not None and (opening or person or kind[1] or determined)
