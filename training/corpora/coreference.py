"""Who a word refers to: GUM's coreference (with its named mentions) and GAP's ambiguous pronouns."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from accordingto.reading.labels import ENTITIES
from accordingto.reading.words import Words, split_words
from training.corpora.sample import Anaphor, Sample, tagged

_BRACKET = re.compile(r"\((\d+)-([^()]*)|(\d+)\)|(\))")
_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "object": "MISC", "abstract": "MISC"}
_PRONOUNS = {"PRP", "PRP$"}


@dataclass
class _Mention:
    chain: str
    kind: str
    minspan: list[int]
    first: int
    last: int = -1


@dataclass
class _Text:
    text: str = ""
    tokens: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, fine tag
    mentions: list[_Mention] = field(default_factory=list)


def _read_conllu(path: Path) -> _Text:
    out = _Text()
    opened: list[_Mention] = []
    joined_until = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block") and out.text:
            out.text = out.text.rstrip(" ") + "\n"
        if not line:
            joined_until = 0
        if not line or line.startswith("#"):
            continue
        parts = line.split("\t")
        if not parts[0].isdigit():
            if "-" in parts[0]:  # a contraction such as "report's": its parts are written together
                joined_until = int(parts[0].split("-")[1])
            continue
        form, misc = parts[1], dict(p.split("=", 1) for p in parts[9].split("|") if "=" in p)
        out.tokens.append((len(out.text), len(out.text) + len(form), parts[4]))
        out.text += form + ("" if misc.get("SpaceAfter") == "No" or int(parts[0]) < joined_until else " ")
        index = len(out.tokens) - 1
        for chain, rest, closing, _ in _BRACKET.findall(misc.get("Entity", "")):
            if chain:
                cells = rest.split("-")
                minspan = [int(n) for n in cells[4].split(",") if n.isdigit()]
                mention = _Mention(chain, cells[0], minspan, index)
                out.mentions.append(mention)
                opened.append(mention)
            elif closing:
                for mention in reversed(opened):
                    if mention.chain == closing and mention.last < 0:
                        mention.last = index
                        break
            else:
                for mention in reversed(opened):
                    if mention.last < 0:
                        mention.last = index
                        break
    return out


def _cells(mention: _Mention) -> list[int]:
    """Token indices of the mention's head, as far as they lie inside it."""
    return [t for n in mention.minspan if (t := mention.first + n - 1) <= max(mention.last, mention.first)]


def _name(mention: _Mention, tokens: list[tuple[int, int, str]]) -> tuple[int, int] | None:
    """The run of proper nouns around the head, where the head is one."""
    head = [t for t in _cells(mention) if tokens[t][2] in ("NNP", "NNPS")]
    if not head or mention.kind not in _KINDS:
        return None
    low = high = head[0]
    while low > mention.first and tokens[low - 1][2] in ("NNP", "NNPS"):
        low -= 1
    while high < mention.last and tokens[high + 1][2] in ("NNP", "NNPS"):
        high += 1
    return tokens[low][0], tokens[high][1]


def read_gum(folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """GUM's dependency files: named entities and, for each anaphor, the words of its antecedents."""
    for path in sorted((folder / "dep").glob("*.conllu")):
        found = _read_conllu(path)
        words = split_words(found.text, tokenizer)
        chains: dict[str, list[tuple[int, tuple[int, ...], bool]]] = defaultdict(list)
        names = []
        for mention in found.mentions:
            if mention.last < 0 or not _cells(mention):
                continue
            name = _name(mention, found.tokens)
            if name:
                names.append((words.covering(*name), _KINDS[mention.kind]))
            low, high = words.covering(*name) if name else (0, 0)
            if not name:
                start, end, _ = found.tokens[_cells(mention)[-1]]
                low, high = words.covering(start, end)
            pronoun = mention.first == mention.last and found.tokens[mention.first][2] in _PRONOUNS
            if low < high:
                chains[mention.chain].append((high - 1, tuple(range(low, high)), pronoun))
        anaphors = []
        for mentions in chains.values():
            for i, (word, _, _) in enumerate(mentions):
                before = [w for _, ws, _ in mentions[:i] for w in ws if w != word]
                anaphors.append(Anaphor(word, tuple(before)))
        names.sort(key=lambda n: n[0][1] - n[0][0])
        yield Sample(
            path.stem,
            words,
            entities=tagged(len(words), names, ENTITIES),
            anaphors=tuple(sorted(anaphors, key=lambda a: a.word)),
        )


def read_gap(path: Path) -> list[dict]:
    """GAP's rows with offsets as integers and truths as booleans."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        {
            "id": r["ID"], "text": r["Text"], "pronoun": (int(r["Pronoun-offset"]), r["Pronoun"]),
            "A": (int(r["A-offset"]), r["A"], r["A-coref"].upper() == "TRUE"),
            "B": (int(r["B-offset"]), r["B"], r["B-coref"].upper() == "TRUE"),
        }
        for r in rows
    ]  # fmt: skip


def gap_words(words: Words, row: dict) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """The pronoun's word and the words of each candidate."""
    at, form = row["pronoun"]
    cells = [tuple(range(*words.covering(row[k][0], row[k][0] + len(row[k][1])))) for k in "AB"]
    return words.covering(at, at + len(form))[0], cells[0], cells[1]


def gap_samples(path: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """GAP as samples: the choice is between the two candidates and neither."""
    for row in read_gap(path):
        words = split_words(row["text"], tokenizer)
        word, a, b = gap_words(words, row)
        right = a if row["A"][2] else b if row["B"][2] else ()
        yield Sample(row["id"], words, anaphors=(Anaphor(word, right, a + b),))
