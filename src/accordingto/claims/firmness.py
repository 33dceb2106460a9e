"""How firmly a source presents what it says: certain, probable, possible or unknown; so, not so, or left open."""

from __future__ import annotations

from accordingto.claims.hedges import (
    Effect, Standing, entries, event_standing, low, weaker, words_in,
)  # fmt: skip
from accordingto.claims.layout import Word
from accordingto.claims.predicate import main_predicate
from accordingto.records import Claim, Firmness, Reason, Span, Spans

_OPEN_ACTS = frozenset("urge order propose intend question".split())
_UNKNOWN = Effect("unknown", "unknown")
_CERTAIN = Effect("certain", "positive")
_ACTS = {
    "deny": (Effect("certain", "negative"), _UNKNOWN),
    "believe": (Effect("probable", "positive"), Effect("probable", "negative")),
    "predict": (Effect("probable", "positive"), Effect("probable", "negative")),
    "promise": (Effect("probable", "positive"), _UNKNOWN),
}
_BEFORE_CUE = 5  # words before a cue in which a negation bears on it
_WITHHELD = frozenset("not n't never cannot no without nobody none neither nor".split())
_KEPT_BACK = frozenset("refused refuses refusing declined declines declining unable failed".split())
_REQUESTS = frozenset("please let".split())


def firmness_of(text: str, claim: Claim) -> tuple[Firmness, tuple[Reason, ...]]:
    """Return how firmly the source of `claim` presents its content, and by which words and rules."""
    words = _sentence([w for start, end in claim.content_spans for w in words_in(text, start, end)])
    told = claim.quotation != "direct"
    standing = _content(words, told=told)
    outer = _cue(text, claim, words)
    if outer is not None:
        standing = _joined(outer, standing)
    rules = [r for r in standing.rules if r != "told"]
    if not rules:
        rules = ["nothing in the content or the cue hedges or negates it"]
    firmness = standing.firmness()
    return firmness, (Reason("firmness", "; ".join(rules), firmness.spans or claim.cue_spans),)


def event_firmness(sentence: str, span: Span) -> Firmness:
    """Return how firmly `sentence` presents the event whose predicate stands at `span`, on FactBank's scale."""
    words = words_in(sentence, 0, len(sentence))
    inside = [i for i, w in enumerate(words) if w.start < span.end and w.end > span.start]
    if not inside:
        return Firmness("unknown", "unknown")
    at = inside[0]
    if len(inside) > 1:
        found = main_predicate(words[: inside[-1] + 1], at)
        at = found if found is not None else at
    return event_standing(words, at).firmness()


def _sentence(words: list[Word]) -> list[Word]:
    """Keep the first sentence of a content, with the mark that ends it."""
    for i, word in enumerate(words):
        if word.text in ".?!" and i > 1 and any(w.text[0].isalnum() for w in words[i + 1 :]):
            return words[: i + 1]
    return words


def _content(words: list[Word], *, told: bool) -> Standing:
    opening = next((w for w in words if w.text[0].isalnum()), None)
    if opening is None:
        return Standing()
    where = (Span(opening.start, opening.end),)
    if any(w.text == "?" for w in words[-3:]):
        mark = next(w for w in reversed(words) if w.text == "?")
        return _open((Span(mark.start, mark.end),), "it is a question")
    if low(opening) in ("whether", "if") and words.index(opening) < 2:
        return _open(where, f"“{opening.text}” leaves it open")
    if low(opening) in _REQUESTS:
        return _open(where, "it is a request")
    at = main_predicate(words)
    if at is None:
        return Standing().negated(opening) if low(opening) == "no" else Standing()
    standing = event_standing(words, at, told=told)
    return _conditioned(words, at, standing)


def _open(where: Spans, rule: str) -> Standing:
    return Standing("unknown", "unknown", where, (rule,))


def _conditioned(words: list[Word], at: int, standing: Standing) -> Standing:
    """Weaken what holds only under a condition: “if it rains, the match will end”, “it will end unless …”."""
    for i, word in enumerate(words):
        if low(word) in ("if", "unless") and low(words[i - 1] if i else word) not in ("as", "even", "ask", "asked"):
            if standing.polarity == "unknown" or abs(i - at) > 40:
                return standing
            where = (*standing.spans, Span(word.start, word.end))
            rules = (*standing.rules, f"“{word.text}” makes it depend on something")
            return Standing(weaker(standing.certainty, "possible"), standing.polarity, where, rules)
    return standing


def _cue(text: str, claim: Claim, words: list[Word]) -> Standing | None:
    """Return what the cue makes of all that is said, None where it makes nothing of it."""
    cue = [w for start, end in claim.cue_spans for w in words_in(text, start, end)]
    if not cue:
        return None
    if claim.act in _OPEN_ACTS:
        return Standing().under((_UNKNOWN, _UNKNOWN), cue[0])
    entry, word = _entry(cue, words, claim)
    before = words_in(text, max(0, cue[0].start - 60), cue[0].start)[-_BEFORE_CUE:]
    stop = max((i for i, w in enumerate(before) if w.text in ".?!,;:“”\"" or low(w) in ("and", "but", "that")), default=-1)
    negative = next((w for w in before[stop + 1 :] if low(w) in _WITHHELD or low(w) in _KEPT_BACK), None)
    denial = entry[0].polarity == "negative" and entry[0].certainty == "certain"
    if claim.quotation == "direct" and denial:
        return None  # the words of a denial, not what is denied
    return (Standing().negated(negative) if negative is not None else Standing()).under(entry, word)


def _entry(cue: list[Word], words: list[Word], claim: Claim) -> tuple[tuple[Effect, Effect], Word]:
    opening = next((low(w) for w in words if w.text[0].isalnum()), "")
    frames = ("to", "that") if opening == "to" else ("that", "ing", "of", "to")
    forms = [(f"{low(a)} {low(b)}", a) for a, b in zip(cue, cue[1:], strict=False)] + [(low(w), w) for w in cue]
    for form, word in forms:
        found = next((entries()[form, how] for how in frames if (form, how) in entries()), None)
        if found:
            return found, word
    return _ACTS.get(claim.act or "", (_CERTAIN, _UNKNOWN)), cue[0]


def _joined(outer: Standing, inner: Standing) -> Standing:
    where, rules = outer.spans + inner.spans, outer.rules + inner.rules
    if "unknown" in (outer.certainty, inner.certainty):
        return Standing("unknown", "unknown", where, rules)
    same = outer.polarity == inner.polarity
    return Standing(weaker(outer.certainty, inner.certainty), "positive" if same else "negative", where, rules)
