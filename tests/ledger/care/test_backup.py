from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from full_ledger import everything, fill

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.ledger.care.backup import backup, restore
from accordingto.ledger.care.check import check
from accordingto.ledger.care.compact import compact
from accordingto.ledger.review import purge
from accordingto.records import Reading


def test_a_copy_holds_everything_and_is_one_file(full: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    size = backup(full, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    assert size == (folder / "copy.db").stat().st_size
    with Ledger.open(full) as ledger, Ledger.open(folder / "copy.db") as copy:
        assert everything(copy) == everything(ledger)
        assert check(copy).faults == ()


def test_a_copy_made_while_others_write_is_whole(place: str, tmp_path: Path, other: Callable[..., Reading]) -> None:
    begun, stop = Event(), Event()

    def write() -> None:
        with Ledger.open(place) as ledger:
            number = 0
            while not stop.is_set():
                ledger.add(other(f" {number}"))
                number += 1
                if number == 3:
                    begun.set()

    writer = Thread(target=write)
    writer.start()
    try:
        assert begun.wait(60)
        for number in range(3):
            backup(place, tmp_path / f"copy{number}.db")
    finally:
        stop.set()
        writer.join()
    counts = []
    for number in range(3):
        with Ledger.open(tmp_path / f"copy{number}.db") as copy:
            assert check(copy).faults == ()
            counts.append(len(copy.reports()))
    assert 3 <= counts[0] <= counts[1] <= counts[2]


def test_a_copy_overwrites_nothing(full: str, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"of last week")
    with pytest.raises(LedgerError, match="such a file already"):
        backup(full, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == b"of last week"
    with pytest.raises(LedgerError, match="there is no folder"):
        backup(full, tmp_path / "nowhere" / "copy.db")


@pytest.mark.parametrize("content", [None, b"", b"plain text", b"SQLite format 3\0" + b"\xff" * 5_000])
def test_what_is_no_ledger_is_neither_copied_nor_restored(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ledger.db"
    if content is not None:
        path.write_bytes(content)
    for act in (backup, restore):
        with pytest.raises(LedgerError, match=r"ledger\.db: "):
            act(path, tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()
    assert {path.name for path in tmp_path.iterdir()} <= {"ledger.db"}


def test_a_restored_ledger_is_the_copy_and_the_old_one_is_kept(
    tmp_path: Path, some: list[Reading], other: Callable[..., Reading]
) -> None:
    path, copy = tmp_path / "ledger.db", tmp_path / "copy.db"
    fill(path, some)
    backup(path, copy)
    with Ledger.open(path) as ledger:
        before = everything(ledger)
        ledger.add(other(" Later."))
        later = everything(ledger)
    with pytest.raises(LedgerError, match="it is there already"):
        restore(copy, path)
    asides = [restore(copy, path, force=True), restore(copy, path, force=True)]
    assert asides == [tmp_path / "ledger.db.before-restore", tmp_path / "ledger.db.before-restore-2"]
    for found, expected in ((path, before), (asides[0], later), (asides[1], before), (copy, before)):
        assert found
        with Ledger.open(found) as ledger:
            assert everything(ledger) == expected
    assert len(list(tmp_path.iterdir())) == 4


def test_a_ledger_that_is_open_elsewhere_is_not_replaced(tmp_path: Path, some: list[Reading]) -> None:
    path, copy = tmp_path / "ledger.db", tmp_path / "copy.db"
    fill(path, some)
    backup(path, copy)
    with Ledger.open(path) as ledger:
        ledger.reports()
        with pytest.raises(LedgerError, match="another program has it open"):
            restore(copy, path, force=True)
        assert len(ledger.reports()) == 3
    assert {p.name for p in tmp_path.iterdir()} == {"ledger.db", "copy.db"}


def test_a_damaged_ledger_is_replaced_and_kept_with_what_lies_beside_it(tmp_path: Path, some: list[Reading]) -> None:
    path, copy = tmp_path / "ledger.db", tmp_path / "copy.db"
    fill(copy, some)
    path.write_bytes(b"rubbish")
    Path(f"{path}-wal").write_bytes(b"more rubbish")
    aside = restore(copy, path, force=True)
    assert aside
    assert aside.read_bytes() == b"rubbish"
    assert Path(f"{aside}-wal").read_bytes() == b"more rubbish"
    with Ledger.open(path) as ledger:
        assert check(ledger).faults == ()


@pytest.mark.parametrize("page", [2, 60])
def test_a_damaged_ledger_makes_no_copy(tmp_path: Path, some: list[Reading], page: int) -> None:
    path = tmp_path / "ledger.db"
    fill(path, some)
    content = bytearray(path.read_bytes())
    content[4096 * page : 4096 * (page + 1)] = bytes(4096)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"the file is damaged|it is damaged, so that no copy was kept"):
        backup(path, tmp_path / "copy.db")
    assert {p.name for p in tmp_path.iterdir()} == {"ledger.db"}


def test_a_damaged_copy_changes_nothing(tmp_path: Path, some: list[Reading]) -> None:
    path, copy = tmp_path / "ledger.db", tmp_path / "copy.db"
    fill(path, some)
    backup(path, copy)
    content = bytearray(copy.read_bytes())
    content[8192:16384] = bytes(8192)
    copy.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="damaged"):
        restore(copy, path, force=True)
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"ledger.db", "copy.db"}


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
def test_a_copy_goes_to_a_new_database(place: str, tmp_path: Path, some: list[Reading]) -> None:
    fill(tmp_path / "ledger.db", some)
    backup(tmp_path / "ledger.db", tmp_path / "copy.db")
    assert restore(tmp_path / "copy.db", place) is None
    with Ledger.open(place) as ledger, Ledger.open(tmp_path / "ledger.db") as first:
        assert everything(ledger) == everything(first)
    with pytest.raises(LedgerError, match="not empty"):
        restore(tmp_path / "copy.db", place, force=True)
    assert {p.name for p in tmp_path.iterdir()} == {"ledger.db", "copy.db"}


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_what_was_purged_is_gone_from_the_file_once_compacted(place: str, some: list[Reading]) -> None:
    fill(place, some)
    with Ledger.open(place) as ledger, ledger.writing_connection() as connection:
        for report in (1, 2, 3):
            purge.purge_report(connection, report, by="root", why="at risk")
    compact(place)
    left = b"".join(path.read_bytes() for path in Path(place).parent.iterdir())
    for words in ("Åström", "neglect", "engineers", "the dam had held"):
        assert words.encode() not in left
        assert words.casefold()[:5].encode() not in left


def test_compacting_changes_no_row_and_gives_room_back(full: str, other: Callable[..., Reading]) -> None:
    with Ledger.open(full) as ledger:
        ledger.add(other(" A long report." * 30_000, url=None))
        with ledger.writing_connection() as connection:
            connection.exec_driver_sql("UPDATE reports SET text = '' WHERE id = 4")
        before = everything(ledger)
    done = compact(full)
    with Ledger.open(full) as ledger:
        assert everything(ledger) == before
    if not full.startswith("postgresql"):
        assert done.after < done.before - 400_000
        with closing(sqlite3.connect(full)) as connection:
            assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
