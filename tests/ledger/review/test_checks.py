from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, select

from accordingto.errors import ConflictError, DecisionError, NotFoundError
from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, log
from accordingto.ledger.review.cells import cells, cells_of_report
from accordingto.ledger.review.change import NOBODY, Change, SourceChoice
from accordingto.ledger.review.listing import Filters, listed
from accordingto.ledger.review.tables import register
from accordingto.ledger.schema import claims
from accordingto.records import Quantity, Reading, Span, Time

Agrees = Callable[[Connection], bool]


def test_what_nobody_decided_on_is_shown_as_it_was_read(ledger: Ledger, river: Reading) -> None:
    with ledger.reading_connection() as connection:
        shown = cells_of_report(connection, 1)
        assert [c.key for c in shown] == ["C1", "C2", "C3", "C4"]
        first, second, third, fourth = shown
        assert (first.state, first.revision, first.by, first.disagreement) == ("unreviewed", 0, None, {})
        assert (first.digest, first.title, first.publisher) == (
            river.document.id, "River rises in Norrby", "The Harbour Post"
        )  # fmt: skip
        assert first.source is not None
        assert (first.source.name, first.source.role, first.source.country) == ("José Åström", "Mayor", "SE")
        assert [(q.minimum, q.maximum, q.unit, q.words) for q in first.quantities] == [
            (40, None, "houses", "more than 40 houses"), (1.0, 2.5, None, "")
        ]  # fmt: skip
        assert [(v.status, v.by, v.words) for v in first.verification] == [
            ("unverified", "Harbour Post", "quoted"), ("disputed", None, "")
        ]  # fmt: skip
        assert [t.words for t in first.times] == ["on Monday"]
        assert [(r.cell, r.score) for r in first.reasons] == [("act", 0.9), ("said", None)]
        assert first.spans == {
            "source": river.claims[0].source_spans, "cue": river.claims[0].cue_spans,
            "content": river.claims[0].content_spans, "said": river.claims[0].said.spans,  # type: ignore[union-attr]
        }  # fmt: skip
        assert [(link.kind, link.claim_id) for link in first.links] == [("contradicts", 3)]
        assert (second.co_sources, second.via) == (("José Åström",), ("Harbour Post",))
        assert (third.refers_to, fourth.parent) == (1, 3)
        assert (fourth.source, fourth.source_words) == (None, "the opposition")
        assert cells(connection, 1) == first
        with pytest.raises(NotFoundError, match="no claim number 99"):
            cells(connection, 99)


def test_each_decision_sets_how_a_claim_stands(river_ledger: Ledger, agrees: Agrees) -> None:
    with river_ledger.writing_connection() as connection:
        assert checks.accept(connection, 1, by="ann", revision=0, note="I was there") == 1
        assert checks.reject(connection, 2, by="bob", revision=0) == 1
        assert checks.correct(connection, 3, Change(act="condemn"), by="ann", revision=0) == 1
        assert checks.note(connection, 4, "ask the opposition", by="ann", revision=0) == 1
        shown = {c.claim_id: c for c in cells_of_report(connection, 1)}
        assert [(c.state, c.by, c.note) for c in shown.values()] == [
            ("accepted", "ann", "I was there"), ("rejected", "bob", None), ("corrected", "ann", None),
            ("unreviewed", "ann", "ask the opposition"),
        ]  # fmt: skip
        assert (shown[3].act, shown[3].version_id, shown[3].program_id) == ("condemn", 5, 3)
        assert shown[3].disagreement == {"act": ("condemn", "deny")}
        assert shown[3].refers_to == 1
        states = dict(connection.execute(select(register.c.claim_id, register.c.state)).all())  # type: ignore[arg-type]
        assert states == {1: "accepted", 2: "rejected", 3: "corrected", 4: "unreviewed"}
        assert agrees(connection)
        assert [e.action for e in log.entries(connection)] == ["note", "correct", "reject", "accept"]
        assert log.verify(connection) == log.Verified(4, None, 0, log.head(connection))


EVERYTHING = Change(
    source=SourceChoice(name=" Åsa Ek ", kind="person"), act="warn",
    said=Time("2024-05-01", "2024-05-03", (Span(0, 5),)),
    quantities=(Quantity(3, 5, "boats", (Span(6, 10),)), Quantity(None, 0.5, None, ())),
    verification=(("verified", "a judge"), ("disputed", None)), source_spans=(Span(0, 5), Span(6, 10)),
    cue_spans=(Span(18, 25),), content_spans=(Span(38, 45),), note="all of it",
)  # fmt: skip


