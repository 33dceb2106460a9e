"""Relative pronouns as sources: the noun phrase that “who” or “which” follows, if it names nobody itself."""

from __future__ import annotations

import re

from accordingto.records import Span
from accordingto.sources.people import Parties, Party
from accordingto.sources.phrase import Word, is_person_noun, noun_kind, split

_CLAUSE = re.compile(r"[.;:!?\n“”\"()]|\s[–—-]\s")
_PEOPLE = frozenset({"person", "officials", "group", "military", "organisation", "outlet", "government"})
# What ends a noun phrase to the left: it belongs to what stands before.
_OUTSIDE = frozenset(
    "of for from in at with on by to near as than and or but nor that which who is are was were be been being has have"
    " had said says say told tells asked like including such among about between after before against into over if"
    " when while because although then also not only even".split()
)
_OPENING = frozenset("the a an some many several two three four five his her their its those these other".split())


def mention_before(span: Span, parties: Parties, *, people: bool) -> Party | None:
    """Return the party whose mention ends right before the pronoun: for “who” a person, for “which” none."""
    end = len(parties.text[: span.start].rstrip(" ,"))
    for place, party in reversed(parties.near(max(0, span.start - 120), span.start)):
        if place.end == end and (party.kind in ("PER", None) if people else party.kind != "PER"):
            return party
    return None


def noun_before(text: str, span: Span, *, people: bool) -> Span | None:
    """Return the common noun phrase that ends right before the pronoun: “their lawyers” in “their lawyers, who argued”.

    None where it only describes somebody named before it (“Ana Rossi, a teacher, who …”) or where its head is no noun
    of the right sort.
    """
    lead = _CLAUSE.split(text[max(0, span.start - 90) : span.start])[-1]
    words = [t for t in split(lead.rstrip(" ,")) if t.text != ","]
    kept: list[Word] = []
    for word in reversed(words):
        if word.lower in _OUTSIDE or (kept and word.text.islower() and word.lower.endswith(("ed", "ly"))):
            break
        kept.insert(0, word)
        if word.lower in _OPENING or len(kept) > 5:
            break
    if not kept or kept[-1].capital or len(kept) > 5:
        return None
    if kept[0].lower not in _OPENING and not any(t.possessive for t in kept):
        while len(kept) > 1 and not kept[0].capital:
            kept.pop(0)  # a verb: “holding signs which”
    kind = noun_kind(kept[-1].text)
    person = is_person_noun(kept[-1]) or (kind is not None and kind[0] in _PEOPLE)
    before = words[: len(words) - len(kept)]
    apposed = kept[0].lower in _OPENING and bool(before) and text[span.start - len(lead) + before[-1].end] == ","
    said_of = bool(before) and before[-1].lower in ("is", "was", "as", "been", "are", "were")
    if (person if people else kind is not None and not person) and not apposed and not said_of:
        start = span.start - len(lead)
        return Span(start + kept[0].start, start + kept[-1].end)
    return None
