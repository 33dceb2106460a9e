from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_reports import dam, read_again, toll

from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, voices
from accordingto.ledger.review.change import Change


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    opened = Ledger.open(place)
    for reading in (dam(), toll()):
        opened.add(reading)
    yield opened
    opened.close()


def test_the_named_are_counted_the_most_quoted_first(ledger: Ledger) -> None:
    with ledger.reading_connection() as connection:
        told = [(voice.name, voice.claims) for voice in voices.most_quoted(connection)]
    assert told == [("José Åström", 3), ("ministry", 1)]


def test_every_row_that_shows_a_claim_leads_to_it(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        checks.correct(connection, 1, Change(act="warn"), by="ann", revision=0)
        version = checks.standing(connection, 1).shown
        assert voices.claim_of(connection, version) == voices.claim_of(connection, 1) == (1, 1)
    ledger.add(read_again(dam()))
    with ledger.reading_connection() as connection:
        again = checks.standing(connection, 1).program_id
        assert again not in (None, 1)
        assert voices.claim_of(connection, again or 0) == (1, 1)
        assert voices.decided(connection, [1, again or 0, 6]) == {1: "corrected", again: "corrected"}
        assert voices.claim_of(connection, 10_000) is None


def test_what_is_left_is_told_by_report(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection:
        checks.accept(connection, 6, by="ann", revision=0)
        assert voices.unreviewed(connection, [1, 2]) == {1: 5, 2: 0}


def test_a_claim_may_be_given_to_sources_of_its_report(ledger: Ledger) -> None:
    with ledger.reading_connection() as connection:
        names = [source.name for source in voices.sources_of_report(connection, 1)]
    assert names == ["Harbour Post", "José Åström", "ministry", "unnamed engineers"]
