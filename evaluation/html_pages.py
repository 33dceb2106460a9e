"""Main text and facts from HTML pages: what is extracted against what people wrote down of the same pages.

    python -m evaluation.html_pages                          the tables
    python -m evaluation.html_pages --pages 1-40 --errors    and where the texts differ

The field's measure (Zyte's article-extraction-benchmark): a text is its runs of word characters, lower-cased; each four
in a row are a shingle, counted as often as they stand there; a page's F1 is over those counts, and the figure is the
mean over pages. A page that is refused counts as an empty text. Pages are numbered in the order of their ids; the
rules were written on the first 40. Beside accordingto stand trafilatura's own defaults, timed in the same run.

The facts in html_page_facts.tsv were read off the pages as browsers show them: publisher, author, day and, in UTC where
the page tells it, time; of a title the digest of its letters. An empty cell: the page does not tell.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import gzip
import hashlib
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

from accordingto.errors import InputError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.html import html_document
from evaluation.shared import shared

FOLDER = Path("data/html-news")
LABELS = Path(__file__).with_name("html_page_facts.tsv")
FACTS = ("title", "publisher", "author", "day", "time")
_WORD = re.compile(r"\w+")
_LENGTH = 4
_DEVELOPED_ON = range(1, 41)

Facts = dict[str, str]


@dataclass(frozen=True)
class Page:
    """A page of the corpus and the true text of its article."""

    number: int
    id: str
    url: str
    data: bytes
    body: str


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of one page's shingles, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Found:
    """What one extractor took from a page."""

    text: str
    facts: Facts


@dataclass(frozen=True)
class Run:
    """One extractor over all pages; `speed` in pages a second of processor time."""

    found: list[Found]
    speed: float


def pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of html-news in the order of their ids."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for number, (name, facts) in enumerate(sorted(truth.items()), 1):
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page(number, name, facts["url"], data, facts["articleBody"])


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words in `text`; a shorter text is one run."""
    words = _WORD.findall(text.lower())
    last = max(len(words) - _LENGTH, 0) if words else -1
    return Counter(tuple(words[n : n + _LENGTH]) for n in range(last + 1))


def score(found: str, body: str) -> Score:
    """Compare what was extracted with the article's true text."""
    ours, true = shingles(found), shingles(body)
    both = (ours & true).total()
    precision = both / ours.total() if ours else float(not true)
    recall = both / true.total() if true else float(not ours)
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if both else float(ours == true))


def ours(data: bytes) -> Found:
    """Return what accordingto stores for a page, nothing where it refuses the page."""
    try:
        document = html_document(data, "page", None, IntakeOptions())
    except InputError:
        return Found("", {})
    told = {name: getattr(document, name) or "" for name in ("title", "publisher", "author", "published")}
    return Found(document.text, told)


def trafilaturas(data: bytes) -> Found:
    """Return what trafilatura extracts, left to its own defaults."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(data, with_metadata=True)
    if found is None:
        return Found("", {})
    told = {"title": found.title, "publisher": found.sitename, "author": found.author, "published": found.date}
    return Found(found.text or "", {name: value or "" for name, value in told.items()})


def run(extract: Callable[[bytes], Found], corpus: Sequence[Page]) -> Run:
    """Extract every page, the first once more beforehand: libraries load when they are first needed."""
    extract(corpus[0].data)
    start = time.process_time()
    found = [extract(page.data) for page in corpus]
    return Run(found, len(corpus) / (time.process_time() - start))


def mean_f1(folder: Path) -> float:
    """Return the mean F1 of the main text over all pages, from 0 to 1."""
    corpus = list(pages(folder))
    return sum(score(ours(page.data).text, page.body).f1 for page in corpus) / len(corpus)


def labels(path: Path = LABELS) -> dict[str, Facts]:
    """Return the hand-written facts by page id."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row.pop("page"): row for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)}


def title_digest(title: str) -> str:
    """Return the digest of a title's letters and numbers in lower case."""
    return hashlib.sha256(_letters(title).encode()).hexdigest()[:16]


