"""What may go wrong around a ledger: a clear error, and no damage."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from full_ledger import everything
from postgres_server import Server

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger, store
from accordingto.ledger.care.backup import backup
from accordingto.ledger.care.check import check
from accordingto.ledger.faults import without_password
from accordingto.ledger.review import checks, log
from accordingto.records import Reading

FILLING = textwrap.dedent("""
    import json, resource, sys
    from dataclasses import replace
    from accordingto.errors import LedgerError
    from accordingto.ledger import Ledger
    from accordingto.records import Reading

    path, seed, most = sys.argv[1:]
    base = Reading.from_dict(json.loads(open(seed).read()))
    if most != "0":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    with Ledger.open(path) as ledger:
        for n in range(10_000):
            text = base.text + f" {n}" + " More." * 2_000
            try:
                ledger.add(replace(base, document=replace(base.document, text=text)))
            except LedgerError as error:
                print(f"refused: {error}")
                break
            print(n, flush=True)
""")


def fill_up(path: Path, seed: Path, river: Reading, most: int) -> tuple[list[int], str]:
    """Add reports until nothing more can be written; returns which were kept, and what was said then."""
    seed.write_text(river.to_json(), encoding="utf-8")
    command = [sys.executable, "-c", FILLING, str(path), str(seed), str(most)]
    done = subprocess.run(command, env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *kept, refused = done.stdout.splitlines()
    return [int(n) for n in kept], refused


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no small disk can be mounted here ({error})")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_keeps_what_was_said_to_be_kept(
    small_disk: Path, tmp_path: Path, river: Reading
) -> None:
    path = small_disk / "ledger.db"
    kept, refused = fill_up(path, tmp_path / "seed.json", river, 0)
    assert len(kept) > 3
    assert "the disk is full" in refused or "could not be written" in refused
    with Ledger.open(path, create=False) as ledger:
        assert len(ledger.reports()) == len(kept)
    with pytest.raises(LedgerError, match="the disk is full"):
        backup(path, small_disk / "copy.db")
    assert {p.name for p in small_disk.iterdir()} <= {"ledger.db", "ledger.db-wal", "ledger.db-shm"}
    # Room is made elsewhere, and all is whole.
    backup(path, tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db") as ledger:
        assert check(ledger).faults == ()
        assert ledger.add(river)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of that kind on Windows")
def test_a_file_that_may_not_grow_keeps_what_was_said_to_be_kept(tmp_path: Path, river: Reading) -> None:
    path = tmp_path / "ledger.db"
    kept, refused = fill_up(path, tmp_path / "seed.json", river, 2_000_000)
    assert kept
    assert "disk" in refused
    with Ledger.open(path, create=False) as ledger:
        assert len(ledger.reports()) == len(kept)
        assert check(ledger).faults == ()
        assert ledger.add(river)


@pytest.fixture
def ill_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the clock to a year, for what writes the time into the ledger."""

    def set_to(year: int) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return datetime(year, 1, 1, tzinfo=UTC)

        for module in (store, log, checks):
            monkeypatch.setattr(module, "datetime", Clock)

    return set_to


def test_a_clock_that_is_set_back_changes_no_order(
    place: str, river: Reading, other: Callable[..., Reading], ill_clock: Callable[[int], None]
) -> None:
    with Ledger.open(place) as ledger:
        ill_clock(2030)
        ledger.add(river)
        with ledger.writing_connection() as connection:
            checks.accept(connection, 1, by="ann", revision=0)
        ill_clock(1999)
        ledger.add(other(title="Another title"))
        with ledger.writing_connection() as connection:
            checks.reject(connection, 1, by="ann", revision=1)
        assert ledger.reading(1).document.title == "Another title", "the last one is current, whatever the clock says"
        with ledger.reading_connection() as connection:
            assert [(e.id, e.at[:4], e.action) for e in log.entries(connection)] == [
                (2, "1999", "reject"), (1, "2030", "accept"),
            ]  # fmt: skip
        assert check(ledger).faults == ()


