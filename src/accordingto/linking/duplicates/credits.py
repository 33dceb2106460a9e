"""Credit lines: where a report says whose copy it is (“(AP)”, “with agencies”, “Reuters reported”)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from accordingto.records import Span

# A name of a publication that no table knows: capitalised words, with small ones between.
_TITLE = r"(?:The\s+|the\s+)?[A-Z0-9][\w’'.&-]*(?:\s+(?:(?:of|the|and|for|in|de|la)\s+)?[A-Z0-9][\w’'&-]*){0,5}"
_REST = r"[^\n.;]{0,200}(?:[.;]|$)"
_MADE_BY = (
    r"(?:(?:additional|further|extra)\s+(?:reporting|material|reports?|copy|information)\s+(?:by|from)"
    r"|(?:reporting|compiled|translated|writing|edited|editing)\s+by"
    r"|(?:with|includes|including)\s+(?:\w+\s+)?(?:inputs?|files|reports?|reporting|material|information|contributions?)\s+(?:by|from)"
    r"|contributions?\s+(?:by|from))\b"
)
_FIRST_PRINTED = (
    r"(?:th(?:is|e)\s+(?:article|story|report|piece|text|item)\s+)?(?:was\s+|has\s+been\s+)?"
    r"(?:(?:first|originally)\s+(?:published|appeared|ran|printed|posted)|(?:re-?published|reprinted|syndicated|reproduced)"
    r"(?:\s+(?:here\s+)?with\s+(?:the\s+)?(?:kind\s+)?permission)?)"
    r"\s+(?:\w+\s+)?(?:by|in|on|from|of|at)\s+"
)
# The agency in a dateline, also one that no table knows: “GULLPORT (UPS) -”.
_DATELINE = re.compile(r"^[A-Z][\w .,'’-]{1,40} \((?P<agency>[A-Z]{2,6})\) ?(?:[-—–]|--)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Credit:
    """Words that say whose copy a report is.

    `agency` is the name in full, None where none is told (“with agencies”). `kind` is `line` for a credit and `relay`
    for a sentence of the report that says who reported it. `line` is the whole line where that is nothing but a credit.
    """

    span: Span
    agency: str | None
    kind: str
    line: Span | None = None


def credits_of(text: str) -> tuple[Credit, ...]:
    """Find the credit lines of a report, in order of the text; one for each agency named."""
    names = _agencies()
    found: set[tuple[Span, str | None, str, Span | None]] = set()
    for match in _brackets().finditer(text):
        found |= {(Span(*m.span()), names[m.group()], "line", None) for m in _one().finditer(text, *match.span())}
    found |= {
        (Span(*m.span("agency")), m["agency"], "line", None)
        for m in _DATELINE.finditer(text)
        if m["agency"] not in names
    }
    for pattern, kind in _lines():
        for match in pattern.finditer(text):
            line = Span(*match.span()) if kind == "line" else None
            named = list(_one().finditer(text, *match.span()))
            if named:
                found |= {(Span(*m.span()), names[m.group()], kind, line) for m in named}
            else:
                title = match.groupdict().get("title")
                found.add((Span(*match.span()), title and " ".join(title.split()), kind, line))
    return tuple(Credit(*credit) for credit in sorted(found, key=lambda c: (c[0], c[1] or "", c[2])))


@cache
def _agencies() -> dict[str, str]:
    """Read the table: every form of a name, and the name in full."""
    table = files("accordingto.linking.duplicates") / "tables" / "agencies.tsv"
    names: dict[str, str] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, others = line.partition("\t")
            names |= dict.fromkeys([name, *filter(None, others.split("|"))], name)
    return names


@cache
def _name() -> str:
    return "|".join(re.escape(name) for name in sorted(_agencies(), key=lambda n: (-len(n), n)))


@cache
def _one() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_name()})(?!\w)")


@cache
def _brackets() -> re.Pattern[str]:
    """Agencies alone in brackets: “(AP)”, “(AFP/Reuters)”, “[with dpa]”."""
    joined = rf"(?:{_name()})(?:\s*(?:/|,|&|;|and|\+)\s*(?:{_name()}|agencies|staff))*"
    return re.compile(rf"[(\[]\s*(?:(?:[Ww]ith|[Bb]y|[Vv]ia|[Ff]rom|(?i:sources?):)\s+)?{joined}\s*[)\]]")


@cache
def _lines() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The forms of credit lines, and of sentences that tell who reported something."""
    name = _name()
    several = rf"(?:{name})(?:\s*(?:/|,|&|and)\s*(?:{name}))*"
    writers = r"(?:writers?|staff|journalists?|reporters?|correspondents?)\s+(?:[\w.’'-]+\s+){0,6}"
    agencies = r"(?:(?:news|wire|press|other|local)\s+)?(?:agencies|agency\s+reports|wire\s+(?:reports|services))"
    lines = (
        # “— Associated Press”, “Source: Reuters”, “AFP” at the end of a paragraph or on a line of their own
        rf"(?:(?:[—–]|--|-)\s*(?:with\s+|by\s+)?|^\s*|(?i:sources?):\s*){several}\.?\s*$",
        # “with agencies”, “(From wire services)”
        rf"[(\[]?\b(?:[Ww]ith|[Ff]rom|(?i:sources?):)\s+{agencies}\b\.?[)\]]?\s*$",
        # “Additional reporting by …”
        rf"(?:^|(?<=[.!?”\"]\s))[(\[]?\s*(?i:{_MADE_BY}){_REST}",
        # “Associated Press writer … contributed to this report”
        rf"(?:(?:{name})(?:,?\s+(?:and\s+)?|\s+{writers}))+contributed\s+to\s+this\s+(?:report|story|article){_REST}",
        # “This article was originally published by …”
        rf"(?i:{_FIRST_PRINTED})(?P<title>{_TITLE}){_REST}",
        rf"(?:©|\(c\)|[Cc]opyright)\s*(?:\d{{4}}\s*)?(?:{name}){_REST}",
    )
    relays = (
        rf"(?<!\w)(?:{name})\s+(?:has\s+|had\s+|first\s+|also\s+)*(?:reported|reports|is\s+reporting)\b(?:\s+this)?",
        rf"\b(?:reported\s+by|according\s+to|citing)\s+(?:the\s+)?(?:{name})(?!\w)",
    )
    kinds = [(line, "line") for line in lines] + [(relay, "relay") for relay in relays]
    return tuple((re.compile(pattern, re.MULTILINE), kind) for pattern, kind in kinds)
