"""A PostgreSQL server from Debian's packages, started for the tests: on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

PROGRAMS = Path("/usr/lib/postgresql")
_FAST = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_wal_size=4GB -c wal_level=minimal "
_FAST += "-c max_wal_senders=0 -c autovacuum=off -c shared_buffers=32MB"


def missing() -> str | None:
    """Why no server can be started here, None where one can."""
    if _programs() is None:
        return f"no PostgreSQL server in {PROGRAMS} (apt-get install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed (pip install 'accordingto[postgres]')"
    return None if _user() or os.getuid() else "a PostgreSQL server does not run as root, and there is no other user"


@dataclass
class Server:
    """A running server."""

    folder: Path
    options: dict[str, Any]
    numbers: Iterator[int]

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement)

    def new_database(self, template: str = "template0") -> str:
        """Make a database and return its address."""
        name = f"ledger_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def drop(self, address: str) -> None:
        name = address.rpartition("/")[2] if "?" not in address else address.partition("?")[0].rpartition("/")[2]
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def start(self) -> None:
        self._control("start", "-o", f"{_FAST} -k {self.folder}", "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop at once, as when the power goes; who is connected is thrown out."""
        self._control("stop", "-m", "immediate")

    def _control(self, *what: str) -> None:
        command = [str(_programs() / "pg_ctl"), "-D", str(self.folder / "data"), "-w", *what]  # type: ignore[operator]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.options)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and stop it at the end."""
    # Not under pytest's own folder: only root may enter that, and the socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="ledger-pg-", dir="/tmp"))
    options: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}}
    if os.getuid() == 0:
        user = _user()
        assert user
        os.chown(folder, user.pw_uid, user.pw_gid)
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}
    server = Server(folder, options, count(1))
    try:
        command = [str(_programs() / "initdb"), "-D", str(folder / "data"), "-A", "trust"]  # type: ignore[operator]
        # A locale in which neither case nor order is that of Unicode: the ledger must not lean on the server's.
        command += ["-E", "UTF8", "--locale=C", "-U", "postgres", "--no-sync"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
        server.start()
        yield server
    finally:
        subprocess.run(
            [str(_programs() / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"],  # type: ignore[operator]
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    return found[-1].parent if found else None


def _user() -> pwd.struct_passwd | None:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None
