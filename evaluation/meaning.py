"""Do sentence vectors find reports of the same event better than shared words do?

    python -m evaluation.meaning --write sentences.txt
    python -m training.meaning --pretrained $MINILM --sentences sentences.txt --out vectors.npz
    python -m evaluation.meaning --vectors vectors.npz

Pairs: sentences of ECB+ (train and development parts, read only, never trained on) from two documents of one topic;
right where an event chain runs through both. The bag of words weighs each by its rarity in PolNeAR's train part.
Without --vectors only the bag of words is scored. Agreement with the teacher is measured on PolNeAR's development part.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accordingto.claims.layout import lay_out
from evaluation.shared import POLNEAR_DEV, shared

Matrix = NDArray[np.float32]
ECBPLUS = Path("data/ecbplus/interim/cybulska_setup")
POLNEAR_TRAIN = Path("data/polnear/train")
PARTS = ("Train", "Dev")
HELD_OUT = 2500  # sentences of PolNeAR dev
MIX = 0.35  # the share of the vectors where they are added to the bag of words
BEST = 20
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ECB+ with the event chains that run through it; `document` begins with the topic's number."""

    document: str
    text: str
    chains: frozenset[str]

    @property
    def topic(self) -> str:
        """The topic's number."""
        return self.document.partition("_")[0]


@dataclass
class _Read:
    words: list[str] = field(default_factory=list)
    chains: set[str] = field(default_factory=set)


def read_events(folder: Path, parts: Sequence[str] = PARTS) -> list[Sentence]:
    """Read the sentences of parts of ECB+ (Cybulska's setup), in the order of the files."""
    found: defaultdict[tuple[str, int], _Read] = defaultdict(_Read)
    for part in parts:
        for line in (folder / f"ECB_{part}_corpus.txt").read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if len(cells) == 5:
                found[cells[0], int(cells[1])].words.append(cells[3])
        mentions = (folder / f"ECB_{part}_Event_gold_mentions.json").read_text(encoding="utf-8")
        for mention in json.loads(mentions):
            found[mention["doc_id"], mention["sent_id"]].chains.add(mention["coref_chain"])
    return [
        Sentence(key[0], " ".join(" ".join(one.words).split()), frozenset(one.chains))
        for key, one in found.items()
        if one.words
    ]


def sentences_of(folder: Path, most: int | None = None) -> list[str]:
    """Return the sentences of 4 to 60 words in a part of PolNeAR, each once."""
    texts = (path.read_bytes().decode("utf-8") for path in sorted((folder / "text").glob("*.txt")))
    told = (" ".join(text[s:e].split()) for text in texts for s, e in lay_out(text).sentences)
    return list(dict.fromkeys(t for t in told if 4 <= len(t.split()) <= 60))[:most]


def bags(texts: Sequence[str], known: Iterable[str]) -> Matrix:
    """Return the cosine of each text with each as bags of words, weighed by how rare they are in `known`."""
    count: Counter[str] = Counter()
    total = 0
    for text in known:
        count.update(set(_WORD.findall(text.lower())))
        total += 1
    place: dict[str, int] = {}
    rows = [{place.setdefault(w, len(place)) for w in sorted(set(_WORD.findall(t.lower())))} for t in texts]
    weight = np.array([math.log((total + 1) / (count[word] + 1)) for word in place] or [0.0])
    table = np.zeros((len(texts), len(weight)), np.float32)
    for at, row in enumerate(rows):
        table[at, list(row)] = weight[list(row)]
    return cosines(table)


def cosines(vectors: Matrix) -> Matrix:
    """Return the cosine of each row with each."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(unit @ unit.T, np.float32)


def ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Rank from 1 up, equal values alike."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[which], np.float64)


def area(scores: Matrix, right: NDArray[np.bool_]) -> float:
    """Return the chance that a right pair scores above a wrong one (area under the ROC curve)."""
    yes = int(right.sum())
    no = len(right) - yes
    return float((ranks(scores)[right].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else math.nan


def rank_correlation(first: Matrix, second: Matrix) -> float:
    """Return Spearman's correlation."""
    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])


