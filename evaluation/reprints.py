"""A test of reprints made from whole reports: copies as editors make them, and reports that only look like copies.

Everything follows from a seed and the report's own text, so the test is the same in every run and on every machine.
Copies keep at least `keep` of the original's words: sentences dropped, paragraphs re-ordered, merged and split, titles
rewritten, words put for others (a table of synonyms, and, where it has none, any word of the corpus), spelling turned
British or American, numbers turned into words. What only looks like a copy shares questions, a disclaimer or a
biography, less than a third of its paragraphs, a template, or holds two whole reports of about the same length.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluation.shared import shared

CORPUS = Path("data/wikinews-2019/wikinews_2019.csv")
_SYNONYMS = Path(__file__).with_name("reprint_words.tsv")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[\"“A-Z])")
_LOWER = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")
_DIGITS = re.compile(r"(?<![\d.,$€£])(\d{1,2})(?![\d.,%:])")
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_SPELLING = (
    ("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("color", "colour"), ("labor", "labour"),
    ("neighbor", "neighbour"), ("center", "centre"), ("theater", "theatre"), ("defense", "defence"),
    ("traveled", "travelled"), ("program ", "programme "), ("honor", "honour"), ("meter", "metre"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the test: `family` is the same for an original and its copies, `made` how it was made."""

    id: str
    text: str
    title: str
    published: str
    family: str
    made: str


def wikinews(half: str) -> list[Report]:
    """Return the reports of days 1–15 (`develop`) or of the others (`scored`); raises AbsentError without a corpus."""
    with shared(CORPUS).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if (int(row["date"][8:10]) <= 15) == (half == "develop")]
    return [
        Report(f"{n:03}", row["text"], row["title"], row["date"][:10], f"{n:03}", "original")
        for n, row in enumerate(rows)
        if len(row["text"].split()) >= 80
    ]


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that have words."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph where a sentence seems to end; good enough to drop and move them."""
    return _SENTENCE.split(paragraph)


