"""Which claims a remark such as “could not verify the report” or “falsely claimed” is about."""

from __future__ import annotations

import re

from accordingto.claims.standing.antecedents import Asked, Report, antecedents
from accordingto.claims.standing.remarks import Remark
from accordingto.claims.standing.stance import cue_words
from accordingto.claims.standing.taking_up import TakingUp, nouns, taken_up
from accordingto.claims.standing.verifier import CLAUSE, Verifier, clause_before, subject
from accordingto.claims.standing.wording import held, wording
from accordingto.records import Claim, Span

Scoped = tuple[tuple[str, ...], str]

# Which part of the words after “no evidence that” the claim must hold.
LEAST_REPEATED = 0.6
THING_REACH = 2
_NOTHING: Scoped = ((), "")
_WHICH = re.compile(r",?\s*\b(?:which|that)\s*$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:^|[\s,–—(])(?:an?|the)\s+(?:\w+\s+){0,2}?(?P<head>[a-z]+)\s+(?:that|which)\s*$", re.IGNORECASE
)
_NEITHER = re.compile(r"\s*(?:neither|none|no)\b", re.IGNORECASE)
_ASIDE_BEFORE, _ASIDE_AFTER = re.compile(r"[-–—,(]\s*$"), re.compile(r"\s*[-–—,)]")
_SPREADS = re.compile(r"\b(?:repeat|spread|ma[dk]e|making|push|promot|amplif|peddl|post|circulat|share)", re.IGNORECASE)
_COUNTED = frozenset("figure figures number numbers toll tolls total totals estimate estimates".split())
_MOVING = frozenset("video footage clip recording".split())
_STILL = frozenset("image photo photograph picture".split())
_QUALITIES = frozenset("authenticity accuracy veracity truth".split())
# What is turned down rather than called false: a demand that was denied is no disputed claim.
_ASKED_FOR = frozenset("urge order propose promise question support condemn intend".split())


def is_of_none(report: Report, remark: Remark) -> bool:
    """Whether the subject of a remark is “neither …” or “none …”, which turns it round."""
    start = clause_before(report.text, remark.sentence.start, remark.span.start)
    return bool(_NEITHER.match(report.text, start, remark.span.start))


def scope(report: Report, remark: Remark, row: Claim | None, who: Verifier) -> Scoped:
    """Return the ids of the claims that `remark` is about and the rule by which; no ids where that cannot be told.

    `row` is the claim whose own cue the remark is, `who` whoever makes the remark.
    """
    about, text = remark.wording.about, report.text
    if about in ("told", "noun"):
        return _told(report, remark)
    if about == "own":
        return _own(report, remark)
    if about == "repeated":
        return _repeated(report, Span(remark.span.end, min(remark.sentence.end, remark.span.end + CLAUSE)), remark)
    if about == "sentence":
        this = TakingUp("this", remark.span)
        return _of_phrase(report, this, Asked(remark.span.start, row, who.source))
    if about in ("after", "their"):
        end = remark.sentence.end
        phrase = taken_up(text, remark.span.end, end)
        if phrase is None:
            return _NOTHING
        own = about == "their"
        if own and (who.source is None or phrase.is_pronoun or phrase.head not in nouns()):
            return _NOTHING
        return _of_phrase(report, phrase, Asked(phrase.span.start, row, who.source, own))
    start = clause_before(text, remark.sentence.start, remark.span.start)
    if about == "neither" and not is_of_none(report, remark):
        return _NOTHING
    relative = _of_relative(report, remark)
    if relative is not None:
        return relative
    phrase = taken_up(text, start, remark.span.start)
    if phrase is None or phrase.head == "it" or (remark.wording.status == "disputed" and _is_asked_for(phrase)):
        return _NOTHING
    return _of_phrase(report, phrase, Asked(phrase.span.start, row, who.source))


def _of_phrase(report: Report, phrase: TakingUp, asked: Asked) -> Scoped:
    if phrase.is_thing:
        return _of_thing(report, phrase, asked)
    ids, rule = antecedents(report, phrase, asked)
    if ids and phrase.plural and not phrase.is_pronoun and not phrase.complement and not phrase.count:
        first = report.by_id[ids[-1]]
        at = (first.cue_spans or first.content_spans)[0].start
        ids = tuple(
            p.claim.id for p in report.beside(at)
            if p.claim.source == first.source and p.claim.act == first.act and p.claim.parent == first.parent
            and p.start < asked.at
        )  # fmt: skip
    return ids, rule


def _is_asked_for(phrase: TakingUp) -> bool:
    return phrase.head in nouns() and nouns()[phrase.head][0] <= _ASKED_FOR


def _of_thing(report: Report, phrase: TakingUp, asked: Asked) -> Scoped:
    """“the video”, “the figures”, “the authenticity of the letter”: the claim before that tells of it."""
    if phrase.complement and phrase.head in _QUALITIES:
        inner = taken_up(report.text, *phrase.complement, loose=True)
        return _of_phrase(report, inner, asked) if inner else _NOTHING
    if not phrase.definite:
        return _NOTHING
    counted, key = phrase.head in _COUNTED, phrase.head.removesuffix("s")
    for place in report.before(asked.at, THING_REACH):
        claim = place.claim
        if any(s <= asked.at < e for s, e in claim.content_spans) or claim is asked.claim:
            continue
        if counted and claim.quantities:
            return (claim.id,), f"the nearest claim with a number for “{phrase.head}”"
        parts = tuple(sorted((*claim.content_spans, *claim.source_spans)))
        if not counted and _alike(key) & _singulars(report, parts):
            return (claim.id,), f"the nearest claim that speaks of “{phrase.head}”"
    return _NOTHING


