"""Thirty of the recorded kills of evaluation.crashes, and some of them on a server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from postgres_server import Server

from evaluation.crash_acts import ACTS

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is neither fork nor SIGKILL on Windows"),
    pytest.mark.timeout(600),
]


def crashed(root: Path, work: Path, *options: str) -> dict[str, object]:
    """Run so many kills in a process of its own, as those that are killed are its children; return the figures."""
    figures = work / "figures.json"
    command = [sys.executable, "-m", "evaluation.crashes", "--work", str(work), "--figures", str(figures), *options]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert figures.exists(), done.stderr
    found: dict[str, object] = json.loads(figures.read_text(encoding="utf-8"))
    assert done.returncode == 0, found["faults"]
    return found


def test_killed_thirty_times_nothing_is_lost_and_nothing_doubled(root: Path, tmp_path: Path) -> None:
    found = crashed(root, tmp_path, "--kills", "30")
    killed = found["killed"]
    assert isinstance(killed, dict)
    assert set(killed) == set(ACTS)
    assert all(killed.values()), "each command was killed"
    assert sum(killed.values()) == 30
    assert found["faults"] == []
    assert found["kept"], "something was kept before"


def test_killed_on_a_server_nothing_is_lost(root: Path, tmp_path: Path, postgres: Server) -> None:
    found = crashed(root, tmp_path, "--kills", "8", "--server", postgres.address(), "--seed", "2")
    assert found["database"] == "postgresql"
    assert found["faults"] == []


def test_what_is_lost_doubled_or_damaged_is_noticed() -> None:
    from evaluation.crashes import _faults, _State

    before = _State(frozenset({1}), 1, frozenset(), ((7, 1),), 1)

    def told(action: str, said: list[object], **after: object) -> str:
        from dataclasses import replace

        return "; ".join(_faults(action, before, replace(before, **after), said))  # type: ignore[arg-type]

    assert told("read", [2], reports=frozenset({1, 2})) == ""
    assert told("read", [2], reports=frozenset({1, 2, 3})) == "", "one may be there that was not told any more"
    assert "report 2 is lost" in told("read", [2])
    assert "3 reports are new" in told("read", [2], reports=frozenset({1, 2, 3, 4}))
    assert "before is lost" in told("read", [], reports=frozenset())
    assert "item 5 is seen" in told("follow", [], seen=frozenset({5}))
    assert "0 readings are linked" in told("link", [[1, 9]])
    assert told("link", [[1, 9]], linked=2) == told("link", [[1, 9]], linked=3) == ""
    assert "3 readings are linked" in told("link", [[1, 9]], linked=4)
    assert "about claim 7 is lost" in told("review", [[7, 2]], decisions=2)
    assert told("review", [[7, 2]], decisions=2, revisions=((7, 2),)) == ""
    assert "3 decisions" in told("review", [], decisions=4)
    assert told("read", [], faults=("the file: damaged",)) == "the file: damaged"
