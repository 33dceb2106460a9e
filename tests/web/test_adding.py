from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_reader import PlainReader

from accordingto.errors import TooLargeError
from accordingto.ingest import IntakeOptions
from accordingto.ledger import Ledger
from accordingto.records import Document, Reading
from accordingto.web import adding
from accordingto.web.adding import Adding, Batch
from accordingto.web.intake import Intake


class Faulty(PlainReader):
    def read(self, document: Document) -> Reading:
        if "fault" in document.text:
            raise RuntimeError(document.text)
        return super().read(document)


@pytest.fixture
def reading(ledger: Path) -> Iterator[Adding]:
    with Ledger.open(ledger) as opened:
        yield Adding(Intake(opened, Faulty))  # type: ignore[arg-type]


def finished(batch: Batch) -> Batch:
    until = time.monotonic() + 20
    while not batch.finished:
        assert time.monotonic() < until
        time.sleep(0.01)
    return batch


def test_one_bad_file_never_stops_the_others(reading: Adding) -> None:
    files = [
        ("a.txt", b"Ann said yes."),
        ("b.txt", b"A fault of ours"),
        ("c.pdf", b"%PDF-1.4"),
        ("d.txt", b"Ann said yes."),
    ]
    batch = finished(reading.put("ann", files, IntakeOptions()))
    assert [item.state for item in batch.items] == ["done", "failed", "failed", "done"]
    assert [a.known for item in batch.items for a in item.added] == [False, True]
    assert batch.items[1].faults == ["This is a fault of the program; it was written to the server's log."]
    assert "c.pdf" in batch.items[2].faults[0]
    assert reading.batch(batch.key) is batch
    assert (reading.batches("ann"), reading.batches("bea"), reading.batch("x")) == ([batch], [], None)


def test_too_much_at_once_is_refused(reading: Adding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_WAITING", 20)
    with pytest.raises(TooLargeError):
        reading.put("ann", [("a.txt", b"Ann said that it is so.")], IntakeOptions())
    for _ in range(3):  # what was read makes room again
        finished(reading.put("ann", [("a.txt", b"Ann said yes.")], IntakeOptions()))
        time.sleep(0.05)
