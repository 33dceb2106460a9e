"""How firmly a source presents what it says: certain, probable, possible or unknown; so, not so, or left open."""

from __future__ import annotations

from itertools import pairwise

from accordingto.claims.firmness.hedges import INFINITIVE, event_standing
from accordingto.claims.firmness.predicate import FINITE, main_predicate
from accordingto.claims.firmness.scale import Effect, Standing, entries, low, weaker, words_in
from accordingto.claims.layout import Word
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
_LIGHT = frozenset("have has had going due set about against without to on for of in be is was were are by".split())
_KEPT_BACK = frozenset("refused refuses refusing declined declines declining unable failed".split())
# “If” after these asks and makes nothing depend.
_ASKING = frozenset(
    "as even ask asked asking wonder wondered know knew see determine specify specifying specified tell say said clear"
    " unclear sure unsure certain decide check find out question of about mention but only".split()
)
_NO_OBJECT = frozenset("no nothing nobody none".split())
_REACH = 20  # words from a predicate to a condition that follows it
_REQUESTS = frozenset("please let".split())


def firmness_of(text: str, claim: Claim) -> tuple[Firmness, tuple[Reason, ...]]:
    """Return how firmly the source of `claim` presents its content, and by which words and rules."""
    words = _sentence(_words(text, claim.content_spans))
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


def _words(text: str, parts: Spans) -> list[Word]:
    """Return the words of a content; of pieces such as “the storm … to come ashore” those that tell what is said."""
    pieces = [words_in(text, start, end) for start, end in parts]
    governed = next((p for p in pieces[1:] if low(p[0]) == "to" or [low(w) for w in p[:2]] == ["not", "to"]), None)
    return governed or [w for p in pieces for w in p]


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
    conditional = low(opening) == "if" and any(w.text == "," for w in words)
    if low(opening) in ("whether", "if") and not conditional:
        return _open(where, f"“{opening.text}” leaves it open")
    if low(opening) in _REQUESTS:
        return _open(where, "it is a request")
    at = main_predicate(words)
    if at is None:
        return Standing().negated(opening) if low(opening) == "no" else Standing()
    standing = event_standing(words, at, told=told)
    if standing.rules == (INFINITIVE,) and not any(low(w) in FINITE for w in words[:at]):
        return Standing()  # “found it to be unlawful”: the cue governs it
    if at + 1 < len(words) and low(words[at + 1]) in _NO_OBJECT and standing.polarity == "positive":
        standing = standing.negated(words[at + 1])  # “found no trace”
    return _conditioned(words, at, standing)


def _open(where: Spans, rule: str) -> Standing:
    return Standing("unknown", "unknown", where, (rule,))


def _conditioned(words: list[Word], at: int, standing: Standing) -> Standing:
    """Weaken what holds only under a condition: “if it rains, the match will end”, “it will end unless …”."""
    for i, word in enumerate(words):
        if low(word) in ("if", "unless") and not (i and low(words[i - 1]) in _ASKING):
            if standing.polarity == "unknown" or i - at > _REACH or any(low(w) == "that" for w in words[at:i]):
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
    negative = _negation(text, claim, cue)
    if negative is not None and main_predicate(words) is None:
        entry = (_CERTAIN, _UNKNOWN) if entry[1].always else entry  # “the cause was not known” tells of no cause
    denial = entry[0].polarity == "negative" and entry[0].certainty == "certain"
    if claim.quotation == "direct" and denial:
        return None  # the words of a denial, not what is denied
    return (Standing().negated(negative) if negative is not None else Standing()).under(entry, word)


def _negation(text: str, claim: Claim, cue: list[Word]) -> Word | None:
    """Return the word that says the cue did not take place: “did not confirm”, “declined to say”."""
    before = words_in(text, max(0, cue[0].start - 60), cue[0].start)[-_BEFORE_CUE:]
    before = [w for w in before if not any(start <= w.start < end for start, end in claim.content_spans)]
    marks = (i for i, w in enumerate(before) if w.text in '.?!,;:“”"' or low(w) in ("and", "but", "that"))
    nearby = before[max(marks, default=-1) + 1 :]
    return next((w for w in [*nearby, *cue[:-1]] if low(w) in _WITHHELD or low(w) in _KEPT_BACK), None)


def _entry(cue: list[Word], words: list[Word], claim: Claim) -> tuple[tuple[Effect, Effect], Word]:
    opening = [low(w) for w in words if w.text[0].isalnum()][:2]
    infinitive = "to" in opening[:1] or opening == ["not", "to"]
    forms = [(f"{low(a)} {low(b)}", a) for a, b in pairwise(cue)]
    forms += [(low(w), w) for w in cue if low(w) not in _LIGHT]
    for form, word in forms:
        for how in ("to", "that") if infinitive else ("that", "ing", "of"):
            found = entries().get((form, how))
            # “banned the veil” and “prevented a strike” say nothing that would not be so
            if found and not (how == "of" and found[0].polarity == "negative" and form == low(word)):
                return found, word
    return _ACTS.get(claim.act or "", (_CERTAIN, _UNKNOWN)), cue[0]


def _joined(outer: Standing, inner: Standing) -> Standing:
    where, rules = outer.spans + inner.spans, outer.rules + inner.rules
    if "unknown" in (outer.certainty, inner.certainty):
        return Standing("unknown", "unknown", where, rules)
    same = outer.polarity == inner.polarity
    return Standing(weaker(outer.certainty, inner.certainty), "positive" if same else "negative", where, rules)
