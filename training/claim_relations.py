"""Train the network that reads two claims together and tells how they bear on each other.

    python -m training.claim_relations --pretrained $MINILM --out run [--epochs 4] [--resume]

Learns from `training/claim_groups` (own text), the development half of Breaking NLI, and `training/claim_pairs*.tsv`;
chosen on `evaluation/pairs/development.jsonl`, which is never learnt from. A checkpoint is written after each epoch.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from training.networks import Encoder, Size, load_pretrained
from training.pair_words import ACTS, CLS, MOST, SEP, spoken

LABELS = ("same", "opposed", "number", "none")
GROUPS = Path(__file__).parent / "claim_groups"
SEED = 4
A_LABEL = 8
"""The most pairs of one label that a group gives an epoch."""
BATCH, RATE, WARM = 32, 6e-5, 0.1


@dataclass(frozen=True)
class Example:
    """Two claims as they are read, and the place of their label."""

    one: str
    other: str
    label: int
    weight: float = 1.0


def grouped(path: Path, chance: random.Random) -> Iterator[Example]:
    """Yield the pairs that groups of claims make, each in a drawn order."""
    groups = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for group in groups:
        same = [_marked(s) for s in (group["base"], *group.get("agree", ()))]
        against = [_marked(s) for s in group.get("contradict", ())]
        later = [_marked(s) for s in group.get("update", ())]
        others = [_marked(s) for s in group.get("other", ())]
        pairs = [(a, b, 0) for a, b in combinations(same, 2)]
        pairs += [(a, b, 1) for a in same for b in against]
        pairs += [(a, b, 2) for a in same for b in later]
        pairs += [(a, b, 3) for a in (*same, *against, *later) for b in others]
        pairs += [(a, b, 3) for a, b in combinations(others, 2)]
        stranger = _marked(chance.choice(groups)["base"])
        if stranger != same[0]:
            pairs.append((same[0], stranger, 3))
        chance.shuffle(pairs)
        for label in range(len(LABELS)):
            for a, b, _ in [pair for pair in pairs if pair[2] == label][:A_LABEL]:
                one, other = (a, b) if chance.random() < 0.5 else (b, a)
                yield Example(one, other, label)


def _marked(text: str) -> str:
    """A claim of a group as it is read: “<deny> that …” with the act in front."""
    if text.startswith("<") and ">" in text:
        act, _, rest = text[1:].partition(">")
        return spoken(act.strip() if act.strip() in ACTS else None, rest.strip())
    return spoken(None, text)


def breaking(most: int, chance: random.Random) -> list[Example]:
    """Return some pairs of the development half of Breaking NLI."""
    from evaluation.contradictions import breaking_nli

    names = {"agree": 0, "contradict": 1, "unrelated": 3}
    found = [
        Example(case.one.content, case.other.content, names[case.truth], 0.3)
        for case in breaking_nli("development")
        if case.one is not None and case.other is not None
    ]
    chance.shuffle(found)
    return found[:most]


def written() -> Iterator[Example]:
    """Yield the pairs of the tables beside."""
    for name in ("claim_pairs.tsv", "claim_pairs_wikinews.tsv"):
        for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
            if line and line[0] != "#":
                relation, one, other = line.split("\t")[:3]
                label = {"same": 0, "opposed": 1, "number": 2}.get(relation, 3)
                yield Example(spoken(None, one), spoken(None, other), label)


def judged(path: Path) -> list[tuple[Example, str]]:
    """Return the pairs that annotators judged, with their relation."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one, other = (spoken(row[s]["act"], row[s]["content"]) for s in ("a", "b"))
        label = {"agree": 0, "contradict": 1, "reverse": 1, "update": 2}.get(row["relation"], 3)
        found.append((Example(one, other, label), row["relation"]))
    return found


def drawn(most: int, epoch: int) -> list[Example]:
    """Return what an epoch learns from, `most` pairs of Breaking NLI among it."""
    chance = random.Random(SEED + epoch)
    examples = [e for path in sorted(GROUPS.glob("*.jsonl")) for e in grouped(path, chance)]
    return [*examples, *breaking(most, chance), *written()]


