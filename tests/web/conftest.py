"""A desk on loopback, really served, and people who use it."""

from __future__ import annotations

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


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An empty ledger."""
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    return path


@pytest.fixture
def server() -> Iterator[Callable[..., str]]:
    """Return a function that serves a ledger and returns its address: `server(path, api_rate="5/minute")`.

    `change` gets the application before it starts; all else is for Settings.
    """
    ends: list[Callable[[], None]] = []

    def start(path: Path, change: Callable[[FastAPI], None] | None = None, **options: Any) -> str:
        opened = Ledger.open(path, create=False)
        listening = listen("127.0.0.1", 0)
        app = create_app(opened, replace(CHEAP, port=listening.getsockname()[1], **options))
        if change is not None:
            change(app)
        started = threading.Event()
        running: Server = served(app, started.set, log_level="critical")
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        assert started.wait(20), "the server did not start"

        def end() -> None:
            running.should_exit = True
            thread.join(20)
            opened.close()
            assert not thread.is_alive(), "the server did not stop"

        ends.append(end)
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for end in ends:
        end()