def test_every_cell_can_be_corrected(ledger: Ledger, river: Reading, agrees: Agrees) -> None:
    with ledger.writing_connection() as connection:
        program = connection.execute(select(claims).where(claims.c.id == 1)).one()
        checks.correct(connection, 1, EVERYTHING, by="ann", revision=0)
        now = cells(connection, 1)
        assert now.source is not None
        assert (now.source.name, now.source.kind, now.source.named) == ("Åsa Ek", "person", True)
        assert (now.source_words, now.cue, now.content, now.quotation) == (
            "Mayor … José",
            "said on",
            '"the fl',
            "direct",
        )
        assert (now.act, now.said_start, now.said_end) == ("warn", "2024-05-01", "2024-05-03")
        assert [(q.minimum, q.maximum, q.unit, q.words) for q in now.quantities] == [
            (3, 5, "boats", "José"), (None, 0.5, None, "")
        ]  # fmt: skip
        assert [(v.status, v.by, v.words) for v in now.verification] == [
            ("verified", "a judge", ""), ("disputed", None, "")
        ]  # fmt: skip
        assert now.spans["said"] == (Span(0, 5),)
        assert [t.words for t in now.times] == ["on Monday"], "what is not corrected stays"
        assert now.confidence == 0.93
        assert {r.cell for r in now.reasons} == set(EVERYTHING.changed)
        assert set(now.disagreement) == set(EVERYTHING.changed)
        assert connection.execute(select(claims).where(claims.c.id == 1)).one() == program
        row = connection.execute(select(register).where(register.c.claim_id == 1)).one()
        assert (row.source, row.source_kind, row.act, row.status) == ("asa ek", "person", "warn", "disputed")
        assert (row.said, row.minimum, row.maximum, row.state) == ("2024-05-01", 0.5, 5, "corrected")
        assert row.contradicted
        found = listed(connection, Filters(query="fl", source="Åsa")).rows
        assert [(r.claim_id, r.version_id) for r in found] == [(1, now.version_id)]
        assert listed(connection, Filters(query="houses")).rows == (), "only the words that are shown are searched"
        assert agrees(connection)
    assert ledger.reading(1) == river, "what the program read is as it was"


