"""The hour that stands beside a day: “at noon on Friday”, “Friday, 18:30 UTC”."""

from __future__ import annotations

import re

from accordingto.claims.times.words import zones
from accordingto.records import Span

_ZONE = (
    r"(?:,? ?\(?(?:(?P<zone>(?:UTC|GMT) ?[+-]\d{1,2}(?::?\d\d)?|[+-]\d{4}|[A-Z]{2,5})\b|(?:local|[A-Z]\w+) time)\)?)?"
)
_CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[aApP]\.?[mM]\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?!\d)(?: ?(?:hrs|hours|h)\b)?"
    r"|(?P<four>(?:[01]\d|2[0-3])[0-5]\d)(?= ?(?:hrs|hours|UTC|GMT)\b)(?: ?(?:hrs|hours)\b)?"
    r"|(?P<word>noon|midday|midnight)\b)"
)
_NEAR = r"(?:at|around|about|shortly after|just after|just before|by|before|after)"
_AFTER = re.compile(rf"(?:,? {_NEAR}|,)? {_CLOCK}{_ZONE}")
_BEFORE = re.compile(rf"\b{_CLOCK}{_ZONE}(?: in the (?:morning|afternoon|evening))?,?(?: on)?(?: (?:the )?)?$")
_MARK = re.compile(r"\d[:.]?\d*|noon|midday|midnight")


def beside(text: str, day: Span) -> tuple[str, Span]:
    """Return the hour as the end of an ISO date-time (“T18:30+00:00”) and the span of both; "" where none is told."""
    match = _AFTER.match(text, day.end)
    if match and _sure(match, text[day.end : match.start(0) + 12]):
        return _hour(match), Span(day.start, match.end())
    low = max(0, day.start - 48)
    head = text[low : day.start]
    if not (head.endswith(" ") and _MARK.search(head)):
        return "", day
    match = _BEFORE.search(head)
    if match and _sure(match, head[: match.end()]):
        return _hour(match), Span(low + match.start(), day.end)
    return "", day


def _sure(match: re.Match[str], around: str) -> bool:
    """Whether figures are an hour and no score: a zone, “at”, am or pm says so."""
    if match["hour24"] is None:
        return True
    return match["zone"] is not None or "time" in match.group() or bool(re.search(rf"\b{_NEAR} \d", around))


def _hour(match: re.Match[str]) -> str:
    if match["word"]:
        hour, minute = (0 if match["word"] == "midnight" else 12), 0
    elif match["four"]:
        hour, minute = int(match["four"][:2]), int(match["four"][2:])
    elif match["hour24"]:
        hour, minute = int(match["hour24"]), int(match["minute24"])
    else:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return f"T{hour:02}:{minute:02}{_offset(match['zone'])}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in zones():
        return zones()[zone]
    figures = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone)
    if not figures or int(figures[2]) > 14:
        return ""
    return f"{figures[1]}{int(figures[2]):02}:{figures[3] or '00'}"
