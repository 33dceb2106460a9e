"""Claims written down with the text that they stand in.

A report is written as text with marks: `[A:Lund]1 <said>1 {the pier is safe}1` makes the claim C1 of source A. A source
without a number is a mention in no claim. Contents may hold other marks.
`<denied|deny>1` gives the act (assert where none is given, none for no act).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from accordingto.claims.layout import Layout, lay_out
from accordingto.records import Claim, Source, Span

_OPEN = {"[": "source", "<": "cue", "{": "content"}
_CLOSE = {"]": "source", ">": "cue", "}": "content"}
_NAME = re.compile(r"(\w+):")
_NUMBER = re.compile(r"\d+")
_ACT = re.compile(r"\|(\w+)$")


@dataclass(frozen=True)
class Written:
    """The text without marks, and what the marks said."""

    layout: Layout
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    @property
    def text(self) -> str:
        return self.layout.text

    def with_claim(self, id: str, **changes: object) -> Written:
        changed = tuple(replace(c, **changes) if c.id == id else c for c in self.claims)  # type: ignore[arg-type]
        return replace(self, claims=changed)


def write(marked: str) -> Written:
    """Read the marks."""
    plain: list[str] = []
    length = 0
    stack: list[tuple[str, int, str | None]] = []
    parts: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    acts: dict[int, str | None] = {}
    owners: dict[int, str] = {}
    mentions: dict[str, list[Span]] = defaultdict(list)
    i = 0
    while i < len(marked):
        mark = marked[i]
        if mark in _OPEN:
            name = _NAME.match(marked, i + 1) if mark == "[" else None
            stack.append((_OPEN[mark], length, name[1] if name else None))
            i = name.end() if name else i + 1
            continue
        if mark in _CLOSE:
            kind, start, owner = stack.pop()
            assert kind == _CLOSE[mark], marked
            number = _NUMBER.match(marked, i + 1)
            if owner:
                mentions[owner].append(Span(start, length))
            if number is None:
                assert kind == "source", marked
                i += 1
                continue
            current = int(number[0])
            if kind == "cue":
                words = "".join(plain)[start:]
                act = _ACT.search(words)
                acts[current] = act[1] if act else "assert"
                if act:
                    plain = [*"".join(plain)[: start + act.start()]]
                    length = len(plain)
                if acts[current] == "none":
                    acts[current] = None
            parts[current][kind].append(Span(start, length))
            if owner:
                owners[current] = owner
            i = number.end()
            continue
        plain.append(mark)
        length += 1
        i += 1
    text = "".join(plain)
    claims = tuple(
        Claim(
            f"C{n}", owners.get(n), tuple(sorted(p["source"])), tuple(sorted(p["cue"])), tuple(sorted(p["content"])),
            "indirect", 0.9, act=acts.get(n),
        )
        for n, p in sorted(parts.items())
    )  # fmt: skip
    sources = tuple(
        Source(owner, text[spans[0].start : spans[0].end], "person", True, mentions=tuple(spans))
        for owner, spans in sorted(mentions.items())
    )
    return Written(lay_out(text), claims, sources)
