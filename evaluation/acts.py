"""How many cues the cue lexicon knows, and how well the act head judges cues whose lemma it never saw.

    python -m evaluation.acts
    python -m evaluation.acts --vectors vectors.npz     (from python -m training.acts vectors …)

The first counts the cues of PolNeAR's development part: with an act, known to fit none, negated, unknown. The second
leaves out a fifth of all lemmas at a time; its gold is the lexicon's own act.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from accordingto.claims.acts.acts import act_of
from accordingto.claims.acts.cue import Cue, cue_of
from accordingto.records import Span
from evaluation.shared import POLNEAR_DEV, shared
from training.corpora.polnear import read_standoff


@dataclass
class Coverage:
    """Counts of cues by what the lexicon says of them; `unknown` are the head words that it lacks."""

    acts: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def known(self) -> float:
        """The share of cues that have an entry."""
        total = self.acts.total()
        return 1 - self.acts["unknown"] / total if total else 0.0


def corpus_cues(folder: Path) -> Iterator[Cue]:
    """Yield the cues that people marked in one part of PolNeAR, those marked twice twice."""
    for path in sorted((folder / "attributions").glob("*.ann")):
        source = folder / "text" / f"{path.stem.rsplit('_', 1)[0]}.txt"
        if not source.exists():
            continue
        text = source.read_bytes().decode("utf-8")
        for event in read_standoff(path):
            if event["cue"]:
                spans = tuple(Span(*s) for s in event["cue"])
                yield cue_of(text, spans, tuple(Span(*s) for s in event["content"]))


def coverage(cues: Iterable[Cue]) -> Coverage:
    """Count what the lexicon says of `cues`."""
    found = Coverage()
    for cue in cues:
        act, (reason, *_) = act_of(cue)
        if act is None:
            kind = reason.rule.partition(" cue")[0] if reason.rule.startswith("negated") else "no act"
            act = "unknown" if reason.rule.startswith("cue not in") else kind
        found.acts[act] += 1
        if act == "unknown":
            found.unknown[cue.lemma] += 1
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, default=None, help="another part of PolNeAR than dev")
    parser.add_argument("--vectors", type=Path, default=None, help="vectors of cues, to score the act head by")
    args = parser.parse_args()
    found = coverage(corpus_cues(args.polnear or shared(POLNEAR_DEV)))
    print(f"{found.known:.1%} of {found.acts.total()} cues have an entry")
    print(", ".join(f"{act} {count}" for act, count in found.acts.most_common()))
    print("unknown:", ", ".join(f"{lemma} {count}" for lemma, count in found.unknown.most_common()))
    if args.vectors:
        from training.acts import figures, held_out, load

        data = load(args.vectors)
        acts = sorted(set(data["labels"]))
        figures(data, *held_out(data, acts), acts)


if __name__ == "__main__":
    main()
