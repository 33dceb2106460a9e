"""From what a person names (file, folder, `-`) to documents."""

# Paths stay as they were given; pathlib would turn “./reports” into “reports”.
# ruff: noqa: PTH112, PTH123

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.errors import InputError, UnreadableError
from accordingto.ingest.dispatch import documents
from accordingto.ingest.folder import folder_files, shown
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

STANDARD_INPUT = "-"


def ingest(source: str | Path, options: IntakeOptions | None = None) -> Iterator[Document | InputError]:
    """Yield the reports of a file, of a folder, or of standard input (`-`), in a fixed order.

    What cannot be read is yielded as the error that says why, so that the rest goes on; nothing is raised for it.
    """
    options = options or IntakeOptions()
    source = os.fspath(source)
    if source == STANDARD_INPUT:
        yield from _standard_input(options)
    elif os.path.isdir(source):
        for item in folder_files(source):
            if isinstance(item, InputError):
                yield item
            else:
                yield from _file(item, options)
    else:
        yield from _file(source, options)


def _standard_input(options: IntakeOptions) -> Iterator[Document | InputError]:
    given: Any = sys.stdin.buffer
    stream = given if isinstance(given, io.BufferedReader) else io.BufferedReader(given)
    try:
        yield from documents(stream, "standard input", None, options)
    except OSError as error:
        yield UnreadableError(f"standard input: cannot be read ({error.strerror}).")
    finally:
        if stream is not given:
            stream.detach()


def _file(path: str, options: IntakeOptions) -> Iterator[Document | InputError]:
    name = shown(path)
    try:
        with open(path, "rb") as stream:
            yield from documents(stream, name, name, options)
    except FileNotFoundError:
        web = path.startswith(("http://", "https://"))
        hint = "Save the page and give the file (--url keeps its address)." if web else "Check the path."
        yield UnreadableError(f"{name}: no such file. {hint}")
    except PermissionError:
        yield UnreadableError(f"{name}: may not be read. Check who is allowed to open it.")
    except (OSError, ValueError) as error:
        yield UnreadableError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error}).")
