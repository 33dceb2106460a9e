"""A desk on loopback, really served, and people who use it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_people import CHEAP
from fastapi import FastAPI

from accordingto.ledger import Ledger
from accordingto.web.app import create_app
from accordingto.web.server import Server, listen
from accordingto.web.server import server as served


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to copy: its migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("made_once") / "ledger.db"
    Ledger.open(path).close()
    return path


@pytest.fixture
def ledger(made_once: Path, tmp_path: Path) -> Path:
    """An empty ledger."""
    return shutil.copy(made_once, tmp_path / "ledger.db")


@pytest.fixture(scope="session")
def stops() -> Iterator[list[Callable[[], None]]]:
    """What waits for servers that were told to stop: a moment each, so they are waited for together."""
    waits: list[Callable[[], None]] = []
    yield waits
    for wait in waits:
        wait()


@pytest.fixture
def server(stops: list[Callable[[], None]]) -> Iterator[Callable[..., str]]:
    """Return a function that serves a ledger and returns its address: `server(path, api_rate="5/minute")`.

    `change` gets the application before it starts, `proxy` believes X-Forwarded-For; all else is for Settings.
    """
    running: list[Server] = []

    def start(path: Path, change: Callable[[FastAPI], None] | None = None, proxy: bool = False, **options: Any) -> str:
        opened = Ledger.open(path, create=False)
        listening = listen("127.0.0.1", 0)
        app = create_app(opened, replace(CHEAP, port=listening.getsockname()[1], **options))
        if change is not None:
            change(app)
        started = threading.Event()
        running.append(served(app, started.set, log_level="critical", proxy=proxy))
        thread = threading.Thread(target=running[-1].run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        assert started.wait(20), "the server did not start"

        def wait() -> None:
            thread.join(20)
            opened.close()
            assert not thread.is_alive(), "the server did not stop"

        stops.append(wait)
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server in running:
        server.should_exit = True