def right(fact: str, found: Facts, true: Facts) -> bool | None:
    """Whether a fact was found as it is on the page; None where the page does not tell it.

    A publisher is right without its article and its domain's ending, an author also with a role or an affiliation
    behind the name.
    """
    if fact == "title":
        return title_digest(found.get("title", "")) == true["title"] if true["title"] else None
    if fact == "publisher":
        return _publisher(found.get("publisher", "")) == _publisher(true["publisher"]) if true["publisher"] else None
    if fact == "author":
        if not true["author"]:
            return None
        author, name = _letters(found.get("author", "")), _letters(true["author"])
        return name in author and len(author) <= len(name) + 30
    told, published = true["published"], found.get("published", "")
    if not told or (fact == "time" and "T" not in told):
        return None
    length = 16 if fact == "time" else 10
    return _utc(published)[:length] == told[:length] or (fact == "day" and published[:10] == told[:10])


def accuracy(found: Iterable[Found], corpus: Iterable[Page], true: dict[str, Facts]) -> dict[str, tuple[int, int]]:
    """Return for every fact on how many pages it was right, and how many tell it."""
    marks: dict[str, list[bool]] = {fact: [] for fact in FACTS}
    for page, result in zip(corpus, found, strict=True):
        for fact in FACTS:
            if page.id in true and (mark := right(fact, result.facts, true[page.id])) is not None:
                marks[fact].append(mark)
    return {fact: (sum(marks[fact]), len(marks[fact])) for fact in FACTS}


def _utc(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat() if "T" in value else value


def _letters(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _publisher(name: str) -> str:
    plain = re.sub(r"\.(?:com|info|ru|org|net)$", "", name.lower()).removeprefix("the ")
    return "".join(_WORD.findall(plain))


def _print_texts(runs: dict[str, Run], corpus: Sequence[Page]) -> None:
    print("| | F1 | pages 1-40 | the others | precision | recall | pages/s |\n|---|---|---|---|---|---|---|")
    for name, result in runs.items():
        scores = [score(found.text, page.body) for found, page in zip(result.found, corpus, strict=True)]
        parts = [
            [s.f1 for s, page in zip(scores, corpus, strict=True) if (page.number in _DEVELOPED_ON) == wanted]
            for wanted in (True, False)
        ]
        figures = [mean(s.f1 for s in scores), *(mean(part) if part else float("nan") for part in parts)]
        figures += [mean(s.precision for s in scores), mean(s.recall for s in scores)]
        print(f"| {name} | " + " | ".join(f"{figure:.4f}" for figure in figures) + f" | {result.speed:.1f} |")


def _print_facts(runs: dict[str, Run], corpus: Sequence[Page]) -> None:
    print("\n| right where the page tells | " + " | ".join(FACTS) + " |\n|---" * 1 + "|---" * len(FACTS) + "|")
    for name, result in runs.items():
        marks = accuracy(result.found, corpus, labels())
        print(f"| {name} | " + " | ".join(f"{good}/{told}" for good, told in marks.values()) + " |")


def _print_errors(found: Sequence[Found], corpus: Sequence[Page]) -> None:
    true = labels()
    for page, result in zip(corpus, found, strict=True):
        got = score(result.text, page.body)
        print(
            f"\n{page.number} {page.id[:8]} {page.url[:100]} F1 {got.f1:.3f} P {got.precision:.3f} R {got.recall:.3f}"
        )
        for fact in FACTS:
            if page.id in true and right(fact, result.facts, true[page.id]) is False:
                name = fact if fact not in ("day", "time") else "published"
                print(f"  {fact}: {result.facts.get(name)!r} for {true[page.id][name]!r}")
        true_lines, our_lines = _lines(page.body), _lines(result.text)
        for line in difflib.unified_diff(true_lines, our_lines, lineterm="", n=0):
            if not line.startswith(("---", "+++", "@@")):
                print(f"  {line[:160]}")


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default="1-60", help="which pages, such as 1-40")
    parser.add_argument("--errors", action="store_true", help="print where texts and facts differ")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    first, last = (int(number) for number in args.pages.split("-"))
    corpus = [page for page in pages(shared(FOLDER)) if first <= page.number <= last]
    runs = {"accordingto": run(ours, corpus), "trafilatura's defaults": run(trafilaturas, corpus)}
    _print_texts(runs, corpus)
    _print_facts(runs, corpus)
    if args.errors:
        _print_errors(runs["accordingto"].found, corpus)


if __name__ == "__main__":
    main()
