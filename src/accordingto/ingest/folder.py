"""Walks folders in a fixed order."""

# Paths stay as they were given; pathlib would turn “./reports” into “reports”.
# ruff: noqa: PTH100, PTH112, PTH113, PTH114, PTH118, PTH208

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.formats import SUFFIXES, Format

NOTE = ".error.txt"
"""How the names of notes end that `accordingto watch` puts beside files it cannot read; they are no reports."""


def folder_files(folder: str, without: str | None = None) -> Iterator[str | InputError]:
    """Yield the paths below `folder` that have a known suffix, sorted by name folder by folder.

    Hidden files and folders, notes of errors and the folder `without` are left out, linked folders are not entered.
    What cannot be opened is yielded as an error, and so is a folder without any report.
    """
    found = False
    for item in _walk(folder, without and os.path.abspath(without)):
        found = True
        yield item
    if not found:
        yield NoArticleError(f"{shown(folder)}: no reports in this folder (looked for {', '.join(SUFFIXES)}).")


def _walk(folder: str, without: str | None) -> Iterator[str | InputError]:
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if os.path.islink(path) and path != folder:
                if os.path.isfile(path):
                    yield path
            elif os.path.isdir(path):
                if without and os.path.abspath(path) == without:
                    continue
                names = sorted(name for name in os.listdir(path) if not name.startswith("."))
                waiting += [os.path.join(path, name) for name in reversed(names) if _wanted(path, name)]
            elif os.path.isfile(path):
                yield path
        except OSError as error:
            yield UnreadableError(f"{shown(path)}: this folder cannot be opened ({error.strerror}).")


def _wanted(folder: str, name: str) -> bool:
    if PurePath(name).suffix.lower() in SUFFIXES:
        return not name.endswith(NOTE)
    return os.path.isdir(os.path.join(folder, name))


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
