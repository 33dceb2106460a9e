"""One training text with whatever gold it carries, as labels on words."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from accordingto.reading.labels import ENTITIES
from accordingto.reading.words import Words, split_words

UNKNOWN = -100

Range = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """Word ranges (half-open) of one gold attribution."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]


@dataclass(frozen=True)
class Anaphor:
    """A word that refers back: `right` are words of its antecedents; `among` limits the choice (empty: any word)."""

    word: int
    right: tuple[int, ...]
    among: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One text; a layer the corpus does not annotate is None or empty."""

    name: str
    words: Words
    roles: NDArray[np.int64] | None = None
    attributions: tuple[Attribution, ...] = ()
    entities: NDArray[np.int64] | None = None
    anaphors: tuple[Anaphor, ...] = field(default_factory=tuple)


def tagged(size: int, spans: list[tuple[Range, str]], labels: tuple[str, ...]) -> NDArray[np.int64]:
    """Write BIO labels for `spans`, later ones over earlier ones."""
    tags = np.zeros(size, dtype=np.int64)
    for (low, high), kind in spans:
        if low < high:
            tags[low:high] = labels.index(f"I-{kind}")
            tags[low] = labels.index(f"B-{kind}")
    return tags


def load_tokenizer(path: str) -> Tokenizer:
    """Open a tokenizer file without the padding and truncation that sentence encoders bake in."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def entity_sample(name: str, text: str, spans: list[tuple[int, int, str]], tokenizer: Tokenizer) -> Sample:
    """Build a sample from character spans of entities."""
    words = split_words(text, tokenizer)
    tags = tagged(len(words), [(words.covering(s, e), kind) for s, e, kind in spans], ENTITIES)
    return Sample(name, words, entities=tags)
