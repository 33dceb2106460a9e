"""The project's own annotated reports (docs/guidelines.md, reading format): rows, and rows inside contents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from accordingto.reading.labels import ROLES
from accordingto.reading.words import Words, split_words
from training.corpora.sample import Attribution, Range, Sample, tagged

# PolNeAR's cues take their auxiliaries along, the guidelines leave them out: here they come back.
_AUXILIARIES = re.compile(
    r"(?:\b(?:has|have|had|is|are|was|were|be|been|being|will|would|could|can|may|might|should|must|did|does|do|not|"
    r"also|never|n[’']t)\s+)+$",
    re.IGNORECASE,
)
LEAST_WORDS = 4  # contents shorter than this are not read again on their own


def read_gold(path: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """Yield a sample for each report with its outer rows, and one for each content with the rows inside it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        reading = json.loads(line)
        words = split_words(reading["text"], tokenizer)
        rows = reading["claims"]
        name = reading["annotation"]["report"]
        yield _sample(name, words, _attributions(reading["text"], words, (r for r in rows if r["parent"] is None)))
        for row in rows:
            inner = [r for r in rows if r["parent"] == row["id"]]
            for start, end in row["content_spans"]:
                low, high = words.covering(start, end)
                if high - low < LEAST_WORDS:
                    continue
                found = [a for a in _attributions(reading["text"], words, inner) if _inside(a, low, high)]
                yield _part(f"{name} {row['id']}", words, low, high, found)


def _attributions(text: str, words: Words, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> list[Attribution]:
    found = []
    for row in rows:
        start, end = row["cue_spans"][0]
        auxiliaries = _AUXILIARIES.search(text, max(0, start - 40), start)
        if auxiliaries and not any(s < start and auxiliaries.start() < e for s, e in row["source_spans"]):
            start = auxiliaries.start()
        ranges = {role: [words.covering(*span) for span in row[f"{role}_spans"]] for role in ("source", "content")}
        found.append(Attribution(words.covering(start, end), tuple(ranges["source"]), tuple(ranges["content"])))
    return found


def _inside(attribution: Attribution, low: int, high: int) -> bool:
    parts = (attribution.cue, *attribution.content)
    return all(low <= a and b <= high for a, b in parts)


def _sample(name: str, words: Words, found: list[Attribution]) -> Sample:
    layers: list[tuple[Range, str]] = []
    for role in ("content", "source"):
        layers += [(r, role) for a in found for r in getattr(a, role)]
    layers += [(a.cue, "cue") for a in found]
    return Sample(name, words, tagged(len(words), layers, ROLES), tuple(found))


def _part(name: str, words: Words, low: int, high: int, found: list[Attribution]) -> Sample:
    """The words from `low` to `high` as a text of their own, as the second pass reads them."""
    a, b = int(words.first[low]), int(words.first[high])
    cut = {key: getattr(words, key)[low:high] for key in ("starts", "ends", "shape", "gap", "quote")}
    part = replace(words, pieces=words.pieces[a:b], first=(words.first[low : high + 1] - a).astype(np.int32), **cut)

    def moved(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
        return tuple((max(x, low) - low, min(y, high) - low) for x, y in ranges if x < high and y > low)

    inside = [Attribution(moved((f.cue,))[0], moved(f.source), moved(f.content)) for f in found]
    return _sample(name, part, inside)
