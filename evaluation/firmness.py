"""How firmness is judged, against corpora of event factuality: people's marks from -3 (surely not) to +3 (surely so).

    python -m evaluation.firmness            # the test parts, and the corpora that have no parts
    python -m evaluation.firmness --part dev

Marks are rounded to seven classes: 3 certain, 2 probable, 1 possible, 0 unknown, and the negatives. Each corpus has its
own conventions (UDS-IH2 marks what has not happened yet as surely not; MegaVeridicality asks about made-up sentences):
the same rules are scored on all of them, none is fitted to.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

from accordingto.claims.firmness.firmness import event_firmness
from accordingto.records import Firmness, Span
from evaluation.shared import AbsentError, shared

CORPORA = ("UW", "MEANTIME", "UDS_IH2", "RP", "CB", "MV2")
_LEVEL = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0}


def value(firmness: Firmness) -> int:
    """Return a firmness as a number from -3 to 3."""
    return _LEVEL[firmness.certainty] * (-1 if firmness.polarity == "negative" else 1)


def cases(path: Path) -> Iterator[tuple[str, Span, float]]:
    """Yield sentence, span of the predicate and mark of every event of a corpus; spans of tokens become offsets."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = row["text"].split()
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
        for target in row["targets"]:
            first, last = (min(int(i), len(words)) for i in target["span1"])
            if first < last:
                yield " ".join(words), Span(starts[first], starts[last - 1] + len(words[last - 1])), target["label"]


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else float("nan")


def score(pairs: list[tuple[float, int]]) -> dict[str, float]:
    """Return the measures over (mark, judged value): all in percent but `mae` and `r`."""
    classes = [(math.floor(abs(mark) + 0.5) * (1 if mark > 0 else -1), judged) for mark, judged in pairs]
    scores = []
    for label in sorted({g for g, _ in classes}):
        right = sum(g == p == label for g, p in classes)
        scores.append(2 * right / max(1, sum(g == label for g, _ in classes) + sum(p == label for _, p in classes)))
    result = {
        "events": float(len(pairs)),
        "accuracy": _share(sum(g == p for g, p in classes), len(classes)),
        "accuracy of all certain": _share(sum(g == 3 for g, _ in classes), len(classes)),
        "within 1": _share(sum(abs(g - p) <= 1 for g, p in classes), len(classes)),
        "macro F1": 100 * sum(scores) / max(1, len(scores)),
    }
    for name, kind in (("negative", set(range(-3, 0))), ("uncertain", set(range(-2, 3)))):
        hit = sum(g in kind and p in kind for g, p in classes)
        result[f"{name} P"] = _share(hit, sum(p in kind for _, p in classes))
        result[f"{name} R"] = _share(hit, sum(g in kind for g, _ in classes))
    marks, judged = [m for m, _ in pairs], [float(p) for _, p in pairs]
    result["mae"] = sum(abs(m - p) for m, p in pairs) / max(1, len(pairs))
    result["mae of all certain"] = sum(abs(m - 3) for m in marks) / max(1, len(marks))
    result["r"] = _pearson(marks, judged)
    return result


def _pearson(xs: list[float], ys: list[float]) -> float:
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    under = math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))
    return over / under if under else float("nan")


def measure(folder: Path, part: str) -> dict[str, dict[str, float]]:
    """Return the scores of every corpus that has the part; corpora without parts count as test."""
    found = {}
    for corpus in CORPORA:
        path = folder / corpus / (f"{part}.jsonl" if (folder / corpus / f"{part}.jsonl").exists() else "all.jsonl")
        if path.exists() and not (part == "dev" and path.name == "all.jsonl"):
            found[corpus] = score([(mark, value(event_firmness(text, span))) for text, span, mark in cases(path)])
    return found


def main() -> None:
    """Print one line a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    args = parser.parse_args()
    try:
        results = measure(shared(Path("data/factuality")), args.part)
    except AbsentError as error:
        parser.exit(1, f"{error}\n")
    for corpus, scores in results.items():
        print(
            f"{corpus} {args.part}: "
            + ", ".join(f"{k} {v:.{2 if k in ('mae', 'r') else 1}f}" for k, v in scores.items())
        )


if __name__ == "__main__":
    main()
