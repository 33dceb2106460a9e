"""Score who and what is the same across reports: MUC, B³, CEAFe and CoNLL F1 on gold mentions of MEANTIME and ECB+.

    python -m evaluation.coreference          prints all figures
    python -m evaluation.coreference --fit    fits the weights on MEANTIME first and writes the table that ships

MEANTIME is for development: each of its four topics is clustered with weights and a least score fitted on the other
three. ECB+ is only scored, on its test part, with the weights that ship. `topics` means that the gold topics are
given; `matters` that the reports were clustered by the system; `reports` that nothing is linked across reports.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np

from accordingto.linking.matters.report import matters
from evaluation.coreference import mentions as events
from evaluation.coreference.baselines import same_lemma, singletons
from evaluation.coreference.corpora import ECBPLUS, MEANTIME, Corpus, read_ecbplus, read_meantime
from evaluation.coreference.fitting import fit
from evaluation.coreference.mentions.clusters import Cluster, Compared, compare, grouped
from evaluation.coreference.mentions.mention import KINDS, Kind, Mention
from evaluation.coreference.mentions.score import rows_of, weights_of
from evaluation.coreference.metrics import Scores, b_cubed, chains, score
from evaluation.shared import AbsentError, shared

TABLE = Path(events.__file__).parent / "tables" / "weights.tsv"
HEAD = (
    "# kind\tfeature\tweight. least: the score to reach on average; base: log odds of a pair with nothing in common;\n"
    "# the rest: what a feature, 0 to 1, adds to it. Built from MEANTIME by python -m evaluation.coreference --fit.\n"
)
DRAWS = 1000
PLURAL = {"event": "events", "entity": "entities"}


def by_topic(corpus: Corpus) -> dict[str, Compared]:
    """Compare the mentions of each gold topic."""
    topics = sorted(set(corpus.topics.values()))
    return {topic: compare(corpus.only([topic]).chains, corpus.texts) for topic in topics}


def cross_validated(parts: dict[str, Compared], corpus: Corpus) -> list[Cluster]:
    """Cluster each topic with weights fitted on the others."""
    return [
        cluster
        for topic, part in parts.items()
        for cluster in grouped(part, fit([p for t, p in parts.items() if t != topic], corpus.chains))
    ]


def within(corpus: Corpus, kind: Kind, groups: Iterable[Sequence[str]]) -> list[Cluster]:
    """Cluster the mentions in each group of reports with the weights that ship."""
    found: list[Cluster] = []
    for group in groups:
        inside = set(group)
        mentions = [mention for mention in corpus.chains if mention.document in inside]
        found.extend(grouped(compare(mentions, corpus.texts), weights_of(kind)))
    return found


def show(name: str, corpus: Corpus, response: Iterable[Sequence[Mention]]) -> Scores:
    """Print one row of figures in percent."""
    found = score(chains(corpus.chains), response)
    cells = [
        f"{100 * part.recall:5.1f} {100 * part.precision:5.1f} {100 * part.f1:5.1f}"
        for part in (found.muc, found.b3, found.ceafe)
    ]
    print(f"  {name:38} {100 * found.conll:5.1f} | {' | '.join(cells)}", flush=True)
    return found


def sureness(corpus: Corpus, ours: Sequence[Sequence[Mention]], theirs: Sequence[Sequence[Mention]]) -> None:
    """Print between what our CoNLL F1 less theirs lies in 95 of 100 draws of as many gold topics, with putting back."""
    topics = sorted(set(corpus.topics.values()))
    parts = [[_scores_in(corpus.only([topic]), response) for topic in topics] for response in (ours, theirs)]
    draws = np.random.default_rng(0).integers(0, len(topics), (DRAWS, len(topics)))
    gains = []
    for draw in draws:
        first, second = (reduce(add, (part[at] for at in draw)).conll for part in parts)
        gains.append(100 * (first - second))
    low, high = np.percentile(gains, [2.5, 97.5])
    print(f"  ours, matters less same head lemma, matters: {low:+.1f} to {high:+.1f} in 95 of 100 draws of topics")


def _scores_in(corpus: Corpus, response: Iterable[Sequence[Mention]]) -> Scores:
    inside = [[mention for mention in cluster if mention in corpus.chains] for cluster in response]
    return score(chains(corpus.chains), [cluster for cluster in inside if cluster])


def _title(corpus: Corpus, kind: Kind) -> None:
    links = f"{len(corpus.chains)} mentions, {len(set(corpus.chains.values()))} chains, {len(corpus.texts)} reports"
    print(f"\n{corpus.name}, {PLURAL[kind]}: {links}")
    print(f"  {'':38} CoNLL | MUC R     P    F1 | B³  R     P    F1 | CEAFe R   P    F1")


def baselines(corpus: Corpus, matter: Sequence[Sequence[str]]) -> None:
    """Print the baselines."""
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for document, topic in corpus.topics.items():
        topics[topic].append(document)
    show("nothing linked", corpus, singletons(corpus.chains))
    show("same head lemma, reports", corpus, same_lemma(corpus.chains, [[d] for d in corpus.texts]))
    show("same head lemma, topics", corpus, same_lemma(corpus.chains, topics.values()))
    show("same head lemma, matters", corpus, same_lemma(corpus.chains, matter))
    show("same head lemma, whole corpus", corpus, same_lemma(corpus.chains, [list(corpus.texts)]))


def meantime(kind: Kind, fitting: bool) -> list[tuple[Kind, str, float]]:
    """Score MEANTIME, and return the rows of weights fitted on all of it where asked."""
    corpus = read_meantime(shared(MEANTIME), kind)
    parts = by_topic(corpus)
    rows = rows_of(fit(list(parts.values()), corpus.chains), kind) if fitting else []
    _title(corpus, kind)
    baselines(corpus, matters(corpus.texts))
    show("ours, topics, cross-validated", corpus, cross_validated(parts, corpus))
    return rows


def ecbplus(kind: Kind) -> None:
    """Score the test part of ECB+."""
    corpus = read_ecbplus(shared(ECBPLUS), kind)
    _title(corpus, kind)
    matter = matters(corpus.texts)
    subtopics = {d: d.partition("_")[0] + d.lstrip("0123456789_") for d in corpus.texts}
    found = b_cubed(chains(subtopics), [frozenset(group) for group in matter])
    print(
        f"  {len(matter)} matters found for {len(set(subtopics.values()))} gold subtopics: "
        f"B³ of reports R {100 * found.recall:.1f} P {100 * found.precision:.1f} F1 {100 * found.f1:.1f}"
    )
    baselines(corpus, matter)
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for document, topic in corpus.topics.items():
        topics[topic].append(document)
    show("ours, topics", corpus, within(corpus, kind, topics.values()))
    ours = within(corpus, kind, matter)
    show("ours, matters", corpus, ours)
    sureness(corpus, ours, same_lemma(corpus.chains, matter))


def main() -> int:
    """Print the figures; return 1 where a corpus is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="fit the weights on MEANTIME and write them")
    fitting = parser.parse_args().fit
    try:
        rows = [row for kind in KINDS for row in meantime(kind, fitting)]
        if fitting:
            TABLE.write_text(HEAD + "".join(f"{k}\t{f}\t{w}\n" for k, f, w in rows), encoding="utf-8")
            weights_of.cache_clear()
        for kind in KINDS:
            ecbplus(kind)
    except AbsentError as absent:
        print(absent, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
