from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.ledger.folding import folded
from accordingto.records import Reading, words_of


@pytest.fixture
def ledger(place: str, river: Reading, other: Callable[..., Reading]) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        opened.add(river)
        opened.add(other(" 2", url="https://x.example/", publisher="Agência Sul", published="2024-06-30T23:30:00Z"))
        opened.add(other(" 3", url=None, publisher=None, published=None, title=None))
        yield opened


def keys(ledger: Ledger, query: str = "", **filters: str) -> list[tuple[int, str]]:
    return sorted((found.report, found.claim) for found in ledger.search(query, **filters))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        ("flood", ["C1"]),
        ("FLOOD houses", ["C1"]),
        ("house", ["C1"]),
        ("flood dam", []),
        ('"dam had"', ["C2"]),
        ('"had dam"', []),
        ("negl*", ["C3", "C4"]),
        ("flo", []),
        ("astrom flood", ["C1"]),
        ("A\u030astro\u0308m flood", ["C1"]),
        ("harbour", ["C2"]),
        ("denied", ["C3"]),
        ("conscripts", []),
        ("-", []),
        ('"', []),
        ("flood -", ["C1"]),
        ('flood "', ["C1"]),
        ("flood AND OR NOT", []),
        ("content:flood", []),
        ("o'flood", []),
    ],
)
def test_words(ledger: Ledger, query: str, claims: list[str]) -> None:
    assert [claim for report, claim in keys(ledger, query) if report == 1] == claims


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=20) | st.text(alphabet='"*^:(){}+- \0aNEAROT', max_size=20))
def test_no_query_is_an_error(query: str) -> None:
    assert isinstance(never_refused().search(query, source=query, publisher=query), list)


def never_refused() -> Ledger:
    """Return one ledger in memory-like use; opened once, as Hypothesis asks many times."""
    return _shared[0]


_shared: list[Ledger] = []


@pytest.fixture(autouse=True)
def shared(ledger: Ledger) -> Iterator[None]:
    _shared.append(ledger)
    yield
    _shared.clear()


@pytest.mark.parametrize("name", ["José Åström", "jose astrom", "STROM", "Åström José", "A\u030astro\u0308m"])
def test_sources_by_part_of_their_name_without_case_and_accents(ledger: Ledger, name: str) -> None:
    assert [claim for report, claim in keys(ledger, source=name) if report == 1] == ["C1", "C2", "C3"]


def test_a_source_that_nobody_could_name_is_found_by_its_words(ledger: Ledger) -> None:
    assert [claim for report, claim in keys(ledger, source="opposition") if report == 1] == ["C4"]
    assert keys(ledger, source="%") == keys(ledger, source="_") == []


def test_publishers_and_dates(ledger: Ledger) -> None:
    def reports(**filters: str) -> list[int]:
        return [report for report, _ in keys(ledger, "flood", **filters)]

    assert reports() == [1, 2, 3]
    assert reports(publisher="agencia") == [2]
    assert reports(publisher="nobody") == []
    assert reports(since="2024-05-07") == [1, 2]
    assert reports(since="2024-05-08") == [2]
    assert reports(until="2024-05-07") == [1]
    assert reports(until="2024-06-30") == [1, 2]
    assert reports(since="2024-05", until="2024-05") == [1]
    assert reports(since="2025") == []
    with pytest.raises(LedgerError, match="not a date"):
        reports(since="yesterday")


def test_the_newest_report_is_first_without_a_query_and_the_limit_holds(ledger: Ledger) -> None:
    assert [(f.report, f.claim) for f in ledger.search(source="astrom", limit=4)] == [
        (2, "C1"), (2, "C2"), (2, "C3"), (1, "C1"),
    ]  # fmt: skip
    assert len(ledger.search(limit=1_000)) == 12


def test_what_is_found_has_words_beside_spans(ledger: Ledger, river: Reading) -> None:
    (found,) = (f for f in ledger.search("dam") if f.report == 1)
    assert (found.source, found.source_kind, found.co_sources, found.via) == (
        "unnamed engineers", "group", ("José Åström",), ("Harbour Post",),
    )  # fmt: skip
    assert words_of(river.text, found.content_spans) == found.content == "the dam had held"
    assert words_of(river.text, found.cue_spans) == found.cue == "quoted … as saying"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_folding() -> None:
    assert folded("  Lech\tWałęsa ") == "lech walesa"
    assert folded("O’Neill") == folded("O'NEILL")
    assert folded("Straße") == "strasse"
