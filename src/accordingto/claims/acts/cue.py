"""A cue in its context: its head word, what belongs to it, and whether the saying is negated, future or passive."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from accordingto.claims.acts.complement import PREPOSITIONS, Complement, complement, flavours, plain
from accordingto.claims.acts.lexicon import NO_ACT, CueLexicon, cue_lexicon
from accordingto.claims.layout import Word
from accordingto.records import Span, Spans

_WORD = re.compile(r"\w+(?:[.,:]\d+)*(?:[’'-]\w+)*|@|[^\w\s]")
_STOP = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(]*[A-Z])|\n")
_BEFORE, _AFTER, _WIDEST = 120, 160, 600

_BE = frozenset("be is are was were been being am isn’t wasn’t aren’t weren’t get got gets getting".split())
_AUXILIARIES = _BE | frozenset(
    "have has had having do does did hasn’t haven’t hadn’t don’t doesn’t didn’t will would shall should may might can"
    " could must cannot can’t couldn’t won’t wouldn’t shouldn’t mustn’t needn’t ought to able going".split()
)
_MODALS = {
    "will": "will", "won’t": "will", "shall": "will", "would": "would", "wouldn’t": "would", "may": "may",
    "might": "might", "can": "can", "cannot": "can", "can’t": "can", "could": "could", "couldn’t": "could",
    "should": "should", "shouldn’t": "should", "ought": "should", "must": "must", "mustn’t": "must", "going": "will",
}  # fmt: skip
_ADVERBS = frozenset(
    "also well then now still later first all both even ever just only again often soon always yet almost further"
    " however not never neither nor either once too so far more most very himself herself themselves itself long"
    " since".split()
)
_TOWARDS = frozenset("expected set due likely scheduled planning planned plans poised slated wants hoping".split())
_UNABLE = frozenset("unable powerless reluctant unwilling yet".split())
_DETERMINERS = frozenset("the a an his her its their our my your this these those any some no every each".split())
_BEFORE_NOUNS = _DETERMINERS | PREPOSITIONS | frozenset("without amid despite following after".split())
# “Refused to say” is silence; “refused to leave” an intention.
_OF_SAYING = frozenset(("assert", "confirm", "deny", "announce"))
_STOPPING = frozenset("short refrain refrains refrained abstain abstained shied".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue read in its clause.

    `lemma` and `part` of the head word (part None where the lexicon does not know it), `head` its span, `particles`,
    `kinds` and `later` what follows (see `complement`), `auxiliaries` the words before it that tell negation, time and
    voice, `modal` is “will”, “would” … or None, `carrier` a word that only carries the head (“issued” a warning).
    """

    lemma: str
    part: str | None
    head: Span
    spans: Spans
    particles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    auxiliaries: Spans = ()
    negated: bool = False
    modal: str | None = None
    passive: bool = False
    carrier: str | None = None

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames to look the lemma up in, the most specific first."""
        part = self.part or "verb"
        found = [f"{part} +{p} {k}" for p in self.particles for k in self.kinds]
        found += [f"{part} +{p}" for p in self.particles]
        if self.passive:
            found += [f"{part} passive {k}" for k in self.kinds]
        found += [f"{part} {k}" for k in self.kinds]
        if self.passive:
            found.append(f"{part} passive")
        found += [f"{part} +{p}" for p in self.later]
        if self.modal in ("would", "should"):
            found.append(f"{part} modal")
        return (*found, part)


@dataclass(frozen=True, slots=True)
class _Head:
    at: int
    lemma: str
    part: str | None
    size: int = 1
    first: int = -1  # where the words that carry it begin
    carrier: str | None = None
    refused: bool = False


class _Clause:
    """The words around a cue; `cue` are the positions of the cue's own words."""

    def __init__(self, text: str, spans: Spans, lexicon: CueLexicon) -> None:
        self.lexicon = lexicon
        first, last = spans[0].start, spans[-1].end
        if last - first > _WIDEST:
            spans, last = spans[:1], min(spans[0].end, first + _WIDEST)
        low = max(0, first - _BEFORE)
        stops = list(_STOP.finditer(text, low, first))
        low = stops[-1].end() if stops else low
        stop = _STOP.search(text, last, min(len(text), last + _AFTER))
        high = stop.start() + 1 if stop else min(len(text), last + _AFTER)
        self.words = [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, low, high)]
        self.low = [plain(w.text) for w in self.words]
        self.cue = [i for i, w in enumerate(self.words) if any(s.start < w.end and w.start < s.end for s in spans)]

    def part_of(self, at: int) -> tuple[str, str] | None:
        """Return lemma and part of a word that the lexicon knows, the part told from the word before."""
        parts = self.lexicon.parts(self.low[at])
        if not parts or self.low[at] in _AUXILIARIES or self.low[at] in _ADVERBS or self.low[at] == "to":
            return None
        before = self.low[at - 1] if at else ""
        # “after warning” is a verb, “in response” and “a warning” are nouns
        before_noun = before in (_DETERMINERS if self.low[at].endswith("ing") else _BEFORE_NOUNS - {"to"})
        if "noun" in parts and ("verb" not in parts or before_noun or before.endswith("’s")):
            return parts["noun"], "noun"
        if "adjective" in parts and any(w in _BE for w in self.low[max(0, at - 2) : at]):
            return parts["adjective"], "adjective"
        for part in ("verb", "adjective", "noun", "adverb", "preposition", "mark"):
            if part in parts:
                return parts[part], part
        return None

    def phrase(self, at: int) -> _Head | None:
        """Return the lemma of several words that begins at `at`, with up to three other words between its words."""
        for first in dict.fromkeys((self.low[at], *self.lexicon.parts(self.low[at]).values())):
            for words in self.lexicon.phrases.get(first, ()):
                place = at
                for word in words[1:]:
                    reach = range(place + 1, min(place + 5, len(self.words)))
                    place = next((i for i in reach if self.lexicon.is_noun(self.low[i], word)), -1)
                    if place < 0:
                        break
                if place >= 0 and (place in self.cue or place == at + len(words) - 1):
                    lemma = " ".join(words)
                    part = next(iter(self.lexicon.frames[lemma])).split()[0]
                    return _Head(at, lemma, part, place - at + 1, at)
        return None

    def verb_after(self, at: int) -> int | None:
        """Return the verb of saying that a verb or noun at `at` leads to: “to say”, “saying”."""
        for i in range(at + 1, min(at + 6, len(self.words))):
            known = self.part_of(i) if i in self.cue else None
            if known and known[1] == "verb" and (self.low[i].endswith("ing") or "to" in self.low[max(at, i - 2) : i]):
                return i
        return None

    def spoken_after(self, at: int) -> int | None:
        """Return the verb of saying right after “to”, in the cue or not: “refused to say”."""
        if at + 2 >= len(self.words) or self.low[at + 1] != "to":
            return None
        known = self.part_of(at + 2)
        return at + 2 if known and known[1] == "verb" and self.lexicon.act(known[0], "verb") in _OF_SAYING else None

    def noun_after(self, at: int) -> int | None:
        """Return the noun that a light verb at `at` carries, in the cue or as the object right after it."""
        for i in range(at + 1, min(at + 6, len(self.words))):
            low = self.low[i]
            if (i not in self.cue and not low[0].isalpha()) or low in ("that", "and", "to"):
                return None
            if low in PREPOSITIONS and low not in ("out", "up", "forth", "forward", "down", "off"):
                return None
            known = self.part_of(i)
            noun = self.lexicon.parts(low).get("noun")
            if noun and self.lexicon.act(noun, "noun") not in (None, NO_ACT) and (not known or known[1] != "adverb"):
                return i
            if known and known[1] == "verb" and self.low[i - 1] == "to":
                return None
        return None


