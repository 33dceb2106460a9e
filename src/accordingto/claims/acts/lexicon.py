"""The cue lexicon: which act a cue's lemma stands for in which frame, and the forms in which lemmas occur."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLES = Path(__file__).parents[1] / "tables"
PARTS = ("verb", "noun", "adjective", "adverb", "preposition", "mark")
NO_ACT = "-"


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """The tables `acts.tsv` and `verb_forms.tsv`, opened.

    `frames`: lemma -> frame -> act; `forms`: form -> the (lemma, part) pairs it may stand for, lemmas among them;
    `phrases`: first word -> lemmas of several words, the longest first; `particles`: lemma -> words after it that
    some frame names.
    """

    frames: Mapping[str, Mapping[str, str]]
    forms: Mapping[str, tuple[tuple[str, str], ...]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    particles: Mapping[str, frozenset[str]]

    def act(self, lemma: str, frame: str) -> str | None:
        """Return the act of `lemma` in exactly this frame, `-` where it fits none, None where it is not listed."""
        return self.frames.get(lemma, {}).get(frame)

    def parts(self, form: str) -> dict[str, str]:
        """Return part -> lemma for a word as it stands, in lower case."""
        return {part: lemma for lemma, part in self.forms.get(form, ())}

    def is_noun(self, form: str, lemma: str) -> bool:
        """Return whether `form` is `lemma` or its plural."""
        return form == lemma or (lemma, "noun") in self.forms.get(form, ())


def _rows(name: str) -> list[list[str]]:
    lines = (_TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def cue_lexicon() -> CueLexicon:
    """Return the lexicon that ships with the package."""
    frames: dict[str, dict[str, str]] = {}
    forms: dict[str, list[tuple[str, str]]] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    particles: dict[str, set[str]] = {}
    for form, lemma, part in _rows("verb_forms.tsv"):
        forms.setdefault(form, []).append((lemma, part))
    for lemma, frame, act, *_ in _rows("acts.tsv"):
        frames.setdefault(lemma, {})[frame] = act
        words = tuple(lemma.split())
        if len(words) > 1:
            phrases.setdefault(words[0], []).append(words)
        elif (lemma, frame.split()[0]) not in forms.setdefault(lemma, []):
            forms[lemma].append((lemma, frame.split()[0]))
        if match := re.search(r"\+([a-z]+(?: (?:on|at|for|against))?)(?= |$)", frame):
            particles.setdefault(lemma, set()).add(match.group(1))
    return CueLexicon(
        frames,
        {form: tuple(found) for form, found in forms.items()},
        {first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in phrases.items()},
        {lemma: frozenset(found) for lemma, found in particles.items()},
    )
