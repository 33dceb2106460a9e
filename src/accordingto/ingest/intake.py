"""From what a person names (file, folder, web address, `-`) to documents."""

# Paths stay as they were given; pathlib would turn “./reports” into “reports”.
# ruff: noqa: PTH112, PTH123

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accordingto.errors import InputError, UnreadableError
from accordingto.ingest.dispatch import documents
from accordingto.ingest.fetch.addresses import is_web_address, shown_address
from accordingto.ingest.folder import folder_files, shown
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

if TYPE_CHECKING:
    from accordingto.ingest.fetch.client import Fetcher

STANDARD_INPUT = "-"


def ingest(
    source: str | Path, options: IntakeOptions | None = None, fetcher: Fetcher | None = None
) -> Iterator[Document | InputError]:
    """Yield the reports of a file, folder, web address, or of standard input (`-`), in a fixed order.

    What cannot be read is yielded as the error that says why, so that the rest goes on; nothing is raised for it.
    Addresses are fetched with `fetcher`, which knows the rules of sites and when they were last asked; without it
    with one that reaches public addresses only.
    """
    options = options or IntakeOptions()
    source = os.fspath(source)
    if source == STANDARD_INPUT:
        yield from _standard_input(options)
    elif is_web_address(source):
        yield from _address(source, options, fetcher)
    elif os.path.isdir(source):
        for item in folder_files(source):
            if isinstance(item, InputError):
                yield item
            else:
                yield from _file(item, options)
    else:
        yield from _file(source, options)


def _address(address: str, options: IntakeOptions, fetcher: Fetcher | None) -> Iterator[Document | InputError]:
    from accordingto.ingest.fetch.client import Fetcher
    from accordingto.ingest.fetch.reports import fetched_documents

    with nullcontext(fetcher) if fetcher else Fetcher() as opened:
        try:
            fetched = opened.fetch(address, most_bytes=options.max_bytes)
        except InputError as error:
            yield error
            return
        yield from fetched_documents(fetched, shown_address(address), options)


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
        hint = "Of addresses only http:// and https:// are read." if "://" in path else "Check the path."
        yield UnreadableError(f"{name}: no such file. {hint}")
    except PermissionError:
        yield UnreadableError(f"{name}: may not be read. Check who is allowed to open it.")
    except (OSError, ValueError) as error:
        yield UnreadableError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error}).")
