"""Links within one report: claims that contradict, reverse, support or repeat one another, and why."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accordingto.claims.layout import Layout
from accordingto.claims.standing.antecedents import Place, Report
from accordingto.claims.standing.stance import stance_of, verdict
from accordingto.claims.standing.wording import Wording, held, shared, stem
from accordingto.records import Claim, Link, Quantity, Source, words_of

# A claim is compared with the last so many claims that share a word with it.
LAST = 24
# Words in common, as a part of all words of both (SAME, OPPOSITE) or of the denial's own words (DENIED).
SAME, OPPOSITE, DENIED = 0.75, 0.7, 0.75
LEAST_STEMS = 4
SHOWN = 60
_TOLD = frozenset(("assert", "confirm", "acknowledge", "accuse", "announce", "warn", "predict", "believe"))
# How a content begins that is denied as a matter of fact, not a thing that is turned down.
_PROPOSITION = re.compile(r"[“\"‘']?(?:that|any|all|having|being|doing|ever|\w+ing)\b", re.IGNORECASE)
# What befell those who are counted: other words of this list are another count.
_FATES = frozenset(
    map(stem, "killed dead died deaths injured wounded hurt missing arrested detained hospitalised".split())
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two claims, the earlier first."""

    earlier: Claim
    later: Claim

    @property
    def same_source(self) -> bool:
        return self.earlier.source is not None and self.earlier.source == self.later.source

    @property
    def other_source(self) -> bool:
        known = self.earlier.source is not None and self.later.source is not None
        ours, theirs = ({c.source, *c.co_sources} for c in (self.earlier, self.later))
        return known and not ours & theirs


def links_of(layout: Layout, claims: Sequence[Claim], sources: Sequence[Source]) -> tuple[Link, ...]:
    """Return which of `claims` bear on each other; `refers_to`, `act` and `quantities` are filled before."""
    report = Report(layout, claims, sources)
    links: dict[frozenset[str], Link] = {}
    for link in (*_taken_up(report), *_alike(report)):
        links.setdefault(frozenset(link.claims), link)
    order = {p.claim.id: n for n, p in enumerate(report.places)}
    return tuple(sorted(links.values(), key=lambda link: [order[c] for c in link.claims][::-1]))


def _taken_up(report: Report) -> Iterator[Link]:
    """Claims that take up another and deny or confirm it."""
    for place in report.places:
        later = place.claim
        earlier = report.by_id.get(later.refers_to or "")
        if earlier is None or earlier.id == later.id or earlier.act == "question":
            continue
        stance = verdict(report.layout, later)[1] or stance_of(later)
        pair = _Pair(earlier, later)
        claim = f"the claim “{_shown(report, earlier)}”"
        if stance == "denies":
            kind = "reverses" if pair.same_source else "contradicts"
            yield Link(kind, (earlier.id, later.id), f"{_who(report, later)} denies or rejects {claim}")
        elif stance == "confirms" and pair.other_source:
            yield Link("supports", (earlier.id, later.id), f"{_who(report, later)} confirms or backs {claim}")


def _alike(report: Report) -> Iterator[Link]:
    """Claims that say nearly the same, the opposite, or another number of the same."""
    last: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=LAST))
    for n, place in enumerate(report.places):
        later = place.claim
        said = report.wording(later)
        met: dict[int, int] = defaultdict(int)
        for found in sorted(said.stems):
            for m in last[found]:
                met[m] += 1
            last[found].append(n)
        if later.refers_to is not None:
            continue
        for m, common in sorted(met.items(), reverse=True):
            earlier = report.places[m].claim
            if common >= 2 and earlier.refers_to is None and not _nested(report, report.places[m], place):
                link = _compared(report, _Pair(earlier, later), report.wording(earlier), said)
                if link:
                    yield link


def _nested(report: Report, one: Place, other: Place) -> bool:
    a, b = one.claim, other.claim
    if a.parent is not None and a.parent == b.parent:
        return False
    if a.id in report.ancestors(b) or b.id in report.ancestors(a):
        return True
    return any(s.start < t.end and t.start < s.end for s in a.content_spans for t in b.content_spans)


