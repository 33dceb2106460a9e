"""A reader without a model, and a program that uses it: for tests of commands that are stopped and killed.

Run as a script it is `accordingto` with that reader and without pauses between requests. Each report takes as long as
the environment's SECONDS say.
"""

from __future__ import annotations

import functools
import os
import time

from accordingto.records import Document, Provenance, Reading


class QuickReader:
    """Finds no claims, quickly."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.read_documents: list[Document] = []

    def read(self, document: Document) -> Reading:
        time.sleep(self.seconds)
        self.read_documents.append(document)
        return Reading(document, (), (), Provenance("test", "none"))


def main() -> None:
    from accordingto.cli import app, follow, watch
    from accordingto.ingest.fetch import client

    client.Fetcher = functools.partial(client.Fetcher, gap=0.0)  # type: ignore[misc,assignment]
    for command in (follow, watch):
        command.open_reader = lambda model: QuickReader(float(os.environ.get("SECONDS", "0")))  # type: ignore[attr-defined]
    app.main()


if __name__ == "__main__":
    main()