def _alike(thing: str) -> frozenset[str]:
    return _MOVING if thing in _MOVING else _STILL if thing in _STILL else frozenset((thing,))


def _singulars(report: Report, parts: tuple[Span, ...]) -> set[str]:
    return {w.text.lower().removesuffix("s") for start, end in parts for w in report.layout.words(start, end)}


def _of_relative(report: Report, remark: Remark) -> Scoped | None:
    """“…, which could not be verified”, “in a claim that has been debunked, …”: the claim in the same sentence."""
    text, low, at = report.text, remark.sentence.start, remark.span.start
    which = _WHICH.search(text, max(low, at - 20), at)
    if not which:
        return None
    noun = _RELATIVE.search(text, max(low, at - 80), at)
    if not noun and "," not in which.group():
        return None
    if noun and noun["head"].lower() not in nouns():
        return _NOTHING
    subject_phrase = taken_up(text, low, which.start())
    if not noun and subject_phrase:
        return _of_phrase(report, subject_phrase, Asked(low))
    here = report.beside(at)
    places = [p for p in here if p.claim.parent is None and p.claim.content_spans]
    before = [p.claim.id for p in places if p.start < at and min(s for s, _ in p.claim.content_spans) < at]
    after = [p.claim.id for p in places if p.start > at]
    if before:
        return (before[-1],), "it stands for the claim before it in the sentence"
    if noun and after:
        return (after[0],), "it stands for the claim after it in the sentence"
    return _NOTHING


def _told(report: Report, remark: Remark) -> Scoped:
    """The claim at whose cue the remark stands: “falsely claimed”, “said without evidence”, “a debunked theory”."""
    text, (start, end) = report.text, remark.span
    places = report.beside(start)
    if remark.wording.about == "noun":
        phrase = taken_up(text, end, remark.sentence.end, loose=True)
        if phrase is None or phrase.is_pronoun or phrase.is_thing or phrase.span.start > end + 1:
            return _NOTHING
        noun = phrase.span
        at_noun = [
            p for p in places
            if any(s < noun.end and noun.start < e for s, e in p.claim.cue_spans)
            or any(start - 5 <= s <= noun.start for s, _ in p.claim.source_spans)
        ]  # fmt: skip
        if at_noun:
            return (at_noun[0].claim.id,), f"“{text[start : phrase.span.end]}” is the word for saying it"
        spread = [
            p for p in places
            if any(start - 5 <= s <= start for s, _ in p.claim.content_spans)
            and _SPREADS.search(cue_words(report.layout, p.claim))
        ]  # fmt: skip
        if spread:
            return (spread[0].claim.id,), "it is the claim that is repeated or spread"
        if phrase.complement:
            return _repeated(report, phrase.complement, remark)
        return _NOTHING
    if remark.wording.status == "disputed":
        here = [p for p in places if any(0 <= s - end <= 2 or s <= start < e for s, e in p.claim.cue_spans)]
        if not here and _ASIDE_BEFORE.search(text, max(0, start - 3), start) and _ASIDE_AFTER.match(text, end):
            here = [p for p in places if p.start < start][-1:]
        return ((here[0].claim.id,), "it stands at the cue") if here else _NOTHING
    before = [p for p in places if p.start < start]
    if before:
        return (before[-1].claim.id,), "the claim whose cue is nearest before it"
    after = [p for p in places if p.start >= end]
    return ((after[0].claim.id,), "the claim whose cue is nearest after it") if after else _NOTHING


def _own(report: Report, remark: Remark) -> Scoped:
    """The last claim of whoever is spoken of, in this sentence or the one before."""
    who = subject(report, remark.sentence.start, remark.span.start, None, None)
    here = report.layout.sentence_at(remark.span.start)
    places = [p for p in report.before(remark.span.start, 1) if p.claim.content_spans and p.claim.parent is None]
    same = [p for p in places if p.sentence == here]
    if who.named is not None:
        return _NOTHING
    fitting = [p for p in same or places if who.source is None or p.claim.source == who.source]
    if not fitting or (who.source is None and (not same or len({p.claim.source for p in fitting}) > 1)):
        return _NOTHING
    return (fitting[0].claim.id,), "the last claim of whoever is spoken of"


def _repeated(report: Report, span: Span, remark: Remark) -> Scoped:
    """The nearest claim, up to three sentences back, that says what the words of `span` repeat."""
    repeated = wording(report.layout, (span,))
    if len(repeated.stems) < 2:
        return _NOTHING
    for place in report.before(remark.span.start, 3):
        if any(s <= remark.span.start < e for s, e in place.claim.content_spans):
            continue
        told = report.wording(place.claim)
        if held(repeated.stems, told.stems) >= LEAST_REPEATED and not repeated.names - told.names:
            return (place.claim.id,), "the claim that says what the words after it repeat"
    return _NOTHING
