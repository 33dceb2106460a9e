from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, log
from accordingto.ledger.review.cells import cells, cells_of_report
from accordingto.ledger.review.change import Change
from accordingto.ledger.review.tables import register
from accordingto.records import Claim, Reading, Span, Spans

Agrees = Callable[[Connection], bool]


def newer(reading: Reading, *claims: Claim, version: str = "2") -> Reading:
    """What a newer program reads in the same report."""
    return replace(
        reading, claims=claims, links=(), unattributed=(), provenance=replace(reading.provenance, version=version)
    )


def moved(parts: Spans, start: int, end: int) -> Spans:
    return tuple(Span(part.start + start, part.end + end) for part in parts)


def states(ledger: Ledger) -> dict[int, str]:
    with ledger.reading_connection() as connection:
        return {row.claim_id: row.state for row in connection.execute(select(register))}


def test_unreviewed_claims_give_way_to_those_of_a_newer_reading(
    river_ledger: Ledger, river: Reading, agrees: Agrees
) -> None:
    river_ledger.add(newer(river, *river.claims))
    assert states(river_ledger) == dict.fromkeys([5, 6, 7, 8], "unreviewed")
    with river_ledger.writing_connection() as connection:
        assert agrees(connection)


def test_what_people_decided_stays_whatever_a_newer_reading_finds(
    river_ledger: Ledger, river: Reading, agrees: Agrees
) -> None:
    with river_ledger.writing_connection() as connection:
        checks.accept(connection, 1, by="ann", revision=0)
        checks.reject(connection, 2, by="ann", revision=0)
        checks.correct(connection, 3, Change(act="condemn"), by="ann", revision=0)
        checks.note(connection, 4, "ask", by="ann", revision=0)
        before = {c.claim_id: c for c in cells_of_report(connection, 1)}
        told = log.head(connection)
    changed = [replace(claim, act="warn", source="S2", confidence=0.2) for claim in river.claims]
    river_ledger.add(newer(river, *changed))
    assert states(river_ledger) == {1: "accepted", 2: "rejected", 3: "corrected", 4: "unreviewed"}
    with river_ledger.writing_connection() as connection:
        after = {c.claim_id: c for c in cells_of_report(connection, 1)}
        free = ("disagreement", "program_id", "links")
        for number in (1, 2, 3):
            assert {k: v for k, v in values(after[number]).items() if k not in free} == {
                k: v for k, v in values(before[number]).items() if k not in free
            }
        assert [after[number].program_id for number in (1, 2, 3, 4)] == [6, 7, 8, 9]
        assert after[1].disagreement == {"source": ("José Åström", "Harbour Post"), "act": ("assert", "warn")}
        assert after[2].disagreement == {"claim": ("rejected", "found")}
        assert after[3].disagreement == {"source": ("José Åström", "Harbour Post"), "act": ("condemn", "warn")}
        assert (after[4].act, after[4].note, after[4].disagreement) == ("warn", "ask", {}), "nobody vouched for cells"
        assert log.head(connection) == told, "what the program does is no decision"
        assert agrees(connection)


def values(claim: object) -> dict[str, object]:
    return {name: getattr(claim, name) for name in claim.__slots__}  # type: ignore[attr-defined]


def test_undoing_shows_what_the_newest_reading_says(ledger: Ledger, river: Reading) -> None:
    with ledger.writing_connection() as connection:
        checks.accept(connection, 1, by="ann", revision=0)
    ledger.add(newer(river, replace(river.claims[0], act="warn")))
    with ledger.writing_connection() as connection:
        checks.undo(connection, 1, by="ann", revision=1)
        assert (cells(connection, 1).act, cells(connection, 1).state) == ("warn", "unreviewed")
    ledger.add(newer(river, version="3"))
    with ledger.writing_connection() as connection:
        now = cells(connection, 1)
        assert (now.act, now.program_id) == ("assert", None), "what was decided on once is not lost"