def _find_head(clause: _Clause) -> _Head:
    """Choose the word that tells the act: the first that the lexicon knows, or what that word leads to."""
    spare: list[_Head] = []
    for at in clause.cue:
        phrase = clause.phrase(at)
        if phrase and phrase.part != "preposition":
            return phrase
        if phrase:
            spare.append(phrase)
        known = clause.part_of(at)
        if not known:
            continue
        if known[1] in ("adverb", "preposition", "mark"):
            if known[1] != "preposition" or len(clause.cue) == 1:
                spare.append(_Head(at, *known, first=at))
            continue
        head = _follow(clause, at, *known)
        if clause.lexicon.act(head.lemma, head.part or "") != NO_ACT:
            return head
        spare.append(head)
    if spare:
        rank = ("verb", "noun", "adjective", "adverb", "preposition", "mark")
        acting = [h for h in spare if clause.lexicon.act(h.lemma, h.part or "") != NO_ACT and h.part != "mark"]
        return min(acting or spare, key=lambda h: (-h.size, rank.index(h.part or "mark")))
    return _unknown(clause)


def _follow(clause: _Clause, at: int, lemma: str, part: str, carried: int = -1, depth: int = 3) -> _Head:
    """Go from a light, raising or refusing verb, or from a neutral word, to the word that it leads to."""
    lexicon, first = clause.lexicon, carried if carried >= 0 else at
    carrier = clause.low[first] if first != at else None
    own = _Head(at, lemma, part, first=first, carrier=carrier)
    frames = lexicon.frames.get(lemma, {})
    passive = at > 0 and any(w in _BE for w in clause.low[max(0, at - 3) : at])
    follow = clause.verb_after(at) if depth else None
    if part == "verb" and "verb refusing" in frames:
        follow = clause.spoken_after(at) if follow is None else follow
    if part == "verb" and "verb refusing" in frames and follow is not None:
        return _Head(follow, clause.lexicon.parts(clause.low[follow])["verb"], "verb", first=first, refused=True)
    if (
        part == "verb"
        and follow is not None
        and ("verb raising" in frames or (passive and "verb passive raising" in frames))
    ):
        return _follow(clause, follow, lexicon.parts(clause.low[follow])["verb"], "verb", first, depth - 1)
    noun = clause.noun_after(at) if part == "verb" and "verb light" in frames else None
    if noun not in clause.cue and frames.get("verb") not in (None, NO_ACT, "assert"):
        noun = None  # “released [a plan]” tells more than its object does; “voiced [concern]” does not
    if noun is not None:
        after = _follow(clause, noun, lexicon.parts(clause.low[noun])["noun"], "noun", first, depth - 1)
        return after if after.carrier else own
    if part == "noun" and lexicon.act(lemma, "noun") in ("assert", NO_ACT) and follow is not None:
        return _Head(follow, lexicon.parts(clause.low[follow])["verb"], "verb", first=first, carrier=clause.low[first])
    return own


