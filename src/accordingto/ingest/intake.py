"""From what a person names (file, folder, `-`) to documents."""

# Paths stay as they were given; pathlib would turn “./reports” into “reports”.
# ruff: noqa: PTH112, PTH123

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from accordingto.errors import InputError, UnreadableError
from accordingto.ingest.folder import folder_files, shown
from accordingto.ingest.formats import Format, recognise
from accordingto.ingest.jsonl import json_documents
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.ingest.text import text_document
from accordingto.records import Document

STANDARD_INPUT = "-"
_HEAD = 8192


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
        yield from _stream(stream, "standard input", None, options)
    except OSError as error:
        yield UnreadableError(f"standard input: cannot be read ({error.strerror}).")
    finally:
        if stream is not given:
            stream.detach()


def _file(path: str, options: IntakeOptions) -> Iterator[Document | InputError]:
    name = shown(path)
    try:
        with open(path, "rb") as stream:
            yield from _stream(stream, name, name, options)
    except FileNotFoundError:
        web = path.startswith(("http://", "https://"))
        hint = "Save the page and give the file (--url keeps its address)." if web else "Check the path."
        yield UnreadableError(f"{name}: no such file. {hint}")
    except PermissionError:
        yield UnreadableError(f"{name}: may not be read. Check who is allowed to open it.")
    except (OSError, ValueError) as error:
        yield UnreadableError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error}).")


def _stream(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    head = stream.peek(_HEAD)
    kind = recognise(path, head)
    if kind is Format.JSON_LINES:
        yield from json_documents(stream, head, name, path, options)
        return
    try:
        data = _bounded(stream, name, options)
        if kind is Format.HTML:
            from accordingto.ingest.html import html_document  # slow to load

            yield html_document(data, name, path, options)
        else:
            yield text_document(data, name, path, options)
    except InputError as error:
        yield error


def _bounded(stream: BinaryIO, name: str, options: IntakeOptions) -> bytes:
    """Read all, but refuse what is too large before reading it."""
    status = os.fstat(stream.fileno()) if _is_file(stream) else None
    if status and stat.S_ISREG(status.st_mode) and status.st_size > options.max_bytes:
        raise too_large(name, options)
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise too_large(name, options)
    return data


def _is_file(stream: BinaryIO) -> bool:
    try:
        stream.fileno()
    except (OSError, AttributeError):
        return False
    return True
