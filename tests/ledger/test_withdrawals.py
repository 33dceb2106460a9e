from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from accordingto.ledger import Ledger
from accordingto.ledger.schema import reports
from accordingto.records import Reading

Made = Callable[..., Reading]


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened


def standing(ledger: Ledger) -> list[tuple[str | None, str | None]]:
    with ledger.reading_connection() as connection:
        return [tuple(row) for row in connection.execute(select(reports.c.status, reports.c.notice).order_by("id"))]


@pytest.mark.parametrize("status", ["corrected", "withheld", "killed"])
def test_a_later_word_of_the_publisher_marks_what_came_before(ledger: Ledger, other: Made, status: str) -> None:
    ledger.add(other("", item="urn:1"))
    ledger.add(other(" Two.", item="urn:1", status="usable"))
    ledger.add(other(" Three.", item="urn:1", status=status, notice="The dam broke."))
    assert standing(ledger) == [(status, "The dam broke.")] * 3
    assert len(ledger.reports()) == 3, "nothing is deleted"


def test_other_items_and_other_publishers_are_left_alone(ledger: Ledger, other: Made) -> None:
    ledger.add(other("", item="urn:1", publisher="Another"))
    ledger.add(other(" Two.", item="urn:2"))
    ledger.add(other(" Three."))
    ledger.add(other(" Four.", item="urn:1", status="killed"))
    assert standing(ledger) == [(None, None)] * 3 + [("killed", None)]


def test_a_publisher_that_is_not_told_is_one(ledger: Ledger, other: Made) -> None:
    ledger.add(other("", item="urn:1", publisher=None))
    ledger.add(other(" Two.", item="urn:1", publisher=None, status="killed"))
    assert standing(ledger) == [("killed", None)] * 2


def test_an_old_correction_that_comes_late_does_not_mark_what_is_newer(ledger: Ledger, other: Made) -> None:
    ledger.add(other("", item="urn:1", revision="10"))
    ledger.add(other(" Two.", item="urn:1", revision="9", status="corrected", notice="A typo."))
    assert standing(ledger) == [(None, None), ("corrected", "A typo.")]


def test_a_report_that_comes_after_its_withdrawal_is_marked(ledger: Ledger, other: Made) -> None:
    ledger.add(other("", item="urn:1", revision="3", status="killed", notice="Untrue."))
    ledger.add(other(" Two.", item="urn:1", revision="2", status="usable"))
    assert standing(ledger) == [("killed", "Untrue.")] * 2


def test_reading_again_does_not_take_the_mark_away(ledger: Ledger, other: Made) -> None:
    first = other("", item="urn:1")
    ledger.add(first)
    ledger.add(other(" Two.", item="urn:1", status="killed", notice="Untrue."))
    ledger.add(replace(first, provenance=replace(first.provenance, version="2")))
    assert standing(ledger) == [("killed", "Untrue.")] * 2
