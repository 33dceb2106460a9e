"""The library that runs the network keeps what it is used for to itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_no_telemetry_is_prepared(tmp_path: Path) -> None:
    """Where it would tell anybody, it first writes an id of the machine and a queue of what to tell."""
    told = {name: str(tmp_path / name) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
    for folder in told.values():
        Path(folder).mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"} | told
    command = [sys.executable, "-c", "import accordingto.reading.encoder, time; time.sleep(0.5)"]
    subprocess.run(command, env=environment, check=True, timeout=60)
    assert [path for folder in told.values() for path in Path(folder).rglob("*")] == []
