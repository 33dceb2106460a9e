"""Document text -> attributions, named mentions and antecedents, as spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from accordingto.reading.act_head import open_act_head
from accordingto.reading.attributions import DecodingRules, Found, find_attributions
from accordingto.reading.confidence import chance_of
from accordingto.reading.decoder import Range, Scores, best_paths, log_softmax, ranges
from accordingto.reading.encoder import Encoded, Encoder, OnnxEncoder
from accordingto.reading.forms import fixed_forms, participles
from accordingto.reading.labels import ENTITIES, LINKED, ROLES
from accordingto.reading.nesting import Nested, arrange
from accordingto.reading.package import ACT_HEAD, ModelPackage, open_package
from accordingto.reading.windows import Window, cut_windows
from accordingto.reading.words import Words, split_words
from accordingto.records import Antecedents, Attribution, Entity, Span, Spans

# A content is read again on its own where some word in it has at least this chance of being a cue.
INNER_CUE = 0.02
CANDIDATES = 12  # antecedents kept for a word at most,
LIKELY = 1e-3  # and the chance that each has at least


@dataclass(frozen=True, slots=True)
class Marks:
    """All that the model marks in one text.

    `attributions` stand in the order of their cues; `antecedents` is keyed by the offset of the word's start, as are
    `acts`: act and chance of the words of cues where the act head is sure.
    """

    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    antecedents: Mapping[int, Antecedents] = field(default_factory=dict)
    acts: Mapping[int, tuple[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """One text as words and all that was found in it; `parents` are positions in `attributions`, or None."""

    words: Words
    attributions: tuple[Found, ...]
    parents: tuple[int | None, ...]
    entities: tuple[Entity, ...]
    antecedents: Mapping[int, Antecedents]
    acts: Mapping[int, tuple[str, float]]

    def spans(self, parts: Sequence[Range]) -> Spans:
        """Characters of ranges of words."""
        return tuple(Span(int(self.words.starts[low]), int(self.words.ends[high - 1])) for low, high in parts)


class AttributionReader:
    """An opened model; opened once, it marks any number of texts, from any number of threads."""

    def __init__(self, folder: Path | None = None, threads: int = 1, encoder: Encoder | None = None) -> None:
        self.package: ModelPackage = open_package(folder)
        self._encoder = encoder or OnnxEncoder(self.package, threads)
        self.rules = _rules(self.package.manifest)
        self._weights = tuple(self.package.manifest["confidence"])
        head = self.package.folder / ACT_HEAD
        self._act_head = open_act_head(head) if head.exists() else None

    def mark(self, text: str) -> Marks:
        """Mark one text; the same text gets the same marks in any order, batch and number of threads."""
        found = self.find(text)
        attributions = tuple(
            Attribution(
                found.spans(one.source), found.spans((one.cue,)), found.spans(one.content),
                chance_of(one.evidence, self._weights), parent,
            )
            for one, parent in zip(found.attributions, found.parents, strict=True)
        )  # fmt: skip
        return Marks(attributions, found.entities, found.antecedents, found.acts)

    def find(self, text: str) -> Findings:
        """What `mark` goes by: attributions as ranges of words, with the evidence for each."""
        words = split_words(text, self.package.tokenizer)
        nested: list[Nested] = []
        entities: list[Entity] = []
        antecedents: dict[int, Antecedents] = {}
        acts: dict[int, tuple[str, float]] = {}
        forms = list(fixed_forms(text, words))
        for window in cut_windows(words, text):
            encoded = self._encoder.encode(words, window.low, window.high)
            outer = self._find(words, window, encoded)
            inner = self._inner(words, outer, encoded, window)
            nested += [Nested(f, 0) for f in outer] + [Nested(f, 1) for f in inner]
            entities += _entities(words, window, encoded.entities, self.rules.entity_moves)
            sources = {w for f in (*outer, *inner, *forms) for low, high in f.source for w in range(low, high)}
            asked = sorted(w for w in sources if window.low <= w < window.high)
            antecedents = self._point(words, window, encoded, asked) | antecedents
            acts |= self._judge(words, window, encoded, [f.cue for f in (*outer, *inner)])
        nested = _with_forms(text, words, nested, forms)
        ordered, parents = arrange(nested)
        return Findings(words, tuple(ordered), tuple(parents), tuple(entities), antecedents, acts)

    def _judge(
        self, words: Words, window: Window, encoded: Encoded, cues: Sequence[Range]
    ) -> dict[int, tuple[str, float]]:
        """Act and chance of the words of cues, where the act head is sure of them."""
        places = sorted({w for low, high in cues for w in range(low, high)})
        if self._act_head is None or not places:
            return {}
        judged = self._act_head.judge(encoded.vectors[np.asarray(places) - window.low])
        return {int(words.starts[w]): act for w, act in zip(places, judged, strict=True) if act is not None}

    def _find(self, words: Words, window: Window, encoded: Encoded) -> list[Found]:
        return find_attributions(self._encoder, encoded, words, window, self.rules)

    def _inner(self, words: Words, outer: list[Found], encoded: Encoded, window: Window) -> list[Found]:
        """Read contents again without what stands around them, so that attributions inside them come to light."""
        chance = np.exp(log_softmax(encoded.roles))[:, ROLES.index("B-cue")]
        found = []
        for attribution in outer:
            for low, high in attribution.content:
                if high - low < 4 or chance[low - window.low : high - window.low].max(initial=0.0) < INNER_CUE:
                    continue
                alone = Window(low, high, low, high)
                found += self._find(words, alone, self._encoder.encode(words, low, high))
        return found

    def refer(self, text: str, starts: Sequence[int]) -> dict[int, Antecedents]:
        """Where the words that begin at `starts` may refer back to, keyed by those offsets."""
        words = split_words(text, self.package.tokenizer)
        found: dict[int, Antecedents] = {}
        for window in cut_windows(words, text):
            encoded = self._encoder.encode(words, window.low, window.high)
            here = range(window.keep_low, window.keep_high)
            found |= self._point(words, window, encoded, [w for w in here if words.starts[w] in starts])
        return found

    def _point(self, words: Words, window: Window, encoded: Encoded, asked: list[int]) -> dict[int, Antecedents]:
        if not asked:
            return {}
        here = np.asarray(asked, dtype=np.int64) - window.low
        chances = np.exp(log_softmax(self._encoder.point(encoded, here)))
        chances[np.arange(len(here)), here] = 0.0
        out = {}
        for place, row in zip(asked, chances, strict=True):
            likely = np.flatnonzero(row[:-1] > LIKELY)
            best = likely[np.argsort(-row[likely], kind="stable")[:CANDIDATES]]
            starts, sure = words.starts[window.low + best].tolist(), row[best].tolist()
            out[int(words.starts[place])] = Antecedents(
                tuple((start, round(chance, 4)) for start, chance in zip(starts, sure, strict=True)),
                round(float(row[-1]), 4),
            )
        return out


def _with_forms(text: str, words: Words, nested: list[Nested], forms: list[Found]) -> list[Nested]:
    """Add the fixed forms whose cue the network did not find, or found with no more than a word of content."""
    cues = {w for f in forms for w in range(*f.cue)}
    kept = [
        n for n in nested
        if cues.isdisjoint(range(*n.found.cue)) or sum(b - a for a, b in n.found.content) > 1
    ]  # fmt: skip
    known = {w for n in kept for w in range(*n.found.cue)}
    kept += [Nested(f, 1) for f in forms if known.isdisjoint(range(*f.cue))]
    parts = (r for n in kept for r in (n.found.cue, *n.found.source, *n.found.content))
    taken = {w for low, high in parts for w in range(low, high)}
    return kept + [Nested(f, 1) for f in participles(text, words, taken)]


def _rules(manifest: Mapping[str, Any]) -> DecodingRules:
    """The learnt moves between labels, and the biases tuned on dev ("B-cue", "link B-source", …)."""
    bias = manifest.get("bias", {})
    return DecodingRules(
        np.asarray(manifest["moves"]["roles"], dtype=np.float32),
        np.asarray(manifest["moves"]["links"], dtype=np.float32),
        np.asarray(manifest["moves"]["entities"], dtype=np.float32),
        np.asarray([bias.get(label, 0.0) for label in ROLES], dtype=np.float32),
        np.asarray([bias.get(f"link {label}", 0.0) for label in LINKED], dtype=np.float32),
    )


def _entities(words: Words, window: Window, scores: Scores, moves: Scores) -> list[Entity]:
    """Names that begin among the words that the window answers for."""
    path = best_paths(scores[None], moves)[0]
    found = []
    for begin in range(1, len(ENTITIES), 2):
        for low, high in ranges(path, begin):
            low, high = low + window.low, high + window.low
            if window.keep_low <= low < window.keep_high:
                found.append(Entity(int(words.starts[low]), int(words.ends[high - 1]), ENTITIES[begin][2:]))
    return sorted(found, key=lambda e: e.start)
