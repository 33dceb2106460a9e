"""Reading the bytes of one report, but never more than are allowed."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from accordingto.ingest.options import IntakeOptions, too_large


def bounded(stream: BinaryIO, name: str, options: IntakeOptions) -> bytes:
    """Return all bytes of a stream; raises TooLargeError for too many, for a file before reading it."""
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
