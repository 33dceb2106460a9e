"""`accordingto read`: reports in, claims out."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accordingto.errors import InputError

# Reader, ledger, extractor and rich take long to load, so that each is imported where it is needed.
if TYPE_CHECKING:
    from accordingto.ingest import IntakeOptions
    from accordingto.ledger import Ledger
    from accordingto.pipeline import Reader
    from accordingto.records import Document, Reading

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


class ReadFormat(StrEnum):
    """How readings are printed."""

    TEXT = "text"
    JSON = "json"


@dataclass
class Tally:
    """What was read so far."""

    reports: int = 0
    failed: int = 0
    claims: int = 0
    sources: int = 0
    unattributed: int = 0
    added: int = 0

    def count(self, reading: Reading) -> None:
        """Add one reading."""
        self.reports += 1
        self.claims += len(reading.claims)
        self.sources += len(reading.sources)
        self.unattributed += len(reading.unattributed)


def size_in_characters(value: str) -> int:
    """Return “10MB”, “500k” or “20000” as a number of characters; raises typer.BadParameter."""
    match = _SIZE.fullmatch(value.strip())
    size = int(float(match[1]) * _UNITS[match[2].lower()]) if match else 0
    if size < 1:
        raise typer.BadParameter(f"“{value}” is no size. Write it like 10MB, 500KB or 20000.")
    return size


def day_or_time(value: str | None) -> str | None:
    """Return an ISO date or date and time in its standard form; raises typer.BadParameter."""
    from accordingto.ingest import iso_date

    day = iso_date(value) if value is not None else None
    if value is not None and day is None:
        raise typer.BadParameter(f"“{value}” is no date. Write it like 2022-03-11 or 2022-03-11T18:30.")
    return day


def open_reader(model: Path | None, threads: int) -> Reader:
    """Load the reader; raises ModelError."""
    from accordingto.pipeline import Reader

    return Reader(model, threads=threads)


def open_ledger(path: Path) -> Ledger:
    """Open or make the ledger; raises LedgerError."""
    from accordingto.ledger import Ledger

    return Ledger.open(path)


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUTS",
            help="Files (text, HTML, JSON Lines), folders of such files, or - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[ReadFormat, typer.Option("--format", help="For people, or one JSON object a line.")] = (
        ReadFormat.TEXT
    ),
    ledger: Annotated[Path | None, typer.Option(metavar="FILE", help="Also keep the readings in this ledger.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Title of the report.")] = None,
    url: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Address of the report.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the report.")] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=day_or_time, help="When, such as 2022-03-11 or 2022-03-11T18:30."),
    ] = None,
    max_size: Annotated[
        str, typer.Option(metavar="SIZE", help="Refuse a report with more text than this, in characters.")
    ] = "10MB",
    threads: Annotated[int, typer.Option(min=1, metavar="N", help="How many processor cores to use.")] = 1,
    model: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Another reading model than the one in the package.")
    ] = None,
) -> None:
    """Read reports and print who said what.

    Title, address, publisher and date given here win over what the input says of itself.
    """
    from accordingto.ingest import IntakeOptions

    try:
        characters = size_in_characters(max_size)
    except typer.BadParameter as error:
        error.param_hint = "'--max-size'"
        raise
    tally = Tally()
    try:
        with ExitStack() as stack:
            kept = stack.enter_context(open_ledger(ledger)) if ledger else None
            printed = _print_json if format is ReadFormat.JSON else _text_printer()
            say, step = stack.enter_context(_progress(inputs))
            options = IntakeOptions(title, url, publisher, published, characters, warn=say)
            documents = _documents(inputs, options, tally, say)
            for reading in _readings(documents, lambda: open_reader(model, threads)):
                tally.added += bool(kept and kept.add(reading))
                printed(reading)
                tally.count(reading)
                step(reading)
    except KeyboardInterrupt:
        print(f"Stopped. {_closing(tally, ledger)}", file=sys.stderr)
        raise typer.Exit(130) from None
    if format is ReadFormat.TEXT:
        print(_closing(tally, ledger), flush=True)
    if tally.failed:
        raise typer.Exit(1)


def _documents(
    inputs: list[str], options: IntakeOptions, tally: Tally, say: Callable[[str], None]
) -> Iterator[Document]:
    """Yield what can be read; say at once what cannot."""
    from accordingto.ingest import ingest

    for source in inputs:
        for item in ingest(source, options):
            if isinstance(item, InputError):
                tally.failed += 1
                say(str(item))
            else:
                yield item


def _readings(documents: Iterator[Document], opened: Callable[[], Reader]) -> Iterator[Reading]:
    """Read all documents; the model is loaded once there is something to read."""
    first = next(documents, None)
    if first is None:
        return

    def all_of_them() -> Iterator[Document]:
        yield first
        yield from documents

    yield from opened().read_many(all_of_them())


def _print_json(reading: Reading) -> None:
    """Write one line, in UTF-8 whatever the terminal's encoding, and let the next program have it at once."""
    sys.stdout.buffer.write(reading.to_json().encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _text_printer() -> Callable[[Reading], None]:
    from accordingto.cli.present import print_reading
    from accordingto.cli.terminal import console_of

    console = console_of(sys.stdout)

    def printed(reading: Reading) -> None:
        print_reading(console, reading)
        sys.stdout.flush()

    return printed


@contextmanager
def _progress(inputs: list[str]) -> Iterator[tuple[Callable[[str], None], Callable[[Reading], None]]]:
    """Give a function that prints a message to standard error and one that is called after each report.

    A line that counts the reports is shown where someone watches standard error and does not see the reports
    themselves go by.
    """
    from accordingto.cli.terminal import plain

    several = len(inputs) > 1 or Path(inputs[0]).is_dir() or inputs[0].endswith((".jsonl", ".ndjson"))
    if not (several and sys.stderr.isatty() and not sys.stdout.isatty()):
        yield (lambda message: print(plain(message), file=sys.stderr, flush=True)), (lambda reading: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from accordingto.ingest import count_files

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reports", total=count_files(inputs))
        yield (lambda message: console.print(plain(message), soft_wrap=True)), (lambda reading: progress.advance(task))


def _closing(tally: Tally, ledger: Path | None) -> str:
    from accordingto.cli.terminal import plain
    from accordingto.exports.wording import counted

    parts = [
        counted(tally.reports, "report"),
        counted(tally.claims, "claim"),
        counted(tally.sources, "source"),
        f"{tally.unattributed:,} not attributed",
    ]
    if tally.failed:
        parts.append(f"{counted(tally.failed, 'report')} could not be read")
    if ledger:
        parts.append(f"{tally.added:,} added to {plain(str(ledger))}")
        parts += [f"{known:,} already there"] if (known := tally.reports - tally.added) else []
    return ", ".join(parts) + "."
