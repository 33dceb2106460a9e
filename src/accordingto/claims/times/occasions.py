"""The day of an occasion that is told elsewhere: “after the match”, “Lund toured … on Monday. She said”."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from accordingto.claims.layout import Layout
from accordingto.claims.times import saying_clause as clause
from accordingto.claims.times.times import TimeMention
from accordingto.claims.times.words import MONTH, WEEKDAY
from accordingto.records import Claim, Span, Time

HIDDEN = "¤"
EVENT = "day of the event named"
DOING = "day of what the source did, told shortly before"
# How many sentences back an event's day and a source's doings are looked for, in sentences no longer than LONGEST.
EVENT_REACH, DOING_REACH = 30, 4
LONGEST = 1000
LEAST_LEAD = 60
_AFTER, _BEFORE = ("after", "following"), ("before", "ahead of")
_ARRIVAL = r"(?P<going>[Uu]pon|[Oo]n|[Aa]fter|[Ff]ollowing|[Bb]efore)\s+(?P<coming>arrival|landing|departure)"
_AWAY = re.compile(
    r"\b(?:who|whom|whose|which|where|when|whether|as|while|because|since|until|if|but|amid|despite|that|over|about"
    r"|against)\b|[;:—]"
)
_JOINING = re.compile(
    r"\b(?:after|before|when|while|as|because|since|if|although|following|who|which)\b", re.IGNORECASE
)
# What people suffer is no occasion on which they speak; what is to come or had been is another one.
_NOT_DOING = re.compile(
    r"\b(?:died|dies|born|killed|dead|murdered|buried|will|would|had|has|have|plans?|is to|are to)\b"
)
_INTERVIEW = re.compile(r"\binterview (?:with|of) (?P<who>[^,.;]{1,80})")
_PRONOUNS = ("he", "she", "they", "it", "i", "we")
_NAME = re.compile(r"[A-Z][\w&-]*")
# A name that is no opening word, weekday or month, or is all there is.
_NAMED = re.compile(rf"(?<=\s)(?!{WEEKDAY}|{MONTH})[A-Z][\w-]|^[A-Z][\w-]*\s*$")
_TIME = re.compile(rf"{WEEKDAY}|{MONTH}")
_COMMON = frozenset(
    "Ministry Police Court Department Party Government Council Committee Office Agency University House Service Force"
    " Forces Union Army Navy Board Commission Association Company Times News Post Parliament Congress Senate".split()
)


# “After the incident the port was shut” takes the incident as known.
_GIVEN = re.compile(
    r"\b(?:after|before|since|following|until)\s+(?:the|his|her|their|its)\s+(?:[\w’'-]+\s+)?$", re.IGNORECASE
)
_LEAD = re.compile(r"\b(?:[Oo]n|[Ii]n|[Bb]y)\s+$")
_SHORT = ("day", "weekend", "week", "month")


class Occasion(NamedTuple):
    """A day of saying that stands elsewhere, and the rule by which it was found."""

    time: Time
    rule: str


@cache
def _events() -> dict[str, re.Pattern[str]]:
    """Return, for each noun of tables/occasions.tsv, a pattern of the words that tell of the event."""
    text = (files("accordingto.claims") / "tables" / "occasions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {noun: re.compile(rf"\b(?:{stems})", re.IGNORECASE) for noun, stems in rows}


@cache
def _phrase() -> re.Pattern[str]:
    nouns = "|".join(sorted(_events(), key=len, reverse=True))
    return re.compile(
        r"\b(?:(?P<when>[Aa]fter|[Ff]ollowing|[Bb]efore|[Aa]head of|[Aa]t|[Ii]n|[Dd]uring)\s+"
        rf"(?:the|his|her|their|its)\s+(?:(?!of\b|the\b)[\w’'-]+\s+){{0,2}}?(?P<noun>{nouns})|{_ARRIVAL})\b"
        r"(?!\s+(?:of|which|who|between|against)\b|[’'-])"
    )


class Occasions:
    """What one report tells of the days of events and of what its sources did."""

    def __init__(self, layout: Layout, claims: Sequence[Claim], times: Sequence[TimeMention]) -> None:
        self._layout = layout
        self._times = [t for t in times if not t.dateline and t.start is not None and t.end is not None]
        self._starts = [t.span.start for t in self._times]
        self._contents = _merged(sorted(s for c in claims for s in c.content_spans))
        self._content_starts = [s.start for s in self._contents]
        self._names = _names_of(layout.text, claims)

    def of_event(self, words: str, offset: int, claim: Claim) -> Occasion | None:
        """Return the day of the event that the cue's clause names; `words` stand at `offset`, contents are hidden."""
        cue = Span(claim.cue_spans[0].start - offset, claim.cue_spans[0].end - offset)
        for found in _phrase().finditer(words):
            when, noun = (found["when"] or found["going"]).lower(), found["noun"] or found["coming"]
            if not _with_cue(words, Span(*found.span()), cue, claim.quotation == "indirect"):
                continue
            anchor = self._day_of(_events()[noun], offset + found.start())
            if anchor is None:
                continue
            spans = (anchor.span, Span(offset + found.start(), offset + found.end()))
            if when in _AFTER:
                time = Time(anchor.start, None, spans)
            else:
                time = Time(None, anchor.start, spans) if when in _BEFORE else Time(anchor.start, anchor.end, spans)
            return Occasion(time, f"{EVENT} ({anchor.rule})")
        return None

    def of_doing(self, claim: Claim) -> Occasion | None:
        """Return the day on which the source did what a sentence shortly before tells."""
        at = claim.cue_spans[0].start
        here, own = self._layout.sentence_at(at), self._paragraph(at)
        framed: str | None = None
        for number in range(here - 1, max(-1, here - 1 - DOING_REACH), -1):
            sentence = self._layout.sentences[number]
            if own - self._paragraph(sentence.start) > 1 or sentence.end - sentence.start > LONGEST:
                return None
            words = self._masked(sentence)
            days = [t for t in self._in(sentence) if words[t.span.start - sentence.start] != HIDDEN]
            near = number == here - 1 and self._paragraph(sentence.start) == own
            if days and self._does(claim, words, near):
                told = _one_day(words, sentence.start, days)
                if told is None or framed not in (None, told.start):
                    return None
                return Occasion(told.time(), f"{DOING} ({told.rule})")
            # A day in front of a sentence between is that of what follows.
            front = next((t for t in days if clause.opens(_LEAD.sub("", words[: t.span.start - sentence.start]))), None)
            framed = framed or (front.start if front else None)
        return None

    def _does(self, claim: Claim, words: str, near: bool) -> bool:
        """Whether the sentence's subject, or whom an interview was with, is the source of the claim.

        A pronoun whose name is told nowhere is the subject of the sentence before it; “the statement” is one that it
        tells of; “Guard captain Lund” speaks for the Guard that is its subject.
        """
        names = self._names.get(claim.source or "", frozenset())
        interview = _INTERVIEW.search(words)
        if interview and any(name in interview["who"] for name in names):
            return True
        subject = clause.before_verb(words)
        if _JOINING.search(subject):
            return False
        own = [self._layout.text[slice(*span)] for span in claim.source_spans]
        if near and any(clause.same_words(name, words) or _speaks_for(name, subject) for name in own):
            return True
        if not names:
            pronoun = any(name.lower() in _PRONOUNS for name in own)
            return near and pronoun and _NAMED.search(subject) is not None
        return any(re.search(rf"\b{re.escape(name)}\b(?![’']s?)", subject) is not None for name in names)

    def _day_of(self, told: re.Pattern[str], at: int) -> TimeMention | None:
        """The day of the nearest sentence before that tells of the event, else the one day of the opening paragraph."""
        here = self._layout.sentence_at(at)
        for number in range(here - 1, max(-1, here - 1 - EVENT_REACH), -1):
            sentence = self._layout.sentences[number]
            days = [t for t in self._in(sentence) if t.grain in _SHORT]
            if not days or sentence.end - sentence.start > LONGEST:
                continue
            words = self._layout.text[slice(*sentence)]
            word = next((w for w in told.finditer(words) if not _GIVEN.search(words[: w.start()])), None)
            if word:
                at = sentence.start + word.start()
                return min(days, key=lambda t: (t.grain != "day", abs(t.span.start - at))).in_the_past()
        return self._of_lead() if here < EVENT_REACH else None

    def _of_lead(self) -> TimeMention | None:
        for paragraph in self._layout.paragraphs[:4]:
            if paragraph.end - paragraph.start >= LEAST_LEAD:
                days = [t for t in self._in(paragraph) if t.grain == "day"]
                return days[0] if len({(t.start, t.end) for t in days}) == 1 else None
        return None

    def _in(self, part: Span) -> list[TimeMention]:
        low = bisect_left(self._starts, part.start)
        return self._times[low : bisect_left(self._starts, part.end, lo=low)]

    def _masked(self, part: Span) -> str:
        """The words of a part of the text, what others are said to have said hidden."""
        letters = list(self._layout.text[slice(*part)])
        for span in self._contents[max(0, bisect_right(self._content_starts, part.start) - 1) :]:
            if span.start >= part.end:
                break
            low, high = max(span.start, part.start) - part.start, min(span.end, part.end) - part.start
            if low < high:
                letters[low:high] = HIDDEN * (high - low)
        return "".join(letters)

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self._layout.paragraphs, (offset, len(self._layout.text) + 1))


