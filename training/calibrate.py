"""Fit the confidence of attributions on PolNeAR dev and write it into a model's manifest."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from accordingto.reading.reader import AttributionReader
from training.corpora.polnear import read_standoff

Rows = list[tuple[tuple[float, ...], float]]


def usable(gold: dict[str, list[tuple[int, int]]], found: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether cue and source overlap and the contents share at least half of their union (the scorer's 'usable')."""
    cells = [
        {r: {c for s, e in a[r] for c in range(s, e)} for r in ("source", "cue", "content")} for a in (gold, found)
    ]
    g, p = cells
    if not g["cue"] & p["cue"] or bool(g["source"]) != bool(p["source"]):
        return False
    if g["source"] and not g["source"] & p["source"]:
        return False
    union = g["content"] | p["content"]
    return bool(union) and len(g["content"] & p["content"]) >= 0.5 * len(union)


def collect(reader: AttributionReader, folder: Path) -> list[Rows]:
    """For each text: the features of every outermost attribution and the share of annotators who have it."""
    texts = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        versions = [read_standoff(a) for a in sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))]
        found = reader.find(text)
        rows = []
        for one, parent in zip(found.attributions, found.parents, strict=True):
            if parent is not None:
                continue
            spans = {
                "source": found.spans(one.source), "cue": found.spans((one.cue,)), "content": found.spans(one.content)
            }  # fmt: skip
            hit = float(np.mean([any(usable(g, spans) for g in gold) for gold in versions]))
            rows.append((one.evidence.features(), hit))
        texts.append(rows)
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
    parser.add_argument("--dev", type=Path, default=Path("../shared/data/polnear/dev"))
    args = parser.parse_args()
    texts = collect(AttributionReader(args.model), args.dev)
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