def _unknown(clause: _Clause) -> _Head:
    for at in clause.cue:
        low = clause.low[at]
        plainly = low in _AUXILIARIES or low in _ADVERBS or low in PREPOSITIONS or low in _BEFORE_NOUNS
        if low[0].isalpha() and not plainly and not low.endswith("ly"):
            return _Head(at, low, None, first=at)
    at = clause.cue[0] if clause.cue else 0
    return _Head(at, clause.low[at] if clause.low else "", None, first=at)


@dataclass(slots=True)
class _Before:
    """What the words before a head tell."""

    spans: list[Span]
    negated: bool = False
    modal: str | None = None
    passive: bool = False


def _look_back(clause: _Clause, head: _Head) -> _Before:
    """Go left from the head over auxiliaries, adverbs and verbs that govern it."""
    found = _Before([])
    at, nearest = head.first - 1, True
    while at >= 0:
        low, word = clause.low[at], clause.words[at]
        following = clause.low[at + 1]
        lemma = clause.lexicon.parts(low).get("verb", "")
        governs = following == "to" or (at + 1 == head.at and clause.low[head.at].endswith("ing"))
        if at + 1 == head.first and (low == "to" or (low in ("of", "from") and clause.low[head.at].endswith("ing"))):
            found.negated = found.negated or (low != "to" and at > 0 and clause.low[at - 1] in _STOPPING)
            at -= 1
            continue
        negative = _negates(low, following)
        if not negative and governs and (low in _UNABLE or clause.lexicon.act(lemma, "verb refusing")):
            found.negated = negative = True
        stem, _, clitic = low.rpartition("’")
        if negative or low == "without":
            found.negated = found.negated or negative or at + 1 == head.at
        elif stem and clitic in ("ll", "d", "ve", "s", "re", "m"):
            found.modal = found.modal or {"ll": "will", "d": "would"}.get(clitic)
            break
        elif not (
            low in _AUXILIARIES or low in _ADVERBS or low.endswith("ly") or (governs and _raises(clause, lemma, low))
        ):
            break
        if low in _MODALS or (governs and low in _TOWARDS):
            found.modal = found.modal or _MODALS.get(low, "will")
        if nearest and low in _AUXILIARIES and low != "to":
            found.passive, nearest = low in _BE, False
        if low in _AUXILIARIES or negative or governs:
            found.spans.append(Span(word.start, word.end))
        at -= 1
    if _denied_subject(clause, at):
        found.negated = True
        found.spans.append(Span(clause.words[at].start, clause.words[at].end))
    found.spans.reverse()
    return found


