"""How two claims are compared, against pairs that people judged.

    python -m evaluation.contradictions --breaking-nli [--half development|scored]
    python -m evaluation.contradictions --pairs evaluation/pairs/development.jsonl

Breaking NLI (Glockner et al. 2018) holds sentences that differ in one word; its halves are drawn by a hash of a pair's
number, and errors of the scored half are never printed. Pairs of claims are JSON Lines: `relation` (agree, contradict,
reverse, update, unrelated) and `a` and `b`, each a claim with its report. A pair counts as a contradiction where its
relation is contradict or reverse, and as found where the decision says so with at least the score of a threshold.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accordingto.claims.complete import complete
from accordingto.linking.propositions import Proposition, Relation, compare, keys_of, lookups_of, propositions_of
from accordingto.records import Claim, Document, Provenance, Reading, Source, Span, Spans
from evaluation.shared import AbsentError, shared

BREAKING_NLI = Path("data/breaking-nli/breaking_nli_dataset.zip")
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
OPPOSITE = ("contradict", "reverse")


@dataclass(frozen=True)
class Case:
    """Two claims that people judged: `truth` is their relation, `group` what the case is counted under.

    `same_source` and `same_day` are what the caller of `compare` would know of them, `meet` whether they share a key.
    """

    id: str
    truth: str
    group: str
    one: Proposition | None
    other: Proposition | None
    same_source: bool = False
    same_day: bool = True
    meet: bool = False


@dataclass(frozen=True)
class Judged:
    """A case with what was decided: a relation as people name them, or None; `score` is its chance."""

    case: Case
    said: str | None
    score: float
    relation: Relation | None


def half_of(number: object) -> str:
    """Return the half that a pair of Breaking NLI is in: development or scored."""
    return ("development", "scored")[hashlib.sha256(f"breaking-nli {number}".encode()).digest()[0] % 2]


def proposition_from(claim: dict[str, Any]) -> Proposition | None:
    """Build what a claim of a pair says, as reading its sentence in its report would; None where it says too little."""
    reading = reading_of(claim)
    return propositions_of(reading).get(reading.claims[0].id)


def reading_of(claim: dict[str, Any]) -> Reading:
    """Build a reading of the one sentence of a pair's claim; pieces of a content stand between “ … ”."""
    text = claim["sentence"]
    content = _pieces(text, claim["content"])
    if not content:
        text = f"{text} {claim['content']}"
        content = (Span(len(claim["sentence"]) + 1, len(text)),)
    source = _pieces(text, claim["source"] or "")
    report = claim["report"]
    document = Document(text, title=report.get("title"), publisher=report.get("publisher"),
                        published=report.get("published"), language="en")  # fmt: skip
    name = claim["source"]
    sources = (Source("S1", name, claim.get("kind"), bool(claim.get("named", True)), mentions=source),) if name else ()
    found = Claim("C1", "S1" if name else None, source, _pieces(text, claim.get("cue") or ""), content, "indirect", 1.0)
    filled = complete(document, (found,), sources).claims[0]
    return Reading(document, sources, (replace(filled, act=claim["act"]),), Provenance("", ""))


def _pieces(text: str, words: str) -> Spans:
    found, at = [], 0
    for piece in filter(None, (p.strip() for p in words.split(" … "))):
        start = text.find(piece, at)
        if start < 0:
            start = text.find(piece)
        if start < 0:
            return ()
        found.append(Span(start, start + len(piece)))
        at = start + len(piece)
    return tuple(found)


