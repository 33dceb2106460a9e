"""Pages from templates: what every page has, and words of reports escaped wherever they stand."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from accordingto.exports import wording
from accordingto.web.security.roles import Person

PLACES = (
    ("/", "Ledger", "reader"), ("/reports", "Reports", "reader"), ("/sources", "Sources", "reader"),
    ("/stories", "Stories", "reader"), ("/review", "Review", "reviewer"), ("/add", "Add", "editor"),
    ("/log", "Log", "reader"),
)  # fmt: skip
"""Address, word and least role of each place that the head of a page leads to."""

KEYS = (
    ("Everywhere", (
        (("?",), "this sheet"), (("/",), "search"), (("g", "l"), "ledger"), (("g", "p"), "reports"),
        (("g", "s"), "sources"), (("g", "t"), "stories"), (("g", "r"), "review"),
    )),
    ("Lists", ((("j", "↓"), "next line"), (("k", "↑"), "line before"), (("Enter",), "open it"))),
    ("A report", (
        (("j", "↓"), "next claim"), (("k", "↑"), "claim before"), (("a",), "accept"), (("r",), "reject"),
        (("c",), "correct"), (("n",), "note"), (("u",), "undo"), (("m",), "add a claim that was missed"),
        (("Esc",), "leave a field"),
    )),
    ("Review", (
        (("a",), "accept"), (("c",), "correct"), (("r",), "reject"), (("s",), "skip"), (("u",), "undo the last"),
    )),
    ("While correcting", (
        (("1",), "the selected words name the source"), (("2",), "they are the words of saying"),
        (("3",), "they are what was said"), (("Shift", "3"), "they are a further part of it"),
    )),
)  # fmt: skip
"""Titles of the help sheet with keys and what they do."""

STATES = {
    "unreviewed": "read by the program, seen by nobody yet",
    "accepted": "somebody read it and left it as it is",
    "corrected": "somebody changed a cell; the program's own value is kept",
    "rejected": "somebody says that it is no claim; it stays in the ledger and is left out of lists",
    "added": "the program missed it, somebody added it",
}


def page(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """Return a page made of a template; `told` are its words."""
    return HTMLResponse(fragment(request, template, **told), status)


def fragment(request: Request, template: str, **told: Any) -> str:
    """Return the HTML of a template, a whole page or a part of one."""
    person: Person | None = request.scope["state"].get("person")
    known = {
        "person": person, "here": request.url.path, "places": PLACES, "keys": KEYS, "states": STATES, "notice": None,
        "may": lambda role: person is not None and person.may(role),
    }  # fmt: skip
    return _environment().get_template(template).render(known | told)


def excerpt(words: str, most: int = 240) -> str:
    """Return words on one line, with an ellipsis in place of what goes beyond `most` characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


def percent(share: float) -> str:
    """Return a chance from 0 to 1 as a whole percentage."""
    return f"{share:.0%}"


@cache
def _environment() -> Environment:
    # A story's chart is the one that exports draw.
    templates = ChoiceLoader([PackageLoader("accordingto.web"), PackageLoader("accordingto.exports")])
    made = Environment(
        loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"excerpt": excerpt, "percent": percent, "day": wording.day, "counted": wording.counted}
    made.filters |= {"part": lambda value: quote(str(value), safe="")}
    made.globals |= {"wording": wording}
    return made
