"""Words that take up what was said before: “this”, “the accusation”, “Lund’s claim that …”, “neither statement”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from accordingto.records import Span

# A phrase is looked for in this many characters at most.
REACH = 160
PRONOUNS = frozenset("this that it these those".split())
_THINGS = (
    "video videos footage clip clips image images photo photos photograph photographs picture pictures recording"
    " recordings document documents letter letters figure figures number numbers toll tolls total totals estimate"
    " estimates data details reporting authenticity accuracy veracity truth tweet tweets post posts"
).split()


@cache
def nouns() -> dict[str, tuple[frozenset[str], frozenset[str], bool]]:
    """Return, for each noun that takes up a claim, the acts it names, those it can stand for, and if it is plural."""
    table = {}
    for line in files("accordingto.claims").joinpath("tables/takings_up.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            noun, plural, named, can = line.split("\t")
            acts = (frozenset(named.split()), frozenset(can.split()))
            table[plural] = (*acts, True)
            table[noun] = (*acts, False)
    return table


@dataclass(frozen=True, slots=True)
class TakingUp:
    """A phrase that takes up an earlier claim.

    `head` is the pronoun or noun; `owner` the words for whose claim it is, `own` a possessive pronoun in their place;
    `complement` the words after the noun that repeat what was said (`topic`: what it was about); `count` how many
    claims are meant (0: not told); `definite` is whether a determiner points back.
    """

    head: str
    span: Span
    owner: Span | None = None
    own: str | None = None
    complement: Span | None = None
    topic: bool = False
    count: int = 0
    plural: bool = False
    definite: bool = True

    @property
    def is_pronoun(self) -> bool:
        """Whether the phrase is a pronoun alone."""
        return self.head in PRONOUNS

    @property
    def is_thing(self) -> bool:
        """Whether the phrase takes up a thing spoken of (“the video”, “the figures”) rather than a claim."""
        return self.head in _THINGS


@cache
def _phrase() -> re.Pattern[str]:
    heads = "|".join(sorted((*nouns(), *_THINGS), key=len, reverse=True))
    return re.compile(
        r"(?:(?:with|to|about|at|on|against)\s+)?(?:"
        r"(?P<many>both|neither|either|all|any|each|none)\s+(?:of\s+)?)?"
        r"(?:(?P<det>the|this|that|these|those|such|an?)\s+(?:(?P<of>[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,4})[’']s?\s+)?"
        r"|(?P<own>his|her|their|its|my|our|your)\s+"
        r"|(?P<owner>(?:the\s+)?[\w.-]+(?:\s+[\w.-]+){0,4}?)[’']s?\s+)?"
        r"(?P<between>(?:[\w-]+\s+){0,3}?)"
        rf"(?P<head>{heads})\b",
        re.IGNORECASE,
    )


_PRONOUN = re.compile(r"(?:(?:with|to|about)\s+)?(?P<head>this|that|it|these|those)\b", re.IGNORECASE)
_BOTH = re.compile(r"(?P<many>both|neither)\b(?!\s+\w+\s+(?:and|nor)\b)", re.IGNORECASE)
_COMPLEMENT = re.compile(
    r"\s*,?\s*(?:(?P<by>(?:made\s+|levelled\s+|leveled\s+)?(?:by|from)\s+)|(?P<of>(?:that|of|to(?!\s+be\b))\s+)|(?P<about>(?:about|over|for)\s+)"
    r"|(?P<against>(?:made\s+)?against\s+(?:him|her|them|it|us|me)(?:sel(?:f|ves))?\b))",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s,.;:)”\"’'–—-]*(?:$|(?:as|on|in|during|at|when|while|after|before|but|and|yesterday|today|last|earlier|through|"
    r"to\s+be|via|who|which|saying|calling|until|independently|immediately)\b)",
    re.IGNORECASE,
)
_NO_ADJECTIVE = re.compile(
    r"\b(?:of|in|on|for|to|and|or|by|with|from|about|that|who|which|was|were|is|are|has|had)\b", re.IGNORECASE
)


def taken_up(text: str, start: int, end: int, loose: bool = False) -> TakingUp | None:
    """Return the phrase that opens `text[start:end]`, if it takes something up and is all that matters of it.

    With `loose`, anything may follow the phrase.
    """
    stop = min(end, start + REACH)
    while start < stop and not text[start].isalnum():
        start += 1
    match = _phrase().match(text, start, stop)
    if match and not _NO_ADJECTIVE.search(match["between"] or ""):
        found = _noun_phrase(text, match, end, loose)
        if found:
            return found
    alone = _PRONOUN.match(text, start, stop)
    if alone and (loose or _CLOSING.match(text, alone.end(), stop)):
        head = alone["head"].lower()
        if head == "that" and text[alone.end() : alone.end() + 1] == "," and not loose:  # “that, when he does, …”
            return None
        return TakingUp(head, Span(start, alone.end()), plural=head in ("these", "those"))
    both = _BOTH.match(text, start, stop)
    if both and (loose or _CLOSING.match(text, both.end(), stop)):
        return TakingUp("these", Span(start, both.end()), count=2, plural=True)
    return None


def _noun_phrase(text: str, match: re.Match[str], end: int, loose: bool) -> TakingUp | None:
    head, many = match["head"].lower(), (match["many"] or "").lower()
    owner = next((Span(*match.span(group)) for group in ("of", "owner") if match[group]), None)
    after = _COMPLEMENT.match(text, match.end(), end)
    complement = None
    tail = match.end()
    if after:
        tail = after.end()
        if after["by"]:
            owner = Span(tail, end)
        elif after["of"] or after["about"]:
            complement = Span(tail, end)
    elif not loose and not _CLOSING.match(text, match.end(), end):
        return None
    plural = nouns()[head][2] if head in nouns() else head.endswith("s")
    definite = bool((match["det"] or "a").lower() not in ("a", "an") or match["own"] or match["owner"] or many)
    return TakingUp(
        head,
        Span(match.start(), match.end()),
        owner,
        match["own"].lower() if match["own"] else None,
        complement,
        bool(after and after["about"]),
        2 if many in ("both", "neither", "either") else 0,
        plural,
        definite,
    )
