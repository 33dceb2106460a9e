"""The bytes that reports were read from, kept by digest where that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from accordingto.ledger.schema import originals
from accordingto.records import Document


def put(connection: Connection, digest: str, data: bytes) -> None:
    """Keep bytes under their digest; does nothing where they are there."""
    if connection.scalar(select(originals.c.digest).where(originals.c.digest == digest)) is None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(insert(originals).values(digest=digest, bytes=data, kept_at=now))


def get(connection: Connection, digest: str) -> bytes | None:
    """Return the bytes with that digest (`document.original`), or None where they were not kept."""
    data = connection.scalar(select(originals.c.bytes).where(originals.c.digest == digest))
    return None if data is None else bytes(data)


class Waiting:
    """Bytes of reports that are being read, until their readings are stored; reports come in the order of intake."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}

    def keep(self, digest: str, data: bytes) -> None:
        """Hold the bytes of the next report; several reports may come from the same."""
        self._bytes.pop(digest, None)  # so that it is held as the latest
        self._bytes[digest] = data

    def put(self, connection: Connection, documents: Iterable[Document]) -> None:
        """Keep the bytes of reports in the transaction that stores them, and drop those of earlier ones."""
        for digest in (document.original for document in documents):
            if digest in self._bytes:
                for earlier in list(self._bytes):
                    if earlier == digest:
                        break
                    del self._bytes[earlier]  # of a report that could not be read
                put(connection, digest, self._bytes[digest])
