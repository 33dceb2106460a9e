"""Whatever people decide and take back, in whatever order, and whatever the program reads meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from accordingto.errors import ConflictError, DecisionError
from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, log
from accordingto.ledger.review.cells import cells, cells_of_report
from accordingto.ledger.review.change import NOBODY, UNCHANGED, Change, SourceChoice
from accordingto.ledger.review.purge import purge_source
from accordingto.ledger.review.register import expected
from accordingto.ledger.review.tables import register
from accordingto.ledger.schema import claims, spans
from accordingto.ledger.store import store
from accordingto.records import Quantity, Reading, Span, Time

LENGTH = 233
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
parts = st.lists(st.integers(0, LENGTH - 1), max_size=2, unique=True).map(
    lambda starts: tuple(Span(at, at + 1) for at in sorted(starts))
)
changes = st.builds(
    Change,
    source=st.none() | st.just(NOBODY) | st.builds(SourceChoice, st.sampled_from([1, 2, 3]))
    | st.builds(SourceChoice, st.none(), texts, st.sampled_from([None, "person"])),
    act=st.sampled_from([UNCHANGED, None, "deny", "warn"]),
    said=st.sampled_from([UNCHANGED, None, Time("2024-05-06", None, ()), Time(None, "2024-05-06", (Span(0, 3),))]),
    quantities=st.none() | st.lists(st.builds(Quantity, st.none() | st.integers(), st.just(9e9), st.none(), parts),
                                    max_size=2).map(tuple),
    verification=st.none() | st.lists(st.tuples(st.sampled_from(["disputed", "unverified"]), st.none() | texts),
                                      max_size=2).map(tuple),
    source_spans=st.none() | parts, cue_spans=st.none() | parts, content_spans=st.none() | parts,
    note=st.none() | texts,
)  # fmt: skip
steps = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "note", "undo"]), st.integers(0, 9), texts)
    | st.tuples(st.just("correct"), st.integers(0, 9), changes)
    | st.tuples(st.just("add"), st.just(0), changes)
    | st.tuples(st.just("read"), st.integers(0, 9), st.sampled_from(["deny", "warn", None])),
    max_size=14,
)  # fmt: skip


def do(connection: Connection, river: Reading, number: int, step: tuple[str, int, Any]) -> None:
    action, which, what = step
    if action == "read":
        read = [replace(c, act=what) for n, c in enumerate(river.claims) if n != which % 5]
        store(
            connection,
            replace(river, claims=tuple(read), links=(), provenance=replace(river.provenance, version=f"{number}")),
        )
        return
    if action == "add":
        checks.add_claim(connection, 1, what, by="ann")
        return
    shown = connection.scalars(select(register.c.claim_id).order_by(register.c.claim_id)).all()
    claim = shown[which % len(shown)]
    seen: dict[str, Any] = {"by": "ann", "revision": checks.standing(connection, claim).revision}
    if action == "correct":
        checks.correct(connection, claim, what, **seen)
    elif action == "note":
        checks.note(connection, claim, what, **seen)
    elif action == "undo":
        checks.undo(connection, claim, **seen)
    else:
        getattr(checks, action)(connection, claim, **seen, note=what)


def rows(connection: Connection) -> tuple[set[Any], set[Any]]:
    return set(connection.execute(select(claims)).all()), set(connection.execute(select(spans)).all())


@given(steps=steps)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_chain_register_and_versions_hold(ledger: Ledger, river: Reading, steps: list[tuple[str, int, Any]]) -> None:
    with ledger.writing_connection() as connection:
        again = connection.begin_nested()  # the next example finds the ledger as this one did
        for number, step in enumerate(steps, 2):
            before, entries = rows(connection), len(log.entries(connection))
            try:
                with connection.begin_nested():
                    do(connection, river, number, step)
            except DecisionError:
                assert rows(connection) == before
                assert len(log.entries(connection)) == entries
            else:
                assert len(log.entries(connection)) == entries + (step[0] != "read")
            assert all(old <= new for old, new in zip(before, rows(connection), strict=True)), "only added to"
            assert set(connection.execute(select(register)).all()) == set(expected(connection))
        for claim in cells_of_report(connection, 1):
            assert claim == cells(connection, claim.claim_id)
        found = log.verify(connection)
        assert (found.first_broken, found.purged) == (None, 0)
        take_everything_back(connection)
        purge_source(connection, 1, by="eve", why="at risk")
        assert log.verify(connection).first_broken is None
        assert set(connection.execute(select(register)).all()) == set(expected(connection))
        again.rollback()


def take_everything_back(connection: Connection) -> None:
    for claim in cells_of_report(connection, 1):
        revision = claim.revision
        while checks.last_decision(connection, claim.claim_id) is not None:
            revision = checks.undo(connection, claim.claim_id, by="bob", revision=revision)
        left = cells(connection, claim.claim_id)
        assert left.state in ("unreviewed", "rejected") and left.note is None
        assert (left.state == "rejected") == left.key.startswith("A")
        try:
            checks.undo(connection, claim.claim_id, by="bob", revision=revision + 1)
        except ConflictError:
            continue
        raise AssertionError(claim.claim_id)
