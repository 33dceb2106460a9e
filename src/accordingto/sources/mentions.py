"""The tagger's names, mended: joined bodies, persons taken for something else, abbreviations of full names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accordingto.records import Entity
from accordingto.sources.comparison import display, normal
from accordingto.sources.phrase import PARTICLES, demonyms, given_names, heads, is_person_noun, noun_kind, places, split

_JOINT = re.compile(r"\s+and\s+(?=the\s+[A-Z])")
_ABBREVIATED = re.compile(r"\s*\(\s*(?:the\s+|or\s+|known\s+as\s+|“|\")?(?P<short>[A-Z][\w.&/-]{1,11})[”\"]?\s*\)")
# What may stand behind a person's name and is no part of it: “Ana Rossi QC”, “Rossi et al”.
BEHIND = re.compile(r"(?:,?\s+(?:QC|KC|SC|OBE|CBE|MBE|KBE|PhD|Ph\.D\.?|MD|M\.D\.?|Esq\.?|MSP|MLA|TD|MEP|et al\.?))+")
_SMALL = frozenset("of the for and on in to de du des et y und at".split())


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a report in the order of the text, and the full name for each abbreviation that it explains."""

    entities: tuple[Entity, ...]
    full: Mapping[str, str]


def mend(text: str, entities: Sequence[Entity]) -> Names:
    """Return the entities with the tagger's plain mistakes put right, and the abbreviations that the text explains."""
    found = [part for entity in entities for part in _parted(text, entity)]
    found = _persons(text, _posted(text, found))
    found = _explained(text, found)
    full, more = _abbreviations(text, found)
    found += more
    found += _untagged_persons(text, found)
    return Names(tuple(sorted(found, key=lambda e: (e.start, e.end))), full)


def _parted(text: str, entity: Entity) -> Iterable[Entity]:
    """Two bodies in one name: “the Harbour Committee and the Coastal Service”; an outlet's noun behind its name."""
    words = text[entity.start : entity.end]
    if entity.kind == "ORG":
        for match in _JOINT.finditer(words):
            left, right = words[: match.start()].split(), words[match.end() :].split()
            if len(left) > 1 and left[-1].lower() in heads() and right[-1].lower() in heads():
                the = len(re.match(r"the\s+", words[match.end() :]).group())  # type: ignore[union-attr]
                yield Entity(entity.start, entity.start + match.start(), "ORG")
                yield Entity(entity.start + match.end() + the, entity.end, "ORG")
                return
        last = words.rsplit(None, 1)
        kind = noun_kind(last[-1]) if len(last) == 2 and last[-1].islower() else None
        name = last[0].split()[-1]
        common = noun_kind(name) is not None or name.lower() in places() or name.lower() in demonyms()
        if kind is not None and kind[0] == "outlet" and not kind[1] and name[:1].isupper() and not common:
            yield Entity(entity.start, entity.start + len(last[0]), "ORG")
            return
    yield entity


# A university of a state or country, known by where its campus is: “University of California, San Diego”.
_CAMPUS = re.compile(
    r"\bUniversity of (?:California|Texas|Illinois|Wisconsin|Maryland|Massachusetts|Hawai[ʻ’']?i|Nebraska|Colorado|"
    r"Missouri|North Carolina|Tennessee|Michigan|Minnesota|Alaska|Arkansas|Alabama|Nevada|London|the West Indies)$"
)
_SEAT = re.compile(r"\s+(?:in|to)\s+(?:the\s+)?$")


def _posted(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """An embassy with the place where it is: “Norland Embassy in Lima” is one name."""
    out: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.start, e.end)):
        last = out[-1] if out else None
        seat = last is not None and text[last.start : last.end].endswith(("Embassy", "Consulate", "High Commission"))
        campus = last is not None and last.kind == "ORG" and _CAMPUS.search(text, last.start, last.end)
        joined = (seat and _SEAT.fullmatch(text, last.end, entity.start)) or (
            campus and text[last.end : entity.start] == ", "
        ) if last else False  # fmt: skip
        if joined and last and entity.kind == "LOC":
            out[-1] = Entity(last.start, entity.end, "ORG")
        else:
            out.append(entity)
    return out


