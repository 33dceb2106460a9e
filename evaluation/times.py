"""Score time expressions on GUM's dates: which are found, and which have the right value.

    python -m evaluation.times [--half dev|test] [--faults]

GUM marks dates by hand (`<date when=…>`, `from`/`to`, `notBefore`/`notAfter`). Relative ones count from the document's
own date (`dateCreated`). Every second document (in order of their names, from the first on) was for developing, the
others are for measuring. A date is found where the spans overlap; its value is right where both ends agree as far as
GUM tells them. The two ends of a range that we take as one count as one date. Where we read an open end from the
preposition in front (“since 2005”) and GUM marks the year alone, the told end is compared.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accordingto.claims.times.times import TimeMention, find_times
from evaluation.attributions import table
from evaluation.shared import AbsentError, shared

GUM = Path("data/gum")
NEWS = ("news", "interview")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")


@dataclass(frozen=True)
class GoldDate:
    """One date of GUM: where it stands and what it tells, each end as far as it is told."""

    start: int
    end: int
    first: str | None
    last: str | None


@dataclass(frozen=True)
class GumText:
    """One document of GUM as plain text with its dates."""

    name: str
    genre: str
    created: str | None
    text: str
    dates: tuple[GoldDate, ...]


def read_document(xml: Path, conllu: Path) -> GumText:
    """Read the tokens and dates of `xml`, with the white space that `conllu` tells."""
    glued = _glued(conllu)
    pieces: list[str] = []
    dates: list[GoldDate] = []
    open_dates: list[tuple[int, dict[str, str]]] = []
    length, number, head, gap = 0, 0, {}, ""
    for line in xml.read_text(encoding="utf-8").splitlines():
        tag = _TAG.fullmatch(line.strip())
        if tag is None and line.strip():
            token = line.split("\t")[0].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            if pieces:
                pieces.append(gap)
                length += len(gap)
            open_dates = [(length if start < 0 else start, told) for start, told in open_dates]
            pieces.append(token)
            length += len(token)
            gap = "" if number < len(glued) and glued[number] else " "
            number += 1
        elif tag and tag[2] == "text" and not tag[1]:
            head = dict(_ATTRIBUTE.findall(tag[3]))
        elif tag and tag[2] in ("p", "head", "item", "caption", "sp") and pieces:
            gap = "\n"
        elif tag and tag[2] == "date" and not tag[1]:
            open_dates.append((-1, dict(_ATTRIBUTE.findall(tag[3]))))
        elif tag and tag[2] == "date" and open_dates:
            start, told = open_dates.pop()
            if start >= 0:
                dates.append(_gold(start, length, told))
    created = head.get("dateCreated")
    return GumText(
        xml.stem, xml.stem.split("_")[1], created, "".join(pieces), tuple(sorted(dates, key=lambda d: d.start))
    )


def _glued(conllu: Path) -> list[bool]:
    rows = (line.split("\t") for line in conllu.read_text(encoding="utf-8").splitlines() if line[:1].isdigit())
    found, inside = [], ""
    for row in rows:
        if "-" in row[0]:
            inside = row[0].split("-")[1]
            last = "SpaceAfter=No" in row[9]
        elif "." not in row[0]:
            found.append((row[0] != inside or last) if inside else "SpaceAfter=No" in row[9])
            inside = "" if row[0] == inside else inside
    return found


def _gold(start: int, end: int, told: dict[str, str]) -> GoldDate:
    both = told.get("when")
    return GoldDate(
        start, end, both or told.get("from") or told.get("notBefore"), both or told.get("to") or told.get("notAfter")
    )


def right(gold: GoldDate, mention: TimeMention) -> bool:
    """Whether both ends agree as far as the gold tells them."""

    def agrees(wanted: str | None, given: str | None) -> bool:
        return given is None if wanted is None else given is not None and given[: len(wanted)] == wanted[: len(given)]

    if mention.before in ("since", "after", "following") and gold.last is not None:
        return agrees(gold.first, mention.start)
    if mention.before in ("by", "until", "till", "before", "prior to") and gold.first is not None:
        return agrees(gold.last, mention.end)
    return agrees(gold.first, mention.start) and agrees(gold.last, mention.end)


def _joined(dates: tuple[GoldDate, ...], mentions: list[TimeMention]) -> list[GoldDate]:
    """Join two dates that one mention spans: GUM marks the ends of “from 2014 to 2016” apart more often than not."""
    joined: list[GoldDate] = []
    for gold in dates:
        last = joined[-1] if joined else None
        if last and any(
            t.span.start <= last.start and last.end <= gold.start and gold.end <= t.span.end for t in mentions
        ):
            joined[-1] = GoldDate(last.start, gold.end, last.first, gold.last)
        else:
            joined.append(gold)
    return joined


def score(documents: list[GumText], faults: list[str] | None = None) -> dict[str, float]:
    """Count dates found, spurious and with the right value; what is wrong is added to `faults` in words."""
    count: Counter[str] = Counter()
    for document in documents:
        left = list(find_times(document.text, document.created))
        count["given"] += len(left)
        for gold in _joined(document.dates, left):
            count["gold"] += 1
            words = document.text[gold.start : gold.end]
            hit = next((t for t in left if t.span.start < gold.end and gold.start < t.span.end), None)
            if hit is None:
                _note(faults, document, f"missed “{words}” {gold.first} {gold.last}")
                continue
            count["found"] += 1
            left.remove(hit)
            count["told"] += hit.start is not None or hit.end is not None
            if right(gold, hit):
                count["right"] += 1
            else:
                own = document.text[hit.span.start : hit.span.end]
                _note(
                    faults,
                    document,
                    f"“{own}” {hit.start} {hit.end} ({hit.rule}) for “{words}” {gold.first} {gold.last}",
                )
        for extra in left:
            around = document.text[max(0, extra.span.start - 30) : extra.span.end + 20].replace("\n", " / ")
            own = document.text[extra.span.start : extra.span.end]
            _note(faults, document, f"spurious “{own}” {extra.start} in “{around}”")
    found, given, wanted = count["found"], count["given"], count["gold"]
    return {
        "f1": 200 * found / (given + wanted or 1),
        "precision": 100 * found / (given or 1),
        "recall": 100 * found / (wanted or 1),
        "value of found": 100 * count["right"] / (found or 1),
        "value where told": 100 * count["right"] / (count["told"] or 1),
        "dates": wanted,
    }


def _note(faults: list[str] | None, document: GumText, words: str) -> None:
    if faults is not None:
        faults.append(f"{document.name}: {words}")


def documents(half: str) -> Iterator[GumText]:
    """Read GUM's documents of one half; raises AbsentError where GUM is absent."""
    folder = shared(GUM)
    paths = sorted((folder / "xml").glob("*.xml"))[0 if half == "dev" else 1 :: 2]
    for path in paths:
        yield read_document(path, folder / "dep" / f"{path.stem}.conllu")


def main(argv: list[str] | None = None) -> int:
    """Print the tables; exit code 0, also where ../shared is absent."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.times", description=__doc__)
    parser.add_argument("--half", choices=("dev", "test"), help="one half only")
    parser.add_argument("--faults", action="store_true", help="print what is wrong, of the half for developing only")
    arguments = parser.parse_args(argv)
    try:
        for half in [arguments.half] if arguments.half else ["dev", "test"]:
            read = list(documents(half))
            faults: list[str] = []
            news = [d for d in read if d.genre in NEWS]
            rows = {"news and interviews": score(news), "all genres": score(read, faults)}
            print(f"GUM dates, {half}: {len(read)} documents")
            print("\n".join(table(rows)))
            for genre, values in rows.items():
                told = (
                    f"{values['value of found']:.1f} of those found, {values['value where told']:.1f} where we tell one"
                )
                print(f"  {genre:20} value right {told} ({values['dates']:.0f} dates)")
            if arguments.faults and half == "dev":
                print("\n".join(faults))
    except AbsentError as absent:
        print(f"skipped: {absent}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
