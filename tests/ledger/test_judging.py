from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_reports import dam, toll

from accordingto.errors import ConflictError, DecisionError, NotFoundError
from accordingto.ledger import Ledger
from accordingto.ledger.linkage import names
from accordingto.ledger.linkage.judging import in_force, judge, take_back
from accordingto.ledger.review import log
from accordingto.linking.engine import link
from accordingto.linking.who import LedgerWho

MAYOR, MINISTRY, MAYOR_AGAIN = 1, 4, 5


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    opened = Ledger.open(place)
    for reading in (dam(), toll()):
        opened.add(reading)
    link(opened)
    yield opened
    opened.close()


def one_with(ledger: Ledger, number: int) -> list[int]:
    with ledger.reading_connection() as connection:
        who = LedgerWho(connection)
        source = names.with_numbers(connection, [number])[0]
        return who.numbers(who.entity_at(source.document, source.name))


def test_what_is_taken_back_counts_as_never_judged(ledger: Ledger) -> None:
    assert one_with(ledger, MAYOR) == [MAYOR, MAYOR_AGAIN]
    with ledger.writing_connection() as connection:
        judge(connection, MAYOR, MAYOR_AGAIN, "different", by="ann", note="two men")
    assert one_with(ledger, MAYOR) == [MAYOR]
    place = dam().document.id, "José Åström"
    with ledger.writing_connection() as connection:
        (judged,) = in_force(connection, {place})
        take_back(connection, judged.number, by="bea")
        assert in_force(connection, {place}) == []
    assert one_with(ledger, MAYOR) == [MAYOR, MAYOR_AGAIN]


def test_a_decision_before_the_one_taken_back_counts_again(ledger: Ledger) -> None:
    place = dam().document.id, "ministry"
    with ledger.writing_connection() as connection:
        judge(connection, MAYOR, MINISTRY, "same", by="ann")
        judge(connection, MINISTRY, MAYOR, "different", by="bea")
        (judged,) = in_force(connection, {place})
        take_back(connection, judged.number, by="bea")
        assert [j.judgement.verdict for j in in_force(connection, {place})] == ["same"]
        with pytest.raises(ConflictError, match="bea decided again"):
            take_back(connection, judged.number, by="ann")
        kept = log.entries(connection)
        assert [entry.action for entry in kept] == ["merge", "split", "merge"]
        # A purge could not take a name out of there.
        assert not any("Åström" in f"{entry.subject}{entry.before}{entry.after}" for entry in kept)
        assert log.verify(connection).first_broken is None


def test_what_is_no_decision_is_refused(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        with pytest.raises(DecisionError):
            judge(connection, MAYOR, MAYOR, "same", by="ann")
        with pytest.raises(DecisionError):
            judge(connection, MAYOR, MINISTRY, "withdrawn", by="ann")
        with pytest.raises(NotFoundError):
            judge(connection, MAYOR, 999, "same", by="ann")
        with pytest.raises(NotFoundError):
            take_back(connection, 1, by="ann")
        assert log.entries(connection) == []
