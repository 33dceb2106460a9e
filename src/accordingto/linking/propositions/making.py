"""From claims to propositions: the content with its numbers, days and polarity, and what the cue makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from accordingto.claims.quantities.quantities import quantities_of
from accordingto.claims.times.times import find_times, times_of
from accordingto.linking.propositions.counting import fate_at
from accordingto.linking.propositions.proposition import Count, Proposition, Term
from accordingto.linking.propositions.terms import negations_in, terms_of
from accordingto.records import Claim, Quantity, Reading, Span, Spans, Time, inside, words_of

LEAST = 8.0
"""Bits that a claim must tell to be compared at all: “it” and “the accusation” are not."""
COUNTED = 5.0
"""Bits of a number: “nine deaths” can be compared."""
SETTING, TELLING = 4, 5.0
"""How many words of a title are kept, and the bits that they must tell."""
PARTS = 4
"""The most sentences of a content that are compared by themselves."""
SHORT = 3
"""Words of a content that is about its source, where it names nobody."""
_MANNERS = {
    "urge": "wish", "propose": "wish", "order": "wish", "question": "wish",
    "condemn": "value", "support": "value", "promise": "plan", "intend": "plan",
}  # fmt: skip
_NUMERAL = re.compile(
    r"\S*\d\S*|\b(?:at least|at most|(?:no )?(?:more|less|fewer) than|up to|about|around|some|nearly|almost|over"
    r"|only)\b",
    re.IGNORECASE,
)
# “The church should …”, “we must …”: what ought to be is no report of what is.
_WISHING = re.compile(r"(?:[\w'’“”\"-]+\s+){0,6}?(?:should|must|ought to|needs? to|let['’]s)\b", re.IGNORECASE)
# What could not be found out, or hangs on a condition, is neither so nor not so.
_OPEN = re.compile(
    r"\b(?:not|never|n['’]t|cannot|yet to|impossible to|hard to|unable to|un)\s*"
    r"(?:(?:yet|immediately|independently|be|been)\s+)*"
    r"(?:determined?|confirm(?:ed)?|verif(?:y|ied)|clear|known?|established?|certain|sure|ruled? out)\b"
    r"|\b(?:if|unless|whether)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?…])[”\"’')\]]*\s+(?=[“\"‘'(]*[A-Z])")
_PART = re.compile(_SENTENCE.pattern + r"|,?\s+and (?=that\s)")
_PRONOUNS = frozenset("he she it they him her them his its their himself herself itself themselves".split())
_PERSON = re.compile(r"\b(?:I|me|my|we|us|our)\b")
_SPEAKER = re.compile(r"[“\"'‘]?(?:that\s+)?(?:he|she|it|they)\b", re.IGNORECASE)
_DENYING = re.compile(r"\bden(?:y|ies|ied|ying|ial)\b", re.IGNORECASE)
# How a content begins that is denied as a matter of fact, and is no thing that is turned down.
_DENIED = re.compile(
    r"[“\"'‘]?(?:that|any|all|having|being|ever|\w+ing|he|she|it|they|there|(?:the\s+)?(?:claims?|allegations?|reports?"
    r"|accusations?|suggestions?|rumou?rs?|charges?))\b",
    re.IGNORECASE,
)


def propositions_of(reading: Reading) -> dict[str, Proposition]:
    """Return what the claims of a reading say, by claim; those that tell too little to be compared are left out."""
    by_id = {claim.id: claim for claim in reading.claims}
    names = {source.id: source.name for source in reading.sources if source.named}
    made = {claim.id: _proposition(reading, claim, names) for claim in reading.claims}
    setting = _setting(reading.document.title)
    for claim in reading.claims:
        taken = _taken_up(claim, by_id, made)
        if taken is not None:
            made[claim.id] = taken
    return {key: _set_in(p, setting) for key, p in made.items() if _tells(p)}


def _set_in(proposition: Proposition, setting: tuple[str, ...]) -> Proposition:
    parts = tuple(replace(part, setting=setting) for part in proposition.parts)
    return replace(proposition, setting=setting, parts=parts)


def _tells(proposition: Proposition) -> bool:
    return proposition.weight + COUNTED * len(proposition.counts) >= LEAST and any(
        term.kind == "word" for term in proposition.terms
    )


def _setting(title: str | None) -> tuple[str, ...]:
    """The most telling words of a title, in the order of letters."""
    weights = {term.lemma: term.weight for term in terms_of(title or "") if term.weight >= TELLING}
    return tuple(sorted(sorted(weights, key=lambda lemma: (-weights[lemma], lemma))[:SETTING]))


def proposition_of(
    content: str, act: str | None, source: str | None, published: str | None, title: str | None = None
) -> Proposition:
    """Return what a claim says that is told by its words alone; numbers and days are read from the content."""
    whole = (Span(0, len(content)),)
    quantities, _ = quantities_of(content, whole)
    times = times_of(whole, find_times(content, published))
    named = [source] if source and (_PERSON.search(content) or _SPEAKER.match(content)) else []
    made = _made(content, whole, act, quantities, times, named, flipped=act == "deny")
    return _set_in(made, _setting(title))


def _proposition(reading: Reading, claim: Claim, names: dict[str, str]) -> Proposition:
    text, content = reading.text, claim.content_spans
    named = [
        source.name for source in reading.sources if source.id in names and _inside(text, source.mentions, content)
    ]
    own = names.get(claim.source or "")
    words = words_of(text, content)
    # “claimed victory”: who says it is who won.
    short = not claim.quantities and len(words.split()) <= SHORT
    if own and own not in named and (_PERSON.search(words) or ((short or _SPEAKER.match(words)) and not named)):
        named.append(own)
    flipped = claim.act == "deny" and _denies(text, claim)
    whole = _made(text, content, claim.act, claim.quantities, claim.times, named, flipped=flipped)
    parts = []
    for part in _parts(text, content):
        quantities = [q for q in claim.quantities if inside(q.spans, part)]
        times = [t for t in claim.times if inside(t.spans, part)]
        speaking = named if _PERSON.search(words_of(text, part)) else []
        parts.append(_made(text, part, claim.act, quantities, times, speaking, flipped=flipped))
    telling = tuple(part for part in parts if _tells(part))[:PARTS]
    return replace(whole, parts=telling) if len(parts) > 1 else whole


def _parts(text: str, content: Spans) -> list[Spans]:
    """The sentences of a content, each by itself; “that … and that …” are two."""
    found: list[Spans] = []
    for start, end in content:
        at = start
        for match in _PART.finditer(text, start, end):
            found.append((Span(at, match.start()),))
            at = match.end()
        found.append((Span(at, end),))
    return found


def _inside(text: str, mentions: Spans, content: Spans) -> bool:
    """Whether one of the mentions is a pronoun within the content."""
    return any(
        text[start:end].lower() in _PRONOUNS and any(s <= start and end <= e for s, e in content)
        for start, end in mentions
    )


def _denies(text: str, claim: Claim) -> bool:
    """Whether the cue denies what the content tells: not where the content is the denier's own words."""
    if claim.quotation == "direct" or not claim.content_spans:
        return False
    cue = words_of(text, claim.cue_spans)
    return bool(_DENYING.search(cue) or _DENIED.match(text, claim.content_spans[0].start))