@dataclass(frozen=True, slots=True)
class Events:
    """What is to be found among `sentences`: `low`, `high` are pairs (positions), `right` which of them share a chain.

    `apart` (sentences, sentences): of two documents; `sought`: right for each sentence.
    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    right: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    sought: NDArray[np.bool_]


def events(sentences: Sequence[Sentence]) -> Events:
    """Pair the sentences of two documents of one topic; those without events are in no pair, but may be mistaken."""
    size = len(sentences)
    names = np.array([s.document for s in sentences])
    pairs = list(_pairs(sentences))
    low, high = (np.array([p[side] for p in pairs], np.int64) for side in (0, 1))
    right = np.array([bool(sentences[i].chains & sentences[j].chains) for i, j in pairs], bool)
    sought = np.zeros((size, size), bool)
    sought[low[right], high[right]] = sought[high[right], low[right]] = True
    return Events(low, high, right, names[:, None] != names[None], sought)


def _pairs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    topics: defaultdict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(sentences):
        if sentence.chains:
            topics[sentence.topic].append(at)
    for places in topics.values():
        for at, i in enumerate(places):
            yield from ((i, j) for j in places[at + 1 :] if sentences[i].document != sentences[j].document)


def usefulness(close: Matrix, words: Matrix, sought: Events) -> dict[str, float]:
    """Score how well `close` (sentences, sentences) finds what is sought.

    `AUC` over pairs of one topic, `AUC few words` over that half of them which shares fewest by `words`; among all
    sentences of other documents: `first` the share whose closest is right, `in 20` the share of the right ones (of
    20 at most) among the closest 20.
    """
    scores, shared_words = close[sought.low, sought.high], words[sought.low, sought.high]
    few = shared_words < np.median(shared_words)
    order = np.argsort(-np.where(sought.apart, close, -9), axis=1, kind="stable")[:, :BEST]
    asked = sought.sought.any(1)
    hits = np.take_along_axis(sought.sought, order, 1)[asked]
    return {
        "AUC": area(scores, sought.right),
        "AUC few words": area(scores[few], sought.right[few]),
        "first": float(hits[:, 0].mean()),
        "in 20": float((hits.sum(1) / np.minimum(sought.sought[asked].sum(1), BEST)).mean()),
    }


def gain(close: Matrix, words: Matrix, sought: Events, topics: Sequence[str]) -> tuple[float, float, float]:
    """Return by how much the AUC of `close` is above that of `words`, averaged over topics, and its 95% interval.

    The interval is from 2,000 drawings of topics with replacement.
    """
    topic = np.array(topics)[sought.low]
    ahead = []
    for name in sorted(set(topics)):
        here = topic == name
        right, low, high = sought.right[here], sought.low[here], sought.high[here]
        ahead.append(area(close[low, high], right) - area(words[low, high], right))
    told = np.array([value for value in ahead if not math.isnan(value)])
    means = np.random.default_rng(0).choice(told, (2000, len(told))).mean(1)
    return float(told.mean()), float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def agreement(close: Matrix, teacher: Matrix) -> dict[str, float]:
    """Score how `close` follows the teacher: Spearman over chance pairs and the ten nearest of each, nearest found."""
    size = len(teacher)
    hidden = np.where(np.eye(size, dtype=bool), -9, teacher)
    nearest = np.argsort(-hidden, axis=1, kind="stable")[:, :10]
    mine = np.argsort(-np.where(np.eye(size, dtype=bool), -9, close), axis=1, kind="stable")[:, :5]
    low, high = np.random.default_rng(0).integers(0, size, (2, 20000))
    apart = low != high
    rows = np.repeat(np.arange(size), nearest.shape[1])
    return {
        "chance pairs": rank_correlation(close[low, high][apart], teacher[low, high][apart]),
        "near pairs": rank_correlation(close[rows, nearest.ravel()], teacher[rows, nearest.ravel()]),
        "top 1": float((mine[:, 0] == nearest[:, 0]).mean()),
        "top 5": float((mine == nearest[:, :1]).any(1).mean()),
    }


def _show(name: str, figures: dict[str, float]) -> None:
    print(f"{name:28}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))


def main() -> None:
    """Print the figures, or write the sentences to be turned into vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="write the sentences, one a line, and stop")
    parser.add_argument("--vectors", type=Path, help="vectors of those sentences, an array for each way")
    args = parser.parse_args()
    sentences = read_events(shared(ECBPLUS))
    held_out = sentences_of(shared(POLNEAR_DEV), HELD_OUT)
    if args.write:
        args.write.write_text("\n".join([*(s.text for s in sentences), *held_out]) + "\n", encoding="utf-8")
        return
    known, size, sought = sentences_of(shared(POLNEAR_TRAIN)), len(sentences), events(sentences)
    words = bags([s.text for s in sentences], known)
    print(f"ECB+: {size} sentences, {len(sought.right)} pairs, {int(sought.right.sum())} right")
    _show("bag of words", usefulness(words, words, sought))
    if not args.vectors:
        return
    with np.load(args.vectors, allow_pickle=False) as file:
        ways = {name: file[name].astype(np.float32) for name in file.files}
    topics = [s.topic for s in sentences]
    for name, vectors in ways.items():
        alone = cosines(vectors[:size])
        for title, close in ((name, alone), ("  added to the bag of words", (1 - MIX) * words + MIX * alone)):
            ahead = zip(("ahead", "from", "to"), gain(close, words, sought, topics), strict=True)
            _show(title, usefulness(close, words, sought) | dict(ahead))
    print(f"PolNeAR dev: {len(held_out)} sentences")
    teacher = cosines(ways["teacher"][size:])
    _show("bag of words", agreement(bags(held_out, known), teacher))
    for name, vectors in ways.items():
        if name != "teacher":
            _show(name, agreement(cosines(vectors[size:]), teacher))


if __name__ == "__main__":
    main()