class Judge(nn.Module):
    """The encoder over both claims, and four scores from the vector of the first piece."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(Size(layers=layers), dropout)
        self.out = nn.Linear(self.encoder.size.width, len(LABELS))

    def forward(self, pieces: Tensor, second: Tensor, mask: Tensor) -> Tensor:
        none = torch.zeros_like(pieces)
        first = torch.zeros((pieces.shape[0], 1), dtype=torch.long)
        x = self.encoder(pieces, none, second, none, first, mask[:, None, None, :])
        return self.out(x[:, 0])


def batch_of(examples: Sequence[Example], tokenizer: Tokenizer) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Return pieces, which claim each is of, which are there, labels and weights."""
    rows, seconds = [], []
    for example in examples:
        one, other = (tokenizer.encode(t, add_special_tokens=False).ids[:MOST] for t in (example.one, example.other))
        rows.append([CLS, *one, SEP, *other, SEP])
        seconds.append([0] * (len(one) + 2) + [1] * (len(other) + 1))
    longest = max(map(len, rows))
    pieces = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    second = torch.tensor([row + [0] * (longest - len(row)) for row in seconds])
    mask = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in rows])
    labels = torch.tensor([example.label for example in examples])
    return pieces, second, mask, labels, torch.tensor([example.weight for example in examples])


def batches(examples: list[Example], chance: random.Random) -> list[list[Example]]:
    """Return batches of examples of like length, in a drawn order."""
    chance.shuffle(examples)
    found = []
    for low in range(0, len(examples), BATCH * 40):
        part = sorted(examples[low : low + BATCH * 40], key=lambda e: len(e.one) + len(e.other))
        found += [part[n : n + BATCH] for n in range(0, len(part), BATCH)]
    chance.shuffle(found)
    return found


def report(judge: Judge, pairs: list[tuple[Example, str]], tokenizer: Tokenizer) -> str:
    """Return precision and recall of contradiction and agreement on judged pairs, at thresholds."""
    judge.eval()
    chances = []
    with torch.no_grad():
        for low in range(0, len(pairs), 64):
            pieces, second, mask, _, _ = batch_of([e for e, _ in pairs[low : low + 64]], tokenizer)
            chances.append(F.softmax(judge(pieces, second, mask), dim=1))
    found = torch.cat(chances)
    labels = torch.tensor([e.label for e, _ in pairs])
    lines = [f"right {(found.argmax(1) == labels).float().mean():.3f}"]
    for name, label in (("opposed", 1), ("same", 0), ("number", 2)):
        told = []
        for least in (0.5, 0.7, 0.8, 0.9, 0.95):
            said = found[:, label] >= least
            right = int((said & (labels == label)).sum())
            told.append(f"{least}: {right}/{int(said.sum())}={100 * right / max(1, int(said.sum())):.0f}%")
        lines.append(f"{name} (of {int((labels == label).sum())}): " + "  ".join(told))
    return "\n   ".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pretrained", type=Path, required=True, help="folder of model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--breaking", type=int, default=1500, help="pairs of Breaking NLI to learn from")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(args.pretrained / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    first = drawn(args.breaking, 0)
    dev = judged(Path(__file__).parents[1] / "evaluation/pairs/development.jsonl")
    judge = Judge(args.layers)
    load_pretrained(judge.encoder, load_file(args.pretrained / "model.safetensors"))
    optimiser = torch.optim.AdamW(judge.parameters(), lr=RATE, weight_decay=0.01)
    steps = args.epochs * -(-len(first) // BATCH)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min(at / (WARM * steps + 1), max(0.0, (steps - at) / ((1 - WARM) * steps)))
    )
    done = 0
    for epoch in range(args.epochs):
        path = args.out / f"epoch{epoch + 1}.pt"
        order = random.Random(SEED + epoch)
        if args.resume and path.exists():
            state = torch.load(path)
            judge.load_state_dict(state["judge"])
            optimiser.load_state_dict(state["optimiser"])
            plan.load_state_dict(state["plan"])
            continue
        judge.train()
        begun, total = time.monotonic(), 0.0
        for batch in batches(drawn(args.breaking, epoch), order):
            pieces, second, mask, labels, weights = batch_of(batch, tokenizer)
            loss = (F.cross_entropy(judge(pieces, second, mask), labels, reduction="none") * weights).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            plan.step()
            done += 1
            total += loss.item()
            if done % 50 == 0:
                print(f"  {done}/{steps} loss {total / 50:.3f} {(time.monotonic() - begun) / 60:.1f} min", flush=True)
                total = 0.0
        torch.save({"judge": judge.state_dict(), "optimiser": optimiser.state_dict(), "plan": plan.state_dict()}, path)
        print(f"epoch {epoch + 1}: {report(judge, dev, tokenizer)}", flush=True)


if __name__ == "__main__":
    main()
