"""Ledgers of earlier formats: brought along without loss, from each step, and stopped half-way."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from full_ledger import everything, fill
from sqlalchemy import Engine, column, insert, inspect, select, table, text

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger, migrations
from accordingto.ledger.care import contents
from accordingto.ledger.care.check import check
from accordingto.ledger.care.moving import number_on
from accordingto.ledger.database import is_server, postgres, sqlite, writing
from accordingto.ledger.linkage import progress
from accordingto.linking.engine import link
from accordingto.records import Reading

STEPS = ["0001", "0002", "0003"]


@pytest.fixture
def before(river: Reading) -> Reading:
    """What a ledger of any step could hold."""
    first, *claims = (replace(claim, firmness=None, reasons=()) for claim in river.claims)
    sources = tuple(replace(s, number=None, anonymity=None, anonymity_spans=()) for s in river.sources)
    return replace(river, claims=(replace(first, quantities=first.quantities[:1]), *claims), sources=sources)


def engine_of(address: str) -> Engine:
    """An engine that does not bring the ledger up to date."""
    return postgres.engine(address) if is_server(address) else sqlite.engine(f"{Path(address).as_uri()}?mode=rwc")


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a file or database without tables."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    return str(request.getfixturevalue("postgres").new_database())


def make_old(address: str, step: str, new: Path) -> None:
    """Make a ledger of an earlier step with the rows of a new one, in the tables and columns it had."""
    engine = engine_of(address)
    with writing(engine) as connection, Ledger.open(new) as ledger, ledger.reading_connection() as reading:
        migrations.upgrade(connection, step)
        there = inspect(connection)
        for made in contents.tables():
            if made.name in there.get_table_names():
                names = [known["name"] for known in there.get_columns(made.name)]
                rows = [dict(row) for row in reading.execute(select(*(made.c[name] for name in names))).mappings()]
                if rows:
                    connection.execute(insert(made), rows)
                    number_on(connection, made)
    engine.dispose()


@pytest.mark.parametrize("step", STEPS)
def test_an_older_ledger_is_brought_along_without_loss(
    empty: str, tmp_path: Path, before: Reading, river: Reading, step: str
) -> None:
    with Ledger.open(tmp_path / "new.db") as ledger:
        ledger.add(before)
    make_old(empty, step, tmp_path / "new.db")
    with Ledger.open(empty) as ledger:
        assert ledger.reading(1) == before
        with ledger.reading_connection() as connection:
            assert progress.waiting(connection) == [1]
        assert len(ledger.search("flood")) == 1
        assert check(ledger).faults == ()
        link(ledger)
        assert check(ledger).faults == ()
        assert ledger.add(replace(river, provenance=replace(river.provenance, version="0.2.0")))
        assert ledger.reading(1).claims == river.claims
        with ledger.reading_connection() as connection:
            row = connection.execute(
                text("SELECT certainty, standing, quantities FROM current_claims WHERE key = 'C1'")
            )
            assert tuple(row.one()) == ("certain", "unverified; disputed", "more than 40 houses; ")


@pytest.mark.parametrize("step", STEPS)
def test_a_copy_of_the_older_file_is_kept(tmp_path: Path, before: Reading, step: str) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(tmp_path / "new.db") as ledger:
        ledger.add(before)
    make_old(str(path), step, tmp_path / "new.db")
    (tmp_path / "new.db").unlink()
    held = rows_of(str(path))
    Ledger.open(path).close()
    kept = sqlite.copy_before(path)
    assert kept.name == f"ledger.db.before-{migrations.NEWEST}"
    assert rows_of(str(kept)) == held
    assert held[migrations.VERSION_TABLE] == [(step,)]
    Ledger.open(path).close()
    assert {p.name for p in tmp_path.iterdir()} == {"ledger.db", kept.name}
    # The copy is a ledger like the first.
    with Ledger.open(kept) as ledger:
        assert ledger.reading(1) == before


def rows_of(address: str) -> dict[str, list[tuple[object, ...]]]:
    engine = engine_of(address)
    found = {}
    with engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            if not name.startswith("claims_search"):
                columns = [column(known["name"]) for known in inspect(connection).get_columns(name)]
                found[name] = [tuple(row) for row in connection.execute(select(*columns).select_from(table(name)))]
    engine.dispose()
    return found


def test_where_no_copy_can_be_kept_nothing_is_changed(
    tmp_path: Path, before: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    path = tmp_path / "ledger.db"
    with Ledger.open(tmp_path / "new.db") as ledger:
        ledger.add(before)
    make_old(str(path), "0003", tmp_path / "new.db")
    held = rows_of(str(path))

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(sqlite, "copy", full)
    with pytest.raises(LedgerError, match="disk is full"):
        Ledger.open(path)
    assert rows_of(str(path)) == held


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.timeout(300)
def test_stopped_half_way_the_ledger_is_whole(empty: str, tmp_path: Path, before: Reading, step: str) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    address = empty if is_server(empty) else str(folder / "old.db")
    with Ledger.open(tmp_path / "new.db") as ledger:
        ledger.add(before)
    make_old(address, step, tmp_path / "new.db")
    held = rows_of(address)
    # A prime number of statements, so that the moments are not all of one kind.
    every = "37" if step == "0001" else "23"
    script = Path(__file__).with_name("half_way.py")
    done = subprocess.run(
        [sys.executable, str(script), address, every], check=True, capture_output=True, text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    *places, kills = done.stdout.split()
    assert int(kills) >= 3
    for place in places:
        assert rows_of(place) == held, "as it was before, and not half of each"
        with Ledger.open(place) as ledger:
            assert ledger.reading(1) == before
            assert check(ledger).faults == ()
    with Ledger.open(address) as ledger:
        assert ledger.reading(1) == before
        assert check(ledger).faults == ()


def test_a_ledger_that_has_everything_is_not_touched_by_opening(place: str, before: Reading) -> None:
    fill(place, [before])
    with Ledger.open(place) as ledger:
        held = everything(ledger)
    with Ledger.open(place) as ledger:
        assert everything(ledger) == held
    assert is_server(place) or not sqlite.copy_before(Path(place)).exists()
