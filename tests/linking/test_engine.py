from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from accordingto.ledger import Ledger
from accordingto.ledger.linkage import families, progress, tables
from accordingto.linking import engine
from accordingto.linking.contradictions import contradictions
from accordingto.linking.engine import link
from accordingto.linking.propositions import propositions_of
from accordingto.linking.reprinted import reprinted_families
from accordingto.linking.who import LedgerWho
from accordingto.records import Reading
from evaluation.invented_ledger import readings

READINGS = tuple(readings(40))


def _ledger(path: str | Path, some: Iterable[Reading], each: bool = False) -> Ledger:
    """A linked ledger of readings, linked after each or all at once."""
    ledger = Ledger.open(path)
    for reading in some:
        ledger.add(reading)
        if each:
            link(ledger)
    link(ledger)
    return ledger


def _all_that_is_linked(ledger: Ledger) -> dict[str, object]:
    """What linking came to, told by digests, which no order of reports changes."""
    with ledger.reading_connection() as connection:
        propositions = {row.id: row.digest for row in connection.execute(select(tables.propositions))}
        relations = {
            (propositions[r.one_id], propositions[r.other_id], r.kind, r.score, r.why)
            for r in connection.execute(select(tables.relations))
        }
        keys = {
            (propositions[k.proposition_id], k.word_key) for k in connection.execute(select(tables.proposition_keys))
        }
        reprinted = [tuple(r.document for r in family.reports) for family in reprinted_families(connection)]
        who = LedgerWho(connection)
        sources = connection.scalars(select(tables.source_keys.c.source_id).distinct())
        identities = sorted(who.source(number).id for number in sources)
        excluding = [
            (b.kind, b.one.document, b.one.key, b.other.document, b.other.key, b.why, b.confidence)
            for b in contradictions(connection, who)
        ]
    return {
        "relations": relations, "keys": keys, "reprinted": reprinted, "identities": identities,
        "excluding": sorted(excluding),
    }  # fmt: skip


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What comes of the readings in their order, linked in one go."""
    with _ledger(tmp_path_factory.mktemp("one") / "ledger.db", READINGS) as ledger:
        return _all_that_is_linked(ledger)


def test_the_invented_ledger_has_reprints_and_relations(expected: dict[str, object]) -> None:
    assert len(expected["reprinted"]) >= 4  # type: ignore[arg-type]
    assert expected["relations"]


@pytest.mark.parametrize(("place", "seed"), [("sqlite", 1), ("sqlite", 2), ("postgres", 3)], indirect=["place"])
def test_report_by_report_in_any_order_gives_the_same(place: str, expected: dict[str, object], seed: int) -> None:
    shuffled = list(READINGS)
    random.Random(seed).shuffle(shuffled)
    with _ledger(place, shuffled, each=True) as ledger:
        assert _all_that_is_linked(ledger) == expected


def test_a_run_that_was_stopped_goes_on_where_it_was(
    place: str, expected: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    class StoppedError(Exception):
        pass

    done = engine.progress.done
    calls = 0

    def stopping(*args: object) -> None:
        nonlocal calls
        calls += 1
        if calls % 7 == 0:
            raise StoppedError
        done(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.progress, "done", stopping)
    with Ledger.open(place) as ledger:
        for reading in READINGS:
            ledger.add(reading)
        stops = 0
        while True:
            try:
                link(ledger)
                break
            except StoppedError:
                stops += 1
        assert stops >= 5
        assert _all_that_is_linked(ledger) == expected


def test_two_runs_at_once_do_the_work_once(place: str, expected: dict[str, object]) -> None:
    path = place
    with Ledger.open(path) as ledger:
        for reading in READINGS:
            ledger.add(reading)

    def run(_: int) -> int:
        with Ledger.open(path) as opened:
            return link(opened).reports

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == len(READINGS)
    with Ledger.open(path) as ledger:
        assert _all_that_is_linked(ledger) == expected


def test_nothing_is_done_twice(place: str) -> None:
    with _ledger(place, READINGS[:3]) as ledger:
        assert link(ledger).reports == 0


def test_other_rules_link_anew(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with _ledger(place, READINGS[:12]) as ledger:
        before = _all_that_is_linked(ledger)
        monkeypatch.setattr(engine, "RULES", "others")
        assert link(ledger).reports == 12
        assert _all_that_is_linked(ledger) == before


def test_a_newer_reading_takes_the_place_of_the_older(place: str, expected: dict[str, object]) -> None:
    with _ledger(place, READINGS) as ledger:
        for reading in READINGS:
            ledger.add(replace(reading, provenance=replace(reading.provenance, version="later")))
        assert link(ledger).reports == len(READINGS)
        found = _all_that_is_linked(ledger)
        assert found["reprinted"] == expected["reprinted"]
        assert found["excluding"] == expected["excluding"]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)  # what it costs is the same work on a server
def test_many_copies_are_one_family_and_cost_little(place: str) -> None:
    first = READINGS[0]
    copies = [
        replace(first, document=replace(first.document, url=f"https://copy.example/{n}", title="A copy"))
        for n in range(150)
    ]
    near = [
        replace(
            first,
            document=replace(
                first.document, text=f"{first.text} Printed on press {n}.", url=f"https://near.example/{n}"
            ),
        )
        for n in range(50)
    ]
    with _ledger(place, [*copies, *near]) as ledger, ledger.reading_connection() as connection:
        (family,) = reprinted_families(connection)
        assert len(family.reports) == 200
        assert len(families.proofs(connection, [r.report for r in family.reports])) == 199
        kept = len(list(connection.execute(select(tables.propositions))))
        said = {row.proposition_id for row in connection.execute(select(tables.claim_propositions))}
        # The title is part of what a claim is about, and there are two.
        assert kept == len(said) == 2 * len(propositions_of(first))
        assert contradictions(connection, LedgerWho(connection)) == []


@pytest.mark.parametrize("published", ["9999-12-31", "2150-01-01", None, "not a date"])
def test_odd_days_do_no_harm(place: str, published: str | None) -> None:
    some = [replace(r, document=replace(r.document, published=published)) for r in READINGS[:4]]
    with _ledger(place, some) as ledger, ledger.reading_connection() as connection:
        assert progress.count_waiting(connection) == 0


def test_a_report_that_quotes_itself_neither_contradicts_nor_reprints_itself(place: str) -> None:
    first = READINGS[0]
    again = tuple(replace(claim, id=f"C{n + 10}") for n, claim in enumerate(first.claims))
    doubled = replace(
        first, claims=first.claims + again, document=replace(first.document, text=f"{first.text}\n\n{first.text}")
    )
    with _ledger(place, [doubled]) as ledger, ledger.reading_connection() as connection:
        assert contradictions(connection, LedgerWho(connection)) == []
        assert reprinted_families(connection) == []


def test_an_empty_ledger_and_a_report_without_claims_are_linked(place: str) -> None:
    bare = replace(READINGS[0], claims=(), sources=(), document=replace(READINGS[0].document, text=""))
    with _ledger(place, []) as ledger:
        assert link(ledger).reports == 0
        ledger.add(bare)
        assert link(ledger).reports == 1