def _negates(low: str, following: str) -> bool:
    if low in ("not", "never", "neither", "nor", "cannot"):
        return following not in ("only", "just", "merely", "simply", "surprisingly")
    return low.endswith("n’t")


def _raises(clause: _Clause, lemma: str, low: str) -> bool:
    return low in _TOWARDS or low in _UNABLE or clause.lexicon.act(lemma, "verb raising") is not None


def _denied_subject(clause: _Clause, at: int) -> bool:
    """Return whether the subject that ends at `at` is nobody: “no one”, “neither side”, “none of them”."""
    for i in range(at, max(-1, at - 3), -1):
        low = clause.low[i]
        if low in ("nobody", "none", "neither", "no"):
            return True
        if not low[0].isalpha() or low in _AUXILIARIES:
            return False
    return False


def _has_no(clause: _Clause, head: _Head) -> bool:
    """Return whether “no” stands inside the cue: “made no mention of”, “offered no apology”, “without a promise”."""
    inside = clause.low[head.at : head.at + head.size] if head.size > 1 else []
    if head.part == "noun":
        inside = clause.low[max(head.first, head.at - 3) : head.at] + clause.low[max(0, head.at - 1) : head.at]
    return "no" in inside or (head.part == "noun" and "without" in clause.low[max(0, head.at - 2) : head.at])


def cue_of(text: str, cue_spans: Spans, content_spans: Spans = ()) -> Cue:
    """Read a cue in its clause; `content_spans` tell how what is said begins and ends."""
    lexicon = cue_lexicon()
    if not cue_spans:
        return Cue("", None, Span(0, 0), ())
    clause = _Clause(text, cue_spans, lexicon)
    if not clause.words:
        return Cue("", None, cue_spans[0], cue_spans)
    head = _find_head(clause)
    before = _look_back(clause, head)
    low = clause.low[head.at]
    passive = before.passive and head.part in ("verb", None) and not low.endswith("ing") and low != head.lemma
    if head.carrier or head.refused:
        passive = False
    found = _after(clause, head, content_spans)
    said = flavours(_content(text, content_spans)) if content_spans else ()
    words = clause.words[head.at : head.at + head.size]
    return Cue(
        lemma=head.lemma,
        part=head.part,
        head=Span(words[0].start, words[-1].end),
        spans=cue_spans,
        particles=found.particles,
        kinds=(*said, *found.kinds),
        later=found.later,
        auxiliaries=tuple(before.spans),
        negated=before.negated or head.refused or _has_no(clause, head),
        modal=before.modal,
        passive=passive,
        carrier=head.carrier,
    )


def _content(text: str, spans: Spans) -> str:
    """The opening and the end of what is said."""
    start, end = spans[0].start, spans[-1].end
    return text[start:end] if end - start < 300 else text[start : start + 150] + text[end - 20 : end]


def _after(clause: _Clause, head: _Head, content_spans: Spans) -> Complement:
    rest = clause.words[head.at + head.size :]
    starts = [w.start for w in rest]
    content = None
    for span in content_spans:
        if rest and span.start >= rest[0].start:
            at = bisect_left(starts, span.start)
            content = at if at < len(rest) else None
            break
    known = clause.lexicon.particles.get(head.lemma, frozenset())
    return complement(rest, known, content)
