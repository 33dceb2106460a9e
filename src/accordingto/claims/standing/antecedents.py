"""Which earlier claim a phrase such as “this” or “the accusation” takes up."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.claims.layout import Layout
from accordingto.claims.standing.taking_up import TakingUp, nouns
from accordingto.claims.standing.wording import Wording, held, wording
from accordingto.records import Claim, Source, Span

# How many sentences back a pronoun, a noun that can stand for the act, and a noun that names it may reach.
PRONOUN_REACH, LOOSE_REACH, NAMED_REACH = 1, 2, 5
# No phrase is compared with more claims than this.
MOST = 60
LEAST_HELD = 0.5
# So many characters of a sentence are searched for whom a demand is made to.
LONGEST = 1000
# “The story about X” names a topic; with fewer words than this many claims may be on it.
LEAST_TOPIC = 3
_TO_SOMEBODY = frozenset(("urge", "order", "propose"))
_OF_RESEARCH = frozenset(("finding", "findings", "conclusions"))
_FOUND = re.compile(
    r"(?:was |were |has |have )?"
    r"(?:report|reveal|find|found|publish|establish|show|conclud|suggest|demonstrat|determin|discover)",
    re.IGNORECASE,
)
_RESEARCH = re.compile(
    r"\b(?:stud(?:y|ies)|research(?:ers?)?|scientists?|authors?|paper|findings|team|report|survey|analysis|\w{4,}ologists?)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\b(?:report|reveal|find|found|publish)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A claim with where its cue begins and the number of that sentence."""

    claim: Claim
    start: int
    sentence: int


class Report:
    """The claims of one report in the order of the text, with what else is needed to find them again."""

    def __init__(self, layout: Layout, claims: Sequence[Claim], sources: Sequence[Source]) -> None:
        self.layout = layout
        self.text = layout.text
        self.by_id = {c.id: c for c in claims}
        self.sources = {s.id: s for s in sources}
        places = [_place(layout, c) for c in claims if c.cue_spans or c.content_spans]
        self.places = sorted(places, key=lambda p: p.start)
        self._starts = [p.start for p in self.places]
        self._sentences = [p.sentence for p in self.places]
        self._mentions = sorted((m, s.id) for s in sources for m in s.mentions)
        self._mentions += [(m, c.source) for c in claims if c.source for m in c.source_spans]
        self._mentions.sort()
        self._mention_starts = [m.start for m, _ in self._mentions]
        self._contents = sorted(((s, c) for c in claims for s in c.content_spans), key=lambda held: held[0])
        self._content_starts = [span.start for span, _ in self._contents]
        self._wordings: dict[str, Wording] = {}

    def wording(self, claim: Claim) -> Wording:
        """Return what the content of `claim` is about."""
        if claim.id not in self._wordings:
            self._wordings[claim.id] = wording(self.layout, claim.content_spans)
        return self._wordings[claim.id]

    def ancestors(self, claim: Claim) -> list[str]:
        """Return the ids of the claims inside whose contents `claim` stands, the innermost first."""
        found: list[str] = []
        while claim.parent in self.by_id and claim.parent not in found:
            found.append(claim.parent)
            claim = self.by_id[claim.parent]
        return found

    def before(self, at: int, reach: int) -> list[Place]:
        """Return the claims that begin before `at`, at most `reach` sentences back, the nearest first."""
        sentence = self.layout.sentence_at(at)
        high = bisect_left(self._starts, at)
        low = max(bisect_left(self._sentences, sentence - reach, hi=high), high - MOST)
        return self.places[low:high][::-1]

    def beside(self, at: int) -> list[Place]:
        """Return the claims that begin in the sentence of `at`, in order; in an endless sentence only those near by."""
        number, here = self.layout.sentence_at(at), bisect_left(self._starts, at)
        low = max(bisect_left(self._sentences, number), here - MOST)
        return self.places[low : min(bisect_left(self._sentences, number + 1, lo=low), here + MOST)]

    def holder(self, at: int) -> Claim | None:
        """Return the innermost claim in whose content `at` stands."""
        near = bisect_right(self._content_starts, at)
        holding = [(span, claim) for span, claim in self._contents[max(0, near - MOST) : near] if at < span.end]
        return min(holding, key=lambda held: held[0].end - held[0].start)[1] if holding else None

    def mentioned(self, start: int, end: int) -> list[tuple[Span, str]]:
        """Return the mentions of sources that begin in `text[start:end]`, with the sources' ids."""
        low = bisect_left(self._mention_starts, start)
        return self._mentions[low : bisect_left(self._mention_starts, end, lo=low)]

    def source_named(self, start: int, end: int) -> str | None:
        """Return the id of the one source that the words name, None where there is none or more than one."""
        found = {source for _, source in self.mentioned(start, end)}
        if not found:
            key = plain(self.text[start:end])
            found = {s.id for s in self.sources.values() if key and key in _names(s)}
        return found.pop() if len(found) == 1 else None


