"""How much of the invented story is found, from reading to linking, against what its author expects.

    python -m evaluation.story [--faults] [--ledger FILE]

Reads examples/story/reports.jsonl with the model, links them, and compares with expected.json: how many of the
families, agreements, contradictions, reversals, updates and origins are found, and how many of the pairs that are no
contradiction are called one. A claim is expected by words of its report; it is there where a claim was read that holds
most of them.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accordingto.ingest import ingest
from accordingto.ledger import Ledger
from accordingto.ledger.linkage import told
from accordingto.ledger.linkage.told import Told
from accordingto.linking.engine import link
from accordingto.linking.grounds import grounds_of
from accordingto.linking.matter import matter_of
from accordingto.linking.reprinted import reprinted_families
from accordingto.linking.who import LedgerWho
from accordingto.pipeline import Reader
from accordingto.records import Document

FOLDER = Path(__file__).parents[1] / "examples/story"
HELD = 0.6
"""The part of the expected words that a claim must hold to be the claim that is meant."""
PAIRS = {
    "same": ("repeats", "supports"),
    "contradicts": ("contradicts", "reverses"),
    "reverses": ("reverses",),
    "updates": ("updates",),
    "denies": ("contradicts", "reverses"),
    "admits": ("contradicts", "reverses"),
    "no_contradiction": ("contradicts", "reverses"),
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Outcome:
    """Of `asked` things of a sort, how many have both claims read (`read`), and how many are found."""

    sort: str
    asked: int
    read: int
    found: int
    missing: tuple[str, ...]


class Story:
    """The linked reports, to be asked for claims and what was found between them."""

    def __init__(self, ledger: Ledger) -> None:
        with ledger.reading_connection() as connection:
            self.claims: dict[str, list[Told]] = {}
            for report in ledger.reports():
                self.claims[report.url or ""] = told.of_report(connection, report.number)
            who = LedgerWho(connection)
            numbers = [claim.number for some in self.claims.values() for claim in some]
            self.matter = matter_of(connection, numbers, who)
            self.grounds = {number: grounds_of(connection, number, who) for number in numbers}
            self.families = [{report.url for report in family.reports} for family in reprinted_families(connection)]
        self.kinds: dict[frozenset[tuple[object, ...]], set[str]] = {}
        for bears in self.matter.bearings:
            self.kinds.setdefault(frozenset(map(self._told_as, (bears.one, bears.other))), set()).add(bears.kind)

    def claim(self, place: Sequence[str]) -> Told | None:
        """Return the claim of a report that holds most of the expected words, None where none holds enough."""
        url, words = place
        wanted = _WORD.findall(words.lower())
        scored = []
        for claim in self.claims.get(url, ()):
            held = _WORD.findall(claim.content.lower())
            share = sum(word in held for word in wanted) / len(wanted)
            scored.append((share, -len(held), claim))
        best = max(scored, key=lambda s: s[:2], default=None)
        return best[2] if best and best[0] >= HELD else None

    def between(self, one: Told, other: Told) -> set[str]:
        """Return how two claims, or reprints of them, bear on each other."""
        ours, theirs = self._told_as(one), self._told_as(other)
        same = {"repeats"} if one.proposition is not None and one.proposition == other.proposition else set()
        return self.kinds.get(frozenset((ours, theirs)), set()) | same

    @staticmethod
    def _told_as(claim: Told) -> tuple[object, ...]:
        """What reprints of a claim have in common."""
        return (claim.family or claim.document, claim.proposition or claim.number)


def outcomes(story: Story, expected: dict[str, Any]) -> list[Outcome]:
    """Return what was found of each sort of thing that the author expects."""
    found = [_pairs(story, sort, expected.get(sort, ()), kinds) for sort, kinds in PAIRS.items()]
    families = [set(family) for family in expected["families"]]
    right = [family for family in families if family in story.families]
    found.append(Outcome("families", len(families), len(families), len(right), ()))
    wrong = [set(pair["urls"]) for pair in expected["not_reprints"]]
    joined = [pair for pair in wrong if any(pair <= family for family in story.families)]
    found.append(Outcome("not_reprints", len(wrong), len(wrong), len(joined), ()))
    asked = expected["origins"]
    read = [(item, claim) for item in asked if (claim := story.claim(item["claim"])) is not None]
    agreeing = [item for item, claim in read if len(story.grounds[claim.number].supporting) == item["independent"]]
    missing = [f"{item['claim'][1]}: {item['independent']}, not {len(story.grounds[c.number].supporting)}"
               for item, c in read if item not in agreeing]  # fmt: skip
    found.append(Outcome("origins", len(asked), len(read), len(agreeing), tuple(missing)))
    return found


def _pairs(story: Story, sort: str, pairs: Iterable[Sequence[Sequence[str]]], kinds: Sequence[str]) -> Outcome:
    asked = read = found = 0
    missing = []
    for one, other in pairs:
        asked += 1
        a, b = story.claim(one), story.claim(other)
        if a is None or b is None:
            missing.append(f"not read: {one[1] if a is None else other[1]}")
            continue
        read += 1
        if story.between(a, b) & set(kinds):
            found += 1
        else:
            missing.append(f"{one[1]} | {other[1]}")
    return Outcome(sort, asked, read, found, tuple(missing))


def linked_story(path: Path) -> Ledger:
    """Return a ledger of the story's reports, read and linked; one that is there is linked as it is."""
    ledger = Ledger.open(path)
    if not ledger.reports():
        reader = Reader()
        for document in ingest(FOLDER / "reports.jsonl"):
            if isinstance(document, Document):
                ledger.add(reader.read(document))
    link(ledger)
    return ledger


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here")
    parser.add_argument("--faults", action="store_true", help="print what was not found")
    options = parser.parse_args()
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, linked_story(options.ledger or Path(folder) / "story.db") as ledger:
        story = Story(ledger)
    counts = {
        kind: sum(b.kind == kind for b in story.matter.bearings) for kind in ("contradicts", "reverses", "updates")
    }
    print("sort               asked  read found")
    for outcome in outcomes(story, expected):
        print(f"{outcome.sort:18} {outcome.asked:5} {outcome.read:5} {outcome.found:5}")
        if options.faults:
            print("".join(f"    {words}\n" for words in outcome.missing), end="")
    print("found in all:", ", ".join(f"{count} {kind}" for kind, count in counts.items()))


if __name__ == "__main__":
    main()
