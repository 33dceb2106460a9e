"""Blacking out a name: every place where a text has it becomes as many “█”, so that all offsets still hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from accordingto.ledger.folding import folded
from accordingto.records import Span

BLACK = "█"
_LEAST = 3
"""Letters that a part of a person's name needs to be looked for by itself."""


@dataclass(frozen=True)
class Name:
    """A name to black out, whatever its case and accents; `person` says that its parts name the person too.

    Particles such as “van” and parts of one or two letters are looked for within the whole name only.
    """

    name: str
    person: bool

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = folded(self.name).split()
        found = [r"[\W_]+".join(map(re.escape, words))]
        if self.person:
            given = (word for word in re.findall(r"[^\W_]+", self.name) if word[:1].isupper())
            found += (re.escape(folded(word)) for word in given if len(word) >= _LEAST)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(dict.fromkeys(found))})(?![^\W_])")

    def spans(self, text: str) -> list[Span]:
        """Return where `text` has the name."""
        pieces = [_plain(character) for character in text]
        origin = [place for place, piece in enumerate(pieces) for _ in piece]
        found = []
        for match in self._pattern.finditer("".join(pieces)):
            end = origin[match.end() - 1] + 1
            while end < len(pieces) and not pieces[end]:  # accents that stand by themselves
                end += 1
            found.append(Span(origin[match.start()], end))
        return found

    def black(self, text: str) -> str:
        """Return `text` with the name blacked out."""
        return blacked(text, self.spans(text))

    def within(self, text: str) -> bool:
        """Whether `text` has the name."""
        return bool(self.spans(text))


def blacked(text: str, parts: Iterable[Span]) -> str:
    """Return `text` with these parts blacked out."""
    characters = list(text)
    for start, end in parts:
        characters[start:end] = BLACK * (end - start)
    return "".join(characters)


def _plain(character: str) -> str:
    return character if character.isspace() else folded(character)
