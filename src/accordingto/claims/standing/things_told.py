"""Nouns for what an earlier claim tells of: “confirmed the discovery”, “acknowledged the deal”."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from accordingto.claims.standing.antecedents import Report
from accordingto.records import Claim, Span

# How many sentences back the claim that tells of it may stand.
REACH = 5
ACTS = frozenset(("confirm", "acknowledge", "deny", "announce"))


@cache
def _things() -> dict[str, re.Pattern[str]]:
    text = files("accordingto.claims").joinpath("tables/things_told.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {noun: re.compile(rf"\b(?:{words})", re.IGNORECASE) for noun, words in rows}


@cache
def _phrase() -> re.Pattern[str]:
    nouns = "|".join(sorted(_things(), key=len, reverse=True))
    return re.compile(rf"(?:the|this|that|these|those)\s+(?P<noun>{nouns})\b[\s.,”\"]*", re.IGNORECASE)


def thing_told(report: Report, claim: Claim) -> tuple[Claim, Span, str] | None:
    """Return the claim of another source that tells of what is all the content of `claim`, the phrase and its noun."""
    if claim.act not in ACTS or len(claim.content_spans) != 1:
        return None
    start, end = claim.content_spans[0]
    phrase = _phrase().fullmatch(report.text, start, end)
    if phrase is None:
        return None
    told = _things()[phrase["noun"].lower()]
    own = {claim.id, *report.ancestors(claim)}
    telling = [
        place
        for place in report.before(start, REACH)
        if place.claim.id not in own
        and place.claim.source != claim.source
        and place.claim.act not in (None, "deny", "question", "intend")
        and any(told.search(report.text, *span) for span in place.claim.content_spans)
        and not any(_phrase().fullmatch(report.text, *span) for span in place.claim.content_spans)
    ]
    rivals = {place.claim.source for place in telling if place.sentence == telling[0].sentence}
    if len(rivals) != 1:
        return None
    return telling[0].claim, Span(*phrase.span()), phrase["noun"].lower()
