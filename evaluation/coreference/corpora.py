"""MEANTIME and ECB+ as one shape: reports in sentences of words, and gold mentions with their chains."""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.shared import shared

MEANTIME = Path("data/meantime/en")
ECBPLUS = Path("data/ecbplus")
KINDS = {"events": "Event", "entities": "Entity"}


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its topic and subtopic by gold, its annotated sentences by number, all of its words."""

    name: str
    topic: str
    subtopic: str
    sentences: dict[int, tuple[str, ...]]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One gold mention: the report, the sentence's number, the numbers of its words there, and its chain."""

    report: str
    sentence: int
    tokens: tuple[int, ...]
    chain: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports by name, and gold mentions of one kind."""

    reports: dict[str, Report]
    mentions: tuple[GoldMention, ...]


def read_meantime(kind: str) -> Corpus:
    """Read the English part of MEANTIME; `kind` is events or entities. Raises AbsentError where it is not there."""
    folder = shared(MEANTIME)
    names = {"events": "event_mentions.json", "entities": "entities_mentions.json"}
    mentions = json.loads((folder / names[kind]).read_text(encoding="utf-8"))
    sentences = _sentences((folder / "meantime.conll").read_text(encoding="utf-8").splitlines())
    reports = {}
    for name, rows in sentences.items():
        topic = name.split("/")[0]
        reports[name] = Report(name, topic, topic, rows, tuple(w for row in rows.values() for w in row))
    return Corpus(reports, _mentions(mentions, "conll_doc_key", reports))


def read_ecbplus_test(kind: str) -> Corpus:
    """Read the test part of ECB+ as Cybulska and Vossen (2015) cut it; only ever to print totals.

    A topic is the number before the underscore, a subtopic the topic's ECB or ECB+ half. The words are those of the
    whole report, the sentences only the selected ones.
    """
    folder = shared(ECBPLUS)
    setup = folder / "interim/cybulska_setup"
    mentions = json.loads((setup / f"ECB_Test_{KINDS[kind]}_gold_mentions.json").read_text(encoding="utf-8"))
    sentences = _sentences((setup / "ECB_Test_corpus.txt").read_text(encoding="utf-8").splitlines())
    with lzma.open(folder / "docs_fulltext.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        texts = {row["doc_id"]: f"{row['title']} {row['text']}" for row in rows if row["doc_id"] in sentences}
    reports = {}
    for name, chosen in sentences.items():
        topic = name.split("_")[0]
        half = "ecbplus" if name.endswith("ecbplus") else "ecb"
        reports[name] = Report(name, topic, topic + half, chosen, tuple(texts[name].split()))
    return Corpus(reports, _mentions(mentions, "doc_id", reports))


def _sentences(lines: Iterable[str]) -> dict[str, dict[int, tuple[str, ...]]]:
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        cells = line.split("\t")
        if len(cells) >= 4 and not line.startswith("#"):
            found[cells[0]][int(cells[1])].append(cells[3])
    return {name: {number: tuple(row) for number, row in rows.items()} for name, rows in found.items()}


def _mentions(rows: list[dict[str, Any]], key: str, reports: dict[str, Report]) -> tuple[GoldMention, ...]:
    found = []
    for row in rows:
        report = reports[row[key]]
        number, tokens = row["sent_id"], tuple(row["tokens_number"])
        if tokens[-1] >= len(report.sentences[number]):
            raise ValueError(f"{report.name}: a mention ends behind sentence {number}.")
        found.append(GoldMention(report.name, number, tokens, row["coref_chain"]))
    return tuple(found)
