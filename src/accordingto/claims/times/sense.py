"""Whether words that look like a time are one here, and what stands before them."""

from __future__ import annotations

import re

from accordingto.claims.times.words import MONTH

_SET = re.compile(r"\b(?:(?i:every|each|any|alternate|most|some)|per|(?i:other)) $")
_OWN = re.compile(r"\b(?:(?i:my|our|your|his|her|their|its)|\w+[’']s) $")
_ONE = re.compile(r"\b(?:[Aa]|(?i:one|another)) $")
_NOUN = re.compile(r" [a-z]")
_MONTH_LEAD = re.compile(
    r"\b(?:(?i:in|since|until|till|during|throughout|by|from|of|through|between|for|after|before)"
    r"|(?i:on)|to|and|or|(?i:last|next|this|around))(?: (?:early|late|the end of|mid))?[ -]$|\($|[–—-] ?$"
)
_SURE_LEAD = re.compile(
    r"\b(?:(?i:in|since|until|till|during|throughout)|(?:end|month|middle|beginning|start) of)"
    r"(?: (?:early|late|mid))?[ -]$"
)
_NEXT_MONTH = re.compile(rf",?(?: (?:to|and|or|through|until)|,| ?[–—-]) ?(?:{MONTH})")
_TO_MONTH = re.compile(rf"{MONTH} (?:to|and|or|through|until) $")
# Names of people and ordinary words are written like these.
_DOUBTFUL = ("March", "MARCH", "April", "APRIL", "May", "MAY", "June", "JUNE", "August", "AUGUST")
_YEAR_LEAD = re.compile(
    r"\b(?:(?i:in|since|until|till|by|from|of|to|during|throughout|before|after|for)"
    r"|(?i:and|or|between|early|late|mid|the)|year|(?i:around|circa)|c\.|season"
    r"|[A-Z]\w+[.,]?)[ -]$|[–—(,] ?$"
)
_SURE_YEAR = re.compile(r"\b(?:(?i:in|since|until|from|by|year|circa)|of|and|to|before|after|around|c\.|between) $|\($")
_NOT_YEAR = re.compile(
    r"(?:[$€£¥#+]|\b(?:No|nos?|route|Route|flight|Flight|(?i:room)|channel|about|nearly"
    r"|over|than|almost)\.?) ?$|[\d.,:/_=]$"
)
_COUNTED = re.compile(
    r"[ -](?:people|men|women|children|[a-z]{3,}(?<!ss)(?<!us)(?<!is)s|km|kg|feet|MW|GB|MB|Hz|MHz|percent|per cent"
    r"|million|billion|square|of the|a (?:day|week|month|year))\b|°|%| ?(?:hrs|hours|UTC|GMT|local time)\b"
)
_NAME_BEFORE = re.compile(r"[A-Z][a-z]\w* $")
_LEAD = re.compile(
    r"\b(since|after|before|until|till|by|prior to|following|as of|from|on|in|at|during|over|through|throughout|for"
    r"|within|of|around|to)\s+((?:the|early|late|mid|about|around|on|shortly|just|this|last)[ -]+)*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"[’']s?\b|(?: [a-z]+)?[’']s\b")
_HEAD = re.compile(r"[A-Z][\w .'’-]{1,40}(?:, ?[A-Z][\w .'’-]{1,30})?,? \(?")
_AGENCY = re.compile(r"\)?\s*(?:\([A-Z][^()\n]{1,40}\)\s*(?:--?|–|—)?|(?:--?|–|—))\s")
_ONLY_MARKS = re.compile(r"[^\w]*")


def tells_time(text: str, start: int, end: int, make: str) -> bool:
    """Whether the words at `text[start:end]` tell a time, and not a name, a count or what happens again and again."""
    head, tail = text[max(0, start - 24) : start], text[end : end + 24]
    if _SET.search(head):
        return False
    if make == "weekday":
        return not (_ONE.search(head) and not _NOUN.match(tail))
    if make == "month":
        return _is_month(text[start:end], head, tail, text[max(0, start - 1) : start])
    if make in ("year", "year_range"):
        return _is_year(text[start:end], head, tail)
    if make in ("decade", "century", "date", "numeric", "iso", "distance", "nine_eleven", "units"):
        return not (head[-1:].isalnum() or (text[start].isdigit() and re.search(r"[\d$€£#][.,:/-]?$", head)))
    if make == "simple":
        return not (text[start].isupper() and _NAME_BEFORE.search(head))
    if make == "day_beside":
        return head.endswith(("the ", "The "))
    if make == "weekend":
        return head.endswith(("the ", "The "))
    if make in ("part_of_day", "unit"):
        return not _OWN.search(head)
    return True


def _is_month(words: str, head: str, tail: str, last: str) -> bool:
    if last.isalnum() or last in "-’'":
        return last == "-" and head.lower().endswith("mid-")
    if any(c.isdigit() for c in words) or " year" in words:
        return True
    if len(words.rstrip(".")) <= 4 and words not in ("May", "MAY", "June", "JUNE", "July", "JULY"):
        return False
    if re.match(r" [A-Z]", tail) and words in _DOUBTFUL and not _SURE_LEAD.search(head):
        return False
    if words in _DOUBTFUL:
        if re.match(r"[’']s", tail):
            return False
        return bool(
            _SURE_LEAD.search(head) or _TO_MONTH.search(head) or (_NEXT_MONTH.match(tail) and _MONTH_LEAD.search(head))
        )
    return bool(_MONTH_LEAD.search(head) or _TO_MONTH.search(head) or re.match(r"[’']s|,? [a-z]", tail))


def _is_year(words: str, head: str, tail: str) -> bool:
    if (
        head[-1:].isalnum()
        or _NOT_YEAR.search(head)
        or (head.endswith("-") and not re.search(r"\b(?:mid|pre|post)-$", head))
    ):
        return False
    year = int(words[:4])
    sure = bool(_SURE_YEAR.search(head))
    if re.match(r" ?(?:BCE?|B\.C\.|AH)\b", tail):
        return False
    if _COUNTED.match(tail):
        return (
            head.endswith(("the ", "The ", "in ", "In ", "since "))
            and year >= 1900
            and "," not in tail[:1]
            and year % 500 != 0
        )
    if year < 1900 or year > 2050:
        return sure and not re.match(r" [a-z]+s\b", tail)
    return bool(sure or _YEAR_LEAD.search(head) or not head or head.endswith("\n") or year >= 1950)


def preposition(text: str, start: int, end: int) -> str:
    """Return the preposition before a time, lowercase; "" where none stands there or it goes with a following noun."""
    lead = _LEAD.search(text, max(0, start - 28), start)
    if lead is None:
        return ""
    word = lead[1].lower()
    if word in ("after", "before", "since", "until", "till", "by", "prior to", "following"):
        tail = text[end : end + 24]
        noun = lead[2] is not None and lead[2].strip().lower() == "the" and re.match(r" [a-z]", tail)
        if noun or _POSSESSIVE.match(tail):
            return ""
    return word


def dateline(text: str, start: int, end: int) -> bool:
    """Whether the time stands in a dateline: alone in its line, or after a place and before a dash."""
    low = max(0, start - 80)
    line = text.rfind("\n", low, start) + 1 or (low if low == 0 else -1)
    if line < 0:
        return False
    head, tail = text[line:start].lstrip(), text[end : end + 60]
    alone = _ONLY_MARKS.match(tail)
    if alone and (alone.end() == len(tail) or "\n" in alone.group()) and not head.strip(" ,([*–—-"):
        return True
    return bool(head and _HEAD.fullmatch(head) and head[:2].isupper() and _AGENCY.match(tail))
