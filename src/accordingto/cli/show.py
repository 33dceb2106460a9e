"""`accordingto show`: a report again, with its claims marked."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, NoReturn

import typer
from rich.table import Table
from rich.text import Text

from accordingto.cli import cells
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.terminal import console_of, plain, shortened
from accordingto.errors import AccordingToError, LedgerError
from accordingto.exports.lines import safe
from accordingto.exports.wording import publishers_mark
from accordingto.ledger import Ledger, originals
from accordingto.records import Claim, Document, Reading, Spans, words_of

SOURCE, CUE, CONTENT, UNTOLD = "source", "cue", "content", "untold"

# Each is told apart by its form as well as by its colour, for terminals without colour and for pipes.
_FORM = {SOURCE: ("[", "]"), CUE: ("_", "_"), CONTENT: ("«", "»"), UNTOLD: ("{?", "?}")}
_STYLE = {SOURCE: "bold cyan", CUE: "bold underline yellow", CONTENT: "green", UNTOLD: "red"}
_NESTED = "italic magenta"
_ORDER = (CONTENT, UNTOLD, SOURCE, CUE)


def show(
    ledger: Annotated[str, LEDGER],
    report: Annotated[
        str | None,
        typer.Argument(
            help="Row number, address, path, start of the id, or words of the title. Without it, the reports are "
            "listed.",
            show_default=False,
        ),
    ] = None,
    original: Annotated[
        bool,
        typer.Option(
            "--original", help="Give the bytes that the report was read from, where --keep-original kept them."
        ),
    ] = False,
) -> None:
    """Print a report again with its claims marked: who said what, in which words.

    For example:

    accordingto show ledger.db (lists the reports)

    accordingto show ledger.db 3

    accordingto show ledger.db "river rises"

    accordingto show ledger.db https://example.org/river

    accordingto show ledger.db 3 --original > report.html
    """
    if original and report is None:
        raise typer.BadParameter("--original gives the bytes of one report; say which.")
    try:
        with Ledger.open(ledger, create=False) as opened:
            if report is None:
                _print_reports(opened)
            elif original:
                _write_original(opened, report)
            else:
                _print_reading(opened.reading(report))
    except LedgerError as error:
        fail(error)


def fail(error: AccordingToError) -> NoReturn:
    """Say on standard error what was wrong and leave with exit code 1."""
    typer.echo(safe(str(error)), err=True)
    raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark in a report: half-open offsets, one of the four kinds, and the numbers of the claims."""

    start: int
    end: int
    kind: str
    numbers: tuple[str, ...] = ()
    nested: bool = False

    @property
    def opening(self) -> str:
        """What stands before the words."""
        return _FORM[self.kind][0]

    @property
    def closing(self) -> str:
        """What stands after the words."""
        return _FORM[self.kind][1] + (f"{{{','.join(self.numbers)}}}" if self.numbers else "")


def marks(reading: Reading) -> list[Mark]:
    """Return the marks of a reading; words that several claims share are marked once, with all their numbers."""
    length = len(reading.text)
    numbers: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    nested: dict[tuple[int, int, str], bool] = {}

    def put(parts: Spans, kind: str, claim: Claim | None = None) -> None:
        for part in parts:
            start, end = max(0, part.start), min(length, part.end)
            if start < end:
                key = (start, end, kind)
                numbers[key] += [_number(claim.id)] if claim and kind in {CUE, CONTENT} else []
                nested[key] = nested.get(key, True) and claim is not None and claim.parent is not None

    for claim in reading.claims:
        put(claim.source_spans, SOURCE, claim)
        put(claim.cue_spans, CUE, claim)
        put(claim.content_spans, CONTENT, claim)
    for untold in reading.unattributed:
        put(untold.spans, UNTOLD)
    return [Mark(*key, tuple(dict.fromkeys(found)), nested[key]) for key, found in numbers.items()]


def marked(reading: Reading) -> Text:
    """Return the report's text with its marks, safe for a terminal."""
    found = marks(reading)
    # Where marks meet, the inner one closes first and the outer one opens first.
    events = [(m.end, 0, -m.start, -_ORDER.index(m.kind), m) for m in found]
    events += [(m.start, 1, -m.end, _ORDER.index(m.kind), m) for m in found]
    pieces: list[str] = []
    written = last = 0
    begun: dict[Mark, int] = {}
    ended: dict[Mark, int] = {}
    for position, is_opening, _, _, mark in sorted(events, key=lambda event: event[:4]):
        pieces.append(safe(reading.text[last:position]))
        pieces.append(mark.opening if is_opening else mark.closing)
        written += len(pieces[-2])
        if is_opening:
            begun[mark] = written
        written += len(pieces[-1])
        if not is_opening:
            ended[mark] = written
        last = position
    text = Text("".join(pieces) + safe(reading.text[last:]))
    # Later styles win, so contents come first and what stands inside them after.
    for mark in sorted(found, key=lambda m: (_ORDER.index(m.kind), m.nested, m.start - m.end)):
        style = _NESTED if mark.nested and mark.kind == CONTENT else _STYLE[mark.kind]
        text.stylize(style, begun[mark], ended[mark])
    return text


