from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from accordingto.ledger import Ledger
from accordingto.ledger.care.backup import backup
from accordingto.ledger.care.check import check
from accordingto.ledger.database import sqlite
from accordingto.ledger.review import checks, purge
from accordingto.ledger.review.change import Change
from accordingto.records import Quantity, Reading, Span


def test_a_ledger_with_everything_in_it_is_whole(ledger: Ledger) -> None:
    found = check(ledger)
    assert found.faults == ()
    assert (found.reports, found.readings, found.claims, found.decisions) == (3, 3, 12, 2)
    assert check(ledger, expect=found.head).faults == ()


def test_what_was_purged_is_no_fault(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        purge.purge_source(connection, "José Åström", by="root", why="at risk")
    assert check(ledger).faults == ()
    with ledger.writing_connection() as connection:
        purge.purge_report(connection, 2, by="root", why="never published")
    found = check(ledger)
    assert found.faults == ()
    assert (found.reports, found.decisions) == (2, 4)
    with ledger.writing_connection() as connection:
        connection.execute(text("DELETE FROM tombstones WHERE kind = 'redacted'"))
    assert any("not the one that was read" in str(fault) for fault in check(ledger).faults)


def test_corrected_and_added_claims_are_no_fault(ledger: Ledger, some: list[Reading]) -> None:
    where = (Span(4, 16),)
    number = Quantity(3, 4, "people", (Span(5, 9),))
    changed = Change(content_spans=where, quantities=(number,), verification=(("disputed", "Me"), ("verified", None)))
    with ledger.writing_connection() as connection:
        checks.correct(connection, 1, changed, by="ann", revision=1)
        checks.add_claim(connection, 2, Change(content_spans=where), by="ann")
    assert check(ledger).faults == ()
    for reading in some:
        ledger.add(replace(reading, provenance=replace(reading.provenance, version="later")))
    assert check(ledger).faults == ()


def test_an_empty_ledger_is_whole(place: str) -> None:
    with Ledger.open(place) as ledger:
        assert check(ledger).faults == ()


# What is done behind the program's back, where it is found, and what is said.
DAMAGE = [
    ("UPDATE reports SET text = text || '.' WHERE id = 2", "report 2", "not the one that was read"),
    ("UPDATE reports SET url = 'https://elsewhere.example/' WHERE id = 2", "report 2", "not the one that was read"),
    ("UPDATE claims SET content = 'the dam broke' WHERE id = 6", "report 2, claim 6, content", "'the dam broke'"),
    ('UPDATE spans SET "start" = "start" - 1 WHERE claim_id = 6 AND role = \'content\'', "claim 6, content", "stand"),
    ('UPDATE spans SET "end" = 9999 WHERE source_id = 1', "report 1, span", "but the text has"),
    ("UPDATE spans SET claim_id = NULL WHERE claim_id = 6 AND role = 'cue'", "report 2, span", "belongs to nothing"),
    ("UPDATE times SET words = 'on Friday' WHERE claim_id = 5", "report 2, claim 5, said", "on Friday"),
    ("UPDATE quantities SET words = 'many' WHERE claim_id = 5", "report 2, claim 5, quantity", "many"),
    ("UPDATE unattributed SET words = 'x' WHERE id = 1", "report 1, unattributed 1", "'x'"),
    ("UPDATE claims SET report_id = 3 WHERE id = 6", "claim 6", "listed with report 3"),
    ("UPDATE readings SET is_current = (1 = 2) WHERE id = 2", "report 2", "0 of its readings are current"),
    ("DELETE FROM linked WHERE reading_id = 2", "report 2", "has not been linked and does not wait"),
    ("INSERT INTO unlinked VALUES (2)", "report 2", "linked and waits"),
    ("DELETE FROM register WHERE claim_id = 7", "claim 7", "does not show it"),
    ("UPDATE register SET state = 'accepted' WHERE claim_id = 7", "claim 7", "does not show it"),
    ("UPDATE reports SET publisher = 'Else' WHERE id = 2", "claim 5", "does not show it"),
    ("DELETE FROM log WHERE id = 1", "the log, entry 2", "entry 1 is missing"),
    ("UPDATE log SET by = 'eve' WHERE id = 2", "the log, entry 2", "changed"),
    ('UPDATE log SET "after" = NULL WHERE id = 2', "the log, entry 2", "changed"),
]


@pytest.mark.parametrize(("statement", "where", "what"), DAMAGE)
def test_what_was_changed_by_other_means_is_found(ledger: Ledger, statement: str, where: str, what: str) -> None:
    with ledger.writing_connection() as connection:
        connection.execute(text(statement.replace("SET by =", 'SET "by" =')))
    found = [str(fault) for fault in check(ledger).faults]
    assert any(where in fault and what in fault for fault in found), found


def test_an_index_that_says_something_else_is_found(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        if ledger.is_server:
            connection.execute(text("DELETE FROM claims_search WHERE rowid = 7"))
        else:
            connection.execute(text("DROP TRIGGER claims_search_update"))
            connection.execute(text("UPDATE claims SET source_name = 'Else' WHERE id = 7"))
    (fault,) = check(ledger).faults
    assert fault.where == "the full-text index"


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)  # a server does not let go of what is referred to
def test_rows_that_refer_to_nothing_are_found(full: str) -> None:
    import sqlite3

    connection = sqlite3.connect(full)
    connection.execute("DELETE FROM sources WHERE id = 1")
    connection.commit()
    connection.close()
    with Ledger.open(full) as ledger:
        found = [str(fault) for fault in check(ledger).faults]
    assert "the table claims: source_id is 1, but sources has no such row" in found


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_write_protected_ledger_is_looked_at_but_for_its_index(
    full: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The administrator, as whom tests may run, may write everywhere.
    monkeypatch.setattr(sqlite.os, "access", lambda *_: False)
    with Ledger.open(full, create=False) as ledger:
        found = check(ledger)
    assert found.faults == ()
    assert found.unseen
    assert "write-protected" in found.unseen
    backup(full, tmp_path / "copy.db")


def test_the_end_of_the_log_cut_off_is_found_by_a_digest_noted_before(ledger: Ledger) -> None:
    head = check(ledger).head
    with ledger.writing_connection() as connection:
        connection.execute(text("DELETE FROM log WHERE id = 2"))
    assert not any(fault.where.startswith("the log") for fault in check(ledger).faults)
    assert any(fault.where.startswith("the log") for fault in check(ledger, expect=head).faults)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_damaged_pages_are_found_or_the_file_is_refused(full: str) -> None:
    from accordingto.errors import LedgerError

    Ledger.open(full).close()
    content = bytearray(Path(full).read_bytes())
    pages = range(4096, len(content) - 4096, 4096)
    noticed = 0
    for page in list(pages)[::9]:
        damaged = bytearray(content)
        damaged[page : page + 200] = bytes(200)
        Path(full).write_bytes(damaged)
        try:
            with Ledger.open(full) as ledger:
                noticed += bool(check(ledger).faults)
        except LedgerError:
            noticed += 1
    assert noticed == len(list(pages)[::9])
