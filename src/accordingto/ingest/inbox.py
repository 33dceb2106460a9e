"""A folder that is watched: which files are complete, and what became of them, told beside them."""

# Paths stay as they were given; pathlib would turn “./reports” into “reports”.
# ruff: noqa: PTH103, PTH107, PTH110, PTH116, PTH118, PTH120, PTH122, PTH123

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from accordingto.errors import InputError, UnreadableError
from accordingto.ingest.folder import NOTE, folder_files, shown

MARK = ".read"
"""What the name of the file ends with that says that its neighbour was read; NOTE is for what went wrong."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is complete: its path, and its size in bytes and time of change (ns) by which it is known again."""

    path: str
    size: int
    changed: int


@dataclass(slots=True)
class _Growing:
    size: int
    changed: int
    since: float


class Inbox:
    """Looks into a folder again and again. `clock` gives seconds and stands for the system's in tests.

    Looking, unlike being told by the system, works on network drives and in containers, and misses nothing that
    arrived while the program did not run.
    """

    def __init__(
        self, folder: str, done: str | None, settle: float = 2.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._done = done
        self._settle = settle
        self._clock = clock
        self._growing: dict[str, _Growing] = {}
        # Size and time of change of files that were dealt with, where that could not be told beside them.
        self._handled: dict[str, tuple[int, int]] = {}
        self._problems: set[str] = set()

    def arrivals(self) -> Iterator[Arrival | InputError]:
        """Yield the files that are complete and have not been read: unchanged in size and time for the settling time.

        An empty file waits until something is in it. A folder that cannot be opened is yielded once as an error.
        """
        there: set[str] = set()
        problems: set[str] = set()
        for item in folder_files(self._folder, self._done):
            if isinstance(item, InputError):
                if isinstance(item, UnreadableError):
                    problems.add(str(item))
                    if str(item) not in self._problems:
                        yield item
                continue
            there.add(item)
            arrival = self._looked_at(item)
            if arrival is not None:
                yield arrival
        self._problems = problems
        for path in self._growing.keys() - there:
            del self._growing[path]
        for path in self._handled.keys() - there:
            del self._handled[path]

    def waits(self) -> bool:
        """Whether there are files that may be complete soon."""
        return any(growing.size for growing in self._growing.values())

    def _looked_at(self, path: str) -> Arrival | None:
        try:
            status = os.stat(path)
        except OSError:  # taken away in the meantime
            return None
        size, changed = status.st_size, status.st_mtime_ns
        known = self._growing.get(path)
        if known is None and self._is_handled(path, size, changed):
            return None
        if known is None or (known.size, known.changed) != (size, changed):
            known = self._growing[path] = _Growing(size, changed, self._clock())
        if size == 0 or self._clock() - known.since < self._settle:
            return None
        return Arrival(path, size, changed)

    def _is_handled(self, path: str, size: int, changed: int) -> bool:
        if self._handled.get(path) != (size, changed) and _told_of(path) != changed:
            self._handled.pop(path, None)
            return False
        return True

    def finished(self, arrival: Arrival, errors: Sequence[str], words: str) -> str | None:
        """Tell beside a file what became of it; returns in words what hindered that, or None.

        Without errors the file is moved to the folder for what is done, or where there is none gets a mark that says
        `words`. With errors it stays, with a note of them; it is read again once it has changed, or the note is gone.
        """
        self._growing.pop(arrival.path, None)
        self._handled[arrival.path] = (arrival.size, arrival.changed)
        try:
            if errors:
                hint = "It is read again when it has changed, or when this note is deleted."
                _write_beside(arrival, NOTE, "\n".join([*errors, "", hint]))
            elif self._done is None:
                _write_beside(arrival, MARK, words)
            else:
                self._move(arrival.path, self._done)
            if not errors and os.path.exists(arrival.path + NOTE):
                os.remove(arrival.path + NOTE)
            self._handled.pop(arrival.path, None)
        except OSError as error:
            what = "moved" if self._done is not None and not errors else "marked"
            return f"{shown(arrival.path)}: read, but it cannot be {what} ({error.strerror})."
        return None

    def _move(self, path: str, done: str) -> None:
        goal = os.path.join(done, os.path.relpath(path, self._folder))
        os.makedirs(os.path.dirname(goal), exist_ok=True)
        stem, suffix = os.path.splitext(goal)
        number = 1
        while os.path.lexists(goal):  # an earlier file of that name is not replaced
            number += 1
            goal = f"{stem} ({number}){suffix}"
        shutil.move(path, goal)


def _told_of(path: str) -> int | None:
    """Return the time of change of the file that a mark or note beside it tells of, or None where there is none."""
    for ending in (NOTE, MARK):
        try:
            return os.stat(path + ending).st_mtime_ns
        except OSError:
            continue
    return None


def _write_beside(arrival: Arrival, ending: str, words: str) -> None:
    path = arrival.path + ending
    with open(path, "w", encoding="utf-8", errors="replace") as note:
        note.write(words + "\n")
    # The note has its file's time: so it can be told whether the file has changed since.
    os.utime(path, ns=(arrival.changed, arrival.changed))
