"""Score who is who across reports on MEANTIME's named people, organisations and places (Minard et al. 2016).

    python -m evaluation.same_source [--faults] [--spellings]

A source is one instance in one report under the fullest name the report gives it, as the reading gives sources; with
`--spellings` every spelling is a source of its own. Pairs of two reports are scored twice: as `same` decides each
pair, and as `clusters` groups them; B³ (Bagga and Baldwin 1998) over the clusters. Countries are those that the
name or the words around it in the mention tell.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from accordingto.linking.entities.clusters import clusters
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import same
from accordingto.sources.country import country_of
from accordingto.sources.names import parse_mention, same_name
from accordingto.sources.phrase import is_title
from evaluation.attributions import table
from evaluation.entities import f1
from evaluation.shared import AbsentError, shared

MEANTIME = Path("data/meantime/en/entities_mentions.json")
# A place of the corpus is a place, not the government that sits there: no kind of source.
KINDS = {"PER": "person", "ORG": "organisation", "LOC": None}
Gold = dict[Party, str]
Mentioned = tuple[str, str | None, str]

_INSTANCE = re.compile(r"(?:PER|ORG|LOC)\d+$")
_MARKUP = re.compile(r"^\d+px ")
_UNSPACED = re.compile(r" (?=[,.;:)]|['’]s\b)|(?<=[(]) ")


def read_meantime(path: Path, *, spellings: bool = False) -> Gold:
    """The named sources with the instance that each is, by the corpus."""
    names: dict[tuple[str, str, str], list[Mentioned]] = defaultdict(list)
    for mention in json.loads(path.read_text(encoding="utf-8")):
        kind = mention["mention_type"]
        instance = _INSTANCE.search(mention["coref_chain"])
        if kind not in KINDS or mention["mention_head_pos"] != "PROPN" or instance is None:
            continue
        words = _MARKUP.sub("", _UNSPACED.sub("", mention["tokens_str"])).strip()
        parts = parse_mention(words, [(0, len(words), kind)]) if kind != "LOC" else None
        if kind == "LOC":
            names[mention["doc_id"], instance[0], kind].append((re.sub(r"^[Tt]he ", "", words), None, words))
        elif parts is not None and parts.name is not None and not _is_office(words[slice(*parts.name)]):
            role = words[slice(*parts.role)] if parts.role else None
            names[mention["doc_id"], instance[0], kind].append((words[slice(*parts.name)], role, words))
    gold: Gold = {}
    for (report, instance_id, kind), found in sorted(names.items()):
        full = [_fullest(found, kind)]
        for name, role, words in sorted(set(found), key=str) if spellings else full:
            role = role or next((r for _, r, _ in found if r), None)
            country = country_of(words, [(0, 0, "ORG")])
            key = f"{instance_id} {name}"
            party = Party(report, key, name, KINDS[kind], True, role if kind == "PER" else None, country)
            gold.setdefault(party, instance_id)
    return gold


def _is_office(name: str) -> bool:
    """Whether the words name an office instead of a person: “Apple CEO”."""
    return is_title(name.split()[-1])


def _fullest(found: Sequence[Mentioned], kind: str) -> Mentioned:
    """The fullest form of the report's most frequent name, as the reading names its sources."""
    names = Counter(name for name, _, _ in found)
    usual = min(names, key=lambda name: (-names[name], -len(name), name))
    return max((one for one in found if same_name(usual, one[0], kind)), key=lambda one: (len(one[0]), one[0], one[2]))


def pairs(gold: Mapping[Party, str]) -> Iterable[tuple[Party, Party]]:
    """All pairs of sources of two reports."""
    return ((a, b) for a, b in itertools.combinations(gold, 2) if a.report != b.report)


def pairwise(gold: Mapping[Party, str], together: Callable[[Party, Party], bool]) -> dict[str, float]:
    """Precision, recall and F1 of pairs in percent."""
    count: Counter[tuple[bool, bool]] = Counter((together(a, b), gold[a] == gold[b]) for a, b in pairs(gold))
    right = count[True, True]
    return f1(right, right + count[True, False], right + count[False, True])


def b_cubed(gold: Mapping[Party, str], found: Mapping[Party, str]) -> dict[str, float]:
    """B³: for each source, how much of its cluster is right and how much of its instance is in it; in percent."""

    def share(one: Mapping[Party, str], two: Mapping[Party, str]) -> float:
        whole, both = Counter(one.values()), Counter((one[p], two[p]) for p in one)
        return 100 * sum(both[one[p], two[p]] / whole[one[p]] for p in one) / len(one) if one else 100.0

    precision, recall = share(found, gold), share(gold, found)
    return {"f1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall}


def grouped(parties: Iterable[Party]) -> dict[Party, str]:
    """The entity of each source, by the program."""
    return {member.party: entity.id for entity in clusters(parties) for member in entity.members}


def measure(gold: Gold) -> dict[str, dict[str, float]]:
    """Score all sources, and people, organisations and places by themselves."""
    found = grouped(gold)
    rows = {
        "pairs, one by one": pairwise(gold, lambda a, b: same(a, b).answer == "same"),
        "pairs, clustered": pairwise(gold, lambda a, b: found[a] == found[b]),
        "B³": b_cubed(gold, found),
    }
    for sort, kind in KINDS.items():
        some = {p: i for p, i in gold.items() if p.kind == kind}
        rows[f"pairs, clustered: {sort}"] = pairwise(some, lambda a, b: found[a] == found[b])
    return rows


def faults(gold: Gold) -> list[str]:
    """One line a pair of names that the program puts together or apart against the corpus."""
    found = grouped(gold)
    lines: Counter[str] = Counter()
    for a, b in pairs(gold):
        if (found[a] == found[b]) != (gold[a] == gold[b]):
            sort = "wrongly one" if found[a] == found[b] else "missed     "
            one, two = sorted((a, b), key=lambda p: (p.name, p.report))
            lines[f"{sort}  {one.name} ({one.country}) | {two.name} ({two.country}): {same(a, b).why}"] += 1
    return [f"{count:4} {line}" for line, count in lines.most_common()]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; exit code 0, also where ../shared is absent."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.same_source", description=__doc__)
    parser.add_argument("--faults", action="store_true", help="also print what is put together or apart wrongly")
    parser.add_argument("--spellings", action="store_true", help="every spelling is a source of its own")
    arguments = parser.parse_args(argv)
    try:
        path = shared(MEANTIME)
    except AbsentError as absent:
        print(f"skipped: {absent}")
        return 0
    gold = read_meantime(path, spellings=arguments.spellings)
    print(f"MEANTIME, English: {len(gold)} named sources of {len({p.report for p in gold})} reports")
    print("\n".join(table(measure(gold))))
    if arguments.faults:
        print("\n".join(faults(gold)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
