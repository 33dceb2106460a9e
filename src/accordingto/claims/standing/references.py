"""`refers_to`: the earlier claim that the content of a claim takes up (“denied this”, “rejected the accusation”)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.claims.layout import Layout
from accordingto.claims.standing.antecedents import Asked, Place, Report, antecedents
from accordingto.claims.standing.stance import cue_words, verdict
from accordingto.claims.standing.taking_up import TakingUp, nouns, taken_up
from accordingto.claims.standing.things_told import thing_told
from accordingto.records import Claim, Reason, Source, Span

Found = tuple[str | None, tuple[Reason, ...]]

# Acts whose bare “this” or “it” is a claim; what is condemned or welcomed as “this” is an event as often.
_ON_CLAIMS = frozenset(("deny", "confirm", "acknowledge"))
_ON_SAYINGS = _ON_CLAIMS | {"condemn", "support", "accuse", "question", "believe"}
_OWN = re.compile(
    r"\b(?:repeat|reiterat|retract|recant|withdr[ae]w|apologi[sz]|st(?:and|ood) by|walk\w* back|defend|clarif|renew)",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:dis)?agree\w*|\bconcur\w*|\becho\w*|\bback(?:s|ed|ing)?\b|\brebut\w*|\bcontradict\w*", re.IGNORECASE
)
_TO_DO_SO = re.compile(r"(?:to\s+)?(?:do|does|did|doing|done)\s+(?:so|this|that|it)\b[\s.,”\"]*", re.IGNORECASE)
_TO_BE_DONE = ("urge", "order", "propose", "promise", "intend", "warn", "question")
_THAT = re.compile(r"that\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"(?:(?:\w+ly|also|later|has|have|had)\s+)*[\w-]+\s+", re.IGNORECASE)
# “– a pretext rejected by …”, “, a claim that … disputes”, “, which … denies”
_APPOSED = re.compile(
    r"[–—,(-]\s*(?:and\s+)?(?:(?:an?|the|all|both)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?!(?:which|that|something)\b)(?P<head>[A-Za-z]+)\s*(?P<relative>,?\s*(?:that|which))?\s*(?:(?:has|have|had|been|was|were|is|are|\w+ly)\s+)*$"
    r"|,\s*(?P<which>which|something(?:\s+that)?)\s+(?:(?:has|have|had|\w+ly)\s+)*$"
)
APPOSED_REACH = 120


def references_of(layout: Layout, claims: Sequence[Claim], sources: Sequence[Source]) -> dict[str, Found]:
    """Return, for each claim that takes up an earlier one, that claim's id and why; no id where it is unsure."""
    report = Report(layout, claims, sources)
    found = {}
    for place in report.places:
        answer = (
            _apposed(report, place)
            or _in_cue(report, place.claim)
            or _taken_up(report, place.claim)
            or _told(report, place.claim)
        )
        if answer:
            found[place.claim.id] = answer
    return found


def _taken_up(report: Report, claim: Claim) -> Found | None:
    """What the content of `claim` takes up, if it opens with a phrase that does and is no more than that."""
    if not claim.content_spans:
        return None
    start, end = claim.content_spans[0]
    if _TO_DO_SO.fullmatch(report.text, start, end):
        return _to_do_so(report, claim, Span(start, end))
    phrase, judged = verdict(report.layout, claim)
    if phrase is None:
        return None
    cue = cue_words(report.layout, claim)
    if not judged:
        phrase = taken_up(report.text, phrase.span.start, end)
        if phrase is None or not _may(claim, cue, phrase):
            return None
        phrase = _with_next_piece(report.text, claim, phrase)
    return _answer(report, claim, phrase, bool(_OWN.search(cue)))


