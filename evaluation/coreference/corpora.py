"""Readers of MEANTIME (development) and ECB+ (only ever scored): reports, mentions and which chain each is in.

MEANTIME (Minard et al. 2016), English, 120 reports on four subjects. Its chains carry a prefix that says in which layer
a mention was annotated (`cross_`, `intra_`, `cross_intra_`); the same instance has several, so the prefix goes.

ECB+ (Cybulska & Vossen 2014) in the setup of Cybulska & Vossen 2015: topics 36 to 45 are the test part.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.coreference.mentions.mention import Kind, Mention

MEANTIME = Path("data/meantime/en")
ECBPLUS = Path("data/ecbplus")
_LAYER = re.compile(r"^(?:cross_|intra_)+")
_FILES = {"event": "event_mentions.json", "entity": "entities_mentions.json"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports and the gold mentions of one kind in them.

    `texts` and `topics` go by report, `chains` by mention: the name of its gold chain.
    """

    name: str
    texts: Mapping[str, str]
    topics: Mapping[str, str]
    chains: Mapping[Mention, str]

    def only(self, topics: Iterable[str]) -> Corpus:
        """Return the part that is about these topics."""
        chosen = set(topics)
        return Corpus(
            self.name,
            {d: text for d, text in self.texts.items() if self.topics[d] in chosen},
            {d: topic for d, topic in self.topics.items() if topic in chosen},
            {m: chain for m, chain in self.chains.items() if self.topics[m.document] in chosen},
        )


def read_meantime(folder: Path, kind: Kind) -> Corpus:
    """Read MEANTIME's English part; two mentions of the same words count once, in the chain told first."""
    words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for line in (folder / "meantime.conll").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 5:
            words[cells[0], int(cells[1])].append(cells[3])
    chains: dict[Mention, str] = {}
    for told in json.loads((folder / _FILES[kind]).read_text(encoding="utf-8")):
        document, sentence = told["conll_doc_key"], int(told["sent_id"])
        places = tuple(sorted({int(at) for at in told["tokens_number"]}))
        mention = Mention(kind, document, sentence, tuple(words[document, sentence]), places)
        chains.setdefault(mention, _LAYER.sub("", told["coref_chain"]))
    return _corpus("MEANTIME", _texts(words), {d: d.partition("/")[0] for d, _ in words}, chains)


def read_ecbplus(folder: Path, kind: Kind, part: str = "Test") -> Corpus:
    """Read a part of ECB+; the reports' texts are the full ones, of which the annotated sentences are a few."""
    setup = folder / "interim/cybulska_setup"
    words: defaultdict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for line in (setup / f"ECB_{part}_corpus.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 5:  # one line has a tab in a word
            words[cells[0], int(cells[1])][int(cells[2])] = cells[3]
    chains: dict[Mention, str] = {}
    for told in json.loads((setup / f"ECB_{part}_{kind.title()}_gold_mentions.json").read_text(encoding="utf-8")):
        sentence = words[told["doc_id"], int(told["sent_id"])]
        numbers = {number: at for at, number in enumerate(sorted(sentence))}
        places = tuple(sorted(numbers[int(at)] for at in told["tokens_number"]))
        line_words = tuple(sentence[number] for number in sorted(sentence))
        mention = Mention(kind, told["doc_id"], int(told["sent_id"]), line_words, places)
        if mention in chains:
            raise ValueError(f"two mentions at {mention.address}")
        chains[mention] = told["coref_chain"]
    documents = {document for document, _ in words}
    with lzma.open(folder / "docs_fulltext.jsonl.xz", "rt", encoding="utf-8") as file:
        reports = [json.loads(line) for line in file]
    texts = {r["doc_id"]: f"{r['title']}\n{r['text']}" for r in reports if r["doc_id"] in documents}
    return _corpus("ECB+", texts, {d: d.partition("_")[0] for d in documents}, chains)


def _texts(words: Mapping[tuple[str, int], list[str]]) -> dict[str, str]:
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for document, sentence in sorted(words):
        lines[document].append(" ".join(words[document, sentence]))
    return {document: "\n".join(told) for document, told in lines.items()}


def _corpus(name: str, texts: dict[str, str], topics: dict[str, str], chains: dict[Mention, str]) -> Corpus:
    told = {mention.document for mention in chains}
    return Corpus(
        name,
        {d: texts[d] for d in sorted(told)},
        {d: topics[d] for d in sorted(told)},
        dict(sorted(chains.items(), key=_at)),
    )


def _at(item: tuple[Mention, str]) -> tuple[str, int, tuple[int, ...], str]:
    return item[0].address
