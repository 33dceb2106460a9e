"""Plural mentions such as “both officers” and “the defendants” that take up persons whom the report names together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.records import Span
from accordingto.sources.names import normal
from accordingto.sources.people import Parties, Party
from accordingto.sources.phrase import noun_kind

_JOINS = re.compile(r"\s*(?:,|,?\s+and|&)\s+")
_WORD_BEFORE = re.compile(r"([\w-]+)[,:]?\s+$")
_PLURAL = re.compile(
    r"(?i)^(?:(?P<both>both(?:\s+(?:of\s+)?(?:the|them|these))?|all\s+(?:the\s+)?|the|these|those)\s*)?"
    r"(?:(?P<number>two|three|four|five)\s*)?(?P<noun>[a-z][\w-]*)?$"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_PAIRS = frozenset({"pair", "duo", "couple"})
# Words for people of whom a report of this kind speaks as its named ones, without having called them so before.
_PARTIES = frozenset("defendants accused suspects men women brothers sisters candidates authors".split())
_OPENING = re.compile(r"(?:The|Both|These|Those|Both\s+the)\s+(?:(?:two|three|four|five)\s+)?[a-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Persons named together, the noun they are introduced with, and where."""

    members: tuple[Party, ...]
    noun: str | None
    start: int


def groups_in(parties: Parties) -> list[Group]:
    """Return the runs of persons' names that only commas and “and” part, in the order of the text."""
    found: list[Group] = []
    run: list[tuple[Span, Party]] = []
    for span, party in [
        *parties.near(0, len(parties.text)),
        (Span(len(parties.text), len(parties.text)), Party("", None)),
    ]:
        if run and party.kind == "PER" and _JOINS.fullmatch(parties.text, run[-1][0].end, span.start):
            run.append((span, party))
            continue
        members = tuple(dict.fromkeys(p for _, p in run))
        if len(members) > 1 and "and" in parties.text[run[-2][0].end : run[-1][0].start]:
            found.append(Group(members, _noun(parties.text, run[0][0].start), run[0][0].start))
        run = [(span, party)] if party.kind == "PER" else []
    return found


def _noun(text: str, before: int) -> str | None:
    match = _WORD_BEFORE.search(text, max(0, before - 40), before)
    kind = noun_kind(match[1]) if match else None
    return normal(match[1]) if match and kind is not None and kind[1] else None


def taken_up(words: str, before: int, groups: list[Group]) -> tuple[Party, ...]:
    """Return the persons whom a plural mention before offset `before` takes up, nobody where not exactly they fit."""
    match = _PLURAL.match(words.strip())
    if match is None or not (match["both"] or match["number"]):
        return ()
    noun = normal(match["noun"]) if match["noun"] else ""
    both = bool(match["both"]) and match["both"].lower().startswith("both")
    count = 2 if both or noun in _PAIRS else _NUMBERS.get((match["number"] or "").lower())
    kind = noun_kind(noun) if noun else None
    if noun and noun not in _PAIRS | _PARTIES and not (kind is not None and kind[1]):
        return ()
    earlier = [g for g in groups if g.start < before]
    called = _one([g for g in earlier if noun and g.noun == noun], count)
    if called:
        return called
    if noun and noun not in _PAIRS | _PARTIES and not all(
        any(f" {noun} " in f" {normal(r)}s " for r in p.roles) for g in earlier for p in g.members
    ):  # fmt: skip
        return ()
    return _one(earlier, count or 2)


def _one(groups: list[Group], count: int | None) -> tuple[Party, ...]:
    """The members that all the groups of that size share, if they are the same ones in each."""
    sizes = [g for g in groups if count is None or len(g.members) == count]
    if not sizes or any(set(g.members) != set(sizes[0].members) for g in groups):
        return ()
    return sizes[0].members


def subject_before(text: str, at: int) -> str | None:
    """Return the plural definite that opens the sentence before the one that begins at `at`, None where none does."""
    low = max(0, at - 600)
    lead = text[low:at].rstrip()
    if not lead or lead[-1] not in '.!?”"' or "\n\n" in text[low + len(lead) : at]:
        return None
    starts = [s + len(mark) for mark in (". ", "! ", "? ", "\n", "” ", '" ') if (s := lead.rfind(mark, 0, -1)) >= 0]
    match = _OPENING.match(lead, max(starts, default=0))
    return match.group() if match else None