def _one_day(words: str, offset: int, days: list[TimeMention]) -> TimeMention | None:
    """The one day of what a sentence tells as done, None where it tells several, none, or of something else."""
    told = days[0].in_the_past()
    if len({t.start for t in days}) > 1 or told.grain != "day" or told.kind != "point" or told.is_to_come:
        return None
    if told.before in ("after", "before", "since", "until", "by") or _NOT_DOING.search(words):
        return None
    return told if _of_main_clause(words, told.span.start - offset) else None


def _merged(spans: Sequence[Span]) -> list[Span]:
    whole: list[Span] = []
    for span in spans:
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole


def _names_of(text: str, claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """The words by which each source can be known again: a last name, or the whole of a common name."""
    names: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for start, end in claim.source_spans:
            words = text[start:end].split(",")[0].strip()
            found = [name for name in _NAME.findall(words) if name.lower() not in (*_PRONOUNS, "the", "a", "an")]
            if claim.source and found:
                names[claim.source].add(words if found[-1] in _COMMON else found[-1])
    return {source: frozenset(known) for source, known in names.items()}


def _speaks_for(name: str, subject: str) -> bool:
    """Whether the subject is a body whose name stands within the name of the source: “Lund, a captain at the Guard”."""
    bodies = _NAME.findall(subject.rstrip(" )"))
    last = bodies[-1] if bodies and subject.rstrip(" )").endswith(bodies[-1]) else ""
    return len(last) > 2 and last not in _COMMON and not _TIME.match(last) and last in _NAME.findall(name)[:-1]


def _with_cue(words: str, phrase: Span, cue: Span, indirect: bool) -> bool:
    """Whether the phrase opens the cue's sentence or stands after the cue in its clause."""
    if phrase.end <= cue.start:
        gap = words[phrase.end : cue.start]
        return clause.opens(words[: phrase.start]) and not clause.has_verb(clause.without_asides(gap))
    if phrase.start < cue.end:
        return False
    gap = words[cue.end : phrase.start]
    if len(gap) > 160 or (indirect and HIDDEN in gap):
        return False
    return _AWAY.search(gap) is None and not clause.has_verb(gap)


def _of_main_clause(words: str, at: int) -> bool:
    """Whether the time at `at` opens the sentence or stands in its main clause."""
    return not _JOINING.search(words[:at]) and HIDDEN not in words[:at] and not re.search(r"[;:—]|\bthat\b", words[:at])
