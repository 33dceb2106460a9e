"""Measures reprints end to end: keys, candidates, decisions, families.

Usage: python -m evaluation.duplicates [--half develop|scored] [--footer 10000]

Runs the test of `evaluation/reprints.py` and `evaluation/lookalikes.py` on wikinews-2019: days 1–15 to develop on, the
rest (`--half scored`) only to count. A pair of reports is right where both are in one family and were made from one
report. Beside it: for each kind of copy, how many are joined to their original when no other copy is there.

`--footer N` instead counts what a new report has to look up among 1,000 and among N reports that all carry the same
footer of 115 words.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from statistics import mean, median

from accordingto.linking.duplicates import LEAST_SHARED, Edge, Prints, joins, prints_of
from evaluation.lookalikes import DISCLAIMER, lookalikes
from evaluation.lookalikes import KINDS as LOOKALIKES
from evaluation.reprints import KINDS, Report, copies, paragraphs, sentences, wikinews
from evaluation.shared import AbsentError
from evaluation.union import Union


@dataclass
class Linker:
    """Links reports one by one, as the ledger does; `compared` counts the pairs of texts that were read."""

    union: Union = field(default_factory=Union)
    edges: list[Edge] = field(default_factory=list)
    compared: int = 0
    _texts: dict[str, str] = field(default_factory=dict)
    _bodies: dict[str, str] = field(default_factory=dict)
    # key -> family -> reports of it with that key; families that merged are merged when next looked up
    _bands: defaultdict[int, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, report: Report, prints: Prints | None = None) -> None:
        """Link one more report."""
        prints = prints or prints_of(report.text)
        self.union.find(report.id)
        self._texts[report.id] = report.text
        if prints.body is not None and prints.body in self._bodies:
            self.union.join(report.id, self._bodies[prints.body])
            return  # an identical body brings no new keys
        if prints.body is not None:
            self._bodies[prints.body] = report.id
        for edge in joins(report.id, report.text, self._candidates(prints)):
            self.edges.append(edge)
            self.union.join(edge.one, edge.other)
        family = str(self.union.find(report.id))
        for key in prints.bands:
            self._bands[key].setdefault(family, []).append(report.id)

    def _candidates(self, prints: Prints) -> Iterator[Iterator[tuple[str, str]]]:
        """Yield the candidates by family; a family is looked at only until the report has joined it."""
        shared: dict[str, list[list[str]]] = defaultdict(list)
        for key in prints.bands:
            for family, reports in self._merged(key).items():
                shared[family].append(reports)
        for _, lists in sorted(shared.items()):
            yield self._of_family(lists)

    def _of_family(self, lists: list[list[str]]) -> Iterator[tuple[str, str]]:
        """Yield members that share enough keys, as soon as they are known to."""
        seen: Counter[str] = Counter()
        for other in (other for reports in lists for other in reports):
            seen[other] += 1
            if seen[other] == LEAST_SHARED:
                self.compared += 1
                yield other, self._texts[other]

    def _merged(self, key: int) -> dict[str, list[str]]:
        """Return who has a key, by family as families are now."""
        families = self._bands.get(key, {})
        if any(self.union.find(family) != family for family in families):
            merged: dict[str, list[str]] = {}
            for family, reports in families.items():
                merged.setdefault(str(self.union.find(family)), []).extend(reports)
            families = self._bands[key] = merged
        return families


@dataclass
class Outcome:
    """Pairs of reports in one family: those found, those that are, and both; `edges` are the decisions behind them."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the pairs found, how many are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are, how many were found."""
        return self.right / self.wanted if self.wanted else 1.0


