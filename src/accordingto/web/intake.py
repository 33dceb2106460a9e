"""Adding reports from the desk: taken in, read by the model, which is opened once, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from accordingto.errors import BusyError, InputError, PurgedError
from accordingto.ledger import Ledger

if TYPE_CHECKING:
    from accordingto.ingest import IntakeOptions
    from accordingto.pipeline import Reader
    from accordingto.records import Document


# Whoever waits for a reading takes a thread of the desk, which has forty for everybody.
_WAITING = 8


@dataclass(frozen=True, slots=True)
class Added:
    """A report that was read: its row number, how many claims it has, and whether the ledger had it already."""

    report: int
    title: str | None
    claims: int
    known: bool


def _model() -> Reader:
    from accordingto.pipeline import Reader

    return Reader()


class Intake:
    """Reads reports into a ledger, one at a time: a second one waits, so that the desk stays quick for readers."""

    def __init__(self, ledger: Ledger, open_reader: Callable[[], Reader] = _model) -> None:
        """Take the ledger to add to; the reader is opened when the first report comes."""
        self._ledger = ledger
        self._open = open_reader
        self._reader: Reader | None = None
        self._lock = Lock()
        self._waiting = BoundedSemaphore(_WAITING)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a place among those who wait while their report is read; raises BusyError where all are taken."""
        if not self._waiting.acquire(blocking=False):
            raise BusyError("Many reports are being read at this moment. Send this one again in some seconds.")
        try:
            yield
        finally:
            self._waiting.release()

    def add(self, document: Document) -> Added:
        """Read one report and keep it; raises LedgerError and ModelError."""
        with self._lock:
            self._reader = self._reader or self._open()
            reading = self._reader.read(document)
            new = self._ledger.add(reading)
        number = self._ledger.find_report(document.id)
        return Added(number, reading.document.title, len(reading.claims), not new)

    def add_bytes(self, data: bytes, name: str, options: IntakeOptions) -> Iterator[Added | InputError]:
        """Read the reports in a file's bytes; yields an error for each that cannot be read."""
        from accordingto.ingest.dispatch import documents_in

        for item in documents_in(data, name, name, options):
            try:
                yield item if isinstance(item, InputError) else self.add(item)
            except PurgedError as error:
                yield error