def _number(claim_id: str) -> str:
    return plain(claim_id[1:] if re.fullmatch(r"C[0-9]+", claim_id) else claim_id)


def _print_reading(reading: Reading) -> None:
    console = console_of(sys.stdout)
    console.print(_header(reading.document))
    console.print(_legend())
    console.print()
    for paragraph in marked(reading).split("\n", allow_blank=True):
        console.print(paragraph)
    console.print()
    if not reading.claims:
        console.print("No claims were found in this report.")
    for claim in reading.claims:
        console.print(_brief(reading, claim))
    for untold in reading.unattributed:
        words = shortened(words_of(reading.text, untold.spans), 60)
        about = f"claim {_number(untold.claim)}" if untold.claim else ""
        said = ": ".join(part for part in (about, words) if part)
        console.print(Text(f"{{?}} {said} ({plain(untold.why)})", _STYLE[UNTOLD]))
    for note in reading.notes:
        console.print(Text(f"Note: {plain(note)}", "dim"))


def _header(document: Document) -> Text:
    header = Text()
    if document.title:
        header.append(plain(document.title) + "\n", "bold")
    known = (document.publisher, document.published or "no date", document.url or document.path)
    header.append(" · ".join(plain(part) for part in known if part), "dim")
    if mark := publishers_mark(document.status, document.notice):
        header.append("\n" + plain(mark[0].upper() + mark[1:]), "bold red")
    return header


def _legend() -> Text:
    legend = Text("Marks: ")
    for kind, example in ((SOURCE, "source"), (CUE, "cue"), (CONTENT, "content")):
        legend.append(Mark(0, 1, kind).opening + example + Mark(0, 1, kind).closing, _STYLE[kind])
        legend.append("{claim} " if kind != SOURCE else " ")
    legend.append("«content inside»{claim}", _NESTED).append(" ")
    return legend.append("{?nobody could be named?}", _STYLE[UNTOLD])


def _brief(reading: Reading, claim: Claim) -> Text:
    """Return a claim in one line: number, source, through whom, cue, content, and how it was said."""
    brief = Text("  " if claim.parent else "")
    brief.append(f"{{{_number(claim.id)}}} ", "bold")
    sources = cells.sources_of(reading, [claim.source, *claim.co_sources])
    if sources:
        brief.append(" and ".join(plain(source.name) for source in sources), _STYLE[SOURCE])
    else:
        words = plain(words_of(reading.text, claim.source_spans))
        brief.append("? " + words if words else "?", _STYLE[UNTOLD])
    brief.append(cells.chain(reading, claim))
    for badge in cells.badges(reading, claim):
        brief.append(" ").append(f"[{badge}]", "bold black on yellow")
    cue = plain(words_of(reading.text, claim.cue_spans))
    brief.append(" ")
    if cue:
        brief.append(f"{cue}: ", _STYLE[CUE])
    brief.append(shortened(words_of(reading.text, claim.content_spans), 90), _STYLE[CONTENT])
    told = [claim.act, claim.quotation, f"in claim {_number(claim.parent)}" if claim.parent else None]
    told += [f"said {cells.when(reading, claim.said)}"] if claim.said else []
    told += [cells.firm(claim.firmness), *(cells.how_many(q) for q in claim.quantities)]
    return brief.append(f" ({', '.join(plain(t) for t in told if t)}, {claim.confidence:.2f})", "dim")


def _write_original(ledger: Ledger, report: str) -> None:
    """Write the bytes as they came to standard output; raises LedgerError where they were not kept."""
    digest = ledger.reading(report).document.original
    with ledger.reading_connection() as connection:
        data = originals.get(connection, digest) if digest else None
    if data is None:
        raise LedgerError(
            f"Ledger {ledger.name}: the bytes of report {report!r} were not kept. They are where a report is read with "
            "--keep-original."
        )
    typer.echo(data, nl=False)


def _print_reports(ledger: Ledger) -> None:
    table = Table("Report", "Published", "Publisher", "Title", "Claims", box=None, pad_edge=False)
    reports = ledger.reports()
    if not reports:
        typer.echo(f"Ledger {safe(ledger.name)} has no reports yet.", err=True)
        return
    for report in reports:
        title = plain(report.title or report.path or report.url or report.digest)
        title += f" (version {report.version})" if report.version > 1 else ""
        title += f" [{mark.upper()}]" if (mark := publishers_mark(report.status)) else ""
        cells = (str(report.number), report.published or "", report.publisher or "", title, str(report.claims))
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console_of(sys.stdout).print(table)
