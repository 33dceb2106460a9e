from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, inspect, text

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.records import (
    Claim,
    Document,
    Link,
    Provenance,
    Quantity,
    Reading,
    Source,
    Span,
    Time,
    Unattributed,
    Verification,
)

words = st.text(max_size=12)
maybe = st.none() | words
keys = st.sampled_from(["S1", "S2", "C1", "C2", "", "né", "S1\0"])
some_keys = st.lists(keys, max_size=3).map(tuple)
offsets = st.integers(0, 60)
parts = st.lists(st.builds(Span, offsets, offsets), max_size=3).map(tuple)
numbers = st.none() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False)
times = st.builds(Time, maybe, maybe, parts)
quantities = st.builds(Quantity, numbers, numbers, maybe, parts, st.booleans())
verifications = st.builds(Verification, words, st.none() | keys, parts)
sources = st.builds(Source, keys, words, maybe, st.booleans(), maybe, maybe, parts)


def few(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


claims = st.builds(
    Claim, id=keys, source=st.none() | keys, source_spans=parts, cue_spans=parts, content_spans=parts,
    quotation=words, confidence=st.floats(0, 1), co_sources=some_keys, via=some_keys, parent=st.none() | keys,
    act=maybe, said=st.none() | times, times=few(times), quantities=few(quantities), verification=few(verifications),
    refers_to=st.none() | keys,
)  # fmt: skip
documents = st.builds(Document, st.text(max_size=60), maybe, maybe, maybe, maybe, maybe, maybe)
any_reading = st.builds(
    Reading, documents, few(sources), few(claims), st.builds(Provenance, words, words),
    few(st.builds(Link, words, some_keys, words)), few(st.builds(Unattributed, parts, words, st.none() | keys)),
    few(words),
)  # fmt: skip


ANEW = itertools.count()  # Hypothesis replays readings: each time they are read anew by a model never seen before


@pytest.fixture
def shared_ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as ledger:
        if ledger._engine.dialect.name == "sqlite":
            without_waiting_for_the_disk(ledger)
        yield ledger


def without_waiting_for_the_disk(ledger: Ledger) -> None:
    ledger._engine.dispose()
    event.listen(ledger._engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))


def without_nul(reading: Reading) -> bool:
    return "\\u0000" not in reading.to_json()


@pytest.mark.timeout(600)
@given(any_reading)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
def test_any_reading_comes_back_bit_for_bit(shared_ledger: Ledger, reading: Reading) -> None:
    if shared_ledger._engine.dialect.name == "postgresql":
        assume(without_nul(reading))
    if not shared_ledger.add(reading):
        # Seen before; another model reads it anew.
        made = replace(reading.provenance, model=f"{reading.provenance.model} {next(ANEW)}")
        reading = replace(reading, provenance=made)
        shared_ledger.add(reading)
    loaded = shared_ledger.reading(shared_ledger.find_report(reading.document.id))
    assert loaded == reading
    assert loaded.to_json() == reading.to_json()


def test_a_reading_of_every_kind_comes_back(place: str, river: Reading) -> None:
    with Ledger.open(place) as ledger:
        assert ledger.add(river)
    with Ledger.open(place, create=False) as ledger:
        assert ledger.reading(1).to_json() == river.to_json()
        assert ledger.reading("river.txt") == river


def test_the_same_report_again_adds_nothing(place: str, river: Reading, other: Callable[..., Reading]) -> None:
    with Ledger.open(place) as ledger:
        assert ledger.add(river)
        before = counts(ledger)
        assert not ledger.add(river)
        assert not ledger.add(other(path="elsewhere/river.txt"))
        assert counts(ledger) == before


def test_a_new_version_of_an_address_is_kept_beside_the_old(
    place: str, river: Reading, other: Callable[..., Reading]
) -> None:
    with Ledger.open(place) as ledger:
        assert ledger.add(river)
        assert ledger.add(other(" Corrected."))
        assert ledger.add(other(" Corrected.", url="https://elsewhere.example/"))
        assert not ledger.add(river)
        assert [(r.url, r.version) for r in ledger.reports()] == [
            ("https://post.example/river", 1), ("https://post.example/river", 2), ("https://elsewhere.example/", 1),
        ]  # fmt: skip
        assert ledger.reading("https://post.example/river").text.endswith("Corrected.")
        assert ledger.reading(1) == river


def test_a_newer_model_adds_a_reading_and_is_current(place: str, river: Reading) -> None:
    newer = replace(river, provenance=Provenance("0.2.0", "sha256:bb"), claims=river.claims[:1])
    with Ledger.open(place) as ledger:
        assert ledger.add(river)
        assert ledger.add(newer)
        assert not ledger.add(river)
        assert ledger.reading(1) == newer
        assert [(r.number, r.claims, r.model) for r in ledger.reports()] == [(1, 1, "sha256:bb")]
        assert [found.claim for found in ledger.search(source="åström")] == ["C1"]
        assert rows(ledger, "SELECT model, is_current FROM readings ORDER BY id") == [
            ("sha256:aa", False), ("sha256:bb", True),
        ]  # fmt: skip


def test_a_date_told_later_is_read_anew(place: str, river: Reading, other: Callable[..., Reading]) -> None:
    with Ledger.open(place) as ledger:
        assert ledger.add(other(published=None))
        assert ledger.add(river)
        assert ledger.reading(1) == river
        assert [r.published for r in ledger.reports()] == ["2024-05-07"]


def test_rows_are_readable_without_offsets(place: str, river: Reading) -> None:
    with Ledger.open(place) as ledger:
        ledger.add(river)
        columns = "source_name, source_words, co_source_names, via_names, cue, content, publisher"
        assert rows(ledger, f"SELECT {columns} FROM current_claims WHERE key IN ('C2', 'C4') ORDER BY key") == [
            ("unnamed engineers", "unnamed engineers", "José Åström", "Harbour Post", "quoted … as saying",
             "the dam had held", "The Harbour Post"),
            (None, "the opposition", "", "", "calls", "neglect", "The Harbour Post"),
        ]  # fmt: skip


def test_an_address_with_half_a_character_is_refused_kindly(place: str, other: Callable[..., Reading]) -> None:
    with Ledger.open(place) as ledger:
        with pytest.raises(LedgerError, match="broken character"):
            ledger.add(other("\ud800"))
        assert ledger.reports() == []


def test_a_nul_character_is_kept_or_refused_in_words(place: str, other: Callable[..., Reading]) -> None:
    with Ledger.open(place) as ledger:
        if ledger._engine.dialect.name == "postgresql":
            with pytest.raises(LedgerError, match="NUL"):
                ledger.add(other("\0"))
            assert ledger.reports() == []
        else:
            assert ledger.add(other("\0"))


def rows(ledger: Ledger, query: str) -> list[tuple[object, ...]]:
    with ledger.reading_connection() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def counts(ledger: Ledger) -> dict[str, object]:
    with ledger.reading_connection() as connection:
        names = inspect(connection).get_table_names()
    return {name: rows(ledger, f"SELECT count(*) FROM {name}")[0][0] for name in names}
