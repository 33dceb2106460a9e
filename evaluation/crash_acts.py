"""What is killed in evaluation.crashes: the program's own commands, with a reader that needs no model."""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from accordingto.cli import app, follow, read
from accordingto.errors import DecisionError
from accordingto.ingest.fetch import client
from accordingto.ledger import Ledger
from accordingto.ledger.review import change, checks
from accordingto.ledger.review import tables as desk
from accordingto.linking import engine
from accordingto.records import Document, Reading
from evaluation.invented_ledger import reading as invented

_BATCH = 8
_FED = 10_000
"""Reports that feeds bring have numbers from here on."""
_DECISIONS = 25
_FEEDS = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an action happens: the ledger, a folder for what it reads, the port of the server of that folder.

    `reports` are those that the ledger has, by number; `seed` decides about what people decide.
    """

    place: str
    work: Path
    port: int
    reports: Collection[int] = ()
    seed: str = "0"

    def next_numbers(self, start: int) -> range:
        """Return the next reports to take in, some that are there already among them."""
        known = [number for number in self.reports if start <= number < start + _FED]
        first = max(known, default=start - 1) + 1
        return range(max(start, first - 2), first + _BATCH)


def prepare() -> None:
    """Put the invented reader in the model's place, and let nobody wait between requests."""
    for command in (read, follow):
        command.open_reader = lambda *_: InventedReader()  # type: ignore[attr-defined]
    client.Fetcher = partial(client.Fetcher, gap=0.0)  # type: ignore[misc,assignment]


class InventedReader:
    """Finds the claims that were written into an invented report."""

    def read(self, document: Document) -> Reading:
        """Return the reading of one report."""
        made = invented(int((document.url or "").rpartition("/")[2]))
        there = [at for at, letter in enumerate(document.text) if not letter.isspace()]
        inked = [0, *accumulate(not letter.isspace() for letter in made.text)]

        def moved(value: Any) -> Any:
            """Put places where the words stand once white space is another, as in a feed."""
            if isinstance(value, dict):
                return {name: moved(of) for name, of in value.items()}
            if isinstance(value, list) and len(value) == 2 and all(isinstance(at, int) for at in value):
                return [there[inked[value[0]]], there[inked[value[1]] - 1] + 1]
            return [moved(one) for one in value] if isinstance(value, list) else value

        return replace(Reading.from_dict(moved(json.loads(made.to_json()))), document=document)

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield the readings of reports."""
        return map(self.read, documents)


def _read(scene: Scene) -> None:
    batch = scene.work / "batch.jsonl"
    with batch.open("w", encoding="utf-8") as written:
        for number in scene.next_numbers(0):
            document = invented(number).document
            facts = {name: getattr(document, name) for name in ("text", "title", "url", "publisher", "published")}
            written.write(json.dumps(facts) + "\n")
    app.app(["read", str(batch), "--ledger", scene.place, "--format", "json"], standalone_mode=False)


def _follow(scene: Scene) -> None:
    for feed in range(_FEEDS):
        items = [_item(number) for number in scene.next_numbers(_FED) if number % _FEEDS == feed]
        made = {"version": "https://jsonfeed.org/version/1.1", "title": f"Feed {feed}", "items": items[::-1]}
        (scene.work / f"feed{feed}.json").write_text(json.dumps(made), encoding="utf-8")
    addresses = [f"http://127.0.0.1:{scene.port}/feed{feed}.json" for feed in range(_FEEDS)]
    options = ("--ledger", scene.place, "--once", "--allow-private-addresses")
    app.app(["follow", *addresses, *options], standalone_mode=False)


def _item(number: int) -> dict[str, str]:
    document = invented(number).document
    return {
        "id": str(number), "url": document.url or "", "title": f"{document.title} ({number})",
        "content_text": document.text, "date_published": f"{document.published}T10:00:00Z",
    }  # fmt: skip


def _link(scene: Scene) -> None:
    with Ledger.open(scene.place) as ledger:
        engine.link(ledger, lambda done, total: print(f"[{done}, {total}]", flush=True))


def _review(scene: Scene) -> None:
    chance = random.Random(scene.seed)  # noqa: S311
    with Ledger.open(scene.place) as ledger:
        with ledger.reading_connection() as connection:
            claims = list(connection.scalars(select(desk.register.c.claim_id).order_by(desk.register.c.claim_id)))
            revisions = {row.claim_id: row.revision for row in connection.execute(select(desk.checks))}
        for _ in range(_DECISIONS if claims else 0):
            claim = chance.choice(claims)
            seen = revisions.get(claim, 0)
            act = chance.choice((_accepted, _rejected, _corrected, _noted, checks.undo))
            try:
                with ledger.writing_connection() as connection:
                    revisions[claim] = act(connection, claim, by="ann", revision=seen)
            except DecisionError:
                continue  # nothing to take back, or nothing would change
            print(json.dumps([claim, revisions[claim]]), flush=True)


def _accepted(connection: Connection, claim: int, *, by: str, revision: int) -> int:
    return checks.accept(connection, claim, by=by, revision=revision)


def _rejected(connection: Connection, claim: int, *, by: str, revision: int) -> int:
    return checks.reject(connection, claim, by=by, revision=revision, note=f"seen as {revision}")


def _corrected(connection: Connection, claim: int, *, by: str, revision: int) -> int:
    act = ("deny", "promise", "warn", "urge")[revision % 4]
    return checks.correct(connection, claim, change.Change(act=act), by=by, revision=revision)


def _noted(connection: Connection, claim: int, *, by: str, revision: int) -> int:
    return checks.note(connection, claim, f"note {revision}", by=by, revision=revision)


ACTS: dict[str, Callable[[Scene], None]] = {
    "read": _read, "follow": _follow, "link": _link, "review": _review,
}  # fmt: skip


@contextmanager
def feed_server(folder: Path) -> Iterator[int]:
    """Serve the files of a folder on loopback, from a process of its own; gives the port."""

    class Files(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / Path(self.path).name
            found = path.is_file()
            self.send_response(200 if found else 404)
            self.end_headers()
            if found:
                self.wfile.write(path.read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Files)
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            server.serve_forever()
        os._exit(0)
    try:
        yield server.server_port
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        server.server_close()
