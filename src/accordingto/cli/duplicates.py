"""`accordingto duplicates`: families of reprints, and how each differs from the oldest."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from accordingto.cli.formats import Format, print_bytes
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.linked import linked
from accordingto.cli.terminal import console_of, plain, shortened
from accordingto.exports.lines import csv_text, json_line

if TYPE_CHECKING:
    from accordingto.ledger.linkage.families import Printed
    from accordingto.linking.duplicates import Difference

_SHOWN = 12
_EXCERPT = 160


def duplicates(
    ledger: Annotated[str, LEDGER],
    format: Annotated[
        Format, typer.Option(help="A table for people, json (one family a line) or csv (one report a line).")
    ] = Format.TABLE,
) -> None:
    """List the reports that are one text: copies, reprints with cuts, edits and new headlines; the oldest first.

    For example:

    accordingto duplicates ledger.db

    accordingto duplicates ledger.db --format json
    """
    from accordingto.linking.duplicates import differences
    from accordingto.linking.reprinted import reprinted_families

    with linked(ledger) as opened:
        found = reprinted_families(opened.connection)
    if format is Format.CSV:
        rows = [
            (n, place == 0, r.report, r.document, r.title, r.publisher, r.published, r.url)
            for n, family in enumerate(found, start=1)
            for place, r in enumerate(family.reports)
        ]
        columns = ("family", "oldest", "number", "id", "title", "publisher", "published", "url")
        print_bytes(csv_text(columns, rows))
        return
    console = console_of(sys.stdout)
    for number, family in enumerate(found, start=1):
        oldest = family.oldest
        listed = family.reports if format is Format.JSON else family.reports[: _SHOWN + 1]
        changes = {r.report: differences(oldest.text, r.text, (oldest.title, r.title)) for r in listed[1:]}
        if format is Format.JSON:
            reports = [
                {
                    "id": r.document, "title": r.title, "publisher": r.publisher, "published": r.published,
                    "url": r.url, "number": r.report,
                    "differences": [_as_json(oldest, r, change) for change in changes.get(r.report, ())],
                }
                for r in family.reports
            ]  # fmt: skip
            ids = {r.report: r.document for r in family.reports}
            proofs = [
                {"reports": [ids[p.one], ids[p.other]], "confidence": p.score, "why": p.why} for p in family.proofs
            ]
            print_bytes(json_line({"reports": reports, "proofs": proofs}) + "\n")
            continue
        console.print(Text(f"{number}. {len(family.reports):,} reports of one text", "bold"))
        for place, report in enumerate(listed):
            facts = (report.publisher, report.published and report.published[:10], f"report {report.report}")
            line = Text("   ").append(plain(report.title or report.url or "untitled"), "underline")
            line.append(" · " + " · ".join(plain(f) for f in facts if f), "dim")
            console.print(line.append("  oldest", "bold yellow") if place == 0 else line)
            for change in changes.get(report.report, ()):
                console.print(Text("     ").append(shortened(_in_words(oldest, report, change), _EXCERPT), "dim"))
        if len(family.reports) > _SHOWN + 1:
            console.print(Text(f"   … and {len(family.reports) - _SHOWN - 1:,} more (--format json lists all)", "dim"))
        console.print()
    if not found:
        typer.echo("No report here reprints another.", err=True)


def _as_json(oldest: Printed, report: Printed, change: Difference) -> dict[str, Any]:
    """Return a difference with its offsets into the oldest and into the other report, and the words there."""
    before, after = _words(oldest, report, change)
    return {
        "kind": change.kind,
        "before": change.before, "before_words": before,
        "after": change.after, "after_words": after,
        "changed": [list(pair) for pair in change.words],
    }  # fmt: skip


def _in_words(oldest: Printed, report: Printed, change: Difference) -> str:
    before, after = _words(oldest, report, change)
    if change.kind == "cut":
        return f"cut: {before}"
    if change.kind == "added":
        return f"added: {after}"
    if change.kind == "order":
        return "passages in another order"
    swaps = "; ".join(f"“{one}” → “{other}”" for one, other in change.words)
    return f"{'title' if change.kind == 'title' else 'changed'}: {swaps}"


def _words(oldest: Printed, report: Printed, change: Difference) -> tuple[str | None, str | None]:
    before = oldest.text[slice(*change.before)] if change.before else None
    after = report.text[slice(*change.after)] if change.after else None
    return before, after
