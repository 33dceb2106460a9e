"""When a claim was said: the time in the clause of its cue, in its sentence, or carried on from the claim before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accordingto.claims import saying_clause as clause
from accordingto.claims.layout import Layout
from accordingto.claims.times import TimeMention
from accordingto.records import Claim, Reason, Span, Time

Said = dict[str, tuple[Time | None, Reason]]

# How far from a cue its time is looked for.
REACH = 400
_CHUNK = 512
_HIDDEN = "¤"
_PREPOSITION = re.compile(r"(?:\b(?:on|in|at|by|early|late|earlier|later|the|this)\s+)+$", re.IGNORECASE)
NOTHING = "no time of saying is told in its clause or sentence"


@dataclass(frozen=True, slots=True)
class _Scene:
    """The words around a cue in its sentence; what others are said to have said is hidden."""

    text: str
    offset: int
    cue: Span
    cue_ends: tuple[int, ...]
    other_cues: tuple[Span, ...]

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
    told: Said = {}
    last: dict[str, tuple[Claim, Time]] = {}
    for number in sorted(range(len(claims)), key=lambda n: (claims[n].cue_spans or ((0, 0),))[0][0]):
        claim = claims[number]
        if not claim.cue_spans:
            told[claim.id] = None, Reason("said", "the claim has no cue")
            continue
        scene, open_times = _scene(layout, claim, number, contents, cues, times, starts)
        found = _own(scene, claim, open_times)
        if found is None and claim.source is not None and claim.source in last:
            found = _carried(layout, scene, claim, last[claim.source], open_times)
        told[claim.id] = found or (None, Reason("said", NOTHING, claim.cue_spans))
        time = told[claim.id][0]
        if claim.source is not None and claim.parent is None and time is not None and (time.start or time.end):
            last[claim.source] = claim, time
    return told


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
    scene = _Scene("".join(letters), low, cue, tuple(s.end for s in claim.cue_spans), others)
    here = times[bisect_left(starts, low) : bisect_left(starts, high)]
    return scene, [t for t in here if not t.dateline and t.span.end <= high and _open(scene, t, layout.text, claim)]


def _open(scene: _Scene, time: TimeMention, text: str, claim: Claim) -> bool:
    """Whether the time stands outside what is said, or directly after the cue where a content was begun too early."""
    if _HIDDEN not in scene.words(time.span.start, time.span.end):
        return True
    first = min((s.start for s in claim.content_spans), default=-1)
    if claim.quotation == "direct" or not scene.cue_ends[-1] <= first <= time.span.start < first + 16:
        return False
    return clause.at_once(text[scene.cue_ends[-1] : time.span.start], text[time.span.end : time.span.end + 24])


def _own(scene: _Scene, claim: Claim, times: list[TimeMention]) -> tuple[Time, Reason] | None:
    nearest = sorted(times, key=lambda t: (t.start == t.end is None, abs(t.span.start - scene.cue.start)))
    for judge in (_within, _beside, _after, _in_front):
        for time in nearest:
            rule = judge(scene, time)
            if rule:
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


def _within(scene: _Scene, time: TimeMention) -> str | None:
    """A time that was taken for a part of the cue: “yesterday suggested”."""
    if (
        time.grain in ("day", "weekend", "week")
        and scene.cue.start <= time.span.start
        and time.span.end <= scene.cue.end
    ):
        return "time told within the cue"
    return None


def _beside(scene: _Scene, time: TimeMention) -> str | None:
    """“X on Friday said”; “X, in a statement on Friday, said”; “the report, released on Friday, says”."""
    if time.span.end > scene.cue.start or _of_a_noun(scene, time):
        return None
    gap = scene.words(time.span.end, scene.cue.start)
    start = _start(scene, time)
    head = scene.words(scene.offset, start)
    if clause.only_adverbs(gap) and clause.subject_before(head, "," in gap):
        return "time told before the cue"
    if clause.leads_to_participle(gap, scene.words(scene.cue.start, scene.cue.end)):
        return "time told before the cue"
    if _crossed(scene, time.span.end, scene.cue.start) or clause.has_verb(clause.without_asides(gap)):
        return None
    if clause.published_before(head):
        return "time at which what is cited was published"
    if clause.spoken_before(head) and clause.begins_aside(head):
        return "time told in the words on the occasion"
    return None


def _after(scene: _Scene, time: TimeMention) -> str | None:
    """“said on Friday”, “told reporters in Oslo late on Friday”, “…,” he said in a statement on Friday."""
    ends = [end for end in scene.cue_ends if end <= time.span.start]
    if not ends or _of_a_noun(scene, time) or time.before in ("after", "before", "following", "prior to", "until"):
        return None
    start = _start(scene, time)
    gap = scene.words(ends[-1], start)
    if _HIDDEN in scene.words(time.span.start, time.span.end):
        return "time told directly after the cue"
    if _crossed(scene, ends[-1], time.span.start) or clause.leaves_clause(gap):
        return None
    return "time told in the cue's clause"


def _in_front(scene: _Scene, time: TimeMention) -> str | None:
    """“On Friday, X said”; “In a statement on Friday, X said”; “On Friday X stepped down, saying”."""
    if time.span.end > scene.cue.start or _of_a_noun(scene, time):
        return None
    head = scene.words(scene.offset, _start(scene, time))
    if not (clause.opens(head) or clause.occasion(head)) or time.before in ("after", "before", "following", "prior to"):
        return None
    gap = scene.words(time.span.end, scene.cue.start)
    cue = scene.words(scene.cue.start, scene.cue_ends[0])
    if clause.joined(gap, cue):
        return "time told in front of the sentence, the saying goes with it"
    if _crossed(scene, time.span.end, scene.cue.start) or clause.has_verb(clause.without_asides(gap)):
        return None
    return "time told in front of the sentence"


def _carried(
    layout: Layout, scene: _Scene, claim: Claim, before: tuple[Claim, Time], times: list[TimeMention]
) -> tuple[Time, Reason] | None:
    """A further claim of the same speech has the time of the one before."""
    earlier, time = before
    if claim.parent is not None or not earlier.cue_spans:
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
    if any(t.span not in time.spans for t in times) or not clause.same_speech(cue, head):
        return None
    if clause.own_occasion(scene.words(scene.offset, scene.cue.start)):
        return None
    return time, Reason("said", "goes on with the same source's words of before", reason)


def _paragraph(layout: Layout, offset: int) -> int:
    return bisect_right(layout.paragraphs, (offset, len(layout.text) + 1))