def _persons(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Persons that were taken for bodies or places: a known given name and a surname, or that surname alone."""
    surnames: set[str] = set()
    votes: dict[str, int] = {}
    found: list[Entity] = []
    for entity in entities:
        words = text[entity.start : entity.end]
        name = words.split()
        lettered = BEHIND.search(words)
        if entity.kind != "PER" and (_reads_as_person(name) or (lettered and lettered.end() == len(words))):
            entity = Entity(entity.start, entity.end, "PER")
        if name[0].lower().startswith(("pro-", "anti-", "post-", "ex-")) and len(name) == 1:
            entity = Entity(entity.start, entity.end, "MISC")
        if entity.kind == "PER":
            votes[normal(name[-1])] = votes.get(normal(name[-1]), 0) + 1
            if len(name) > 1 and not _described_by(name[0]):
                surnames.add(normal(name[-1]))
        found.append(entity)
    out = []
    for entity in found:
        words = text[entity.start : entity.end]
        key = normal(words)
        lone = entity.kind != "PER" and " " not in words and key in surnames
        known = key in places() or key in demonyms() or key in heads()
        out.append(Entity(entity.start, entity.end, "PER") if lone and not known else entity)
    return out


def _described_by(word: str) -> bool:
    return is_person_noun(split(word)[0]) if split(word) else False


def _reads_as_person(name: Sequence[str]) -> bool:
    """Whether words tagged as something else are a given name and surnames, with nothing of a body or place in them."""
    if not 2 <= len(name) <= 4 or not all(w[:1].isupper() or w in PARTICLES for w in name):
        return False
    first = name[0].lower()
    if first not in given_names() or first in places() or first in demonyms() or _described_by(name[0]):
        return False
    rest = [w.lower().strip(".,’'") for w in name[1:]]
    if any(w in heads() or w in demonyms() or w in places() or w in _SMALL - PARTICLES for w in rest):
        return False
    return noun_kind(rest[-1]) is None and not any(c.isdigit() for w in name for c in w) and not name[-1].isupper()


def _explained(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The whole name before its abbreviation in brackets, where the tagger saw none or a part: its initials tell."""
    found = sorted(entities, key=lambda e: (e.start, e.end))
    for match in _ABBREVIATED.finditer(text):
        letters = match["short"].rstrip(".")
        if sum(c.isupper() for c in letters) < 3 or not letters.isalpha():
            continue
        start = _initialled(text, match.start(), letters.lower())
        if start is None:
            continue
        low = bisect_left(found, start - 200, key=lambda e: e.start)
        high = bisect_left(found, match.start(), key=lambda e: e.start)
        inside = [e for e in found[low:high] if e.end > start]
        part = all(e.start >= start and e.end <= match.start() and e.kind != "PER" for e in inside)
        if part and inside != [Entity(start, match.start(), "ORG")]:
            kept = [e for e in found[low:high] if e not in inside]
            found[low:high] = sorted([*kept, Entity(start, match.start(), "ORG")], key=lambda e: (e.start, e.end))
    return found


_PLAIN = re.compile(r"[\w’'&-]+")


def _initialled(text: str, end: int, letters: str) -> int | None:
    """Where the words begin whose initials are the letters, small words aside, None where they do not fit."""
    low = max(0, end - 120)
    words = list(_PLAIN.finditer(text, low, end))
    left = letters
    for position, word in enumerate(reversed(words)):
        between = text[word.end() : words[len(words) - position].start() if position else end]
        if between.strip(" "):
            return None
        if word.group().lower() in _SMALL and not (left[-1:] == word.group()[0].lower() and len(left) == 1):
            continue
        if not left or word.group()[0].lower() != left[-1]:
            return None
        left = left[:-1]
        if not left:
            return word.start() if word.group()[0].isupper() else None
    return None


def _abbreviations(text: str, entities: Sequence[Entity]) -> tuple[dict[str, str], list[Entity]]:
    """“Full Name (FN)”: FN is that name wherever it stands; its places that were not tagged come as names, too."""
    full: dict[str, str] = {}
    for entity in entities:
        match = _ABBREVIATED.match(text, entity.end) if entity.kind in ("ORG", "LOC", "MISC") else None
        if match is None:
            continue
        short, name = match["short"].rstrip("."), display(text[entity.start : entity.end])
        if normal(short) not in full and (_stands_for(short, name) or _foreign(short, name)):
            full[normal(short)] = name
    if not full:
        return {}, []
    shorts = sorted({re.escape(s) for s in _surfaces(text, full)}, key=len, reverse=True)
    if not shorts:
        return full, []
    taken = _starts(entities)
    kinds = {display(text[e.start : e.end]): e.kind for e in entities}
    more = [
        Entity(m.start(), m.end(), "LOC" if kinds.get(full[normal(m.group())]) == "LOC" else "ORG")
        for m in re.finditer(rf"(?<![\w-])(?:{'|'.join(shorts)})(?![\w-])", text)
        if not _covered(taken, m.start(), m.end())
    ]
    return full, more


def _surfaces(text: str, full: Mapping[str, str]) -> set[str]:
    return {m["short"].rstrip(".") for m in _ABBREVIATED.finditer(text) if normal(m["short"]) in full}


def _stands_for(short: str, name: str) -> bool:
    """Whether an abbreviation is made of letters of the name in their order, the first of them the name's first."""
    letters = [c for c in short if c.isalnum()]
    blended = len(letters) > 4 and letters[0].isupper() and short.isalpha() and len(name.split()) > 2
    short_form = blended or sum(c.isupper() for c in letters) > 1
    if not short_form or short.lower() in places() or " " not in name.replace("-", " ").strip():
        return False
    words = [w for w in re.split(r"[\s-]+", name) if w.lower() not in _SMALL]
    at = 0
    text = " ".join(words).lower()
    initials = "".join(w[0].lower() for w in words if w)
    if "".join(letters).lower() == initials:
        return True
    if letters[0].lower() != initials[:1]:
        return False
    for letter in letters:
        at = text.find(letter.lower(), at) + 1
        if not at:
            return False
    return True


# Capitals in brackets that are no abbreviation of what stands before them.
_NO_NAME = frozenset(
    "utc gmt bst est edt cst pst pdt cet nyse nasdaq lse video photo pictured map usd eur gbp pdf".split()
)


def _foreign(short: str, name: str) -> bool:
    """Whether capitals in brackets may abbreviate the name in its own language: “Federal Security Service (FSB)”."""
    if not (short.isupper() and short.isalpha() and 3 <= len(short) <= 7 and " " in name):
        return False
    return short[0] == name[0] and short.lower() not in _NO_NAME and short.lower() not in places()


def _untagged_persons(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The full name of a person of whom only the surname was tagged: “Emil Hartwin” where “Hartwin” is known."""
    full = {
        normal(text[e.start : e.end].split()[-1]) for e in entities if e.kind == "PER" and " " in text[e.start : e.end]
    }
    lone = {text[e.start : e.end] for e in entities if e.kind == "PER" and " " not in text[e.start : e.end]}
    lone = {w for w in lone if normal(w) not in full and w[:1].isupper() and len(w) > 2}
    if not lone:
        return []
    taken = _starts(entities)
    words = "|".join(sorted(map(re.escape, lone), key=len, reverse=True))
    pattern = re.compile(rf"\b(?P<given>[A-ZÀ-Þ][\w’'-]+)\s(?:[A-Z]\.\s)?(?P<name>{words})\b")
    found = []
    for match in pattern.finditer(text):
        known = match["given"].lower() in given_names() and not is_person_noun(split(match["given"])[0])
        if known and not _covered(taken, match.start("given"), match.end("given")):
            found.append(Entity(match.start(), match.end(), "PER"))
    return found


def _starts(entities: Sequence[Entity]) -> set[int]:
    """Every offset that a name covers."""
    return {at for e in entities for at in range(e.start, e.end)}


def _covered(taken: set[int], start: int, end: int) -> bool:
    return any(at in taken for at in range(start, end))
