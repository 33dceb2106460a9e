from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, queue

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_the_least_certain_come_first(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        assert queue.take(connection, "ann", 4, now=NOON) == [2, 4, 3, 1]  # 0.5, 0.61, 0.8, 0.93


def test_two_people_never_have_the_same(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        taken = [queue.take(connection, by, now=NOON) for by in ("ann", "bob", "an", "cy", "dee")]
        assert taken == [[2], [4], [3], [1], []]


def test_who_looks_again_still_has_the_same(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        assert queue.take(connection, "ann", now=NOON) == queue.take(connection, "ann", now=later(5)) == [2]
        assert queue.take(connection, "ann", 2, now=later(6)) == [2, 4]
        assert queue.holder(connection, 2, later(6)) == "ann"


def test_what_is_held_too_long_goes_to_others(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        assert queue.take(connection, "ann", minutes=10, now=NOON) == [2]
        assert queue.take(connection, "bob", now=later(9)) == [4]
        assert queue.holder(connection, 2, later(10)) is None
        assert queue.take(connection, "cy", now=later(10)) == [2]


def test_what_is_given_back_goes_to_the_next(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        queue.take(connection, "ann", now=NOON)
        queue.release(connection, "bob", 2)
        assert queue.take(connection, "bob", now=NOON) == [4]
        queue.release(connection, "ann", 2)
        assert queue.holder(connection, 2, NOON) is None
        assert queue.take(connection, "cy", now=NOON) == [2]


def test_who_skips_gets_another_and_others_get_that(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        assert queue.take(connection, "ann", now=NOON) == [2]
        queue.skip(connection, "ann", 2, NOON)
        assert queue.take(connection, "ann", now=NOON) == [4]
        assert queue.take(connection, "bob", now=NOON) == [2]
        queue.skip(connection, "ann", 2, NOON)  # bob holds it: nothing
        assert queue.holder(connection, 2, NOON) == "bob"
        queue.skip(connection, "bob", 2, NOON)
        assert queue.take(connection, "bob", now=NOON) == [3]
        queue.release(connection, "ann", 4)
        assert queue.take(connection, "ann", now=NOON) == [4], "both skipped it"
        assert queue.take(connection, "cy", now=NOON) == [2]
        assert queue.take(connection, "dee", now=later(60 * queue.SKIPPED_HOURS + 1)) == [2]


def test_a_decision_takes_a_claim_out_of_the_queue(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        assert queue.left(connection) == 4
        queue.take(connection, "ann", now=NOON)
        checks.accept(connection, 2, by="ann", revision=0)
        assert queue.left(connection) == 3
        assert queue.take(connection, "ann", now=NOON) == [4]
        checks.undo(connection, 2, by="ann", revision=1)
        assert queue.left(connection) == 4
        assert queue.take(connection, "bob", now=NOON) == [2]


def test_the_queue_is_read_in_pages(river_ledger: Ledger, monkeypatch) -> None:
    monkeypatch.setattr(queue, "_PAGE", 1)
    with river_ledger.writing_connection() as connection:
        assert queue.take(connection, "ann", 9, now=NOON) == [2, 4, 3, 1]
        assert queue.take(connection, "bob", 9, now=NOON) == []


def test_many_who_take_at_once_never_get_the_same(river_ledger: Ledger) -> None:
    people = 4
    at_once = Barrier(people)

    def taking(n: int) -> list[int]:
        at_once.wait()
        with river_ledger.writing_connection() as connection:
            return queue.take(connection, f"p{n}")

    with ThreadPoolExecutor(people) as pool:
        taken = list(pool.map(taking, range(people)))
    assert sorted(number for some in taken for number in some) == [1, 2, 3, 4]
