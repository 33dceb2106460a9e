"""Choose the decoding biases of a model on PolNeAR dev and write them into its manifest.

One scorer figure is climbed, label by label: the mean F1 of the five figures the project reports.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from accordingto.reading.encoder import Encoded, Encoder
from accordingto.reading.labels import LINKED, ROLES
from accordingto.reading.reader import AttributionReader
from accordingto.reading.words import Words
from evaluation.calibration import load_scorer

FIGURES = ("span source", "span cue", "span content", "full", "usable")
STEPS = (-0.5, 0.5, 1.0)


class Remembering:
    """An encoder that encodes each window once; the biases come after it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._seen: dict[Any, Any] = {}

    def encode(self, words: Words, low: int, high: int) -> Encoded:
        key = (words.pieces[words.first[low] : words.first[high]].tobytes(), low, high, int(words.starts[low]))
        if key not in self._seen:
            self._seen[key] = self._encoder.encode(words, low, high)
        found: Encoded = self._seen[key]
        return found

    def link(self, encoded: Encoded, words: Words, low: int, cues: np.ndarray) -> np.ndarray:
        return self._encoder.link(encoded, words, low, cues)

    def point(self, encoded: Encoded, anaphors: np.ndarray) -> np.ndarray:
        return np.zeros((len(anaphors), len(encoded.vectors) + 1), dtype=np.float32)


def figures(
    reader: AttributionReader, scorer: ModuleType, gold: dict[str, Any], texts: dict[str, str]
) -> dict[str, float]:
    """F1 of each figure for the reader as it stands."""
    total: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for name, versions in gold.items():
        marks = reader.mark(texts[name])
        predicted = [
            {
                "source": list(map(tuple, a.source)),
                "cue": list(map(tuple, a.cue)),
                "content": list(map(tuple, a.content)),
            }
            for a in marks.attributions
            if a.parent is None
        ]
        for version in versions:
            scorer.add(total, scorer.counts(version, predicted), 1 / len(versions))
    return {key: value["f1"] for key, value in scorer.figures(total).items()}


def main() -> None:
    """Climb from the biases in the manifest; stop when no step helps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    scorer = load_scorer(args.shared / "tools/score_attributions.py")
    dev = args.shared / "data/polnear/dev"
    gold = scorer.read_gold(dev)
    texts = {name: (dev / "text" / f"{name}.txt").read_bytes().decode("utf-8") for name in gold}
    reader = AttributionReader(args.model)
    reader._encoder = Remembering(reader._encoder)

    def score() -> tuple[float, dict[str, float]]:
        found = figures(reader, scorer, gold, texts)
        return sum(found[f] for f in FIGURES) / len(FIGURES), found

    best, found = score()
    print("start", round(best, 2), {f: found[f] for f in FIGURES}, flush=True)
    chosen: dict[str, float] = {}
    for label in ("B-cue", "link B-content", "link B-source"):
        for step in STEPS:
            rules = reader.rules
            which = "link_bias" if label.startswith("link ") else "role_bias"
            bias = getattr(rules, which).copy()
            place = (LINKED if which == "link_bias" else ROLES).index(label.removeprefix("link "))
            bias[place] += step
            reader.rules = replace(rules, **{which: bias})
            now, found = score()
            print(label, round(float(bias[place]), 2), round(now, 2), {f: found[f] for f in FIGURES}, flush=True)
            if now > best + 0.02:
                best, chosen[label] = now, round(float(bias[place]), 2)
            else:
                reader.rules = rules
    path = args.model / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["bias"] = chosen
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
