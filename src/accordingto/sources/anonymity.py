"""Unnamed sources: how many people they are, and on what condition or for what reason they are not named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.records import Span, Spans

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_LEAD = re.compile(
    r"(?:(?:at least|the|these|those|other|some)\s+)*(?P<number>[A-Za-z]+|\d{1,3})\s+(?P<rest>\S.*)", re.DOTALL
)
# “A group of residents” is not one person.
_GATHERED = re.compile(
    r"(?i)\b(?:group|number|team|crowd|couple|pair|handful|majority|minority|series|panel|committee|court|agency|party|"
    r"company|union|charity|newspaper|ministry|government|statement|report|document|survey|poll|study|letter|law)\b"
)
_REASON = (
    r"(?:,?\s+(?:because|as|since|citing|owing\s+to|due\s+to|for\s+fear|fearing|out\s+of\s+fear|given|so\s+as)\b"
    r"[^.;:“”\"\n]{3,220})?"
)
_CONDITION = re.compile(
    r"(?i)\b(?:"
    rf"(?:(?:spoke|speaking|talked|talking|agreed\s+to\s+(?:speak|talk))\s+)?(?:only\s+)?(?:on|under)\s+(?:the\s+)?"
    rf"condition\s+(?:of\s+(?:strict\s+)?anonymity|that\s+(?:he|she|they|(?:his|her|their)\s+names?)\s+[^.;:“”\"\n,]{{3,80}}){_REASON}|"
    rf"(?:spoke|speaking|talked|talking)\s+(?:anonymously|off\s+the\s+record){_REASON}|"
    rf"(?:asked|asking|requested|requesting|wished|wishing|wanted|wanting|preferred|insisted|declined|declining|refused|"
    rf"refusing)\s+(?:not\s+)?(?:to\s+(?:be\s+(?:named|identified|quoted\s+by\s+name)|remain\s+anonymous|"
    rf"give\s+(?:his|her|their)\s+(?:full\s+)?names?)|(?:on\s+)?anonymity){_REASON}|"
    rf"(?:was|were|is|are)\s+not\s+(?:authori[sz]ed|allowed|permitted)\s+to\s+(?:speak|talk|comment|brief)[^.;:“”\"\n,]{{0,80}}|"
    r"whose\s+(?:name|identity|names|identities)\s+(?:was|were|has|have|is|are)\s+(?:not\s+(?:been\s+)?(?:released|given|"
    r"disclosed|revealed|published)|(?:been\s+)?withheld)"
    r")"
)
_SENTENCE = re.compile(r"[.!?][”\"’)]*\s|\n")


def number_in(words: str) -> int | None:
    """Return how many people the words of an unnamed source are, None where they do not tell.

    A singular noun needs its article or number (“a diplomat”, “one official”); groups are no number of people.
    """
    match = _LEAD.match(words.strip())
    if match is None or _GATHERED.search(match.group("rest").split(" of ")[0]):
        return None
    word = match.group("number").lower()
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def anonymity_of(text: str, mentions: Spans, cues: Sequence[int] = ()) -> tuple[str, Span] | None:
    """Return the words that say on what condition or why a source is not named, where they stand by a mention.

    They count in the sentence of a mention, after or inside of it, and end before the source's own cue (`cues` are
    the offsets at which its cues begin).
    """
    for mention in mentions:
        end = _SENTENCE.search(text, mention.end)
        match = _CONDITION.search(text, mention.start, end.start() if end else len(text))
        if match:
            stop = min((cue for cue in cues if match.start() < cue < match.end()), default=match.end())
            words = text[match.start() : stop].rstrip(" ,")
            return words, Span(match.start(), match.start() + len(words))
    return None