@pytest.mark.parametrize(
    ("start", "end", "same"),
    [(0, 0, True), (-4, 0, True), (10, 0, True), (0, -17, True), (0, -18, False), (0, 40, False)],
)
def test_a_claim_is_the_same_with_half_of_its_content(
    ledger: Ledger, river: Reading, start: int, end: int, same: bool
) -> None:
    first = river.claims[0]  # its content has 34 characters
    with ledger.writing_connection() as connection:
        checks.accept(connection, 1, by="ann", revision=0)
    ledger.add(newer(river, replace(first, content_spans=moved(first.content_spans, start, end))))
    with ledger.reading_connection() as connection:
        now = cells(connection, 1)
        assert now.program_id == (5 if same else None)
        assert states(ledger) == ({1: "accepted"} if same else {1: "accepted", 5: "unreviewed"})
        if (start, end) == (0, 0):
            assert now.disagreement == {}
        elif same:
            assert set(now.disagreement) == {"content_spans"}
        else:
            assert now.disagreement == {"claim": ("accepted", "not found")}


def test_another_cue_makes_another_claim(ledger: Ledger, river: Reading) -> None:
    with ledger.writing_connection() as connection:
        checks.reject(connection, 1, by="ann", revision=0)
    ledger.add(newer(river, replace(river.claims[0], cue_spans=river.claims[1].cue_spans)))
    assert states(ledger) == {1: "rejected", 5: "unreviewed"}


def test_a_claim_is_found_where_people_put_it_and_where_it_first_stood(ledger: Ledger, river: Reading) -> None:
    first = river.claims[0]
    there = river.claims[1].content_spans
    with ledger.writing_connection() as connection:
        checks.correct(connection, 1, Change(content_spans=there), by="ann", revision=0)
    ledger.add(newer(river, first))
    ledger.add(newer(river, replace(first, content_spans=there), version="3"))
    with ledger.reading_connection() as connection:
        now = cells(connection, 1)
        assert (now.program_id, now.disagreement) == (7, {})
    assert states(ledger) == {1: "corrected"}


def test_one_new_claim_stands_for_one_claim_only(ledger: Ledger, river: Reading) -> None:
    first = river.claims[0]
    half = replace(first, content_spans=moved(first.content_spans, 0, -10))
    ledger.add(newer(river, first, half))
    with ledger.writing_connection() as connection:
        for number in (5, 6):
            checks.accept(connection, number, by="ann", revision=0)
    ledger.add(newer(river, first, version="3"))
    with ledger.reading_connection() as connection:
        assert (cells(connection, 5).program_id, cells(connection, 6).program_id) == (7, None)


def test_an_added_claim_that_the_program_finds_later_is_one_claim(ledger: Ledger, river: Reading) -> None:
    missed = Span(188, 207)
    with ledger.writing_connection() as connection:
        number = checks.add_claim(connection, 1, Change(content_spans=(missed,), act="assert"), by="ann")
        assert cells(connection, number).disagreement == {}
    found = replace(river.claims[0], source_spans=(), cue_spans=(), content_spans=(missed,), act="deny", said=None)
    ledger.add(newer(river, found))
    assert states(ledger) == {number: "added"}
    with ledger.reading_connection() as connection:
        assert cells(connection, number).disagreement["act"] == ("assert", "deny")


def test_what_a_claim_stands_in_keeps_its_lasting_number(ledger: Ledger, river: Reading) -> None:
    with ledger.writing_connection() as connection:
        checks.accept(connection, 3, by="ann", revision=0)
        checks.correct(connection, 4, Change(act="accuse"), by="ann", revision=0)
    swapped = [replace(c, id=f"C{n}", parent="C3" if c.parent else None, refers_to=None) for n, c in
               enumerate(reversed(river.claims), 1)]  # fmt: skip
    swapped[0] = replace(swapped[0], parent="C2")
    ledger.add(newer(river, *swapped))
    with ledger.reading_connection() as connection:
        now = cells(connection, 4)
        assert (now.parent, now.key) == (3, "C4")
        assert cells(connection, 3).refers_to == 1


def test_what_is_known_of_a_report_is_shown_for_decided_claims_too(ledger: Ledger, river: Reading) -> None:
    with ledger.writing_connection() as connection:
        checks.accept(connection, 1, by="ann", revision=0)
    ledger.add(replace(river, document=replace(river.document, published="2024-06-01", publisher="The Post")))
    with ledger.reading_connection() as connection:
        rows = connection.execute(select(register.c.published, register.c.publisher).distinct()).all()
        assert [tuple(row) for row in rows] == [("2024-06-01", "The Post")]
