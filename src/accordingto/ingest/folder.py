"""Walks folders in a fixed order."""

# Paths stay as they were given; pathlib would turn “./reports” into “reports”.
# ruff: noqa: PTH112, PTH113, PTH114, PTH118, PTH208

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.formats import SUFFIXES, Format


def folder_files(folder: str) -> Iterator[str | InputError]:
    """Yield the paths below `folder` that have a known suffix, sorted by name folder by folder.

    Hidden files and folders are left out, linked folders are not entered. What cannot be opened is yielded as an
    error, and so is a folder without any report.
    """
    found = False
    for item in _walk(folder):
        found = True
        yield item
    if not found:
        yield NoArticleError(f"{shown(folder)}: no reports in this folder (looked for {', '.join(SUFFIXES)}).")


def _walk(folder: str) -> Iterator[str | InputError]:
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if os.path.islink(path) and path != folder:
                if os.path.isfile(path):
                    yield path
            elif os.path.isdir(path):
                names = sorted(name for name in os.listdir(path) if not name.startswith("."))
                waiting += [os.path.join(path, name) for name in reversed(names) if _wanted(path, name)]
            elif os.path.isfile(path):
                yield path
        except OSError as error:
            yield UnreadableError(f"{shown(path)}: this folder cannot be opened ({error.strerror}).")


def _wanted(folder: str, name: str) -> bool:
    return PurePath(name).suffix.lower() in SUFFIXES or os.path.isdir(os.path.join(folder, name))


def shown(path: str) -> str:
    """Return a path as it can be printed and written: bytes in a name that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def count_files(sources: list[str]) -> int | None:
    """Return how many reports the sources hold, or None where that cannot be known before reading them."""
    total = 0
    for source in sources:
        for path in folder_files(source) if os.path.isdir(source) else [source]:
            if isinstance(path, str) and SUFFIXES.get(PurePath(path).suffix.lower()) not in (Format.TEXT, Format.HTML):
                return None
            total += isinstance(path, str)
    return total
