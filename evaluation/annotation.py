"""Gold rows as annotators write them -> the reading format, with every word found in the text.

    python -m evaluation.annotation TEXTS FILE.json [FILE.json ...] [--out GOLD.jsonl]

TEXTS is a JSON Lines file with `report`, `text`, `published`, `title`, `url`. Without --out the files are only checked:
what is wrong is printed, a line a fault, and the exit code is 1. The form of a file is in docs/guidelines.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from accordingto.reading.quotation import find_quotations, quotation_kind
from accordingto.records import Span, spans
from accordingto.records.claim import ACTS, LINKS, STATUSES
from accordingto.records.document import Document
from accordingto.records.source import KINDS

TOPICS = ("politics", "conflict", "courts", "disasters", "sport", "science", "economy", "culture", "other")
ELLIPSIS = " ... "


class Faults(list[str]):
    """What is wrong with one file, in words."""


def find_words(text: str, words: str, near: int) -> Span | None:
    """Return where `words` stand in `text`, of several places the one nearest to `near`; “a ... b” spans both."""
    head, _, tail = words.partition(ELLIPSIS)
    starts = _places(text, head)
    if not starts:
        return None
    start = min(starts, key=lambda at: (abs(at - near), at))
    if not tail:
        return Span(start, start + len(head))
    end = text.find(tail, start + len(head))
    return Span(start, end + len(tail)) if end >= 0 else None


def _places(text: str, words: str) -> list[int]:
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        # Inside a longer word it is another word: “he” in “the”.
        before, after = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
        if not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            found.append(at)
        at = text.find(words, at + 1)
    return found


def convert(data: dict[str, Any], report: dict[str, Any]) -> tuple[dict[str, Any], Faults]:
    """Turn one annotated file into the reading format; what could not be done is in the faults."""
    return _Conversion(data, report).run()


class _Conversion:
    """The state of turning one file: its text, ids given so far, faults found so far."""

    def __init__(self, data: dict[str, Any], report: dict[str, Any]) -> None:
        self.data, self.report, self.text = data, report, str(report["text"])
        self.faults = Faults()
        self.claims = {str(row["label"]): f"C{i}" for i, row in enumerate(data.get("rows", []), 1)}
        self.sources = {key: f"S{i}" for i, key in enumerate(data.get("sources", {}), 1)}
        self.mentions: dict[str, list[Span]] = {key: [] for key in self.sources.values()}

    def run(self) -> tuple[dict[str, Any], Faults]:
        rows = [self.row(row) for row in self.data.get("rows", [])]
        if self.data.get("topic") not in TOPICS:
            self.faults.append(f"topic {self.data.get('topic')!r}: one of {', '.join(TOPICS)}")
        sources = [self.source(key, value) for key, value in self.data.get("sources", {}).items()]
        document = Document(
            self.text, title=self.report.get("title"), url=self.report.get("url"), publisher="Wikinews",
            published=self.report["published"], language="en",
        )  # fmt: skip
        keys = ("path", "title", "url", "publisher", "published", "language")
        reading = {
            "document": {"id": document.id} | {k: getattr(document, k) for k in keys},
            "text": self.text,
            "sources": sources,
            "claims": rows,
            "links": [self.link(link) for link in self.data.get("links", [])],
            "unattributed": [],
            "notes": [],
            "provenance": {"version": "gold", "model": "by hand"},
            "annotation": {
                "report": self.data["report"],
                "topic": self.data.get("topic"),
                "optional": [self.claims[str(r["label"])] for r in self.data.get("rows", []) if r.get("optional")],
                "also": {self.sources[k]: v.get("also", []) for k, v in self.data.get("sources", {}).items()},
            },
        }
        return reading, self.faults

    def fault(self, row: dict[str, Any], what: str) -> None:
        self.faults.append(f"row {row.get('label')}: {what}")

    def words(self, row: dict[str, Any], cell: str, words: str | list[str], near: int) -> list[Span]:
        found = []
        for part in [words] if isinstance(words, str) else words:
            span = find_words(self.text, part, near)
            if span is None:
                self.fault(row, f"{cell}: {part!r} is not in the text")
            else:
                found.append(span)
        return sorted(found)

    def one_of(self, row: dict[str, Any], cell: str, value: object, allowed: tuple[str, ...]) -> None:
        if value is not None and value not in allowed:
            self.fault(row, f"{cell} {value!r}: one of {', '.join(allowed)}")

    def key(self, row: dict[str, Any], cell: str, value: str | None, ids: dict[str, str]) -> str | None:
        if value is None:
            return None
        if str(value) not in ids:
            self.fault(row, f"{cell} {value!r} is not declared")
        return ids.get(str(value))

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        anchor = self.words(row, "at", str(row.get("at", "")), 0)
        at = anchor[0].start if anchor else 0
        cue = self.words(row, "cue", row.get("cue", []), at)
        near = cue[0].start if cue else at
        content = self.words(row, "content", row.get("content", []), near)
        if not cue or not content:
            self.fault(row, "a row needs a cue and a content")
        who = self.words(row, "source_words", row.get("source_words", []), near)
        source = self.key(row, "source", row.get("source"), self.sources)
        if source:
            self.mentions[source] += who
        kind = quotation_kind(self.text, spans(content), find_quotations(self.text)) if content else None
        if row.get("quotation", kind) != kind:
            self.fault(row, f"quotation is {row['quotation']!r}, the marks in its content say {kind!r}")
        self.one_of(row, "act", row.get("act"), ACTS)
        said = self.time(row, row["said"], near) if row.get("said") else None
        inside = content[0].start if content else near
        return {
            "id": self.claims[str(row["label"])],
            "source": source,
            "co_sources": [self.key(row, "co_sources", k, self.sources) for k in row.get("co_sources") or []],
            "source_spans": who,
            "via": [self.key(row, "via", k, self.sources) for k in row.get("via") or []],
            "parent": self.key(row, "parent", row.get("parent"), self.claims),
            "cue_spans": cue,
            "content_spans": content,
            "quotation": kind,
            "act": row.get("act"),
            "said": said,
            "times": [self.time(row, t, inside) for t in row.get("times") or []],
            "quantities": [self.quantity(row, q, inside) for q in row.get("quantities") or []],
            "verification": [self.verification(row, v, near) for v in row.get("verification") or []],
            "refers_to": self.key(row, "refers_to", row.get("refers_to"), self.claims),
            "firmness": None,
            "confidence": 1.0,
            "reasons": [],
        }

    def time(self, row: dict[str, Any], time: dict[str, Any], near: int) -> dict[str, Any]:
        where = self.words(row, "time", time.get("words", []), near)
        return {"start": time.get("start"), "end": time.get("end"), "spans": where}

    def quantity(self, row: dict[str, Any], quantity: dict[str, Any], near: int) -> dict[str, Any]:
        for bound in ("minimum", "maximum"):
            if not isinstance(quantity.get(bound), int | float | None):
                self.fault(row, f"{bound} {quantity[bound]!r} is no number")
        return {
            "minimum": quantity.get("minimum"),
            "maximum": quantity.get("maximum"),
            "unit": quantity.get("unit"),
            "spans": self.words(row, "quantity", quantity.get("words", []), near),
            "approximate": bool(quantity.get("approximate")),
        }

    def verification(self, row: dict[str, Any], remark: dict[str, Any], near: int) -> dict[str, Any]:
        self.one_of(row, "verification", remark.get("status"), STATUSES)
        by = remark.get("by")
        names = {v["name"]: self.sources[k] for k, v in self.data["sources"].items()}
        return {
            "status": remark.get("status"),
            "by": None if by is None else self.sources.get(by) or names.get(by) or by,
            "spans": self.words(row, "verification", remark.get("words", []), near),
        }

    def source(self, key: str, source: dict[str, Any]) -> dict[str, Any]:
        if source.get("kind") not in KINDS:
            self.faults.append(f"source {key}: kind {source.get('kind')!r}: one of {', '.join(KINDS)}")
        reason = source.get("anonymity")
        where = find_words(self.text, reason, 0) if reason else None
        own = self.sources[key]
        return {
            "id": own, "name": source["name"], "kind": source.get("kind"), "named": bool(source.get("named")),
            "role": source.get("role"), "country": source.get("country"),
            "mentions": sorted(set(self.mentions[own])), "number": source.get("number"),
            "anonymity": reason, "anonymity_spans": [where] if where else [],
        }  # fmt: skip

    def link(self, link: dict[str, Any]) -> dict[str, Any]:
        self.one_of({"label": "links"}, "kind", link.get("kind"), LINKS)
        rows = [self.key({"label": "links"}, "row", r, self.claims) for r in link.get("rows", [])]
        return {"kind": link.get("kind"), "claims": rows, "why": link.get("why", "")}


def main(argv: list[str] | None = None) -> int:
    """Check annotated files, or write them as gold."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.annotation", description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, help="write the gold here, one report a line")
    arguments = parser.parse_args(argv)
    reports = {r["report"]: r for r in map(json.loads, arguments.texts.read_text(encoding="utf-8").splitlines())}
    lines, wrong = [], 0
    for path in arguments.files:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            reading, faults = convert(data, reports[data["report"]])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reading, faults = {}, Faults([f"not the form of docs/guidelines.md: {error!r}"])
        for fault in faults:
            print(f"{path.name}: {fault}")
        wrong += bool(faults)
        lines.append(json.dumps(reading, ensure_ascii=False, separators=(",", ":")))
    if arguments.out and not wrong:
        arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(arguments.files)} files, {wrong} with faults")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
