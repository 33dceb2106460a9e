from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.records import Reading


@pytest.fixture
def ledger(place: str, river: Reading, other: Callable[..., Reading]) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        opened.add(river)
        opened.add(other(" 2", path="news/may/river.txt", title="Norrby: the river falls"))
        opened.add(other(" 3", path="C:\\news\\bridge.txt", url="https://post.example/bridge", title="Élan in Norrby"))
        opened.add(other(" 4", path=None, url=None, title=None))
        yield opened


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        (" 4 ", 4),
        ("https://post.example/river", 2),
        ("river.txt", 1),
        ("news/may/river.txt", 2),
        ("may/river.txt", 2),
        ("bridge.txt", 3),
        ("River rises in Norrby", 1),
        ("rises", 1),
        ("norrby elan", 3),
        ("falls river", 2),
    ],
)
def test_a_report_by_what_one_remembers(ledger: Ledger, text: str, number: int) -> None:
    assert ledger.find_report(text) == number


def test_a_report_by_its_id(ledger: Ledger) -> None:
    for report in ledger.reports():
        assert ledger.find_report(report.digest) == report.number
        assert ledger.find_report(report.digest.removeprefix("sha256:")[:20].upper()) == report.number


def test_several_fit(ledger: Ledger) -> None:
    with pytest.raises(
        LedgerError, match=r"(?s)3 reports fit 'norrby'. Type the row number.*\n  1  2024.*\n  2 .*\n  3 "
    ):
        ledger.find_report("norrby")


@pytest.mark.parametrize("text", ["9", "nothing", "", "  ", "%", "_iver.txt", "99999999999999999999", "²", "txt"])
def test_none_fits(ledger: Ledger, text: str) -> None:
    with pytest.raises(LedgerError, match="has no report"):
        ledger.find_report(text)


def test_a_row_number_that_is_not_there(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no report number 9"):
        ledger.reading(9)