class TestAServerThatGoesAway:
    @pytest.fixture
    def ledger(self, postgres: Server, ledger_database: str, river: Reading) -> Iterator[Ledger]:
        address = postgres.new_database(ledger_database)
        with Ledger.open(address) as opened:
            opened.add(river)
            yield opened
        postgres.drop(address)

    def test_between_two_reports(
        self, ledger: Ledger, postgres: Server, river: Reading, other: Callable[..., Reading]
    ) -> None:
        postgres.stop()
        try:
            for _ in range(2):
                with pytest.raises(LedgerError, match=r"connection to the server was lost|cannot be reached"):
                    ledger.add(other(" Two."))
        finally:
            postgres.start()
        # The same program goes on once the server is back.
        assert ledger.reading(1) == river
        assert ledger.add(other(" Two."))
        assert check(ledger).faults == ()

    def test_in_the_middle_of_a_report(
        self, ledger: Ledger, postgres: Server, other: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = everything(ledger)
        put = store._Writer._unattributed

        def gone(writer: store._Writer) -> None:
            postgres.stop()
            put(writer)

        monkeypatch.setattr(store._Writer, "_unattributed", gone)
        try:
            with pytest.raises(LedgerError, match="connection to the server was lost"):
                ledger.add(other(" Two."))
        finally:
            postgres.start()
        assert everything(ledger) == before
        assert check(ledger).faults == ()


def test_no_server_no_database_and_no_rights_are_told_in_words(postgres: Server, river: Reading) -> None:
    with pytest.raises(LedgerError, match=r"cannot be reached.*See that it runs"):
        Ledger.open("postgresql://postgres:geheim@127.0.0.1:1/ledger")
    with pytest.raises(LedgerError, match="there is no such database"):
        Ledger.open(postgres.address("nowhere"))
    with pytest.raises(LedgerError, match="there is no ledger in this database yet"):
        Ledger.open(postgres.new_database(), create=False)
    address = postgres.new_database()
    Ledger.open(address).close()
    name = address.partition("?")[0].rpartition("/")[2]
    postgres.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with Ledger.open(address) as ledger:
        assert ledger.reports() == []
        with pytest.raises(LedgerError, match="only allows reading"):
            ledger.add(river)
    postgres.execute("CREATE ROLE guest LOGIN")
    with pytest.raises(LedgerError, match="Ask whoever runs the server"):
        Ledger.open(address.replace("postgres@", "guest@"))


def test_another_programs_database_and_a_newer_ledger_are_refused(postgres: Server) -> None:
    import psycopg

    address = postgres.new_database()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE orders (id integer)")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(address)
    address = postgres.new_database()
    Ledger.open(address).close()
    with psycopg.connect(address) as connection:
        connection.execute("UPDATE ledger_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer accordingto"):
        Ledger.open(address)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_lacks_letters_is_refused(postgres: Server, encoding: str) -> None:
    name = f"narrow_{encoding.lower()}"
    postgres.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(LedgerError, match=f"keeps its words in {encoding}"):
        Ledger.open(postgres.address(name))


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("postgresql://ann:secret@db.example/ledger", "postgresql://ann@db.example/ledger"),
        ("postgresql://ann:se/cr@et@db.example/ledger", "postgresql://ann@db.example/ledger"),
        (
            "postgresql:///ledger?host=/run&password=secret&user=ann",
            "postgresql:///ledger?host=/run&password=…&user=ann",
        ),
        ("postgresql://ann@db.example:5432/ledger", "postgresql://ann@db.example:5432/ledger"),
    ],
)
def test_no_password_is_printed(address: str, printed: str) -> None:
    assert without_password(address) == printed


def test_without_psycopg_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"pip install 'accordingto\[postgres\]'"):
        Ledger.open("postgresql://127.0.0.1/ledger")


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="the administrator may write everywhere")
def test_a_file_without_the_right_to_write_is_read_and_refuses_writing(tmp_path: Path, river: Reading) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(river)
    path.chmod(0o444)
    with Ledger.open(path, create=False) as ledger:
        assert ledger.reading(1) == river
        with pytest.raises(LedgerError, match="write-protected"):
            ledger.add(river)
