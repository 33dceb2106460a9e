"""When a claim was said: the time in the clause of its cue, in its sentence, or carried on from the claim before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accordingto.claims.layout import Layout
from accordingto.claims.times import saying_clause as clause
from accordingto.claims.times.occasions import EVENT, Occasion, Occasions
from accordingto.claims.times.times import TimeMention
from accordingto.records import Claim, Reason, Span, Time

Said = dict[str, tuple[Time | None, Reason]]

# How far from a cue its time is looked for.
REACH = 400
_CHUNK = 512
_HIDDEN = "¤"
# In a quotation these count from the day on which it was said: where that is not told they stay open.
_TODAY = re.compile(
    r"(?:today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b", re.IGNORECASE
)
# Prepositions that set a time apart from what is told.
_APART = ("after", "before", "following", "prior to")
_PREPOSITION = re.compile(r"(?:\b(?:on|in|at|by|early|late|earlier|later|since|the|this)\s+)+$", re.IGNORECASE)
NOTHING = "no time of saying is told in its clause or sentence"


@dataclass(frozen=True, slots=True)
class _Scene:
    """The words around a cue in its sentence; what others are said to have said is hidden."""

    text: str
    offset: int
    cue: Span
    cue_ends: tuple[int, ...]
    other_cues: tuple[Span, ...]
    own: str

    def words(self, start: int, end: int) -> str:
        return self.text[max(0, start - self.offset) : max(0, end - self.offset)]


class _Places:
    """Spans of all claims, found by where they stand."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._chunks: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for span, owner in spans:
            for chunk in range(span.start // _CHUNK, span.end // _CHUNK + 1):
                self._chunks[chunk].append((span, owner))

    def near(self, start: int, end: int) -> Iterator[tuple[Span, int]]:
        """Every span with its owner that reaches into `start` to `end`, once for each stretch of text it stands in."""
        for chunk in range(start // _CHUNK, end // _CHUNK + 1):
            yield from (item for item in self._chunks[chunk] if item[0].start < end and start < item[0].end)


def said_of(layout: Layout, claims: tuple[Claim, ...], times: tuple[TimeMention, ...]) -> Said:
    """Return for every claim when its words were said, None where that is not told, and why."""
    contents = _Places((span, n) for n, claim in enumerate(claims) for span in claim.content_spans)
    cues = _Places((span, n) for n, claim in enumerate(claims) for span in claim.cue_spans)
    starts = [t.span.start for t in times]
    occasions = Occasions(layout, claims, times)
    by_id = {claim.id: claim for claim in claims}
    told: Said = {}
    last: dict[str, tuple[Claim, Time, int]] = {}
    for number in _in_order(claims, by_id):
        claim = claims[number]
        if not claim.cue_spans:
            told[claim.id] = None, Reason("said", "the claim has no cue")
            continue
        scene, here = _scene(layout, claim, number, contents, cues, times, starts)
        around = by_id.get(claim.parent or "")
        day = quoted_on(layout.text, around, by_id, told)
        if day is None and around is not None and around.quotation == "direct":
            here = [t for t in here if not _TODAY.match(layout.text, t.span.start)]
        found = _own(scene, claim, [t.counted_from(day) if day and t.relative else t for t in here])
        if found is None and claim.parent is not None:
            found = _from_parent(layout, scene, claim, by_id.get(claim.parent), told)
        elif found is None:
            found = None if here else _told_elsewhere(occasions.of_event(scene.text, scene.offset, claim), claim)
            if found is None and claim.source is not None and claim.source in last:
                earlier, when, _ = last[claim.source]
                found = _carried(
                    layout, scene, claim, (earlier, when), here, told[earlier.id][1].rule.startswith(EVENT)
                )
            if found is None and not here and _goes_on(layout, scene, claim):
                found = _told_elsewhere(occasions.of_doing(claim), claim)
        told[claim.id] = found or (None, Reason("said", NOTHING, claim.cue_spans))
        time = told[claim.id][0]
        if claim.parent is None and claim.source is not None:
            speakers = {claim.source, *claim.co_sources}
            last = {s: v for s, v in last.items() if s in speakers or v[2] >= scene.cue.start}
        if claim.parent is None and time is not None and (time.start or time.end):
            last.update(
                {
                    source: (claim, time, layout.paragraph(scene.cue.start).end)
                    for source in (claim.source, *claim.co_sources)
                    if source
                }
            )
    return told


def quoted_on(text: str, claim: Claim | None, by_id: dict[str, Claim], told: Said) -> str | None:
    """Return the day from which “today” in a claim's quotation counts: that of the nearest dated direct quotation."""
    for _ in range(8):
        if claim is None:
            return None
        time = told.get(claim.id, (None,))[0]
        first = claim.content_spans[0].start if claim.content_spans else 0
        quoted = claim.quotation == "direct" or text[first : first + 1] in ("“", '"')
        if quoted and time is not None and time.start is not None and time.start == time.end:
            return time.start
        claim = by_id.get(claim.parent or "")
    return None


def _in_order(claims: tuple[Claim, ...], by_id: dict[str, Claim]) -> list[int]:
    """Claims by how deep they stand in others, then by their cues."""

    def depth(claim: Claim | None) -> int:
        steps = 0
        while claim is not None and claim.parent is not None and steps < 8:
            claim, steps = by_id.get(claim.parent), steps + 1
        return steps

    return sorted(range(len(claims)), key=lambda n: (depth(claims[n]), claims[n].cue_spans[:1]))


def _scene(
    layout: Layout,
    claim: Claim,
    number: int,
    contents: _Places,
    cues: _Places,
    times: tuple[TimeMention, ...],
    starts: list[int],
) -> tuple[_Scene, list[TimeMention]]:
    cue = claim.cue_spans[0]
    sentence = layout.sentence(cue.start)
    low = max(sentence.start, cue.start - REACH)
    high = max(cue.end, min(max(sentence.end, claim.cue_spans[-1].end), cue.end + REACH))
    letters = list(layout.text[low:high])
    for span, _ in contents.near(low, high):
        if not (span.start <= cue.start and cue.end <= span.end):
            first, last = max(span.start, low), min(span.end, high)
            letters[first - low : last - low] = _HIDDEN * (last - first)
    others = tuple({s for s, n in cues.near(low, high) if n != number and s not in claim.cue_spans})
    own = layout.text[slice(*claim.content_spans[-1])][:12] if claim.content_spans else ""
    scene = _Scene("".join(letters), low, cue, tuple(s.end for s in claim.cue_spans), others, own)
    here = times[bisect_left(starts, low) : bisect_left(starts, high)]
    return scene, [t for t in here if not t.dateline and t.span.end <= high and _open(scene, t, layout.text, claim)]


def _open(scene: _Scene, time: TimeMention, text: str, claim: Claim) -> bool:
    """Whether the time stands outside what is said, or directly after the cue where a content was begun too early."""
    if _HIDDEN not in scene.words(time.span.start, time.span.end):
        return True
    first = min((s.start for s in claim.content_spans), default=-1)
    if claim.quotation == "direct" or not scene.cue_ends[-1] <= first <= time.span.start < first + 16:
        return False
    words = text[time.span.start : time.span.end]
    return clause.at_once(text[scene.cue_ends[-1] : time.span.start], words, text[time.span.end : time.span.end + 24])


def _own(scene: _Scene, claim: Claim, times: list[TimeMention]) -> tuple[Time, Reason] | None:
    days = (t for t in times if not t.rule.startswith("counted from an event"))
    nearest = sorted(days, key=lambda t: (t.start == t.end is None, abs(t.span.start - scene.cue.start)))
    for judge in (_of_document, _within, _beside, _after, _in_front):
        for time in nearest:
            rule = judge(scene, claim, time)
            if rule:
                if not clause.still_to_come(scene.words(scene.cue.start - 40, scene.cue.start)):
                    time = time.in_the_past()
                    if time.is_to_come:
                        continue
                return time.time(), Reason("said", f"{rule} ({time.rule})", (time.span, *claim.cue_spans))
    return None


def _start(scene: _Scene, time: TimeMention) -> int:
    """Where the time begins together with its preposition."""
    head = scene.words(time.span.start - 24, time.span.start)
    lead = _PREPOSITION.search(head)
    return time.span.start - (len(head) - lead.start() if lead else 0)


def _of_a_noun(scene: _Scene, time: TimeMention) -> bool:
    """Whether the time goes with a noun that is no saying: “Friday’s vote”, “the March 3 attack”."""
    head = scene.words(time.span.start - 12, time.span.start)
    return clause.goes_with_noun(head, scene.words(time.span.end, time.span.end + 60))


def _crossed(scene: _Scene, start: int, end: int) -> bool:
    return any(start <= s.start and s.end <= end for s in scene.other_cues)


def _within(scene: _Scene, claim: Claim, time: TimeMention) -> str | None:
    """A time that was taken for a part of the cue: “yesterday suggested”."""
    if (
        time.grain in ("day", "weekend", "week")
        and scene.cue.start <= time.span.start
        and time.span.end <= scene.cue.end
    ):
        return "time told within the cue"
    return None


def _of_document(scene: _Scene, claim: Claim, time: TimeMention) -> str | None:
    """“A 2018 study found”: the time that dates the document which is the source."""
    inside = any(s.start <= time.span.start and time.span.end < s.end for s in claim.source_spans)
    dated = inside and clause.dates_words(scene.words(time.span.end, time.span.end + 60))
    return "time of the document that says it" if dated else None


def _beside(scene: _Scene, claim: Claim, time: TimeMention) -> str | None:
    """“X on Friday said”; “X, in a statement on Friday, said”; “the report, released on Friday, says”."""
    if time.span.end > scene.cue.start or _of_a_noun(scene, time):
        return None
    gap = scene.words(time.span.end, scene.cue.start)
    start = _start(scene, time)
    head = scene.words(scene.offset, start)
    if clause.only_adverbs(gap) and clause.subject_before(head, "," in gap):
        return "time told before the cue"
    cue = scene.words(scene.cue.start, scene.cue.end)
    if clause.leads_to_participle(gap, cue):
        return "time told before the cue"
    if time.before not in _APART and clause.of_same_subject(head, gap, cue):
        return "time told in the clause with which the saying goes on"
    published = clause.published_before(head)
    if published and any(s.start < time.span.start and time.span.start - s.end < 40 for s in claim.source_spans):
        return "time at which the source was published"
    if _crossed(scene, time.span.end, scene.cue.start) or clause.has_verb(clause.without_asides(gap)):
        return None
    if published:
        return "time at which what is cited was published"
    if clause.spoken_before(head) and clause.begins_aside(head):
        return "time told in the words on the occasion"
    return "time of the words cited" if clause.ends_with_words(head) else None


def _after(scene: _Scene, claim: Claim, time: TimeMention) -> str | None:
    """“said on Friday”, “told reporters in Oslo late on Friday”, “…,” he said in a statement on Friday."""
    ends = [end for end in scene.cue_ends if end <= time.span.start]
    if not ends or _of_a_noun(scene, time) or time.before in (*_APART, "until", "by"):
        return None
    start = _start(scene, time)
    gap = scene.words(ends[-1], start)
    hidden = gap.rstrip().endswith(_HIDDEN) and claim.quotation == "indirect" and claim.content_spans
    if hidden and clause.of_what_follows(scene.own):
        return None
    if _HIDDEN in scene.words(time.span.start, time.span.end):
        return "time told directly after the cue"
    if _crossed(scene, ends[-1], time.span.start) or clause.leaves_clause(gap):
        return None
    return "time told in the cue's clause"


def _in_front(scene: _Scene, claim: Claim, time: TimeMention) -> str | None:
    """“On Friday, X said”; “In a statement on Friday, X said”; “On Friday X stepped down, saying”."""
    if time.span.end > scene.cue.start:
        return None
    head = scene.words(scene.offset, _start(scene, time))
    lead = scene.words(scene.offset, time.span.start)
    event = clause.within_event(lead)
    if _of_a_noun(scene, time) and not event:
        return None
    in_front = event or clause.opens(head) or clause.occasion(head)
    if not (in_front or clause.opens_clause(head)) or time.before in _APART:
        return None
    gap = clause.without_subordinate(scene.words(time.span.end, scene.cue.start))
    cue = scene.words(scene.cue.start, scene.cue_ends[0])
    if clause.joined(gap, cue) or (in_front and clause.in_one_frame(gap, cue)):
        return "time told in front of the sentence, the saying goes with it"
    if _crossed(scene, time.span.end, scene.cue.start) or clause.has_verb(clause.without_asides(gap)):
        return None
    return "time told in front of the sentence"


def _from_parent(
    layout: Layout, scene: _Scene, claim: Claim, parent: Claim | None, told: Said
) -> tuple[Time, Reason] | None:
    """“He said he expects”, “I hope”: what a source tells of its own words or mind in a speech, as of that speech."""
    time = told.get(parent.id, (None,))[0] if parent else None
    if parent is None or time is None or parent.source != claim.source or claim.source is None:
        return None
    head = layout.text[max(0, scene.cue.start - 40) : scene.cue.start]
    if not clause.goes_with_parent(layout.text[scene.cue.start : scene.cue_ends[0]], head):
        return None
    return time, Reason("said", "as of the speech in which it stands", (*time.spans, *claim.cue_spans))


def _told_elsewhere(occasion: Occasion | None, claim: Claim) -> tuple[Time, Reason] | None:
    """The day of an event that is named, or of what the source did, with its reason."""
    if occasion is None:
        return None
    return occasion.time, Reason("said", occasion.rule, (*occasion.time.spans, *claim.cue_spans))


def _goes_on(layout: Layout, scene: _Scene, claim: Claim) -> bool:
    """Whether the words can be of the occasion told before: a past saying in a sentence with no other occasion."""
    cue = layout.text[scene.cue.start : scene.cue_ends[0]]
    head = scene.words(scene.offset, scene.cue.start)
    if cue.lower().startswith("according"):
        return False
    return clause.same_speech(cue, head[-40:]) and (clause.occasion(head) or not clause.own_occasion(head))


def _carried(
    layout: Layout, scene: _Scene, claim: Claim, before: tuple[Claim, Time], times: list[TimeMention], of_event: bool
) -> tuple[Time, Reason] | None:
    """A further claim of the same speech has the time of the one before; `of_event`: which was that of an event."""
    earlier, time = before
    if not (_short(time) or (of_event and time.end is None)):
        return None
    cue = layout.text[scene.cue.start : scene.cue_ends[0]]
    head = scene.words(scene.cue.start - 40, scene.cue.start)
    tail = scene.words(scene.cue_ends[-1], scene.cue_ends[-1] + 60)
    place = earlier.cue_spans[0].start
    if _paragraph(layout, scene.cue.start) - _paragraph(layout, place) not in (0, 1):
        return None
    reason = (*time.spans, *claim.cue_spans)
    if clause.at_the_time(head, tail):
        return time, Reason("said", "“at the time”: as the claim before by the same source", reason)
    here = place >= scene.offset and place < scene.cue.start
    others = [t for t in times if t.span not in time.spans and (not here or place < t.span.start < scene.cue.start)]
    if others or clause.formal(layout.text[slice(*earlier.cue_spans[0])]) or not clause.same_speech(cue, head):
        return None
    if clause.own_occasion(scene.words(scene.offset, scene.cue.start)):
        return None
    return time, Reason("said", "goes on with the same source's words of before", reason)


def _paragraph(layout: Layout, offset: int) -> int:
    return bisect_right(layout.paragraphs, (offset, len(layout.text) + 1))


def _short(time: Time) -> bool:
    """Whether the time is a week at most, so that what is said next can be of the same occasion."""
    if time.start is None or time.end is None:
        return False
    return (date.fromisoformat(time.end[:10]) - date.fromisoformat(time.start[:10])).days < 7