def _with_next_piece(text: str, claim: Claim, phrase: TakingUp) -> TakingUp:
    """Take “that …” in a content's second piece for what the noun at the end of its first holds."""
    if len(claim.content_spans) < 2 or phrase.complement or phrase.is_pronoun:
        return phrase
    first, second = claim.content_spans[:2]
    if text[phrase.span.end : first.end].strip(' ,“”"') or not _THAT.match(text, *second):
        return phrase
    return replace(phrase, complement=second)


def _told(report: Report, claim: Claim) -> Found | None:
    """“confirmed the discovery”: the claim of another source that tells of it."""
    found = thing_told(report, claim)
    if found is None:
        return None
    earlier, span, noun = found
    return earlier.id, (Reason("refers_to", f"the claim that tells of the {noun}", (span,)),)


def _in_cue(report: Report, claim: Claim) -> Found | None:
    """“rejected this argument: …”: the cue holds the phrase, the content gives the grounds."""
    if claim.act not in _ON_SAYINGS:
        return None
    for start, end in claim.cue_spans:
        verb = _FIRST_WORD.match(report.text, start, end)
        phrase = taken_up(report.text, verb.end(), end) if verb else None
        if phrase and phrase.definite and not phrase.is_pronoun and phrase.head in nouns():
            return _answer(report, claim, phrase, own=False)
    return None


def _may(claim: Claim, cue: str, phrase: TakingUp) -> bool:
    """Whether a claim of this act with this phrase for its content is about what was said."""
    if _OWN.search(cue):
        return phrase.definite and phrase.head in nouns()
    if phrase.is_pronoun:
        return claim.act in _ON_CLAIMS or bool(_AGREES.search(cue))
    if phrase.head not in nouns() or not (phrase.definite or phrase.plural):
        return False
    return claim.act in _ON_SAYINGS or bool(_AGREES.search(cue))


def _answer(report: Report, claim: Claim, phrase: TakingUp, own: bool) -> Found:
    ids, rule = antecedents(report, phrase, Asked(phrase.span.start, claim, claim.source, own))
    return (ids[-1] if ids else None), (Reason("refers_to", rule, (phrase.span,)),)


def _to_do_so(report: Report, claim: Claim, span: Span) -> Found | None:
    """“promised to do so”: the demand, order, proposal or promise before it."""
    own = {claim.id, *report.ancestors(claim)}
    near = [p.claim for p in report.before(span.start, 1) if p.claim.id not in own and p.claim.act in _TO_BE_DONE]
    if not near:
        return None
    return near[0].id, (Reason("refers_to", "“do so” takes up what was asked or promised before", (span,)),)


def _apposed(report: Report, place: Place) -> Found | None:
    """A verdict on what stands before it in the sentence: “– a pretext rejected by …”, “, which … denies”."""
    claim, text = place.claim, report.text
    if claim.act not in _ON_CLAIMS | {"condemn"} or not claim.cue_spans:
        return None
    cue = claim.cue_spans[0].start
    named = [s for s in claim.source_spans if s.start < cue]
    start = min((s.start for s in named), default=cue)
    sentence = report.layout.sentence(cue)
    low = max(sentence.start, start - APPOSED_REACH)
    match = _APPOSED.search(text, low, start)
    if not match:
        return None
    dash = match.start()
    if match["which"]:
        if not named or not _content_is_before(claim, cue):
            return None
    elif match["head"].lower() not in nouns() or (named and not match["relative"]):
        return None
    before = [
        p.claim
        for p in report.beside(cue)
        if p.claim.id != claim.id and p.start < dash and p.claim.parent is None and p.claim.content_spans
        and min(s for s, _ in p.claim.content_spans) < dash
    ]  # fmt: skip
    if not before or (before[-1].source is not None and before[-1].source == claim.source):
        return None
    span = Span(*match.span("which" if match["which"] else "head"))
    return before[-1].id, (
        Reason("refers_to", f"“{text[span.start : span.end]}” stands for the claim before it", (span,)),
    )


def _content_is_before(claim: Claim, cue: int) -> bool:
    return all(start < cue for start, _ in claim.content_spans)
