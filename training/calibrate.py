"""Fit the confidence of attributions on PolNeAR dev and write it into a model's manifest."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from accordingto.reading.reader import AttributionReader
from evaluation.calibration import Gold, read_gold, usable

Rows = list[tuple[tuple[float, ...], float]]


def collect(reader: AttributionReader, folder: Path, gold: Gold) -> list[Rows]:
    """For each text: the features of every outermost attribution and the share of annotators who have it."""
    texts = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        versions = gold[path.stem]
        found = reader.find(text)
        outer = [one for one, parent in zip(found.attributions, found.parents, strict=True) if parent is None]
        spans = [
            {"source": found.spans(a.source), "cue": found.spans((a.cue,)), "content": found.spans(a.content)}
            for a in outer
        ]
        matched = [usable(version, spans) for version in versions]
        hits = [sum(i in m for m in matched) / len(matched) for i in range(len(outer))]
        texts.append([(one.evidence.features(), hit) for one, hit in zip(outer, hits, strict=True)])
    return texts


def fit(rows: Rows, strength: float = 1.0, steps: int = 60) -> np.ndarray:
    """Logistic regression with a small ridge, by Newton's method."""
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + strength * weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def expected_error(chance: np.ndarray, truth: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015) over equally wide bins."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    gaps = [abs(chance[place == b].mean() - truth[place == b].mean()) * (place == b).mean() for b in set(place)]
    return float(sum(gaps))


def main() -> None:
    """Fit on all of dev, tell the error of five-fold cross-validation by text, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    dev = args.shared / "data/polnear/dev"
    texts = collect(AttributionReader(args.model), dev, read_gold(dev, args.shared / "tools/score_attributions.py"))
    chance, truth = [], []
    for fold in range(5):
        weights = fit([r for i, rows in enumerate(texts) if i % 5 != fold for r in rows])
        held = [r for i, rows in enumerate(texts) if i % 5 == fold for r in rows]
        chance += [1 / (1 + np.exp(-np.dot(weights, f))) for f, _ in held]
        truth += [t for _, t in held]
    error = expected_error(np.array(chance), np.array(truth))
    weights = fit([r for rows in texts for r in rows])
    path = args.model / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["confidence"] = [round(float(w), 5) for w in weights]
    manifest["calibration"] = {"expected_error_five_fold": round(error, 4), "attributions": len(truth)}
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    json.dump(manifest["calibration"] | {"weights": manifest["confidence"]}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
