"""The test of reprints: drawn from a seed, and the counts of the runner."""

from __future__ import annotations

import pytest
from linking.duplicates.invented import REPORT, paragraphs

from evaluation.duplicates import alone, linked, looked_up, main, outcome
from evaluation.lookalikes import lookalikes
from evaluation.reprints import KINDS, Report, copies
from evaluation.union import Union

ORIGINAL = Report("000", REPORT, "Dam breaks above Port Ellery", "2030-03-01", "000", "original")


def report(name: str, family: str) -> Report:
    return Report(name, REPORT, "", "", family, "")


def test_the_same_seed_gives_the_same_test() -> None:
    assert copies([ORIGINAL], 3) == copies([ORIGINAL], 3) != copies([ORIGINAL], 4)
    assert lookalikes([ORIGINAL], 3) == lookalikes([ORIGINAL], 3)


def test_cut_copies_keep_what_they_say() -> None:
    for copy in copies([ORIGINAL]):
        share = len(copy.text.split()) / len(REPORT.split())
        assert share >= 0.58, copy.made
        if copy.made == "cut to 60%":
            assert share < 0.75


def test_every_kind_of_copy_joins() -> None:
    assert alone([ORIGINAL], copies([ORIGINAL])) == dict.fromkeys(KINDS, (1, 1))


def test_pairs_are_counted() -> None:
    reports = [report("a", "1"), report("b", "1"), report("c", "1"), report("d", "2")]
    union = Union()
    union.join("a", "b")
    union.join("b", "d")
    total = outcome(reports, union)
    assert (total.found, total.wanted, total.right) == (3, 3, 1)
    assert total.precision == total.recall == pytest.approx(1 / 3)
    assert len(total.wrong) == 2


def test_rows_that_are_looked_up() -> None:
    told = looked_up([REPORT, *paragraphs(), REPORT, REPORT], [2, 8], probes=1)
    assert told[8][2:] == (2, 2)
    assert told[2][2:] == (0, 0)


def test_identical_reports_are_one_family() -> None:
    linker = linked([report("a", "1"), report("b", "1")])
    assert linker.union.find("a") == linker.union.find("b")


def test_without_the_corpus_the_runner_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("evaluation.reprints.shared", _absent)
    assert main([]) == 2
    assert "nothing to measure on" in capsys.readouterr().err


def _absent(part: object) -> None:
    from evaluation.shared import AbsentError

    raise AbsentError("There is nothing to measure on.")