def pairs(path: Path) -> Iterator[Case]:
    """Yield the pairs of a file; those that the annotator was unsure of are grouped apart."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        a, b = row["a"], row["b"]
        group = "unsure" if row.get("unsure") else "sure"
        same_source = bool(a["source"]) and a["source"] == b["source"]
        propositions = proposition_from(a), proposition_from(b)
        meet = _meet(*propositions, (_day(a), a["source"]), (_day(b), b["source"]))
        yield Case(row["id"], row["relation"], group, *propositions, same_source, _day(a) == _day(b), meet)


def _meet(one: Proposition | None, other: Proposition | None, *told: tuple[str, str | None]) -> bool:
    """Whether looking up the one, with its day and source, finds the other."""
    if one is None or other is None:
        return False
    return not set(lookups_of(one, *told[0])).isdisjoint(keys_of(other, *told[1]))


def _day(claim: dict[str, Any]) -> str:
    return str(claim.get("said") or claim["report"]["published"] or "")[:10]


def breaking_nli(half: str) -> Iterator[Case]:
    """Yield one half of Breaking NLI; entailment is agree, neutral unrelated."""
    names = {"contradiction": "contradict", "entailment": "agree", "neutral": "unrelated"}
    with zipfile.ZipFile(shared(BREAKING_NLI)) as archive, archive.open("data/dataset.jsonl") as file:
        for line in io.TextIOWrapper(file, encoding="utf-8"):
            row = json.loads(line)
            if half_of(row["pairID"]) == half:
                one, other = (_sentence(row[key]) for key in ("sentence1", "sentence2"))
                meet = _meet(one, other, ("", None), ("", None))
                yield Case(str(row["pairID"]), names[row["gold_label"]], row["category"], one, other, meet=meet)


def _sentence(words: str) -> Proposition | None:
    return proposition_from({"sentence": words, "content": words, "source": None, "act": "assert",
                             "report": {"published": "2018-07-15"}})  # fmt: skip


def judged(case: Case) -> Judged:
    """Decide about a case, and name the decision as people do from whose the claims are and of which days."""
    relation = compare(case.one, case.other) if case.one and case.other else None
    if relation is None:
        return Judged(case, None, 0.0, None)
    if relation.kind == "same":
        return Judged(case, "agree", relation.score, relation)
    if relation.kind == "opposed":
        said = "reverse" if case.same_source else "contradict"
    elif case.same_day or (relation.same_time and not case.same_source):
        said = "contradict"
    else:
        said = "update"
    return Judged(case, said, relation.score, relation)


def precision_recall(results: Iterable[Judged], kinds: Sequence[str], least: float) -> tuple[int, int, int]:
    """Return how many are truly of `kinds` and found, how many are found, how many truly are, at a threshold."""
    right = found = true = 0
    for one in results:
        is_found = one.said in kinds and one.score >= least
        right += is_found and one.case.truth in kinds
        found += is_found
        true += one.case.truth in kinds
    return right, found, true


def shown(counts: tuple[int, int, int]) -> str:
    """Return precision and recall in percent with the counts behind them."""
    right, found, true = counts
    return f"precision {_percent(right, found)}, recall {_percent(right, true)} ({right} of {found} found, {true} true)"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def report(results: Sequence[Judged]) -> Iterator[str]:
    """Yield the lines of a report: contradictions by threshold, every relation, keys, groups, confusions."""
    for least in THRESHOLDS:
        yield f"contradiction, score ≥ {least:.1f}: {shown(precision_recall(results, OPPOSITE, least))}"
    for truth in sorted({r.case.truth for r in results}):
        yield f"{truth}: {shown(precision_recall(results, (truth,), 0.0))}"
    related = [r.case for r in results if r.case.truth != "unrelated"]
    met = sum(c.meet for c in related)
    yield f"related pairs with a key in common: {_percent(met, len(related))} % ({met} of {len(related)})"
    groups: dict[str, list[Judged]] = defaultdict(list)
    for result in results:
        groups[result.case.group].append(result)
    for group, some in sorted(groups.items()):
        accuracy = sum(_label(r.said) == _label(r.case.truth) for r in some)
        yield (f"{group}: three labels right {_percent(accuracy, len(some))} % of {len(some)}; contradiction "
               f"{shown(precision_recall(some, OPPOSITE, 0.0))}")  # fmt: skip
    accuracy = sum(_label(r.said) == _label(r.case.truth) for r in results)
    yield f"three labels right: {_percent(accuracy, len(results))} % of {len(results)}"
    for (truth, said), count in sorted(Counter((r.case.truth, r.said or "nothing") for r in results).items()):
        yield f"  {truth} taken for {said}: {count}"


def _label(relation: str | None) -> str:
    """Return the label of language inference that a relation comes to."""
    return "contradict" if relation in OPPOSITE else "agree" if relation == "agree" else "unrelated"


def errors(results: Iterable[Judged]) -> Iterator[str]:
    """Yield the cases that were not decided as people did, for development only."""
    for r in results:
        if (r.said or "unrelated") != r.case.truth:
            why = r.relation.why if r.relation else ""
            yield f"{r.case.id} {r.case.truth} taken for {r.said} {r.score:.2f}: {why}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--breaking-nli", action="store_true")
    which.add_argument("--pairs", type=Path)
    parser.add_argument("--half", choices=("development", "scored"), default="scored")
    parser.add_argument("--errors", action="store_true", help="list wrong decisions; never of a scored half")
    args = parser.parse_args()
    if args.errors and ("scored" in str(args.pairs) or (args.breaking_nli and args.half == "scored")):
        parser.error("errors of a scored half are not looked at")
    try:
        cases = breaking_nli(args.half) if args.breaking_nli else pairs(args.pairs)
        results = [judged(case) for case in cases]
    except AbsentError as error:
        parser.exit(1, f"{error}\n")
    for line in report(results):
        print(line)
    if args.errors:
        for line in errors(results):
            print(line)


if __name__ == "__main__":
    main()
