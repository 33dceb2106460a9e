"""Fit the entity and pointer heads again on the finished encoder, which stays as it is.

The joint training sees little of their corpora, so that the attributions get most of the time; here each word is
encoded once and the two heads, which are small, see all of it many times.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import replace
from pathlib import Path

import torch

from training.batches import Batch, collate, cut
from training.corpora.sample import Sample, load_tokenizer
from training.networks import Encoder, Heads, Size, load_matching
from training.train import antecedent_loss, entity_loss, load_samples


def encode(encoder: Encoder, samples: list[Sample], size: int) -> list[tuple[torch.Tensor, Batch]]:
    """Word vectors (in half precision) and gold of batches of windows of similar length."""
    windows = sorted((w for s in samples for w in cut(s, size, size - 40, 0)), key=lambda w: w.pieces)
    out = []
    with torch.no_grad():
        for i in range(0, len(windows), 16):
            batch = collate(windows[i : i + 16], None)
            out.append((encoder(**batch.inputs).half(), replace(batch, inputs={})))
    return out


def main() -> None:
    """Write the checkpoint with the two heads replaced."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--teacher", type=Path, default=Path("teacher.jsonl"))
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--taught", type=float, default=0.3, help="share of the texts labelled by the teacher")
    parser.add_argument("--window", type=int, default=254)
    parser.add_argument("--seed", type=int, default=20261122)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    chooser = random.Random(args.seed)
    state = torch.load(args.checkpoint, map_location="cpu")
    encoder, heads = Encoder(Size()).eval(), Heads(Size())
    encoder.load_state_dict(state["encoder"])
    load_matching(heads, state["heads"])
    taught, other = load_samples(args.data, args.teacher, load_tokenizer(str(args.tokenizer)))
    taught = chooser.sample(taught, int(args.taught * len(taught)))
    began = time.time()
    batches = encode(encoder, other, args.window)
    batches += encode(encoder, [replace(s, roles=None, attributions=()) for s in taught], args.window)
    print(f"{len(batches)} batches encoded in {time.time() - began:.0f} s", flush=True)
    learnt = [*heads.entities.parameters(), *heads.entity_chain.parameters(), *heads.pointer.parameters()]
    optimizer = torch.optim.AdamW(learnt, lr=args.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, args.epochs * len(batches))
    heads.train()
    for epoch in range(args.epochs):
        sums = [0.0, 0.0]
        for vectors, batch in chooser.sample(batches, len(batches)):
            words = heads.dropout(vectors.float())
            parts = [words.sum() * 0.0, words.sum() * 0.0]
            if (batch.entities >= 0).any():
                parts[0] = entity_loss(heads, words, batch)
            if len(batch.anaphor_row):
                parts[1] = antecedent_loss(heads, words, batch)
            if not any(part.requires_grad for part in parts):
                continue
            optimizer.zero_grad(set_to_none=True)
            (parts[0] + 0.3 * parts[1]).backward()
            optimizer.step()
            schedule.step()
            sums = [s + float(p.detach()) for s, p in zip(sums, parts, strict=True)]
        print(epoch, [round(s / len(batches), 4) for s in sums], round(time.time() - began), flush=True)
    torch.save({"encoder": state["encoder"], "heads": heads.state_dict()}, args.out)


if __name__ == "__main__":
    main()
