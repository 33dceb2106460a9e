"""Plain text to a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from accordingto.errors import InputError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.composing import compose
from accordingto.ingest.encoding import decode
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the one report of a text file; its text is unchanged but for the byte-order mark and line ends.

    Raises UnreadableError for what is not text, TooLargeError, and NoArticleError for an empty file.
    """
    data = bounded(stream, name, options)
    yield compose(decode(data, name, options.charset), data, name, path, options)
