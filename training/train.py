"""Train the reading model: one encoder, all heads at once, on CPU or one accelerator."""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from accordingto.reading.labels import ENTITIES, ROLES
from training.batches import Batch, batches, collate, cut
from training.corpora.coreference import gap_samples, read_gum
from training.corpora.entities import read_crossner, read_re3d, read_teacher, read_wikigold
from training.corpora.gold import read_gold
from training.corpora.polnear import read_polnear
from training.corpora.sample import UNKNOWN, Sample, entity_sample, load_tokenizer, tagged
from training.networks import Encoder, Heads, Size, load_matching, load_pretrained

WEIGHTS = {"roles": 1.0, "links": 1.0, "entities": 0.3, "antecedents": 0.1}


def load_samples(data: Path, teacher: Path, tokenizer) -> tuple[list[Sample], list[Sample]]:
    """Return (attribution samples, other samples); a teacher's entities are laid over PolNeAR where given."""
    spans = read_teacher(teacher) if teacher.exists() else {}
    main = []
    for sample in read_polnear(data / "polnear/train", tokenizer):
        if sample.name in spans:
            the = tokenizer.token_to_id("the")
            found = [(_bare(sample, s, e, the), kind) for s, e, kind in spans[sample.name]["entities"]]
            sample = replace(sample, entities=tagged(len(sample.words), found, ENTITIES))
        main.append(sample)
    other = [
        *read_gum(data / "gum", tokenizer),
        *read_crossner(data / "crossner-politics", tokenizer),
        *read_wikigold(data / "wikigold", tokenizer),
        *read_re3d(data / "re3d", tokenizer),
        *gap_samples(data / "gap/gap-development.tsv", tokenizer),
    ]
    other += [entity_sample(n, r["text"], r["entities"], tokenizer) for n, r in sorted(spans.items()) if r["text"]]
    return main, other


def _bare(sample: Sample, start: int, end: int, article: int) -> tuple[int, int]:
    """The words of a teacher's span without a leading article, as the hand-made corpora have it."""
    low, high = sample.words.covering(start, end)
    skip = high - low > 1 and int(sample.words.pieces[sample.words.first[low]]) == article
    return low + skip, high


