"""Named entities: CrossNER politics, WikiGold, re3d and a teacher's spans, brought to PER, ORG, LOC and MISC."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer

from training.corpora.sample import Sample, entity_sample

CROSSNER = {
    "politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG",
    "country": "LOC", "location": "LOC", "event": "MISC", "election": "MISC", "misc": "MISC",
}  # fmt: skip
RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "MISC"}
TEACHER = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    "NORP": "MISC", "EVENT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "PRODUCT": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip
_NO_SPACE_BEFORE = set(".,;:!?)]}%'") | {"'s", "n't", "''", "’", "’s"}
_NO_SPACE_AFTER = set("([{$") | {"``"}


def _join(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    text, offsets = "", []
    for i, token in enumerate(tokens):
        if i and token not in _NO_SPACE_BEFORE and tokens[i - 1] not in _NO_SPACE_AFTER:
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
    return text, offsets


def _spans(tags: list[str], offsets: list[tuple[int, int]], kinds: dict[str, str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    before = "O"
    for tag, (start, end) in zip(tags, offsets, strict=True):
        if tag != "O":
            kind = kinds.get(tag[2:])
            if kind:
                if tag[0] == "B" or before[2:] != tag[2:]:
                    found.append((start, end, kind))
                else:
                    found[-1] = (found[-1][0], end, kind)
        before = tag
    return found


def read_columns(
    lines: Iterable[str], kinds: dict[str, str], word: int, tag: int
) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield (text, character spans) for each sentence of a column file, BIO or IO tags."""
    tokens: list[str] = []
    tags: list[str] = []
    for line in [*lines, ""]:
        if not line.strip():
            if tokens:
                text, offsets = _join(tokens)
                yield text, _spans(tags, offsets, kinds)
            tokens, tags = [], []
        elif not line.startswith("# "):
            parts = line.rstrip("\n").split("\t" if "\t" in line else " ")
            tokens.append(parts[word])
            tags.append(parts[tag])


def _grouped(name: str, sentences: list, size: int, tokenizer: Tokenizer) -> Iterator[Sample]:
    """Join `size` neighbouring sentences into one text, so that the encoder sees context."""
    for i in range(0, len(sentences), size):
        text, spans = "", []
        for sentence, found in sentences[i : i + size]:
            spans += [(s + len(text), e + len(text), kind) for s, e, kind in found]
            text += sentence + " "
        yield entity_sample(f"{name}-{i}", text, spans, tokenizer)


def read_crossner(folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """CrossNER's politics domain, all three parts."""
    for part in ("train", "dev", "test"):
        lines = (folder / "ner_data/politics" / f"{part}.txt").read_text(encoding="utf-8").splitlines()
        yield from _grouped(f"crossner-{part}", list(read_columns(lines, CROSSNER, 0, 1)), 3, tokenizer)


def read_wikigold(folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """WikiGold, IO tags."""
    lines = (folder / "CONLL-format/data/wikigold.conll.txt").read_text(encoding="utf-8").splitlines()
    kinds = {k: k for k in ("PER", "ORG", "LOC", "MISC")}
    yield from _grouped("wikigold", list(read_columns(lines, kinds, 0, 1)), 4, tokenizer)


def read_re3d(folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """re3d: reports on Syria and Iraq, entities by character offsets."""
    for part in sorted(p for p in folder.iterdir() if (p / "entities.json").exists()):
        spans: dict[str, list[tuple[int, int, str]]] = {}
        for line in (part / "entities.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                e = json.loads(line)
                if e["type"] in RE3D:
                    spans.setdefault(e["documentId"], []).append((e["begin"], e["end"], RE3D[e["type"]]))
        for line in (part / "documents.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                d = json.loads(line)
                found = []
                for s, e, kind in spans.get(d["_id"], []):
                    if kind in ("ORG", "PER") and not any(c.isupper() for c in d["text"][s:e]):
                        continue  # re3d marks common nouns ("rebels") too
                    if d["text"][s:e].lower().startswith("the "):
                        s += 4
                    found.append((s, e, kind))
                yield entity_sample(f"re3d-{d['_id']}", d["text"], found, tokenizer)


def read_uner(path: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """UNER English-EWT dev sentences with PER, ORG and LOC spans: to evaluate on, never to train on."""
    lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return list(read_columns(lines, {k: k for k in ("PER", "ORG", "LOC")}, 1, 2))


def read_teacher(path: Path) -> dict[str, dict]:
    """Spans that spaCy's medium pipeline gave, by text name; see training/teacher.py."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        record["entities"] = [(s, e, TEACHER[kind]) for s, e, kind in record["entities"] if kind in TEACHER]
        found[record["id"]] = record
    return found