def outcome(reports: Sequence[Report], union: Union) -> Outcome:
    """Count pairs of one family against pairs made from one report."""
    total, kinds = Outcome(), {report.id: report for report in reports}
    parts: defaultdict[object, list[str]] = defaultdict(list)
    for report in reports:
        parts[union.find(report.id)].append(report.id)
    sizes = Counter(report.family for report in reports)
    total.wanted = sum(n * (n - 1) // 2 for n in sizes.values())
    for part in parts.values():
        for one, other in combinations(part, 2):
            total.found += 1
            if kinds[one].family == kinds[other].family:
                total.right += 1
            else:
                total.wrong.append((one, other))
    return total


def linked(reports: Iterable[Report]) -> Linker:
    """Link reports one by one."""
    linker = Linker()
    for report in reports:
        linker.add(report)
    return linker


def alone(originals: Sequence[Report], made: Sequence[Report]) -> dict[str, tuple[int, int]]:
    """For each kind of copy: how many join their original where no other copy is there, of how many."""
    counts = {}
    for kind in KINDS:
        mine = [copy for copy in made if copy.made == kind]
        union = linked([*originals, *mine]).union
        counts[kind] = sum(union.find(copy.id) == union.find(copy.family) for copy in mine), len(mine)
    return counts


def footed(originals: Sequence[Report], count: int, seed: int) -> Iterator[str]:
    """Make reports of sentences drawn from all reports, about 350 words, each over the same footer."""
    pool = [sentence for report in originals for part in paragraphs(report.text) for sentence in sentences(part)]
    for n in range(count):
        drawn = Random(f"{seed}|{n}").sample(pool, 16)  # noqa: S311 - a test is drawn, no secret
        yield "\n\n".join([*drawn, DISCLAIMER.replace("\n", " ")])


def looked_up(texts: Iterable[str], sizes: Sequence[int], probes: int = 200) -> dict[int, tuple[float, ...]]:
    """For each size: rows of keys that one more report looks up and candidates, each as median and mean.

    The first `probes` texts are the new reports; those after them are linked.
    """
    bands = (prints_of(text).bands for text in texts)
    new = [next(bands) for _ in range(probes)]
    index: defaultdict[int, list[int]] = defaultdict(list)
    counts: dict[int, tuple[float, ...]] = {}
    for n, keys in enumerate(bands, 1):
        for key in keys:
            index[key].append(n)
        if n in sizes:
            shared = [Counter(other for key in keys for other in index.get(key, ())) for keys in new]
            rows = [seen.total() for seen in shared]
            compared = [sum(keys >= LEAST_SHARED for keys in seen.values()) for seen in shared]
            counts[n] = median(rows), mean(rows), median(compared), mean(compared)
    return counts


def main(argv: Sequence[str] | None = None) -> int:
    """Print precision, recall and the recall of each kind of copy."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.duplicates", description=__doc__.split("\n")[0])
    parser.add_argument("--half", choices=["develop", "scored"], default="develop")
    parser.add_argument("--footer", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--faults", action="store_true", help="name what went wrong (develop only)")
    args = parser.parse_args(argv)
    try:
        originals = wikinews(args.half)
    except AbsentError as error:
        print(error, file=sys.stderr)
        return 2
    if args.footer:
        print("reports with one footer: rows of keys that a new one looks up, candidates (median, mean of each)")
        sizes = sorted({1000, args.footer})
        for size, told in looked_up(footed(originals, args.footer + 200, args.seed), sizes).items():
            print(f"  {size:7} reports: {' '.join(f'{n:8.1f}' for n in told)}")
        return 0
    made, others = copies(originals, args.seed), lookalikes(originals, args.seed)
    reports = [*originals, *made, *others]
    linker = linked(reports)
    total = outcome(reports, linker.union)
    print(f"{args.half}: {len(originals)} originals, {len(made)} copies, {len(others)} that only look like copies")
    print(f"pairs: precision {total.precision:.2%} ({total.right}/{total.found})", end=", ")
    print(f"recall {total.recall:.2%} ({total.right}/{total.wanted}); {linker.compared} pairs of texts compared")
    print("\ncopies that join their original, alone")
    for kind, (joined, of) in alone(originals, made).items():
        print(f"  {kind:32} {joined / of:7.2%} of {of}")
    wrong = Counter(kind for pair in total.wrong for kind in LOOKALIKES if any(one.startswith(kind) for one in pair))
    print("\nwrong pairs with a report that only looks like a copy")
    for kind in LOOKALIKES:
        print(f"  {kind:32} {wrong[kind]:5}")
    if args.faults and args.half == "develop":
        print(*(f"{one} with {other}" for one, other in total.wrong), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
