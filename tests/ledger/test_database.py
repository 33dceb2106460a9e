from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from accordingto.errors import BusyError, LedgerError
from accordingto.ledger import Ledger, migrations, schema
from accordingto.ledger.care.check import check
from accordingto.ledger.database import sqlite, writers
from accordingto.records import Reading


def test_the_migrations_make_the_tables_of_the_schema(place: str) -> None:
    ledger = Ledger.open(place)

    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return not (kind == "table" and str(name).startswith("claims_search"))

    options = {"version_table": migrations.VERSION_TABLE, "include_object": ours, "compare_type": True}
    with ledger, ledger.reading_connection() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), schema.metadata) == []


def test_newest_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.NEWEST


def test_a_path_with_odd_characters(tmp_path: Path, river: Reading) -> None:
    path = tmp_path / "the 100% #1 ledger?.db"
    with Ledger.open(path) as ledger:
        ledger.add(river)
    assert path.exists()
    with Ledger.open(path, create=False) as ledger:
        assert ledger.reading(1) == river


def test_one_file_is_left_after_closing(tmp_path: Path, river: Reading) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(river)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]


def test_a_missing_file_is_refused_unless_it_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such file"):
        Ledger.open(tmp_path / "ledger.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="a folder"):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path / "nowhere" / "ledger.db")


@pytest.mark.parametrize("content", [b"plain text", b"x" * 10_000, b"SQLite format 3\0" + b"\xff" * 5_000])
def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"notes\.txt: (it is not a SQLite database|the file is damaged)"):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_ledger_only_when_writing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with pytest.raises(LedgerError, match="an empty file"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.reports() == []


def test_another_programs_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE orders (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_newer_ledger_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE {migrations.VERSION_TABLE} SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"newer accordingto .*pip install --upgrade"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_full_disk_loses_nothing(tmp_path: Path, river: Reading, other: Callable[..., Reading]) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(river)

        @event.listens_for(ledger._engine, "checkout")
        def full(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 1}")

        with pytest.raises(LedgerError, match="disk is full"):
            ledger.add(other(" More." * 100_000))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.reading(1) == river
        assert len(ledger.reports()) == 1


def test_a_locked_ledger_says_so(place: str, river: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "PATIENCE", 0.05)
    with Ledger.open(place) as other, Ledger.open(place) as ledger:
        with other.writing_connection():
            with pytest.raises(BusyError, match="another program has been writing"):
                ledger.add(river)
            assert ledger.reports() == [], "reading goes on while another program writes"
        assert ledger.add(river)


def test_a_write_protected_ledger_can_be_read(
    tmp_path: Path, river: Reading, other: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(river)
    # The administrator, as whom tests may run, may write everywhere.
    monkeypatch.setattr(sqlite.os, "access", lambda *_: False)
    with Ledger.open(tmp_path / "ledger.db", create=False) as ledger:
        assert ledger.reading(1) == river
        with pytest.raises(LedgerError, match="write-protected"):
            ledger.add(other("More."))
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]


WRITER = textwrap.dedent("""
    import os, signal, sys
    from dataclasses import replace
    from sqlalchemy import event
    from accordingto.ledger import Ledger
    from accordingto.records import Reading
    import json

    path, seed, first, last, kill = sys.argv[1:]
    base = Reading.from_dict(json.loads(open(seed).read()))
    with Ledger.open(path) as ledger:
        if kill == "kill":
            @event.listens_for(ledger._engine, "before_cursor_execute")
            def stop(connection, cursor, statement, *rest):
                if statement.startswith("INSERT INTO spans"):
                    os.kill(os.getpid(), signal.SIGKILL)
        for n in range(int(first), int(last)):
            ledger.add(replace(base, document=replace(base.document, text=base.text + f" {n}")))
""")


def start(
    path: str | Path, folder: Path, seed: Reading, first: int, last: int, kill: str = ""
) -> subprocess.Popen[bytes]:
    saved = folder / "seed.json"
    saved.write_text(seed.to_json(), encoding="utf-8")
    command = [sys.executable, "-c", WRITER, str(path), str(saved), str(first), str(last), kill]
    return subprocess.Popen(command, env={"PYTHONPATH": ":".join(sys.path)}, stderr=subprocess.PIPE)


@pytest.mark.timeout(600)
def test_two_programs_make_and_fill_one_ledger(place: str, tmp_path: Path, river: Reading) -> None:
    path = place
    programs = [start(path, tmp_path, river, 0, 30), start(path, tmp_path, river, 20, 50)]
    for program in programs:
        assert program.communicate()[1] == b""
        assert program.returncode == 0
    with Ledger.open(path, create=False) as ledger:
        reports = ledger.reports()
        assert len(reports) == 50
        assert sorted(r.version for r in reports) == list(range(1, 51))
        assert {r.claims for r in reports} == {len(river.claims)}
        assert check(ledger).faults == ()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_kill_in_the_middle_leaves_no_half_report(tmp_path: Path, river: Reading) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(river)
    program = start(path, tmp_path, river, 0, 1, "kill")
    program.communicate()
    assert program.returncode == -9
    with Ledger.open(path, create=False) as ledger:
        assert [r.number for r in ledger.reports()] == [1]
        assert ledger.reading(1) == river
        assert len(ledger.search("flood")) == 1
    with closing(sqlite3.connect(path)) as connection:
        tables = ("readings", "sources", "claims", "links", "unattributed", "notes")
        for table in tables:
            wrong = connection.execute(
                f"SELECT count(*) FROM {table} WHERE {'report_id' if table == 'readings' else 'reading_id'} != 1"
            )
            assert wrong.fetchone() == (0,), table


def test_an_interrupt_in_the_middle_leaves_no_half_report(
    place: str, river: Reading, other: Callable[..., Reading]
) -> None:
    with Ledger.open(place) as ledger:
        ledger.add(river)

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        event.listen(ledger._engine, "commit", interrupt)
        with pytest.raises(KeyboardInterrupt):
            ledger.add(other("More."))
        event.remove(ledger._engine, "commit", interrupt)
        assert len(ledger.reports()) == 1
        assert ledger.add(other("More."))


@pytest.mark.timeout(600)
def test_two_thousand_reports_are_stored_and_searched_quickly(tmp_path: Path, river: Reading) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        # The disk may be busy with other things; what is measured is the ledger's own work.
        ledger._engine.dispose()
        event.listen(ledger._engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
        began = time.process_time()
        for n in range(2_000):
            document = replace(river.document, text=f"{river.text} {n}", url=f"https://post.example/{n}")
            ledger.add(replace(river, document=document, claims=river.claims[:1], sources=river.sources[:1]))
        stored = time.process_time() - began
        began = time.process_time()
        assert len(ledger.search("flood houses", source="astrom", limit=20)) == 20
        assert len(ledger.reports()) == 2_000
        assert ledger.reading(ledger.find_report("https://post.example/1999")).text.endswith("1999")
        searched = time.process_time() - began
    # Generous: about ten times what two slow cores take.
    assert stored < 60, stored
    assert searched < 3, searched
