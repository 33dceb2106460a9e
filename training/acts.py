"""Train the act head: PolNeAR's cues, labelled by the cue lexicon, on the frozen encoder's vector of the head word.

    python -m training.acts vectors ../shared/data/polnear/train vectors.npz --texts 400
    python -m training.acts fit vectors.npz acts.npz

What it has to do at run time is to judge lemmas that the lexicon lacks, so it is measured on lemmas held out whole:
each of five folds leaves out a fifth of them.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from accordingto.claims.acts.cue import Cue, cue_of
from accordingto.claims.acts.lexicon import cue_lexicon
from accordingto.reading.act_head import NO_ACT, ActHead, lead, save_act_head
from accordingto.reading.reader import AttributionReader
from accordingto.reading.windows import cut_windows
from accordingto.reading.words import split_words
from accordingto.records import Span
from training.corpora.polnear import read_standoff

PER_LEMMA = 12
FOLDS = 5
PRECISION = 0.85
DECAY = 3.0


def lexicon_label(cue: Cue) -> str | None:
    """Return the lexicon's act for a cue, `-` for none; None for cues it does not know and for negated ones."""
    if cue.negated or " " in cue.lemma:
        return None
    lexicon = cue_lexicon()
    return next((act for frame in cue.frames if (act := lexicon.act(cue.lemma, frame))), None)


def cues(folder: Path, texts: int | None) -> Iterator[tuple[str, list[tuple[Cue, str]]]]:
    """Yield each text with its labelled cues, `texts` of them drawn by chance but always the same."""
    names = sorted({p.stem.rsplit("_", 1)[0] for p in (folder / "attributions").glob("*.ann")})
    random.Random(0).shuffle(names)
    for name in names[:texts]:
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        found: dict[Span, tuple[Cue, str]] = {}
        for path in sorted((folder / "attributions").glob(f"{name}_*.ann")):
            for event in read_standoff(path):
                if event["cue"]:
                    spans = tuple(Span(*s) for s in event["cue"])
                    cue = cue_of(text, spans, tuple(Span(*s) for s in event["content"]))
                    if (label := lexicon_label(cue)) and not text[cue.head.start : cue.head.end].isspace():
                        found[cue.head] = (cue, label)
        yield text, list(found.values())


def extract(folder: Path, texts: int | None, model: Path | None = None) -> dict[str, Any]:
    """Return the vectors of the cues' head words with their lemmas and labels."""
    reader = AttributionReader(model)
    rows, lemmas, labels = [], [], []
    for text, known in cues(folder, texts):
        words = split_words(text, reader.package.tokenizer)
        places = {words.covering(*cue.head)[0]: (cue.lemma, label) for cue, label in known}
        for window in cut_windows(words, text):
            here = [w for w in places if window.keep_low <= w < window.keep_high]
            if not here:
                continue
            vectors = reader._encoder.encode(words, window.low, window.high).vectors
            for place in here:
                rows.append(vectors[place - window.low])
                lemmas.append(places[place][0])
                labels.append(places[place][1])
    return {"vectors": np.asarray(rows, np.float32), "lemmas": np.array(lemmas), "labels": np.array(labels)}


def scaled(vectors: np.ndarray) -> np.ndarray:
    """Scale each vector as `ActHead.chances` does."""
    centred = vectors - vectors.mean(axis=1, keepdims=True)
    return centred / (centred.std(axis=1, keepdims=True) + 1e-6)