@cache
def _synonyms() -> dict[str, str]:
    pairs = [line.split("\t") for line in _SYNONYMS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {word: other for pair in pairs for word, other in (pair, pair[::-1])}


class Editor:
    """Makes copies of reports; `words` are those of the corpus, put where the table of synonyms has none."""

    def __init__(self, reports: Sequence[Report], seed: int) -> None:
        self._seed = seed
        self._words = sorted({word for report in reports for word in _LOWER.findall(report.text)})

    def chance(self, *names: str) -> random.Random:
        """Return the chances of one copy; they depend on nothing but its names and the seed (no secret, so no S311)."""
        return random.Random("|".join((str(self._seed), *names)))  # noqa: S311

    def cut(self, chance: random.Random, parts: list[str], keep: float) -> list[str]:
        """Drop sentences, mostly late ones, as long as at least `keep` of the words stay."""
        told = [(p, sentence) for p, part in enumerate(parts) for sentence in sentences(part)]
        sizes = [len(sentence.split()) for _, sentence in told]
        order = sorted(range(len(told)), key=lambda i: -chance.random() * (1 + i / len(told)))
        left, whole, gone = sum(sizes), sum(sizes), set()
        for i in order:
            if left - sizes[i] >= keep * whole:
                left -= sizes[i]
                gone.add(i)
        kept = [(p, sentence) for i, (p, sentence) in enumerate(told) if i not in gone]
        return [" ".join(s for q, s in kept if q == p) for p in sorted({p for p, _ in kept})]

    def tail(self, parts: list[str], keep: float) -> list[str]:
        """Cut from the bottom, as desks do, to `keep` of the words."""
        told = [(p, sentence) for p, part in enumerate(parts) for sentence in sentences(part)]
        whole, kept, size = sum(len(s.split()) for _, s in told), [], 0
        for p, sentence in told:
            if size >= keep * whole:
                break
            kept.append((p, sentence))
            size += len(sentence.split())
        return [" ".join(s for q, s in kept if q == p) for p in sorted({p for p, _ in kept})]

    def edit(self, chance: random.Random, part: str, rate: float) -> str:
        """Put other words for lower-case words of four letters and more, each with chance `rate`."""

        def other(match: re.Match[str]) -> str:
            if chance.random() >= rate:
                return match.group()
            return _synonyms().get(match.group()) or chance.choice(self._words)

        return _LOWER.sub(other, part)

    def respell(self, part: str) -> str:
        """Turn American spelling into British, and numbers up to twenty into words."""
        for american, british in _SPELLING:
            part = part.replace(american, british)
        return _DIGITS.sub(lambda m: _NUMBERS[int(m.group())] if int(m.group()) <= 20 else m.group(), part)

    def reorder(self, chance: random.Random, parts: list[str]) -> list[str]:
        """Shuffle the paragraphs."""
        return chance.sample(parts, len(parts))

    def relay(self, chance: random.Random, parts: list[str]) -> list[str]:
        """Merge and split paragraphs: every sentence starts a new one or does not, by chance."""
        made: list[str] = []
        for sentence in (s for part in parts for s in sentences(part)):
            if made and chance.random() < 0.6:
                made[-1] += " " + sentence
            else:
                made.append(sentence)
        return made

    def close(self, chance: random.Random, parts: list[str], others: Sequence[Report]) -> list[str]:
        """Add a credit line and a closing paragraph of the desk's own, at most an eighth as long as the rest."""
        room = sum(len(part.split()) for part in parts) // 8
        own = [p for other in others for p in paragraphs(other.text)[1:] if 15 <= len(p.split()) <= room]
        credit = chance.choice(("(AP)", "With agencies", "— Reuters", "Additional reporting by our staff."))
        return [*parts, *([chance.choice(own)] if own else []), credit]


def title_of(chance: random.Random, report: Report) -> str:
    """A new title from the same words."""
    words = report.title.split()
    return " ".join(chance.sample(words, max(1, len(words) * 2 // 3)))


def copies(reports: Sequence[Report], seed: int = 7) -> list[Report]:
    """Return one copy of every kind of each report."""
    editor = Editor(reports, seed)
    made = []
    for report in reports:
        for kind, make in KINDS.items():
            chance = editor.chance(report.text, kind)
            parts = make(editor, chance, paragraphs(report.text), chance.sample(list(reports), min(5, len(reports))))
            text, title = "\n\n".join(parts), title_of(chance, report)
            made.append(Report(f"{report.id}-{kind}", text, title, report.published, report.family, kind))
    return made


Make = Callable[[Editor, random.Random, list[str], Sequence[Report]], list[str]]
KINDS: dict[str, Make] = {
    "identical": lambda e, c, p, o: p,
    "cut to 80%": lambda e, c, p, o: e.cut(c, p, 0.8),
    "cut to 60%": lambda e, c, p, o: e.cut(c, p, 0.6),
    "cut from the bottom to 60%": lambda e, c, p, o: e.tail(p, 0.6),
    "re-ordered": lambda e, c, p, o: e.reorder(c, p),
    "merged and split paragraphs": lambda e, c, p, o: e.relay(c, p),
    "respelled": lambda e, c, p, o: [e.respell(part) for part in p],
    "one word in ten": lambda e, c, p, o: [e.edit(c, part, 0.2) for part in p],
    "one word in five": lambda e, c, p, o: [e.edit(c, part, 0.4) for part in p],
    "credited, with an own ending": lambda e, c, p, o: e.close(c, p, o),
    "cut to 60% and edited": lambda e, c, p, o: [e.edit(c, part, 0.15) for part in e.cut(c, p, 0.6)],
    "all at once, 60% kept": lambda e, c, p, o: e.close(
        c, e.relay(c, e.reorder(c, [e.edit(c, e.respell(part), 0.15) for part in e.cut(c, p, 0.6)])), o
    ),
}
