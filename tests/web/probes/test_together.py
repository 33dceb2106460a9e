"""Two at once with the same thing in hand, and somebody who edits the log behind the desk's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import httpx2
import pytest
from desk_people import add_token, browser, program
from plain_reader import plain_reader
from typer.testing import CliRunner

from accordingto.cli.app import app
from accordingto.errors import NotFoundError
from accordingto.ledger import Ledger
from accordingto.ledger.review.purge import purge_report


def test_the_same_idempotency_key_of_two_people_is_two_keys(attacked: Path, server: Callable[..., str]) -> None:
    tokens = [add_token(attacked, name, "editor") for name in ("Ann", "Ben")]
    address = server(attacked, plain_reader)
    key = {"Idempotency-Key": "the-same"}
    with program(address, tokens[0]) as ann, program(address, tokens[1]) as ben:
        mine = ann.post("/api/v1/reports", json={"text": "Carl says it rains."}, headers=key)
        # With the key of one person another report would be refused, and the same one answered from memory.
        theirs = ben.post("/api/v1/reports", json={"text": "Dora says it snows."}, headers=key)
        assert (mine.status_code, theirs.status_code) == (201, 201)
        assert mine.json()["id"] != theirs.json()["id"]
        for client, text, first in ((ann, "Carl says it rains.", mine), (ben, "Dora says it snows.", theirs)):
            again = client.post("/api/v1/reports", json={"text": text}, headers=key)
            assert (again.status_code, again.json()) == (201, first.json())
        assert ben.post("/api/v1/reports", json={"text": "Carl says it rains."}, headers=key).status_code == 422


def test_of_two_purges_at_once_one_is_told_that_there_is_nothing(attacked: Path, desk: str) -> None:
    both = Barrier(2)

    def purge(by: str) -> str:
        with Ledger.open(attacked) as opened:
            both.wait(20)
            try:
                with opened.writing_connection() as connection:
                    purge_report(connection, 1, by=by, why="asked for")
            except NotFoundError:
                return "nothing"
        return "purged"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(purge, ("Ann", "Ben"))) == ["nothing", "purged"]
    with browser(desk) as client:
        assert client.get("/reports/1").status_code == 404
        assert client.get("/reports/2").status_code == 200
        assert "The chain holds" in client.get("/log?verify=true").text
        purges = [one for one in client.get("/api/v1/reviews").json()["reviews"] if one["action"] == "purge"]
    assert len(purges) == 1


@pytest.mark.parametrize(
    ("edit", "entry"),
    [
        ("UPDATE log SET by = 'Eve' WHERE id = 2", 2),
        ("UPDATE log SET after = replace(after, 'rejected', 'accepted') WHERE id = 2", 2),
        ("UPDATE log SET at = '2001-01-01T00:00:00+00:00' WHERE id = 1", 1),
        ("UPDATE log SET salt = NULL, before = NULL, after = NULL WHERE id = 2", 2),
        ("UPDATE log SET claim_id = 9 WHERE id = 1", 1),
        ("DELETE FROM log WHERE id = 1", 2),
        ("UPDATE log SET id = 99 WHERE id = 2", 99),
    ],
)
def test_a_log_edited_behind_the_desks_back_is_told(
    attacked: Path, client: httpx2.Client, edit: str, entry: int
) -> None:
    assert "The chain holds" in client.get("/log?verify=true").text
    with closing(sqlite3.connect(attacked)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")  # who can write to the file can do that, too
        assert connection.execute(edit).rowcount == 1
        connection.commit()
    page = client.get("/log?verify=true")
    assert page.status_code == 200 and f"The chain is broken at entry {entry}" in page.text
    told = CliRunner().invoke(app, ["log", str(attacked), "--verify"])
    assert told.exit_code == 1 and f"BROKEN at entry {entry}" in told.output