def fit(vectors: np.ndarray, labels: np.ndarray, lemmas: np.ndarray, acts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Fit a softmax regression by Adam; every act weighs alike, and within it every lemma by the root of its count."""
    x, y = scaled(vectors), np.array([acts.index(label) for label in labels])
    count = Counter(zip(labels, lemmas, strict=True))
    weight = np.array([count[key] ** -0.5 for key in zip(labels, lemmas, strict=True)])
    total = np.bincount(y, weight, minlength=len(acts))
    weight = weight / np.sqrt(np.maximum(total[y], 1e-9))
    weight /= weight.sum()
    target = np.eye(len(acts))[y]
    w, b = np.zeros((x.shape[1], len(acts))), np.zeros(len(acts))
    moments = [np.zeros_like(w), np.zeros_like(w), np.zeros_like(b), np.zeros_like(b)]
    for step in range(1, 301):
        scores = x @ w + b
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (powers / powers.sum(axis=1, keepdims=True) - target) * weight[:, None]
        for at, (value, slope) in enumerate(((w, x.T @ error + DECAY * w / x.shape[1]), (b, error.sum(axis=0)))):
            first, second = moments[2 * at : 2 * at + 2]
            first += 0.1 * (slope - first)
            second += 0.01 * (slope**2 - second)
            value -= 0.02 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return w, b


def balanced(lemmas: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return which rows to keep: at most PER_LEMMA of each lemma and act."""
    seen: Counter[tuple[str, str]] = Counter()
    keep = []
    for at in np.random.default_rng(0).permutation(len(lemmas)):
        key = (lemmas[at], labels[at])
        seen[key] += 1
        if seen[key] <= PER_LEMMA:
            keep.append(at)
    return np.sort(np.array(keep))


def held_out(data: dict[str, Any], acts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the guess for every row and its lead over the next, from a head that never saw the row's lemma."""
    names = np.array(sorted(set(data["lemmas"])))
    fold = dict(zip(np.random.default_rng(1).permutation(names), np.arange(len(names)) % FOLDS, strict=True))
    of = np.array([fold[lemma] for lemma in data["lemmas"]])
    guess, ahead = np.empty(len(of), dtype=object), np.zeros(len(of))
    for k in range(FOLDS):
        w, b = fit(data["vectors"][of != k], data["labels"][of != k], data["lemmas"][of != k], acts)
        chances = ActHead(tuple(acts), w, b, 0.0).chances(data["vectors"][of == k])
        guess[of == k] = np.array(acts)[chances.argmax(axis=1)]
        ahead[of == k] = lead(chances)
    return guess, ahead


def figures(data: dict[str, Any], guess: np.ndarray, ahead: np.ndarray, acts: list[str]) -> float:
    """Print how well unseen lemmas are judged; return the least threshold at which PRECISION is held."""
    labels = data["labels"]
    f1 = []
    for act in acts:
        right = ((guess == act) & (labels == act)).sum()
        f1.append(2 * right / max(1, (guess == act).sum() + (labels == act).sum()))
        print(f"  {act:12} F1 {f1[-1]:.3f} on {(labels == act).sum()} cues")
    print(f"unseen lemmas: accuracy {(guess == labels).mean():.3f}, macro-F1 {np.mean(f1):.3f}, {len(labels)} cues")
    chosen = 1.0
    for threshold in np.arange(0.2, 1.0, 0.01):
        told = (guess != NO_ACT) & (ahead >= threshold)
        if told.sum() >= 50 and (guess == labels)[told].mean() >= PRECISION:
            chosen = float(threshold)
            break
    told = (guess != NO_ACT) & (ahead >= chosen)
    share = told.sum() / max(1, (labels != NO_ACT).sum())
    precision = (guess == labels)[told].mean() if told.any() else float("nan")
    print(f"threshold {chosen:.2f}: an act for {share:.3f} of the cues that have one, precision {precision:.3f}")
    return chosen


def load(path: Path) -> dict[str, Any]:
    """Open extracted vectors, balanced."""
    with np.load(path, allow_pickle=False) as file:
        data = {key: file[key] for key in ("vectors", "lemmas", "labels")}
    data["vectors"] = data["vectors"].astype(np.float32)
    keep = balanced(data["lemmas"], data["labels"])
    return {key: value[keep] for key, value in data.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("vectors", "fit"))
    parser.add_argument("given", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=int)
    parser.add_argument("--model", type=Path, help="a model folder other than the one that ships")
    args = parser.parse_args()
    if args.step == "vectors":
        np.savez_compressed(args.out, **extract(args.given, args.texts, args.model))
        return
    data = load(args.given)
    acts = sorted(set(data["labels"]))
    threshold = figures(data, *held_out(data, acts), acts)
    w, b = fit(data["vectors"], data["labels"], data["lemmas"], acts)
    save_act_head(args.out, acts, w.astype(np.float32), b.astype(np.float32), threshold)


if __name__ == "__main__":
    main()