def _compared(report: Report, pair: _Pair, before: Wording, after: Wording) -> Link | None:
    earlier, later = pair.earlier, pair.later
    ids = (earlier.id, later.id)
    denial = _denial(report, pair, before, after)
    if denial:
        return Link(denial[0], ids, denial[1])
    if earlier.act not in _TOLD or later.act not in _TOLD:
        return None
    counted = _other_number(report, pair, before, after)
    if counted:
        return Link("contradicts", ids, counted)
    alike = shared(before.stems, after.stems)
    if min(len(before.stems), len(after.stems)) < LEAST_STEMS or before.names ^ after.names:
        return None
    if alike >= OPPOSITE and before.negated != after.negated and before.numbers == after.numbers and pair.other_source:
        return Link("contradicts", ids, f"one says and the other denies “{_shown(report, earlier)}”")
    if alike >= SAME and before.negated == after.negated and before.numbers == after.numbers:
        if pair.same_source:
            return Link("repeats", ids, f"the same source says again “{_shown(report, earlier)}”")
        if pair.other_source:
            return Link("supports", ids, f"another source says the same: “{_shown(report, earlier)}”")
    return None


def _denial(report: Report, pair: _Pair, before: Wording, after: Wording) -> tuple[str, str] | None:
    """“denied that X” or “denied any X” where the other claim says X."""
    acts = (pair.earlier.act, pair.later.act)
    if (acts[0] != "deny" and acts[1] != "deny") or acts[0] == acts[1]:
        return None
    denied, told = (before, after) if acts[0] == "deny" else (after, before)
    other = pair.later if acts[0] == "deny" else pair.earlier
    if (
        other.act not in _TOLD
        or told.negated
        or denied.negated
        or len(denied.stems) < 2
        or denied.numbers - told.numbers
    ):
        return None
    if held(denied.stems, told.stems) < DENIED or denied.names - told.names:
        return None
    denier = pair.earlier if acts[0] == "deny" else pair.later
    if len(denied.stems - denied.names) < 2 or not _PROPOSITION.match(report.text, denier.content_spans[0].start):
        return None
    kind = "reverses" if pair.same_source else "contradicts" if pair.other_source else None
    if kind is None or (kind == "reverses" and shared(denied.stems, told.stems) < OPPOSITE):
        return None
    return kind, f"{_who(report, denier)} denies what the other claim says: “{_shown(report, denier)}”"


def _other_number(report: Report, pair: _Pair, before: Wording, after: Wording) -> str | None:
    """Numbers of the same that cannot both be right, from different sources, not told for different days."""
    if not pair.other_source or before.negated != after.negated or before.names ^ after.names:
        return None
    if _days(pair.earlier) != _days(pair.later):
        return None
    for one, other in _same_unit(pair.earlier.quantities, pair.later.quantities):
        if not _disjoint(one, other):
            continue
        own = [w - _stems(q.unit) for w, q in ((before.stems, one), (after.stems, other))]
        common = own[0] & own[1]
        if (own[0] & _FATES) != (own[1] & _FATES) or not common:
            continue
        if min(held(own[0], own[1]), held(own[1], own[0])) >= DENIED - 0.25 or (common & _FATES and len(common) > 1):
            first, second = (words_of(report.text, q.spans) for q in (one, other))
            return f"“{first}” and “{second}” of the same cannot both be right"
    return None


def _same_unit(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Quantities of one unit, where each claim has just one of it."""
    for one in ours:
        unit = _unit(one)
        if unit is None or sum(_unit(q) == unit for q in ours) > 1:
            continue
        same = [q for q in theirs if _unit(q) == unit]
        if len(same) == 1:
            yield one, same[0]


def _unit(quantity: Quantity) -> str | None:
    return stem(quantity.unit.split()[-1]) if quantity.unit and quantity.unit.split() else None


def _stems(unit: str | None) -> frozenset[str]:
    return frozenset(map(stem, (unit or "").split()))


def _disjoint(one: Quantity, other: Quantity) -> bool:
    def below(a: Quantity, b: Quantity) -> bool:
        return a.maximum is not None and b.minimum is not None and a.maximum < b.minimum

    if one.approximate or other.approximate:
        return False
    return below(one, other) or below(other, one)


def _days(claim: Claim) -> tuple[object, ...]:
    said = (claim.said.start, claim.said.end) if claim.said else None
    return said, tuple((t.start, t.end) for t in claim.times)


def _who(report: Report, claim: Claim) -> str:
    source = report.sources.get(claim.source or "")
    return source.name if source else "somebody who is not named"


def _shown(report: Report, claim: Claim) -> str:
    words = " ".join(words_of(report.text, claim.content_spans).split()).strip("“”\"' ,.")
    return words if len(words) <= SHOWN else words[: words.rfind(" ", 0, SHOWN)] + " …"