def _made(
    text: str,
    content: Spans,
    act: str | None,
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    named: Sequence[str],
    *,
    flipped: bool,
) -> Proposition:
    left_out = [*_numerals(text, quantities), *(span for time in times for span in time.spans)]
    terms: list[Term] = []
    for start, end in content:
        skipped = [Span(s.start - start, s.end - start) for s in left_out if s.start < end and start < s.end]
        terms += terms_of(text[start:end], skipped)
    for name in named:
        terms += [replace(term, before="-") for term in terms_of(name) if term.kind != "word"]
    words = " ".join(words_of(text, content).split())
    return Proposition(
        tuple(terms),
        tuple(_count(text, content, quantity) for quantity in quantities),
        tuple((time.start, time.end) for time in times if time.start or time.end),
        _manner(act, words),
        flipped,
        max(negations_in(sentence) for sentence in _SENTENCE.split(words)),
        words,
    )


def _manner(act: str | None, words: str) -> str:
    if _OPEN.search(_SENTENCE.split(words)[0]):
        return "open"
    return "wish" if _WISHING.match(words) else _MANNERS.get(act or "", "fact")


def _count(text: str, content: Spans, found: Quantity) -> Count:
    fate = None
    if found.spans:  # a number that a person added may have no words in the report
        first = found.spans[0]
        start, end = next((s for s in content if s.start <= first.start < s.end), first)
        fate = fate_at(text[start:end], first.start - start, first.end - start)
    unit = found.unit and found.unit.lower()
    words = words_of(text, found.spans)
    return Count(_float(found.minimum), _float(found.maximum), unit, words, found.approximate, fate)


def _numerals(text: str, quantities: Iterable[Quantity]) -> Iterable[Span]:
    """The parts of numbers that tell no matter: digits and bounds; what is counted stays a term."""
    for quantity in quantities:
        for start, end in quantity.spans:
            for match in _NUMERAL.finditer(text[start:end]):
                yield Span(start + match.start(), start + match.end())


def _taken_up(claim: Claim, by_id: dict[str, Claim], made: dict[str, Proposition]) -> Proposition | None:
    """What a claim says that takes up another (“denied this”): the other's words, turned round where it is denied."""
    other = made.get(claim.refers_to or "")
    if other is None or _tells(made[claim.id]) or claim.act not in ("deny", "confirm", "acknowledge", "assert"):
        return None
    return replace(other, flipped=other.flipped != (claim.act == "deny"))


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)
