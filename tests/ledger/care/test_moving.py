from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from full_ledger import everything, fill
from sqlalchemy import text

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.ledger.care.check import check
from accordingto.ledger.care.moving import move
from accordingto.linking.engine import link
from accordingto.records import Reading


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
def test_a_ledger_goes_to_a_server_and_back_bit_for_bit(
    place: str, tmp_path: Path, some: list[Reading], other: Callable[..., Reading]
) -> None:
    fill(tmp_path / "first.db", some)
    with (
        Ledger.open(tmp_path / "first.db") as first,
        Ledger.open(place) as server,
        Ledger.open(tmp_path / "back.db") as back,
    ):
        rows = move(first, server)
        assert move(server, back) == rows
        assert everything(first) == everything(server) == everything(back)
        assert check(server).faults == check(back).faults == ()
        for ledger in (first, server, back):
            # Row numbers go on where they were.
            ledger.add(other(" Four.", url="https://post.example/four"))
            link(ledger)
            assert [report.number for report in ledger.reports()] == [1, 2, 3, 4]
            assert check(ledger).faults == ()
        found = [{(f.report, f.claim) for f in ledger.search("floods")} for ledger in (first, server, back)]
        assert found[0] == found[1] == found[2]
        assert len(found[0]) == 4


def test_a_ledger_that_is_not_empty_is_left_as_it_is(full: str, tmp_path: Path, river: Reading) -> None:
    with Ledger.open(tmp_path / "from.db") as source, Ledger.open(full) as target:
        source.add(river)
        before = everything(target)
        with pytest.raises(LedgerError, match="not empty"):
            move(source, target)
        assert everything(target) == before


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
def test_what_a_server_cannot_keep_is_refused_and_nothing_moved(
    place: str, tmp_path: Path, river: Reading, other: Callable[..., Reading]
) -> None:
    with Ledger.open(tmp_path / "from.db") as source, Ledger.open(place) as target:
        source.add(river)
        source.add(other("\0"))
        with pytest.raises(LedgerError, match="NUL"):
            move(source, target)
        assert target.reports() == []


def test_a_database_that_does_not_keep_what_it_is_given_is_found_out(
    place: str, tmp_path: Path, river: Reading
) -> None:
    with Ledger.open(tmp_path / "from.db") as source, Ledger.open(place) as target:
        source.add(river)
        with target.writing_connection() as connection:
            for statement in FORGETFUL[connection.dialect.name]:
                connection.execute(text(statement))
        with pytest.raises(LedgerError, match="did not keep"):
            move(source, target)
        assert target.reports() == []


FORGETFUL = {
    "sqlite": ["CREATE TRIGGER t AFTER INSERT ON notes BEGIN UPDATE notes SET note = 'x'; END"],
    "postgresql": [
        "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note = 'x'; RETURN NEW; END $$",
        "CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION t()",
    ],
}
