"""PolNeAR: attributions as (source, cue, content) in US news, brat standoff."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from accordingto.reading.labels import ROLES
from accordingto.reading.words import Words, split_words
from training.corpora.sample import Attribution, Sample, tagged

Spans = list[tuple[int, int]]


def read_standoff(path: Path) -> list[dict[str, Spans]]:
    """Read the attributions of one brat file as character spans per role."""
    spans: dict[str, Spans] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) < 2:
            continue
        if parts[0].startswith("T"):
            offsets = parts[1].split(" ", 1)[1]
            spans[parts[0]] = [tuple(map(int, pair.split())) for pair in offsets.split(";")]
        elif parts[0].startswith("E"):
            roles: dict[str, list[str]] = defaultdict(list)
            for argument in parts[1].split():
                role, target = argument.split(":")
                roles[re.sub(r"\d+$", "", role).lower()].append(target)
            events.append(roles)
    return [
        {role: sorted({s for t in event[role] for s in spans.get(t, [])}) for role in ("source", "cue", "content")}
        for event in events
    ]


def read_polnear(folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """Yield one sample for each text and annotator, in the order of file names."""
    texts: dict[str, Words] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        source = folder / "text" / f"{name}.txt"
        if not source.exists():
            continue
        if name not in texts:
            texts[name] = split_words(source.read_bytes().decode("utf-8"), tokenizer)
        words = texts[name]
        found, spans = [], []
        for event in read_standoff(path):
            ranges = {role: [words.covering(s, e) for s, e in event[role]] for role in event}
            if not ranges["cue"]:
                continue
            found.append(Attribution(ranges["cue"][0], tuple(ranges["source"]), tuple(ranges["content"])))
            spans.append(ranges)
        layers = [(r, role) for role in ("content", "source", "cue") for ranges in spans for r in ranges[role]]
        yield Sample(name, words, tagged(len(words), layers, ROLES), tuple(found))
