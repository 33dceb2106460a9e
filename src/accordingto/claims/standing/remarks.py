"""Finds the words in which a report says how a claim stands (tables/remarks.tsv), before it is asked which claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from accordingto.claims.layout import Layout
from accordingto.claims.standing.taking_up import nouns
from accordingto.records import Span

_LISTS = {
    "adverb": r"(?:(?:\w+ly|yet|also|later|since|now|even|been|so far|already|still|itself|himself|herself) ){0,3}",
    "was": r"(?:is|are|was|were|has been|have been|had been|[’']s|[’']re)",
    "not": r"(?:(?:could|can|has|have|had|did|does|do|was|were|is|are|may|might|would)(?: not|n[’']t))",
    "check": r"(?:verify|confirm|corroborate|authenticate|substantiate|check|establish|validate)",
    "checked": r"(?:verified|confirmed|corroborated|authenticated|substantiated|checked|established|validated)",
    "evidence": r"(?:evidence|proof|substantiation|corroboration)",
    "giving": r"(?:providing|offering|giving|citing|presenting|producing|supplying|showing|sharing|specifying)",
}
# One of these words is in every wording of the table, so most sentences are passed over at once.
_TRIGGER = re.compile(
    r"verif|confirm|corrobor|authentic|substantia|establish|validat|check|evidence|proof|falsely|incorrect|erroneous"
    r"|wrongly|inaccura|untru|baseless|false|debunk|discredit|disprov|unfounded|groundless|refut|unproven|rebut"
    r"|contradict|disput|denied|fake|hoax|fabricat|not true|correct|revised|retract|recant|withdr|took back|walked back"
    r"|disavow",
    re.IGNORECASE,
)
# What was not, or not yet, or only perhaps confirmed or corrected is no remark.
_UNREAL = re.compile(
    r"\b(?:to|if|whether|until|unless|not|never|yet|could|can|may|might|must|should|would|will|shall|cannot|neither|nor|no|"
    r"once|before|when|being|be|is|are|nobody|none|nothing)\s+(?:\w+ly\s+|be\s+|been\s+|have\s+)*$|n[’']t\s+(?:\w+ly\s+)*$",
    re.IGNORECASE,
)
# “The confirmed toll”, “a disputed border”: no verb.
_ADJECTIVE = re.compile(r"\b(?:the|an?|this|that|these|those|his|her|their|its|any|of)\s+(?:\w+ly\s+)*$", re.IGNORECASE)
_REAL_ONLY = frozenset(("verified", "corrected", "retracted"))


@dataclass(frozen=True, slots=True)
class Wording:
    """One line of the table: a status, which claim it is about, who says so, and what is done in plain words."""

    status: str
    about: str
    who: str
    rule: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that say how a claim stands, in which sentence."""

    wording: Wording
    span: Span
    sentence: Span


@cache
def _table() -> tuple[re.Pattern[str], tuple[Wording, ...]]:
    wordings: list[Wording] = []
    patterns: list[str] = []
    lists = _LISTS | {
        "noun": rf"(?:(?!(?:the|this|that|these|those|his|her|their|its|an?) )[\w-]+ )?(?:{'|'.join(nouns())})"
    }
    for line in files("accordingto.claims").joinpath("tables/remarks.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        status, about, who, pattern, rule = line.split("\t")
        for name, words in lists.items():
            pattern = pattern.replace("{" + name + "}", words)
        wordings.append(Wording(status, about, who, rule))
        pattern = pattern.replace(" ", r"\s+")
        patterns.append(f"(?P<r{len(patterns)}>{pattern})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE), tuple(wordings)


def remarks(layout: Layout) -> Iterator[Remark]:
    """Return the remarks of a report in order."""
    pattern, wordings = _table()
    done = -1
    for trigger in _TRIGGER.finditer(layout.text):
        if trigger.start() < done:
            continue
        sentence = layout.sentence(trigger.start())
        done = max(sentence.end, trigger.end())
        for match in pattern.finditer(layout.text, sentence.start, sentence.end):
            wording = wordings[int((match.lastgroup or "r0")[1:])]
            before = layout.text[max(sentence.start, match.start() - 40) : match.start()]
            if wording.status in _REAL_ONLY and _UNREAL.search(before):
                continue
            if wording.about in ("after", "their") and _ADJECTIVE.search(before):
                continue
            yield Remark(wording, Span(*match.span()), sentence)