def test_a_second_correction_keeps_the_first(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        checks.correct(connection, 1, Change(act="warn"), by="ann", revision=0)
        checks.correct(connection, 1, Change(verification=(("disputed", None), ("unverified", "Harbour Post"))),
                       by="bob", revision=1)  # fmt: skip
        now = cells(connection, 1)
        assert (now.act, now.revision, now.by) == ("warn", 2, "bob")
        assert [(v.status, v.words) for v in now.verification] == [("disputed", ""), ("unverified", "quoted")]
        assert {r.cell: r.rule for r in now.reasons} == {
            "said": "day in the cue’s clause", "act": "a person’s decision", "verification": "a person’s decision",
        }  # fmt: skip
        checks.correct(connection, 1, Change(act=None, said=None, source=NOBODY), by="bob", revision=2)
        now = cells(connection, 1)
        assert (now.act, now.said_start, now.source) == (None, None, None)
        assert "said" not in now.spans


def test_a_source_of_the_report_can_be_chosen_but_no_other(ledger: Ledger, other: Callable[..., Reading]) -> None:
    ledger.add(other(" Two."))
    with ledger.writing_connection() as connection:
        checks.correct(connection, 2, Change(source=SourceChoice(id=2)), by="ann", revision=0)
        now = cells(connection, 2)
        assert now.source is not None and (now.source.id, now.source.name) == (2, "Harbour Post")
        with pytest.raises(DecisionError, match="Source 5 is not of this report"):
            checks.correct(connection, 2, Change(source=SourceChoice(id=5)), by="ann", revision=1)
        checks.correct(connection, 1, Change(source=SourceChoice(name="Åsa Ek")), by="ann", revision=0)
        checks.correct(connection, 3, Change(source=SourceChoice(name="Åsa Ek")), by="ann", revision=0)
        one, two = (cells(connection, number).source for number in (1, 3))
        assert one == two, "the same new name is the same source"
        checks.correct(connection, 4, Change(source=SourceChoice(name="Åsa Ek", kind="person")), by="a", revision=0)
        assert cells(connection, 4).source != one


def test_a_missed_claim_is_added(river_ledger: Ledger, agrees: Agrees) -> None:
    with river_ledger.writing_connection() as connection:
        change = Change(content_spans=(Span(188, 207),), act="assert", note="passive")
        number = checks.add_claim(connection, 1, change, by="ann")
        now = cells(connection, number)
        assert (now.key, now.state, now.revision, now.confidence, now.note) == ("A1", "added", 1, 1.0, "passive")
        assert (now.source, now.source_words, now.act, now.program_id) == (None, "", "assert", None)
        assert checks.add_claim(connection, 1, change, by="ann") != number
        assert [c.key for c in cells_of_report(connection, 1)] == ["C1", "C2", "C3", "C4", "A1", "A2"]
        checks.correct(connection, number, Change(act="deny"), by="bob", revision=1)
        assert (cells(connection, number).act, cells(connection, number).state) == ("deny", "corrected")
        checks.undo(connection, number, by="bob", revision=2)
        assert (cells(connection, number).act, cells(connection, number).state) == ("assert", "added")
        checks.undo(connection, number, by="bob", revision=3)
        assert cells(connection, number).state == "rejected", "an added claim that is taken back is no claim"
        assert agrees(connection)
        with pytest.raises(DecisionError, match="needs its content"):
            checks.add_claim(connection, 1, Change(act="assert"), by="ann")
        with pytest.raises(NotFoundError):
            checks.add_claim(connection, 9, change, by="ann")


def test_undo_takes_decisions_back_one_by_one(ledger: Ledger, agrees: Agrees) -> None:
    with ledger.writing_connection() as connection:
        untouched = cells(connection, 1)
        checks.accept(connection, 1, by="ann", revision=0)
        checks.correct(connection, 1, Change(act="warn", note="first"), by="ann", revision=1)
        checks.correct(connection, 1, Change(act="deny", note=""), by="bob", revision=2)
        checks.reject(connection, 1, by="bob", revision=3)
        seen = []
        for revision in range(4, 8):
            last = checks.last_decision(connection, 1)
            assert last is not None
            assert checks.undo(connection, 1, by="eve", revision=revision) == revision + 1
            now = cells(connection, 1)
            seen.append((last.action, now.state, now.act, now.note))
        assert seen == [
            ("reject", "corrected", "deny", None), ("correct", "corrected", "warn", "first"),
            ("correct", "accepted", "assert", None), ("accept", "unreviewed", "assert", None),
        ]  # fmt: skip
        assert checks.last_decision(connection, 1) is None
        with pytest.raises(DecisionError, match="no decision about this claim to take back"):
            checks.undo(connection, 1, by="eve", revision=8)
        as_before: dict[str, Any] = {"revision": 0, "by": None, "at": None}
        assert {k: as_before.get(k, getattr(cells(connection, 1), k)) for k in untouched.__slots__} == {
            k: getattr(untouched, k) for k in untouched.__slots__
        }
        checks.accept(connection, 1, by="ann", revision=8)
        assert [e.undoes for e in log.entries(connection, claim_id=1)][:5] == [None, 1, 2, 3, 4]
        assert agrees(connection)


def test_who_has_not_seen_the_last_decision_changes_nothing(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        checks.correct(connection, 1, Change(act="warn"), by="ann", revision=0)
        before = cells(connection, 1), log.head(connection)
        for late in (
            lambda: checks.accept(connection, 1, by="bob", revision=0),
            lambda: checks.reject(connection, 1, by="bob", revision=0),
            lambda: checks.correct(connection, 1, Change(act="deny"), by="bob", revision=0),
            lambda: checks.note(connection, 1, "x", by="bob", revision=0),
            lambda: checks.undo(connection, 1, by="bob", revision=0),
        ):
            with pytest.raises(ConflictError, match=r"ann corrected claim 1 on 20.*is now corrected\. Nothing was"):
                late()
        with pytest.raises(ConflictError, match="no revision 7; its last is 1"):
            checks.accept(connection, 1, by="bob", revision=7)
        assert (cells(connection, 1), log.head(connection)) == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(), "accept it"),
        (Change(act="deny"), "every cell has this value"),
        (Change(act="shout"), "shout"),
        (Change(content_spans=()), "reject it"),
        (Change(content_spans=(Span(5, 5),)), "empty"),
        (Change(content_spans=(Span(-1, 5),)), "outside"),
        (Change(cue_spans=(Span(0, 9_999),)), "has 233 characters"),
        (Change(source_spans=(Span(5, 9), Span(0, 3))), "order"),
        (Change(source_spans=(Span(0, 9), Span(8, 12))), "overlap"),
        (Change(source_spans=tuple(Span(n, n + 1) for n in range(101))), "at most 100"),
        (Change(source=SourceChoice(name=" ")), "empty"),
        (Change(source=SourceChoice(name="x" * 301)), "at most 300"),
        (Change(source=SourceChoice(name="x", kind="deity")), "deity"),
        (Change(source=SourceChoice(id=1, name="x")), "not both"),
        (Change(source=SourceChoice(name="a\0b")), r"U\+0000"),
        (Change(source=SourceChoice(name="a\ud800b")), r"U\+D800"),
        (Change(said=Time("yesterday", None, ())), "2022-03-11"),
        (Change(said=Time("2024-02-30", None, ())), "2024-02-30"),
        (Change(said=Time("2024-05-02", "2024-05-01", ())), "before it begins"),
        (Change(said=Time(None, None, ())), "neither"),
        (Change(said=Time(None, None, (Span(0, 9_999),))), "outside"),
        (Change(quantities=(Quantity(None, None, None, ()),)), "least"),
        (Change(quantities=(Quantity(5, 3, None, ()),)), "less than"),
        (Change(quantities=(Quantity(float("inf"), None, None, ()),)), "finite"),
        (Change(quantities=(Quantity(float("nan"), None, None, ()),)), "finite"),
        (Change(quantities=(Quantity(1, None, "\x07", ()),)), r"U\+0007"),
        (Change(quantities=(Quantity(10**400, None, None, ()),)), "finite"),
        (Change(verification=(("maybe", None),)), "maybe"),
        (Change(verification=(("disputed", ""),)), "empty"),
        (Change(note="x" * 10_001), "at most 10,000"),
        (Change(note="a\0b"), r"U\+0000"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_in_words(ledger: Ledger, change: Change, why: str) -> None:
    with ledger.writing_connection() as connection:
        before = connection.execute(select(claims)).all()
        with pytest.raises(DecisionError, match=why):
            checks.correct(connection, 3, change, by="ann", revision=0)
        assert connection.execute(select(claims)).all() == before
        assert log.entries(connection) == []


def test_what_is_decided_already_is_not_decided_again(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        checks.accept(connection, 1, by="ann", revision=0)
        with pytest.raises(DecisionError, match="accepted already, by ann"):
            checks.accept(connection, 1, by="bob", revision=1)
        checks.correct(connection, 1, Change(note="only words"), by="bob", revision=1)
        assert (cells(connection, 1).state, cells(connection, 1).note) == ("accepted", "only words")
        with pytest.raises(DecisionError, match="these words already"):
            checks.note(connection, 1, "only words", by="bob", revision=2)
        checks.note(connection, 1, "", by="bob", revision=2)
        assert cells(connection, 1).note is None


def test_a_version_is_no_claim_of_its_own(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        checks.correct(connection, 1, Change(act="warn"), by="ann", revision=0)
        with pytest.raises(NotFoundError, match="no claim number 5"):
            checks.accept(connection, 5, by="ann", revision=0)
        with pytest.raises(NotFoundError):
            cells(connection, 5)


def test_of_many_who_decide_at_once_exactly_one_wins(river_ledger: Ledger) -> None:
    people = 8
    at_once = Barrier(people)

    def decide(n: int) -> bool:
        at_once.wait()
        try:
            with river_ledger.writing_connection() as connection:
                checks.correct(connection, 1, Change(note=f"by {n}", act="warn"), by=f"p{n}", revision=0)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(people) as pool:
        won = list(pool.map(decide, range(people)))
    assert won.count(True) == 1
    with river_ledger.reading_connection() as connection:
        assert cells(connection, 1).by == f"p{won.index(True)}"
        assert [e.by for e in log.entries(connection)] == [f"p{won.index(True)}"]


def test_of_many_who_decide_in_turn_nothing_is_lost(river_ledger: Ledger) -> None:
    people, each = 4, 5

    def decide(n: int) -> None:
        for turn in range(each):
            while True:
                try:
                    with river_ledger.writing_connection() as connection:
                        seen = checks.standing(connection, 1).revision
                    with river_ledger.writing_connection() as connection:
                        checks.note(connection, 1, f"{n} {turn}", by=f"p{n}", revision=seen)
                    break
                except ConflictError:
                    continue

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(decide, range(people)))
    with river_ledger.reading_connection() as connection:
        told = [entry.after["note"] for entry in log.entries(connection) if entry.after]
        assert sorted(told) == sorted(f"{n} {turn}" for n in range(people) for turn in range(each))
        assert log.verify(connection).first_broken is None
        assert cells(connection, 1).revision == people * each
