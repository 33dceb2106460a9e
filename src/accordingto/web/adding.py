"""Files and pasted text on their way into the ledger: read one after the other, with what became of each."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread

from accordingto.errors import AccordingToError, InputError, TooLargeError
from accordingto.ingest import IntakeOptions
from accordingto.web.intake import Added, Intake

_LOG = logging.getLogger(__name__)
MOST_WAITING = 256 * 1024 * 1024
"""Bytes that may wait to be read; beyond that the desk says that it is busy."""
_KEPT = 500
"""Batches whose outcome is kept for their pages."""


@dataclass(slots=True)
class Item:
    """One file or pasted text: `state` is waiting, reading, done or failed; `faults` say in words what went wrong."""

    name: str
    size: int
    state: str = "waiting"
    added: list[Added] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one person sent at once."""

    key: str
    by: str
    items: tuple[Item, ...]

    @property
    def finished(self) -> bool:
        """Whether nothing of it is still to be read."""
        return all(item.state in ("done", "failed") for item in self.items)


class Adding:
    """Reads what is sent, in one thread of its own; the model is opened when the first comes."""

    def __init__(self, intake: Intake) -> None:
        """Take what reads and keeps reports."""
        self._intake = intake
        self._waiting: SimpleQueue[tuple[Item, bytes, str | None, IntakeOptions]] = SimpleQueue()
        self._batches: OrderedDict[str, Batch] = OrderedDict()
        self._lock = Lock()
        self._bytes = 0
        self._thread: Thread | None = None

    def put(self, by: str, files: Sequence[tuple[str, bytes]], options: IntakeOptions) -> Batch:
        """Take files (name, bytes) to be read; raises TooLargeError where too much waits already."""
        batch = Batch(secrets.token_urlsafe(9), by, tuple(Item(name, len(data)) for name, data in files))
        size = sum(item.size for item in batch.items)
        with self._lock:
            if self._bytes + size > MOST_WAITING:
                raise TooLargeError("Much is waiting to be read already. Send this again in some minutes.")
            self._bytes += size
            self._batches[batch.key] = batch
            while len(self._batches) > _KEPT:
                self._batches.popitem(last=False)
            if self._thread is None:
                # A daemon: what is not read when the desk stops is told as such, and sent again.
                self._thread = Thread(target=self._run, name="adding", daemon=True)
                self._thread.start()
        for item, (_, data) in zip(batch.items, files, strict=True):
            self._waiting.put((item, data, item.name, options))
        return batch

    def batch(self, key: str) -> Batch | None:
        """Return a batch by its key, None where it is not known (any more)."""
        return self._batches.get(key)

    def batches(self, by: str) -> list[Batch]:
        """Return what a person sent, the newest first."""
        with self._lock:
            return [batch for batch in reversed(self._batches.values()) if batch.by == by]

    def _run(self) -> None:
        while True:
            item, data, path, options = self._waiting.get()
            item.state = "reading"
            try:
                for found in self._intake.add_bytes(data, path or item.name, options):
                    if isinstance(found, InputError):
                        item.faults.append(str(found))
                    else:
                        item.added.append(found)
            except AccordingToError as error:
                item.faults.append(str(error))
            except Exception:
                _LOG.exception("adding %s", item.name)
                item.faults.append("This is a fault of the program; it was written to the server's log.")
            item.state = "failed" if item.faults and not item.added else "done"
            with self._lock:
                self._bytes -= item.size
