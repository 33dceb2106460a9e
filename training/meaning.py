"""Sentence vectors from the encoder that ships, taught by all-MiniLM-L6-v2: an experiment, nothing of it ships.

    python -m training.meaning --pretrained $MINILM --sentences sentences.txt --out vectors.npz

Learns on sentences and contents of PolNeAR train, GUM and Wikinews days 1 to 15, then writes the vectors of each line
of `sentences.txt` by every way: the teacher's, the plain mean of the encoder's word vectors, a linear map of pooled
word vectors (ridge regression), a network over the words with pooling weights that it learns, the same with a small
table of word pieces beside it, and that table alone. docs/linking/vectors.md has what came of it.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from accordingto.claims.layout import lay_out
from accordingto.reading.encoder import CLS, SEP, OnnxEncoder
from accordingto.reading.package import open_package
from accordingto.reading.words import split_words
from training import networks
from training.corpora.polnear import read_standoff

Matrix = NDArray[np.float32]
LONGEST = 64  # words of a text that are read
BATCH, RATE, SEED = 256, 3e-3, 20261125
WIDTH = 256


@dataclass(frozen=True)
class Told:
    """What the encoder says of many texts: their words' vectors one after the other, `first` of each text (texts + 1).

    `heads` are the first word pieces of the words; `pieces` and `first_piece` are all word pieces and theirs.
    """

    vectors: NDArray[np.float16]
    heads: NDArray[np.int64]
    first: NDArray[np.int64]
    pieces: NDArray[np.int64]
    first_piece: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.first) - 1


def texts(data: Path, most: int) -> list[str]:
    """Sentences and contents to learn from, `most` of them drawn by chance but always the same."""
    found = list(dict.fromkeys(" ".join(t.split()) for t in _texts(data)))
    found = [t for t in found if 3 <= len(t.split()) <= 80]
    random.Random(SEED).shuffle(found)
    return found[:most]


def _texts(data: Path) -> Iterator[str]:
    for path in sorted((data / "polnear/train/text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        yield from _sentences(text)
        for marks in sorted((data / "polnear/train/attributions").glob(f"{path.stem}_*.ann"))[:1]:
            yield from (" ".join(text[s:e] for s, e in event["content"]) for event in read_standoff(marks))
    for path in sorted((data / "gum/dep").glob("*.conllu")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from (line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
    with (data / "wikinews-2019/wikinews_2019.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["date"][8:10]) <= 15:
                yield from _sentences(row["text"].replace("\r\n", "\n"))


def _sentences(text: str) -> Iterator[str]:
    return (text[s:e] for s, e in lay_out(text).sentences)


def tell(given: Sequence[str]) -> Told:
    """Run the encoder that ships over texts, one a call."""
    package = open_package()
    encoder = OnnxEncoder(package)
    vectors, heads, pieces = [], [], []
    for text in given:
        words = split_words(text, package.tokenizer)
        high = min(LONGEST, len(words))
        vectors.append(encoder.encode(words, 0, high).vectors.astype(np.float16))
        heads.append(words.pieces[words.first[:high]])
        pieces.append(words.pieces[: words.first[high]])
    joined = np.concatenate
    return Told(joined(vectors), joined(heads), _firsts(vectors), joined(pieces), _firsts(pieces))


def _firsts(parts: Sequence[NDArray[np.generic]]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(part) for part in parts)])


def teach(given: Sequence[str], pretrained: Path, tokenizer: Tokenizer) -> Matrix:
    """The teacher's vectors: mean over all pieces, of unit length (as its makers use it)."""
    teacher = networks.Encoder(networks.Size(), 0.0).eval()
    networks.load_pretrained(teacher, load_file(pretrained / "model.safetensors"))
    for table in (teacher.shape, teacher.gap, teacher.quote):
        nn.init.zeros_(table.weight)
    ids = [[CLS, *e.ids[:254], SEP] for e in tokenizer.encode_batch(list(given), add_special_tokens=False)]
    out = np.zeros((len(ids), teacher.size.width), np.float32)
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    for low in range(0, len(order), 32):
        rows = order[low : low + 32]
        pieces = nn.utils.rnn.pad_sequence([torch.tensor(ids[r]) for r in rows], batch_first=True)
        there = torch.tensor([len(ids[r]) for r in rows])[:, None] > torch.arange(pieces.shape[1])
        none, every = torch.zeros_like(pieces), torch.arange(pieces.shape[1]).expand_as(pieces)
        with torch.no_grad():
            vectors = teacher(pieces, none, none, none, every, there[:, None, None, :])
        out[rows] = F.normalize((vectors * there[..., None]).sum(1), dim=1).numpy()
    return out


def rarity(told: Told) -> Matrix:
    """How rare each word piece is, as the logarithm of one over its share."""
    count = np.bincount(told.pieces, minlength=networks.Size().vocabulary) + 5.0
    return np.log(count.sum() / count).astype(np.float32)


def pooled(told: Told, rare: Matrix) -> dict[str, Matrix]:
    """Means of the word vectors, plain and by the rarity of each text's pieces, and their maxima."""
    vectors = told.vectors.astype(np.float32)
    found = {"most": np.maximum.reduceat(vectors, told.first[:-1])}
    for name, power in (("mean", 0), ("rare", 1), ("rarer", 2)):
        weight = rare[told.heads] ** power
        total = np.add.reduceat(vectors * weight[:, None], told.first[:-1])
        found[name] = total / np.add.reduceat(weight, told.first[:-1])[:, None]
    return found