def entity_loss(heads: Heads, vectors: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Negative log likelihood of the entity labels, a word."""
    known = (batch.entities != UNKNOWN).any(1)
    gold = batch.entities[known]
    return heads.entity_chain.loss(heads.entities(vectors)[known], gold) / (gold != UNKNOWN).sum()


def antecedent_loss(heads: Heads, vectors: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Negative log of the chance that the pointer gives to all right antecedents together, an anaphor."""
    scores = heads.pointer(vectors, batch.anaphor_row, batch.anaphor_word).masked_fill(~batch.among, -1e4)
    hit = scores.masked_fill(~batch.right, -1e4).logsumexp(1)
    return (scores.logsumexp(1) - hit).mean()


def losses(encoder: Encoder, heads: Heads, batch: Batch, negatives: bool) -> dict[str, torch.Tensor]:
    """The loss of each task on one batch (zero where the batch has no gold for it)."""
    words = encoder(**batch.inputs)
    dropped = heads.dropout(words)
    zero = words.sum() * 0.0
    out = dict.fromkeys(WEIGHTS, zero)
    roles = heads.roles(dropped)
    labelled = (batch.roles != UNKNOWN).any(1)
    if labelled.any():
        gold = batch.roles[labelled]
        out["roles"] = heads.role_chain.loss(roles[labelled], gold) / (gold != UNKNOWN).sum()
    out["entities"] = entity_loss(heads, dropped, batch) if (batch.entities != UNKNOWN).any() else zero
    row, cue, linked = batch.cue_row, batch.cue_word, batch.linked
    if negatives and labelled.any():
        # The likeliest word that is no cue teaches the link head what "nothing belongs to this" looks like.
        chance = roles.detach().log_softmax(-1)[..., ROLES.index("B-cue")]
        begin = ROLES.index("B-cue")
        chance = chance.masked_fill(
            (batch.roles == UNKNOWN) | (batch.roles == begin) | (batch.roles == begin + 1), -1e9
        )
        best, at = chance.max(1)
        keep = best > -4.0
        nothing = torch.where(batch.roles[keep] == UNKNOWN, UNKNOWN, 0)
        row = torch.cat([row, torch.arange(len(at))[keep]])
        cue, linked = torch.cat([cue, at[keep]]), torch.cat([linked, nothing])
    if len(row):
        scores = heads.links(dropped, roles, batch.gap, batch.quote, row, cue)
        out["links"] = heads.link_chain.loss(scores, linked) / (40.0 * len(row))
    if len(batch.anaphor_row):
        out["antecedents"] = antecedent_loss(heads, dropped, batch)
    return out


def main() -> None:
    """Train, with a checkpoint after each epoch; `--resume` goes on from the last one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pretrained", type=Path, required=True, help="folder with model.safetensors, tokenizer.json")
    parser.add_argument("--teacher", type=Path, default=Path("teacher.jsonl"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--window", type=int, default=254)
    parser.add_argument("--stride", type=int, default=254)
    parser.add_argument("--other", type=float, default=0.15, help="share of the other corpora used in an epoch")
    parser.add_argument("--masked", type=float, default=0.06)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=0, help="stop after this many steps (to measure speed)")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="the project's own rows (reading format)")
    parser.add_argument("--gold-times", type=int, default=4, help="how often an epoch goes through them")
    parser.add_argument("--start", type=Path, help="weights to start from, instead of the pretrained ones")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(str(args.pretrained / "tokenizer.json"))
    attributed, other = load_samples(args.data, args.teacher, tokenizer)
    gold = [s for path in args.gold for s in read_gold(path, tokenizer)]
    print(f"{len(attributed)} attributed texts, {len(other)} others, {len(gold)} of gold", flush=True)
    encoder, heads = Encoder(Size()), Heads(Size())
    load_pretrained(encoder, load_file(args.pretrained / "model.safetensors"))
    optimizer = torch.optim.AdamW(
        [{"params": encoder.parameters(), "lr": args.rate}, {"params": heads.parameters(), "lr": args.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = len(epoch_batches(attributed, other, gold, args, 0))
    total = args.epochs * per_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * total), max(0.0, (total - s) / (0.94 * total)))
    )
    start, latest = 0, args.out / "latest.pt"
    if args.resume and latest.exists():
        state = torch.load(latest)
        encoder.load_state_dict(state["encoder"])
        heads.load_state_dict(state["heads"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        start = state["epoch"]
    elif args.start:
        state = torch.load(args.start)
        encoder.load_state_dict(state["encoder"])
        load_matching(heads, state["heads"])
    step, began = 0, time.time()
    for epoch in range(start, args.epochs):
        random_masks = np.random.default_rng(args.seed + epoch)
        torch.manual_seed(args.seed + epoch)
        encoder.train()
        heads.train()
        sums: dict[str, float] = {}
        for i, windows in enumerate(epoch_batches(attributed, other, gold, args, epoch)):
            found = losses(encoder, heads, collate(windows, random_masks, args.masked), epoch > 0 or i > 300)
            loss = sum(WEIGHTS[k] * v for k, v in found.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *heads.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            for k, v in found.items():
                sums[k] = sums.get(k, 0.0) + v.item()
            if step % 100 == 0 or step == args.steps:
                line = {k: round(v / min(step, 100), 4) for k, v in sums.items()}
                print(
                    json.dumps(
                        {"epoch": epoch, "step": i + 1, "of": per_epoch, "s": round(time.time() - began)} | line
                    ),
                    flush=True,
                )
                sums = {}
            if step == args.steps:
                return
        state = {"encoder": encoder.state_dict(), "heads": heads.state_dict()}
        torch.save(state, args.out / f"epoch{epoch + 1}.pt")
        torch.save(
            state | {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch + 1}, latest
        )


def epoch_batches(attributed: list[Sample], other: list[Sample], gold: list[Sample], args, epoch: int) -> list[list]:
    """The batches of one epoch, decided by the seed and the epoch alone."""
    chooser = random.Random(args.seed * 1000 + epoch)
    by_name: dict[str, list[Sample]] = {}
    for sample in attributed:
        by_name.setdefault(sample.name, []).append(sample)
    # Of a text with six annotators two are taken in each epoch: it is worth more than one text, not six.
    attributed = [s for same in by_name.values() for s in chooser.sample(same, min(2, len(same)))]
    windows = [w for s in attributed for w in cut(s, args.window, args.stride, chooser.randrange(args.stride // 2))]
    # Few and of another kind of text: they are seen several times, cut differently each time.
    for _ in range(args.gold_times):
        windows += [w for s in gold for w in cut(s, args.window, args.stride, chooser.randrange(args.stride // 2))]
    rest = [w for s in other for w in cut(s, args.window, args.stride, chooser.randrange(args.stride // 2))]
    windows += chooser.sample(rest, int(args.other * len(rest)))
    return batches(windows, args.batch, chooser)


if __name__ == "__main__":
    main()
