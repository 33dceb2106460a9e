"""Who relays a claim: “the Journal had quoted officials as saying”, “told Reuters”, “citing two diplomats”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from accordingto.records import Attribution, Entity, Span, Spans
from accordingto.sources.kind import is_outlet

_AS_SAYING = re.compile(
    r"\b(?P<quote>(?:(?:had|has|have|also|later|earlier|was|were)\s+)*(?:quot(?:ed|es|e|ing)|cit(?:ed|es|e|ing)))\s+"
    r"(?P<who>[^.!?\n“”\"]{2,160}?),?\s+"
    r"(?P<saying>as\s+(?:having\s+)?(?:saying|said|telling|stating|claiming|suggesting|warning|denying|adding|"
    r"confirming|insisting|arguing|reporting|calling|describing|predicting|acknowledging))\b"
)
_CITING = re.compile(r"\b(?:citing|quoting)\s+(?P<who>[^,.;:!?\n“”\"]{3,140})")
_ASIDE = re.compile(r"\s*,\s+(?:citing|quoting)\s+[^,.;:!?\n“”\"]{3,140},\s*(?:has\s+|had\s+|also\s+)*$")
_QUOTED_BY = re.compile(
    r",?\s*\b(?:was\s+|were\s+|is\s+)?(?:quoted|cited)\s+(?:as\s+saying\s+)?by\s+(?P<who>[^,.;:!?\n“”\"]{3,80})"
)
_SENTENCE = re.compile(r"[.!?][”\"’)]*\s|\n")


def relayed(text: str, attributions: Sequence[Attribution], entities: Sequence[Entity]) -> tuple[Attribution, ...]:
    """Return the attributions with `via` set to the words that relay them, and the source moved to who is quoted.

    The number and order of attributions may change: two that the model found in one “quoted … as saying” become one.
    """
    found, entities = list(attributions), sorted(entities, key=lambda e: e.start)
    for match in _AS_SAYING.finditer(text):
        found = _quoted_as_saying(text, match, found, entities)
    out = []
    for attribution in found:
        attribution = _told(text, attribution, entities)
        if not attribution.via:
            attribution = _otherwise(text, attribution)
        if not attribution.via:
            attribution = _citing(text, attribution, found)
        if not attribution.via:
            attribution = _quoted_by(text, attribution, found)
        out.append(attribution)
    order = sorted(out, key=lambda a: a.cue[0].start)
    reach = list(accumulate((a.cue[-1].end for a in order), max))
    return tuple(replace(a, source=_nearer(text, a, order, reach)) for a in out)


def _nearer(text: str, attribution: Attribution, order: Sequence[Attribution], reach: Sequence[int]) -> Spans:
    """The source of a participle (“…, saying”): that of the last cue before it in its sentence, not one further off."""
    cue = attribution.cue[0]
    if not attribution.source or not text[cue.start : cue.end].split()[0].endswith("ing"):
        return attribution.source
    for place in range(bisect_left(order, cue.start, key=lambda a: a.cue[0].start) - 1, -1, -1):
        other = order[place]
        if _SENTENCE.search(text, reach[place], cue.start):
            break
        if (
            other.source
            and other.parent == attribution.parent
            and attribution.source[-1].end <= other.source[0].start
            and other.source[-1].end <= cue.start
            and not _SENTENCE.search(text, other.cue[-1].end, cue.start)
        ):
            return other.source
    return attribution.source


def _quoted_as_saying(
    text: str, match: re.Match[str], found: list[Attribution], entities: Sequence[Entity]
) -> list[Attribution]:
    start, end = match.span()
    touched = [
        (i, a) for i, a in enumerate(found) if any(c.start < end and start < c.end for c in a.cue)
    ]  # fmt: skip
    if not touched:
        return found
    keep, best = max(touched, key=lambda item: (_after(item[1], end), item[1].confidence))
    content = tuple(Span(max(s, end + 1), e) for s, e in best.content if e > end + 1)
    content = tuple(Span(s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in content) or best.content
    who = Span(*match.span("who"))
    relay = next((s for _, a in touched for s in a.source if s.end <= start + 1 and s.start < start), None)
    relay = relay or _subject(text, start, entities)
    merged = replace(
        best,
        source=(who,),
        cue=(Span(*match.span("quote")), Span(*match.span("saying"))),
        content=content,
        via=(relay,) if relay else (),
    )
    dropped = {i for i, _ in touched if i != keep}
    return _without(found, dropped, keep, merged)


def _after(attribution: Attribution, end: int) -> int:
    return sum(e - max(s, end) for s, e in attribution.content if e > end)


def _without(found: list[Attribution], dropped: set[int], keep: int, merged: Attribution) -> list[Attribution]:
    """Drop some positions and renumber parents; children of a dropped one go to the one that is kept."""
    place: dict[int, int] = {}
    for i in range(len(found)):
        if i not in dropped:
            place[i] = len(place)
    out = []
    for i, attribution in enumerate(found):
        if i in dropped:
            continue
        attribution = merged if i == keep else attribution
        parent = attribution.parent
        if parent is not None:
            parent = place[keep] if parent in dropped else place[parent]
            if parent == place[i]:
                parent = found[attribution.parent].parent if attribution.parent in dropped else None
                parent = place.get(parent) if parent is not None else None
        out.append(attribution if parent == attribution.parent else replace(attribution, parent=parent))
    return out


def _subject(text: str, before: int, entities: Sequence[Entity]) -> Span | None:
    """The named mention that ends right before `before`, with its article."""
    for entity in reversed(entities):
        if entity.end <= before and not text[entity.end : before].strip(" ,") and entity.kind in ("ORG", "PER"):
            start = entity.start
            for article in ("the ", "The "):
                if text[max(0, start - 4) : start] == article:
                    start -= 4
            return Span(start, entity.end)
        if entity.end < before - 40:
            break
    return None


def _heard_by(text: str, attribution: Attribution, entities: Sequence[Entity]) -> Span | None:
    """The outlet that was told: “told Reuters”, “in an interview with the BBC”."""
    end = max(c.end for c in attribution.cue)
    after = re.match(
        r"\s*(?:(?:told|tells|telling)\s+)?(?:(?:by|in|during)\s+(?:a|an|the)\s+[\w\s]{0,30}?(?:with|to|for)\s+)?",
        text[end : end + 80],
    )
    start = end + (after.end() if after else 0)
    cue = " ".join(text[s:e] for s, e in attribution.cue).lower()
    if not re.search(r"\b(told|tells|telling)\b", cue) and start == end:
        return None
    if not re.search(r"\b(told|tells|telling|interview|said|says|saying)\b", cue + text[end:start].lower()):
        return None
    low = bisect_left(entities, start, key=lambda e: e.start)
    for entity in entities[low : low + 31]:
        outlet = entity.kind == "ORG" or is_outlet(text[entity.start : entity.end])
        if start <= entity.start <= start + 30 and outlet:
            between = text[start : entity.start]
            if not _BEFORE_OUTLET.fullmatch(between):
                return None
            name = text[entity.start : entity.end]
            return Span(entity.start, entity.end) if is_outlet(name) else None
    return None


# Outlets in common nouns: “told state media”, “told the newspaper”.
_MEDIA = re.compile(
    r"\s*(?:(?:the|a|an)\s+)?(?P<who>(?:(?:state|local|national|public|Russian|Chinese|\w+(?:ian|ese|ish))\s+)*"
    r"(?:(?:news\s+)?media|state\s+(?:tv|television|radio)|newspaper|broadcaster|news\s+agency))\b(?!\s+[A-Z])"
)
_SPEAKING = re.compile(
    r"(?:Speaking|Talking|In\s+(?:an?\s+)?(?:\w+\s+)?(?:interview|comments|remarks|statement)s?)\s+"
    r"(?:with|to|for|on|by)\s+(?:the\s+)?(?P<who>(?:al-)?[A-Z][\w’'.-]*(?:[\s-][A-Z][\w’'.-]*)*)"
    r"(?:\s+(?:news\s+)?(?:agency|service|channel|network|newspaper|magazine|website))?(?:\s+in\s+[A-Z]\w+)?,"
)
# “Senator Ana Rossi spoke on Harbour News: ‘…’”.
_SPOKE = re.compile(r"(?i)\b(?:spoke|speaks|speaking|spoken|talked|talking|appeared|appearing)$")
_SPOKE_ON = re.compile(
    r"\s+(?:on|to|with)\s+(?:the\s+)?(?P<who>(?:al-)?[A-Z][\w’'.-]*(?:[\s-][A-Z][\w’'.-]*)*)(?=[,:.]|\s[“\"])"
)
# The same behind the source: “Berg, in remarks to the Herald, said”.
_MEANWHILE = re.compile(
    r"(?:,\s+|\s+)(?:(?:speaking|talking)|in\s+(?:an?\s+)?(?:\w+\s+)?(?:interview|comments|remarks|statement)s?)\s+"
    r"(?:with|to|for|on)\s+(?:the\s+)?(?P<who>(?:al-)?[A-Z][\w’'.-]*(?:[\s-][A-Z][\w’'.-]*)*)"
)
_RELAYING = re.compile(r",?\s+via\s+(?:[a-z]+\s+){0,3}(?P<who>[A-Z][\w’'.-]*(?:[\s-][A-Z][\w’'.-]*)*)")
_STACKED = re.compile(r"^(?P<who>.{2,40}?)\s+(?:reported|reports)(?:\s+that)?\s+(?=\S)")


def _otherwise(text: str, attribution: Attribution) -> Attribution:
    """Outlets told in other ways: “told state media”, “speaking to X, …”, “according to the mayor via X”."""
    end = max(c.end for c in attribution.cue)
    cue = " ".join(text[s:e] for s, e in attribution.cue).lower()
    media = _MEDIA.match(text, end) if re.search(r"\b(?:told|tells|telling)\b", cue) else None
    found = [Span(*media.span("who"))] if media else []
    spoke = _SPOKE_ON.match(text, end) if _SPOKE.search(cue) else None
    if spoke and is_outlet(spoke["who"]):
        found.append(Span(*spoke.span("who")))
    for source in attribution.source:
        words = text[source.start : source.end]
        via = _RELAYING.search(words) or _RELAYING.match(text[source.end : source.end + 80])
        if via and is_outlet(via["who"]):
            base = source.start if via.string is words else source.end
            found.append(Span(base + via.start("who"), base + via.end("who")))
        stacked = _STACKED.match(words)
        if stacked and is_outlet(stacked["who"]):
            found.append(Span(source.start, source.start + stacked.end("who")))
        aside = _MEANWHILE.match(text, source.end)
        if aside and is_outlet(aside["who"]):
            found.append(Span(*aside.span("who")))
        before = list(_SENTENCE.finditer(text, max(0, source.start - 200), source.start))
        opening = _SPEAKING.match(text, before[-1].end() if before else max(0, source.start - 200), source.start)
        if opening and is_outlet(opening["who"]):
            found.append(Span(*opening.span("who")))
    return replace(attribution, via=tuple(found)) if found else attribution


# What may stand between “told” and the outlet: “told French news channel”.
_BEFORE_OUTLET = re.compile(
    r"\s*(?:(?:[A-Z]\w+\s+)?(?:(?:the|state|news|agency|newspaper|daily|weekly|magazine|broadcaster|television|tv|radio|"
    r"channel|station|network|website|site|outlet|tabloid|press|public|national|local|private)\s+)+)?"
)


def _told(text: str, attribution: Attribution, entities: Sequence[Entity]) -> Attribution:
    outlet = _heard_by(text, attribution, entities)
    return replace(attribution, via=(*attribution.via, outlet)) if outlet else attribution


def _citing(text: str, attribution: Attribution, found: Sequence[Attribution]) -> Attribution:
    """“Reuters reported, citing two officials”: the officials are the source, Reuters relays."""
    if not attribution.source or attribution.parent is not None:
        return attribution
    start, end = _reach(text, attribution)
    aside = _ASIDE.match(text, attribution.source[-1].end, attribution.cue[0].start)
    start = attribution.source[-1].end if aside and attribution.source[-1].end < attribution.cue[0].start else start
    for match in _CITING.finditer(text, start, end):
        if not aside and any(s.start < match.end() and match.start() < s.end for a in found for s in a.content):
            continue
        if not aside and any(
            c.start < match.end() and match.start() < c.end for a in found for c in a.cue if a is not attribution
        ):
            continue
        if match.group("who").startswith(("a ", "an ", "the ")) and not _speaks(match.group("who")):
            continue
        return replace(attribution, source=(Span(*match.span("who")),), via=attribution.source)
    return attribution


_SPEAKERS = re.compile(
    r"(?i)\b(officials?|sources?|diplomats?|people|persons?|ministry|minister|spokes\w+|police|agency|report|reports|"
    r"statement|documents?|data|figures|witness(?:es)?|residents|lawyers?|army|military|government|news)\b"
)


def _speaks(words: str) -> bool:
    return bool(_SPEAKERS.search(words))


def _quoted_by(text: str, attribution: Attribution, found: Sequence[Attribution]) -> Attribution:
    """“…, the minister was quoted by TASS as saying”: TASS relays."""
    for match in _QUOTED_BY.finditer(text, *_reach(text, attribution)):
        if any(s.start <= match.start() < s.end for a in found for s in a.content):
            continue
        name = match.group("who").strip()
        name = re.sub(r"\s+as\s+saying.*$", "", name)
        if is_outlet(name):
            start = match.start("who")
            return replace(attribution, via=(Span(start, start + len(name)),))
    return attribution


def _reach(text: str, attribution: Attribution) -> tuple[int, int]:
    """From the end of the cue to the end of its sentence."""
    start = max(s.end for s in (*attribution.cue, *attribution.source))
    end = _SENTENCE.search(text, start)
    return start, end.start() if end else len(text)
