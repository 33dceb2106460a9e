"""Pronouns: what they can stand for, and which party one of them does stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.records import Antecedents, Span
from accordingto.sources.people import Parties, Party
from accordingto.sources.phrase import is_person_noun, split

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves", "both", "many", "some", "others"})
RELATIVE = frozenset({"who", "which", "whom", "that", "whose"})
SPEAKER = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})

# Below this share, or closer than this ratio to the next best, the pointer head does not decide.
LEAST_CHANCE = 0.35
LEAST_RATIO = 2.0
# What it counts that a party is the source of the claim before: in the same paragraph, and one paragraph earlier.
SPOKEN_HERE = 0.6
SPOKEN_BEFORE = 0.2
# What it counts that no other person who fits is named earlier in the paragraph.
ONLY_ONE_HERE = 0.4
# How sure the pointer head has to be of somebody else to stand against both of these together.
OVERRULING = 0.85


@dataclass(frozen=True, slots=True)
class Choice:
    """The party that was chosen, or why none was."""

    party: Party | None
    why: str | None = None


def fits(pronoun: str, party: Party) -> bool:
    """Whether a pronoun could stand for a party, by what is known of the party."""
    word = pronoun.lower()
    if word in HE:
        return party.gender != "she" and (party.kind == "PER" or _one_person(party))
    if word in SHE:
        return party.gender != "he" and (party.kind == "PER" or _one_person(party))
    if word in IT:
        return party.kind != "PER"
    return True


def _one_person(party: Party) -> bool:
    """Whether the words for an unnamed one mean one person: “a diplomat”, “one of the victims”."""
    if party.kind is not None:
        return False
    return any(is_person_noun(t) or t.lower == "one" for t in split(party.name))


def quoted_others(pronoun: str, span: Span, text: str, content: Sequence[Span]) -> bool:
    """Whether “he” or “she” stands between the quotation marks of a content: who is quoted calls nobody else “I”."""
    piece = next((s for s in content if s.start <= span.start < s.end), None)
    if piece is None or pronoun.lower() not in HE | SHE:
        return False
    start = max(piece.start, text.rfind("\n", 0, span.start) + 1)
    words = text[start : span.start]
    return words.rfind("“") > words.rfind("”") or words.count('"') % 2 == 1


def choose(
    pronoun: str,
    span: Span,
    parties: Parties,
    antecedents: Antecedents | None,
    spoken: Party | None,
    *,
    barred: bool = False,
) -> Choice:
    """Choose the party that `pronoun` at `span` stands for, from the pointer head and the parties near by.

    `spoken` is the source of the claim before, which a pronoun source often takes up again; `barred` says that it
    cannot be that one. It is chosen only where one party is clearly ahead; otherwise the choice is None, with the
    reason.
    """
    word = pronoun.lower()
    if word in RELATIVE:
        before = [
            (place, party)
            for place, party in parties.near(max(0, span.start - 120), span.start)
            if place.end <= span.start and not re.search(r"[.!?]\s", parties.text[place.end : span.start])
        ]
        people = [party for _, party in before if party.kind == "PER"]
        if word in ("who", "whom", "whose"):
            fitting = people or [party for _, party in before if party.kind != "LOC"]
        else:
            fitting = [party for _, party in before if party.kind != "PER"]
        if fitting:
            return Choice(fitting[-1])
        return Choice(None, f"“{pronoun}” has nobody before it in its sentence")
    scores = _scores(word, span, parties, antecedents)
    quoting = spoken if barred else None
    if quoting is not None:
        scores.pop(id(quoting), None)
        spoken = None
    only = _only_one_here(word, span, parties, quoting)
    if (
        spoken is not None
        and fits(word, spoken)
        and not _told(spoken, span, parties)
        and _recent(parties, spoken, span.start)
    ):
        weight = SPOKEN_HERE if parties.text.rfind("\n", 0, span.start) < _last(spoken, span.start) else SPOKEN_BEFORE
        scores[id(spoken)] = (scores.get(id(spoken), (0.0, spoken))[0] + weight, spoken)
    if only is not None and only is spoken and all(s < OVERRULING for s, p in scores.values() if p is not only):
        # The claim before has this source, and the paragraph names nobody else: the reader thinks of no one else.
        return Choice(only)
    if only is not None:
        scores[id(only)] = (scores.get(id(only), (0.0, only))[0] + ONLY_ONE_HERE, only)
    ranked = sorted(scores.values(), key=lambda s: (-s[0], s[1].mentions[0] if s[1].mentions else span))
    if ranked and ranked[0][0] >= LEAST_CHANCE:
        if len(ranked) == 1 or ranked[0][0] >= LEAST_RATIO * ranked[1][0]:
            return Choice(ranked[0][1])
        if spoken is not None and spoken in (ranked[0][1], ranked[1][1]) and _goes_on(word, span, parties, spoken):
            return Choice(spoken)
        opening = _opening(word, span, parties)
        if opening is not None and opening in (ranked[0][1], ranked[1][1]):
            return Choice(opening)
        return Choice(None, f"“{pronoun}” could be {ranked[0][1].name} or {ranked[1][1].name}")
    if spoken is not None and word in HE | SHE | IT | THEY and _goes_on(word, span, parties, spoken):
        return Choice(spoken)
    if word in HE | SHE:
        around = {id(p): p for _, p in parties.near(_two_paragraphs(parties.text, span.start), span.start)}
        people = [p for p in around.values() if p.kind == "PER" and p is not quoting and fits(word, p)]
        if len(people) == 1:
            return Choice(people[0])
    opening = _opening(word, span, parties)
    if opening is not None and opening is not quoting:
        return Choice(opening)
    return Choice(None, f"nobody was found whom “{pronoun}” clearly stands for")


def _goes_on(word: str, span: Span, parties: Parties, spoken: Party) -> bool:
    """Whether the one who spoke last is the subject of the sentence before, or nobody else who fits was named since."""
    if not fits(word, spoken) or _told(spoken, span, parties):
        return False
    text, last = parties.text, _last(spoken, span.start)
    if last < max(0, span.start - 1500):
        return False
    since = [p for place, p in parties.near(last, span.start) if p is not spoken and place.start > last]
    several = word in IT | THEY
    if several and (spoken.kind == "PER" or text.count("\n\n", last, span.start) > 1):
        return False
    if not any(fits(word, p) if several else p.kind == "PER" and fits(word, p) for p in since):
        return True
    start = text.rfind("\n", 0, span.start) + 1
    ends = [m.end() for m in _ENDS.finditer(text, start, span.start)]
    if not ends or text[ends[-1] : span.start].strip('“"‘ '):
        return False  # the pronoun does not open its sentence
    begins = ends[-2] if len(ends) > 1 else start
    named = [p for _, p in parties.near(begins, span.start) if fits(word, p)]
    return bool(named) and named[0] is spoken


def _opening(word: str, span: Span, parties: Parties) -> Party | None:
    """Who opens the sentence before the one that the pronoun opens, where no other party that fits is named in it."""
    start = parties.text.rfind("\n", 0, span.start) + 1
    ends = [start, *(m.end() for m in _ENDS.finditer(parties.text, start, span.start))]
    if word not in HE | SHE | IT or len(ends) < 2 or ends[-1] != span.start:
        return None
    named = [(m, p) for m, p in parties.near(ends[-2], span.start) if p.kind in ("PER", "ORG") and fits(word, p)]
    opens = bool(named) and parties.text[ends[-2] : named[0][0].start].lower() in ("", "the ")
    return named[0][1] if opens and all(p is named[0][1] for _, p in named) else None


_ENDS = re.compile(r"[.!?][”\"’)]*\s+")


def _scores(word: str, span: Span, parties: Parties, antecedents: Antecedents | None) -> dict[int, tuple[float, Party]]:
    scores: dict[int, tuple[float, Party]] = {}
    for offset, chance in antecedents.candidates if antecedents else ():
        party = parties.at(offset, offset + 1)
        if offset < span.start and party is not None and fits(word, party) and not _told(party, span, parties):
            scores[id(party)] = (scores.get(id(party), (0.0, party))[0] + chance, party)
    return scores


def _told(party: Party, span: Span, parties: Parties) -> bool:
    """Whether the party is named after the pronoun in the same sentence (“he told Berg”): a name never follows so."""
    for place, other in parties.near(span.end, span.end + 60):
        if re.search(r"[.!?][”\"’)]*\s", parties.text[span.end : place.start]):
            return False
        if other is party:
            return True
    return False


def _recent(parties: Parties, party: Party, before: int) -> bool:
    start = _two_paragraphs(parties.text, before)
    return start <= _last(party, before)


def _only_one_here(word: str, span: Span, parties: Parties, but: Party | None = None) -> Party | None:
    if word not in HE | SHE:
        return None
    only = None
    for _, party in reversed(parties.near(parties.text.rfind("\n", 0, span.start) + 1, span.start)):
        if party is only or party is but or party.kind != "PER" or not fits(word, party) or _told(party, span, parties):
            continue
        if only is not None:
            return None
        only = party
    return only


def _last(party: Party, before: int) -> int:
    place = bisect_left(party.mentions, before, key=lambda m: m.start)
    return party.mentions[place - 1].start if place else -1


def _two_paragraphs(text: str, before: int) -> int:
    """Where the paragraph before the one that holds `before` begins (at most 1,500 characters back)."""
    at = text.rfind("\n", 0, before)
    while at > 0 and not text[max(0, at - 1) : at].strip():
        at -= 1
    return max(text.rfind("\n", 0, max(at, 0)) + 1, before - 1500, 0)