def ridge(x: Matrix, y: Matrix, decay: float = 1e-5) -> tuple[Matrix, Matrix]:
    """Weights and bias of the linear map from `x` to `y`, in closed form."""
    centre, middle = x.mean(0), y.mean(0)
    square = ((x - centre).T @ (x - centre)).astype(np.float64)
    square[np.diag_indices(len(square))] += decay * len(x)
    weights = np.linalg.solve(square, (x - centre).T @ (y - middle)).astype(np.float32)
    return weights, middle - centre @ weights


class Head(nn.Module):
    """One hidden layer a word and their mean by learned weights (`hidden`), a table of pieces beside it (`table`)."""

    def __init__(self, hidden: int, table: int, rare: Matrix) -> None:
        super().__init__()
        size = networks.Size()
        if hidden:
            self.inner, self.weigh, self.outer = (
                nn.Linear(size.width, hidden), nn.Linear(size.width, 1), nn.Linear(hidden, WIDTH),
            )  # fmt: skip
        if table:
            self.table, self.rare, self.seen = (
                nn.Embedding(size.vocabulary, table), nn.Embedding(size.vocabulary, 1), nn.Linear(table, WIDTH),
            )  # fmt: skip
            nn.init.normal_(self.table.weight, std=0.3)
            self.rare.weight.data = torch.from_numpy(2 * rare / rare.max())[:, None].clone()
        self.hidden, self.pieces = hidden, table

    def forward(self, told: Told, rows: NDArray[np.int64]) -> Tensor:
        out: Tensor = torch.zeros(len(rows), WIDTH)
        if self.hidden:
            places, row = _places(told.first, rows)
            vectors = torch.from_numpy(told.vectors[places].astype(np.float32))
            weight = self.weigh(vectors).clamp(-8, 8).exp()
            out = out + self.outer(_mean(F.gelu(self.inner(vectors)), weight, row, len(rows)))
        if self.pieces:
            places, row = _places(told.first_piece, rows)
            pieces = torch.from_numpy(told.pieces[places])
            out = out + self.seen(_mean(self.table(pieces), F.softplus(self.rare(pieces)), row, len(rows)))
        return F.normalize(out, dim=1)


def _places(first: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Tensor]:
    places = np.concatenate([np.arange(first[r], first[r + 1]) for r in rows])
    return places, torch.from_numpy(np.repeat(np.arange(len(rows)), first[rows + 1] - first[rows]))


def _mean(values: Tensor, weight: Tensor, row: Tensor, rows: int) -> Tensor:
    total = torch.zeros(rows, values.shape[1]).index_add(0, row, values * weight)
    return total / torch.zeros(rows, 1).index_add(0, row, weight)


def fit(told: Told, teacher: Matrix, hidden: int, table: int, rare: Matrix, epochs: int) -> Head:
    """Fit a head: near the teacher's vector (in its main directions), as near to others, nearest to its own."""
    torch.manual_seed(SEED)
    head, wanted = Head(hidden, table, rare), torch.from_numpy(teacher)
    main = torch.linalg.eigh(wanted.T @ wanted).eigenvectors[:, -WIDTH:]
    aim = F.normalize(wanted @ main, dim=1)
    steps = epochs * (len(told) // BATCH)
    optimiser = torch.optim.Adam(head.parameters(), lr=RATE)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: min(1.0, at / 50) * (1 - at / steps) + 1e-3)
    chance, others = np.random.default_rng(SEED), ~torch.eye(BATCH, dtype=torch.bool)
    for _ in range(epochs):
        order = chance.permutation(len(told))
        for low in range(0, len(told) - BATCH + 1, BATCH):
            rows = order[low : low + BATCH]
            mine, theirs = head(told, rows), aim[rows]
            apart = (mine @ mine.T - wanted[rows] @ wanted[rows].T)[others]
            loss = (1 - (mine * theirs).sum(1)).mean() + 10 * apart.square().mean()
            loss = loss + 0.1 * F.cross_entropy(20 * mine @ theirs.T, torch.arange(BATCH))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            plan.step()
    return head


def applied(head: Head, told: Told) -> Matrix:
    """The vectors that a head gives all texts."""
    with torch.no_grad():
        parts = [head(told, rows) for rows in np.array_split(np.arange(len(told)), len(told) // BATCH + 1)]
    return torch.cat(parts).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pretrained", type=Path, required=True, help="folder of the teacher's model.safetensors")
    parser.add_argument("--sentences", type=Path, required=True, help="one a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--texts", type=int, default=40000, help="to learn from")
    parser.add_argument("--epochs", type=int, default=7)
    args = parser.parse_args()
    torch.set_num_threads(1)
    known, asked = texts(args.data, args.texts), args.sentences.read_text(encoding="utf-8").splitlines()
    start = time.process_time()
    told = tell(known)
    print(f"{len(known)} texts, {len(known) / (time.process_time() - start):.0f} a CPU second", flush=True)
    there = tell(asked)
    tokenizer = open_package().tokenizer
    teacher = teach(known, args.pretrained, tokenizer)
    rare = rarity(told)
    learnt, given = pooled(told, rare), pooled(there, rare)
    weights, bias = ridge(np.hstack(list(learnt.values())), teacher)
    found = {
        "teacher": teach(asked, args.pretrained, tokenizer),
        "plain mean": given["mean"],
        "linear map": np.hstack(list(given.values())) @ weights + bias,
    }
    for name, hidden, table in (("network", 512, 0), ("network and table", 384, 48), ("table alone", 0, 64)):
        found[name] = applied(fit(told, teacher, hidden, table, rare, args.epochs), there)
        print(name, f"{time.process_time() - start:.0f} s", flush=True)
    np.savez_compressed(args.out, **{name: vectors.astype(np.float16) for name, vectors in found.items()})


if __name__ == "__main__":
    main()
