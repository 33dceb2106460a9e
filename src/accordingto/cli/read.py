"""`accordingto read`: reports in, claims out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accordingto.cli.intake_options import (
    ALLOW_PRIVATE,
    KEEP_ORIGINAL,
    MAX_SIZE,
    MODEL,
    THREADS,
    day_or_time,
    mapped_fields,
    open_ledger,
    open_reader,
    size_in_characters,
)
from accordingto.errors import InputError, PurgedError

# Reader, ledger, extractor and rich take long to load, so that each is imported where it is needed.
if TYPE_CHECKING:
    from accordingto.ingest import IntakeOptions
    from accordingto.ingest.fetch.client import Fetcher
    from accordingto.ledger.originals import Waiting
    from accordingto.pipeline import Reader
    from accordingto.records import Document, Reading

NOT_READ = "Only taken in (--no-claims): no claims were looked for."


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


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUTS",
            help="Files (text, HTML, feeds, mail, PDF, tables, archives and more), folders of such files, web "
            "addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[ReadFormat, typer.Option("--format", help="For people, or one JSON object a line.")] = (
        ReadFormat.TEXT
    ),
    ledger: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Also keep the readings in this ledger (or postgresql://user@host/database)."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Title of the report.")] = None,
    url: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Address of the report.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the report.")] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=day_or_time, help="When, such as 2022-03-11 or 2022-03-11T18:30."),
    ] = None,
    map: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FACT=COLUMN,…", help="Which columns or keys of a table tell what."),
    ] = None,
    no_claims: Annotated[
        bool, typer.Option("--no-claims", help="Only take in: print text and what is known about it, read no claims.")
    ] = False,
    keep_original: Annotated[bool, KEEP_ORIGINAL] = False,
    allow_private_addresses: Annotated[bool, ALLOW_PRIVATE] = False,
    max_size: Annotated[str, MAX_SIZE] = "10MB",
    threads: Annotated[int, THREADS] = 1,
    model: Annotated[Path | None, MODEL] = None,
) -> None:
    """Read reports and print who said what.

    Title, address, publisher and date given here win over what the input says of itself.

    For example:

    accordingto read report.html

    accordingto read https://example.org/report --ledger ledger.db --keep-original

    accordingto read reports.csv --map text=body,published=date --ledger ledger.db

    accordingto read page.html --no-claims
    """
    from accordingto.ingest import IntakeOptions

    characters, fields = size_in_characters(max_size), mapped_fields(map or [])
    if ledger and no_claims:
        raise typer.BadParameter("A ledger keeps readings; leave out one of --ledger and --no-claims.")
    if keep_original and not ledger:
        raise typer.BadParameter("--keep-original keeps the bytes in a ledger; say which with --ledger.")
    tally = Tally()
    try:
        with ExitStack() as stack:
            kept = stack.enter_context(open_ledger(ledger)) if ledger else None
            originals = _originals() if keep_original else None
            printed = _print_json if format is ReadFormat.JSON else _text_printer(no_claims)
            say, step = stack.enter_context(_progress(inputs))
            options = IntakeOptions(
                title, url, publisher, published, characters, warn=say, fields=fields,
                keep=originals.keep if originals else None,
            )  # fmt: skip
            fetcher = stack.enter_context(_fetcher(inputs, allow_private_addresses))
            documents = _documents(inputs, options, fetcher, tally, say)
            readings = (
                (_unread(document) for document in documents)
                if no_claims
                else _readings(documents, lambda: open_reader(model, threads))
            )
            for reading in readings:
                try:
                    tally.added += bool(kept and kept.add(reading, originals))
                except PurgedError as error:
                    tally.failed += 1
                    say(str(error))
                    step(reading)
                    continue
                printed(reading)
                tally.count(reading)
                step(reading)
    except KeyboardInterrupt:
        print(f"Stopped. {_closing(tally, ledger, no_claims)}", file=sys.stderr)
        raise typer.Exit(130) from None
    if format is ReadFormat.TEXT:
        print(_closing(tally, ledger, no_claims), flush=True)
    if tally.failed:
        raise typer.Exit(1)


def _originals() -> Waiting:
    from accordingto.ledger.originals import Waiting

    return Waiting()


@contextmanager
def _fetcher(inputs: list[str], allow_private: bool) -> Iterator[Fetcher | None]:
    """Give what fetches addresses, where there are any."""
    from accordingto.ingest.fetch.addresses import is_web_address

    if not any(is_web_address(source) for source in inputs):
        yield None
        return
    from accordingto.ingest.fetch.client import Fetcher

    with Fetcher(allow_private) as fetcher:
        yield fetcher


def _documents(
    inputs: list[str], options: IntakeOptions, fetcher: Fetcher | None, tally: Tally, say: Callable[[str], None]
) -> Iterator[Document]:
    """Yield what can be read; say at once what cannot."""
    from accordingto.ingest import ingest

    for source in inputs:
        for item in ingest(source, options, fetcher):
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


def _unread(document: Document) -> Reading:
    """Return what was taken in as a reading without claims, made by no model."""
    from accordingto.records import Provenance, Reading
    from accordingto.version import __version__

    return Reading(document, (), (), Provenance(__version__, ""), notes=(NOT_READ,))


def _print_json(reading: Reading) -> None:
    """Write one line, in UTF-8 whatever the terminal's encoding, and let the next program have it at once."""
    sys.stdout.buffer.write(reading.to_json().encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _text_printer(no_claims: bool) -> Callable[[Reading], None]:
    from accordingto.cli.present import print_reading
    from accordingto.cli.taken_in import print_document
    from accordingto.cli.terminal import console_of

    console = console_of(sys.stdout)

    def printed(reading: Reading) -> None:
        if no_claims:
            print_document(console, reading.document)
        else:
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


def _closing(tally: Tally, ledger: str | None, no_claims: bool = False) -> str:
    from accordingto.cli.terminal import plain
    from accordingto.exports.wording import counted

    parts = [counted(tally.reports, "report")]
    if not no_claims:
        parts += [
            counted(tally.claims, "claim"), counted(tally.sources, "source"), f"{tally.unattributed:,} not attributed",
        ]  # fmt: skip
    if tally.failed:
        parts.append(f"{counted(tally.failed, 'report')} could not be read")
    if ledger:
        parts.append(f"{tally.added:,} added to {plain(ledger)}")
        parts += [f"{known:,} already there"] if (known := tally.reports - tally.added) else []
    return ", ".join(parts) + "."