def plain(words: str) -> str:
    """Return words to compare names by: no case, article or possessive."""
    return re.sub(r"^(?:the|an?)\s+|[’']s?$|\s+(?=\s)|[.,]+$", "", words.strip().casefold())


def _names(source: Source) -> tuple[str, ...]:
    name = plain(source.name)
    last = (name.split()[-1],) if source.kind == "person" and name else ()
    return (name, *last)


def _place(layout: Layout, claim: Claim) -> Place:
    start = (claim.cue_spans or claim.content_spans)[0].start
    return Place(claim, start, layout.sentence_at(start))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who takes something up: from which offset, in which claim, and whether it is another's or one's own claim."""

    at: int
    claim: Claim | None = None
    source: str | None = None
    own: bool = False


def antecedents(report: Report, phrase: TakingUp, asked: Asked) -> tuple[tuple[str, ...], str]:
    """Return the ids of the claims that `phrase` takes up and the rule by which, no ids where that cannot be told."""
    if phrase.is_pronoun:
        return _of_pronoun(report, phrase, asked)
    named, can, _ = nouns().get(phrase.head, (frozenset(), frozenset(("any",)), False))
    owner = asked.source if asked.own else None
    if asked.own and owner is None:
        return (), "whose own claim it is could not be told"
    if phrase.owner and not asked.own:
        owner = report.source_named(phrase.owner.start, phrase.owner.end)
        if owner is None:
            return (), "whose claim it is could not be told"
    places = [p for p in _open(report, asked, NAMED_REACH) if owner is None or owner in _speakers(p.claim)]
    if phrase.complement:
        return _of_complement(report, phrase, places)
    here = report.layout.sentence_at(asked.at)
    if phrase.head in _OF_RESEARCH and owner is None:
        first = _first_finding(report, asked)
        if first is None:
            return (), "no claim tells what was found"
        return (first.id,), f"the first claim of the research whose “{phrase.head}” are meant"
    outright = [p for p in places if _fits(report, p.claim, named)]
    if named & _TO_SOMEBODY:
        outright = [p for p in outright if _is_asked(report, p, asked)] or outright
    loose = [p for p in places if here - p.sentence <= LOOSE_REACH and ("any" in can or _fits(report, p.claim, can))]
    for fitting, rule in ((outright, f"the nearest claim that “{phrase.head}” names"), (loose, "the nearest claim")):
        found = _nearest(report, fitting, phrase, here)
        if found or fitting:
            return found, rule if found else "several claims are equally near"
    return (), "no claim that it could take up"


def _is_asked(report: Report, place: Place, asked: Asked) -> bool:
    """Whether the sentence of a demand names the source that answers it."""
    sentence = report.layout.sentence(place.start)
    if asked.source is not None and any(s == asked.source for _, s in report.mentioned(*sentence)):
        return True
    named = [report.text[start:end].split() for start, end in (asked.claim.source_spans if asked.claim else ())]
    words = {w.text.lower() for w in report.layout.words(sentence.start, min(sentence.end, sentence.start + LONGEST))}
    return any(len(name) > 1 and name[-1].lower() in words for name in named)


def _first_finding(report: Report, asked: Asked) -> Claim | None:
    """The first claim before in which a study or its authors tell what was found; None where there is no study."""
    for place in report.places[:MOST]:
        if place.start >= asked.at:
            return None
        claim = place.claim
        cue = " ".join(report.text[start:end] for start, end in claim.cue_spans)
        others = asked.source is None or asked.source not in _speakers(claim)
        if (
            others
            and claim.parent is None
            and claim.content_spans
            and _FOUND.match(cue)
            and _is_research(report, claim)
        ):
            return claim
    return None


def _is_research(report: Report, claim: Claim) -> bool:
    source = report.sources.get(claim.source or "")
    names = [report.text[start:end] for start, end in claim.source_spans] + ([source.name] if source else [])
    return any(_RESEARCH.search(name) for name in names)


def _of_pronoun(report: Report, phrase: TakingUp, asked: Asked) -> tuple[tuple[str, ...], str]:
    here = report.layout.sentence_at(asked.at)
    places = _open(report, asked, PRONOUN_REACH)
    if asked.own:
        places = [p for p in places if asked.source in _speakers(p.claim)]
    found = _nearest(report, [p for p in places if p.claim.act not in ("question", "intend")], phrase, here)
    return found, f"“{phrase.head}” takes up the claim before it"


def _open(report: Report, asked: Asked, reach: int) -> list[Place]:
    """The claims before that may be taken up: none that holds the phrase, none that only takes something up itself."""
    asking = asked.claim.id if asked.claim else None
    held_by = {asking, *report.ancestors(asked.claim)} if asked.claim else set()
    places = []
    for place in report.before(asked.at, reach):
        claim = place.claim
        if claim.id in held_by or not claim.content_spans or asking in report.ancestors(claim):
            continue
        if any(start <= asked.at < end for start, end in claim.content_spans):
            continue
        if not asked.own and asked.source and asked.source in _speakers(claim):
            continue
        if len(report.wording(claim).stems) + len(report.wording(claim).numbers) < 1:
            continue
        places.append(place)
    return places


def _fits(report: Report, claim: Claim, acts: frozenset[str]) -> bool:
    if claim.act is not None and claim.act in acts:
        return True
    if "report" not in acts:
        return False
    source = report.sources.get(claim.source or "")
    return bool(
        claim.via
        or (source and source.kind in ("outlet", "document"))
        or any(_REPORTS.search(report.text, start, end) for start, end in claim.cue_spans)
    )


def _speakers(claim: Claim) -> tuple[str, ...]:
    return ((claim.source,) if claim.source else ()) + claim.co_sources


def _of_complement(report: Report, phrase: TakingUp, places: list[Place]) -> tuple[tuple[str, ...], str]:
    """The claim that says what the words after the noun repeat."""
    assert phrase.complement
    repeated = wording(report.layout, (phrase.complement,))
    if phrase.topic and len(repeated.stems) < LEAST_TOPIC:
        return (), "too few words to tell"
    least = LEAST_HELD if len(repeated.stems) > 2 else 1.0
    scored = [(held(repeated.stems, report.wording(p.claim).stems), -n) for n, p in enumerate(places)]
    best = max(scored, default=(0.0, 0))
    if best[0] < least:
        return (), "no claim says what it repeats"
    return (places[-best[1]].claim.id,), f"the claim that says what follows “{phrase.head}”"


def _nearest(report: Report, places: list[Place], phrase: TakingUp, here: int) -> tuple[str, ...]:
    """The nearest of `places` (nearest first); none where two of different sources are equally near."""
    ids = {p.claim.id for p in places}
    places = [p for p in places if not any(a in ids for a in report.ancestors(p.claim))]
    if not places:
        return ()
    if phrase.count > 1:
        return tuple(p.claim.id for p in places[: phrase.count][::-1]) if len(places) >= phrase.count else ()
    first = places[0]
    rivals = [p for p in places if p.sentence == first.sentence and p.claim.source != first.claim.source]
    if rivals and first.sentence != here:
        return ()
    return (first.claim.id,)
